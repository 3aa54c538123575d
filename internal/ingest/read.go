// Package ingest reads what is to be imported: files, folders, standard input and Anki's packages
// become documents of cards. It prints nothing and knows nothing of the database.
package ingest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"iq/importer"
	"iq/internal/anki"
	"iq/internal/card"
)

// Options say how files are read.
type Options struct {
	Version string // of iq: another may make other cards of the same file
	Deck    string // takes the place of every deck of a file; "" leaves them
	Format  string // "" finds out
	Drafts  bool   // questions without an answer become cards too
	Always  bool   // a file that has not changed since its last import is parsed all the same
	// IsExport reports whether a file is an export of iq, by its first bytes. The error says why it cannot be merged.
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
	if err := r.read(ctx, f, unchanged); err != nil {
		f.Err = fmt.Errorf("import %s: %w", f.Path, Bare(err))
	}
	return f
}

func (r *Reader) read(ctx context.Context, f *File, unchanged Unchanged) (err error) {
	if f.Path == StdinPath {
		f.Name, f.Source, f.Partial, f.stdin = stdinName, StdinSource+r.opt.Deck, true, &r.stdin
	} else if f.Source, err = filepath.Abs(f.Path); err != nil {
		return err
	}
	if isPackage(f.Path) {
		return r.readPackage(ctx, f, unchanged)
	}
	if head, err := f.head(); err == nil { // else reading it will say why
		if f.Export, err = r.opt.IsExport(head); f.Export {
			return r.checkExport(err)
		}
	}
	data, err := f.bytes()
	if err != nil {
		return err
	}
	r.parse(f, bytes.NewReader(data), unchanged, func() (importer.Document, error) {
		return importer.ParseAs(r.opt.Format, f.Name, data)
	})
	return nil
}

// parse makes the document of a file with read, unless its data has not changed.
func (r *Reader) parse(f *File, data io.Reader, unchanged Unchanged, read func() (importer.Document, error)) {
	f.Digest = r.digest(data)
	f.Unchanged = !r.opt.Always && unchanged != nil && unchanged(f.Source, f.Digest)
	if f.Unchanged {
		return
	}
	if f.Doc, f.Err = read(); f.Err != nil || r.opt.Deck != "" {
		return
	}
	for _, c := range f.Doc.Cards {
		if err := card.CheckDeck(cmp.Or(c.Deck, f.Doc.Deck)); err != nil {
			f.Doc.Cards, f.Err = nil, fmt.Errorf("import %s: line %d: %w", f.Name, c.Line, err)
			return
		}
	}
}

// readPackage reads one of Anki's packages, which may be far larger than what is read of it.
func (r *Reader) readPackage(ctx context.Context, f *File, unchanged Unchanged) error {
	if r.opt.Format != "" {
		return fmt.Errorf("an Anki package cannot be read as %s; leave out --format", r.opt.Format)
	}
	file, err := f.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	r.parse(f, file, unchanged, func() (importer.Document, error) { return anki.Read(ctx, f.Name, file, info.Size()) })
	return nil
}

var errExportOptions = errors.New("is an export of iq, whose cards have decks of their own; leave out --deck and " +
	"--format")

// checkExport says why an export cannot be merged; err is what its first line says of that. It is read when it is
// merged: it may be far larger than a question file.
func (r *Reader) checkExport(err error) error {
	if err == nil && (r.opt.Deck != "" || r.opt.Format != "") {
		err = errExportOptions
	}
	if err != nil {
		return fmt.Errorf("it %w", err)
	}
	return nil
}

// headBytes is how much of a file is looked at to tell whether it is an export.
const headBytes = 4 << 10

// head returns the beginning of a file.
func (f *File) head() ([]byte, error) {
	switch {
	case f.stdin != nil && f.stdin.err != nil:
		return nil, f.stdin.err
	case f.stdin != nil && f.stdin.file == "":
		return f.stdin.text[:min(len(f.stdin.text), headBytes)], nil
	}
	return f.first(headBytes)
}

// bytes returns a file; one that is too large is refused before it is read.
func (f *File) bytes() ([]byte, error) {
	if f.stdin != nil {
		return f.stdin.text, f.stdin.err
	}
	data, err := f.first(importer.MaxFileBytes + 1)
	if len(data) > importer.MaxFileBytes {
		return nil, importer.ErrFileTooLarge
	}
	return data, err
}

func (f *File) first(n int64) ([]byte, error) {
	file, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, n))
}

// Open opens a regular file, or what was kept of standard input.
func (f *File) Open() (*os.File, error) {
	path := f.Path
	if f.stdin != nil {
		path = f.stdin.file
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	}
	return os.Open(path)
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
