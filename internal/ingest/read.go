// Package ingest reads what is to be imported: files, folders, standard input and Anki's packages
// become documents of cards. It prints nothing and knows nothing of the database.
package ingest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"iq/importer"
	"iq/internal/card"
)

// Options say how files are read.
type Options struct {
	Version string // of iq: another may make other cards of the same file
	Deck    string // takes the place of every deck of a file; "" leaves them
	Format  string // "" finds out
	Drafts  bool   // questions without an answer become cards too
	Always  bool   // a file that has not changed since its last import is parsed all the same
	// IsExport reports whether a file is an export of iq, by its first bytes. The error says why it
	// cannot be merged.
	IsExport func(head []byte) (bool, error)
}

// Reader reads files one after the other, some ahead of where they are used.
type Reader struct {
	opt    Options
	loaded chan chan *File // in the order of the files
	stdin  stdin
}

// File is a file that was read: its cards, or why it has none, or that it has not changed.
type File struct {
	Found
	Name      string // as it is shown
	Source    string // as the database knows it
	Digest    []byte
	Partial   bool // standard input: another time it may hold something else
	Doc       importer.Document
	Export    bool // of iq: it is merged
	Unchanged bool // since its last import
	Err       error
	stdin     *stdin
}

// Size is how much text the file's cards have, in bytes.
func (f *File) Size() (n int) {
	for _, c := range f.Doc.Cards {
		n += len(c.Question) + len(c.Answer)
	}
	return n
}

// Unchanged reports whether a source, whose bytes have this digest, was imported as it is.
type Unchanged func(source string, digest []byte) bool

// New returns a reader.
func New(opt Options) *Reader { return &Reader{opt: opt} }

// Start begins to read files, in as many threads as there are processors.
func (r *Reader) Start(ctx context.Context, files []Found, unchanged Unchanged) {
	r.loaded = make(chan chan *File, runtime.GOMAXPROCS(0))
	go func() {
		defer close(r.loaded)
		for _, found := range files {
			one := make(chan *File, 1)
			select {
			case r.loaded <- one:
				go func() { one <- r.Read(ctx, found, unchanged) }()
			case <-ctx.Done():
				return
			}
		}
	}()
}

// Next returns the next file, and nil after the last.
func (r *Reader) Next() *File {
	one, ok := <-r.loaded
	if !ok {
		return nil
	}
	return <-one
}

// Read reads one file.
func (r *Reader) Read(ctx context.Context, found Found, unchanged Unchanged) *File {
	f := &File{Found: found, Name: found.Path}
	if found.Path == StdinPath {
		f.Name, f.Partial, f.stdin = stdinName, true, &r.stdin
	}
	switch {
	case isPackage(found.Path):
		r.readPackage(ctx, f, unchanged)
	case r.sniffExport(f):
	default:
		r.readText(f, unchanged)
	}
	return f
}

// readText reads a file of text.
func (r *Reader) readText(f *File, unchanged Unchanged) {
	data, err := r.bytes(f)
	if err != nil {
		f.Err = fmt.Errorf("import %s: %w", f.Path, err)
		return
	}
	f.Digest = r.digest(bytes.NewReader(data))
	if f.Unchanged = r.unchanged(f, unchanged); !f.Unchanged {
		f.Doc, f.Err = importer.ParseAs(r.opt.Format, f.Name, data)
		r.checkDecks(f)
	}
}

// checkDecks refuses a file with a deck that cannot be, unless another takes its place.
func (r *Reader) checkDecks(f *File) {
	if f.Err != nil || r.opt.Deck != "" {
		return
	}
	for _, c := range f.Doc.Cards {
		if err := card.CheckDeck(cmp.Or(c.Deck, f.Doc.Deck)); err != nil {
			f.Doc.Cards, f.Err = nil, fmt.Errorf("import %s: line %d: %w", f.Name, c.Line, err)
			return
		}
	}
}

func (r *Reader) unchanged(f *File, unchanged Unchanged) bool {
	return !r.opt.Always && unchanged != nil && unchanged(f.Source, f.Digest)
}

func (r *Reader) bytes(f *File) (data []byte, err error) {
	if f.stdin != nil {
		f.Source = StdinSource + r.opt.Deck
		return f.stdin.text, f.stdin.err
	}
	if f.Source, err = filepath.Abs(f.Path); err != nil {
		return nil, err
	}
	return readRegular(f.Path)
}

// readRegular reads a file; one that is too large is refused before it is read.
func readRegular(path string) ([]byte, error) {
	file, err := openRegular(path)
	if err != nil {
		return nil, Bare(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, importer.MaxFileBytes+1))
	if err == nil && len(data) > importer.MaxFileBytes {
		err = importer.ErrFileTooLarge
	}
	return data, Bare(err)
}

// digest is of the bytes and of all that decides what is made of them, so that neither a newer iq
// nor another flag takes a file for unchanged. What cannot be read has none.
func (r *Reader) digest(data io.Reader) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "iq %s\x00%s\x00%s\x00%v\x00", r.opt.Version, r.opt.Deck, r.opt.Format, r.opt.Drafts)
	if _, err := io.Copy(h, data); err != nil {
		return nil
	}
	return h.Sum(nil)
}
