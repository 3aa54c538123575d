package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"

	"iq/db"
	"iq/importer"
	"iq/internal/intake"
)

// questionFile reports whether a folder's file may hold questions, by its name.
func questionFile(path string) bool {
	return slices.Contains(importer.Extensions(), strings.ToLower(filepath.Ext(path))) || isPackage(path)
}

// formats are the names that --format takes.
func formats() []string { return importer.Formats() }

func checkFormat(name string) error {
	if name == "" || slices.Contains(formats(), name) {
		return nil
	}
	if near := nearest(name, formats()); near != "" {
		return usage("there is no format %q; did you mean %q?", name, near)
	}
	return usage("there is no format %q; there are %s", name, strings.Join(formats(), ", "))
}

// fileReader reads question files one after the other. What cannot be read is told at once and
// does not stop the others.
type fileReader struct {
	*program
	opt    importOptions
	files  []foundFile
	loaded chan chan *loadedFile // in the order of files
	failed int
	merged bool // an export was among them
	// What standard input holds, read before the database is: nobody else could write to it as long
	// as somebody types. An export, which may be far larger than a question file, is in a file.
	input    []byte
	inputErr error
	spooled  string
	bar      *progressbar.ProgressBar
}

// foundFile is a file to be read; one that was named, and not found in a folder, has to hold
// questions.
type foundFile struct {
	path  string
	named bool
}

// loadedFile is a file that was read: its cards, or why it has none, or that it was read before.
type loadedFile struct {
	foundFile
	name    string // as it is shown
	source  string // as the database knows it
	digest  []byte
	partial bool // standard input: another time it may hold something else
	doc     importer.Document
	export  bool      // of iq: it is merged
	same    bool      // nothing has changed since before
	before  db.Source // what was known of it
	err     error
}

func (r *fileReader) fail(err error) {
	r.failed++
	r.endProgress()
	r.warn("%s", explainFile(err))
}

// verdict is the exit status: every file that was named counts.
func (r *fileReader) verdict(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if r.failed > 0 {
		return errReported
	}
	return nil
}

func (r *fileReader) collect(paths []string) {
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case path == "-":
			r.files = append(r.files, foundFile{path, true})
		case err != nil:
			r.fail(fmt.Errorf("import %s: %w", path, bare(err)))
		case info.IsDir():
			r.walk(path)
		default:
			r.files = append(r.files, foundFile{path, true})
		}
	}
	r.beginProgress()
}

// walk finds the question files of a folder, in order of their names.
func (r *fileReader) walk(root string) {
	found := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			r.fail(fmt.Errorf("import %s: %w", path, bare(err)))
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && path != root && d.Name()[0] == '.':
			return fs.SkipDir
		case d.Type().IsRegular() && d.Name()[0] != '.' && questionFile(path):
			r.files = append(r.files, foundFile{path, false})
			found++
		}
		return nil
	})
	if err == nil && found == 0 {
		err = errNoFiles
	}
	if err != nil {
		r.fail(fmt.Errorf("import %s: %w", root, err))
	}
}

// start begins to read the files, some ahead of where they are used, in as many threads as there
// are processors. known is what the database knows of sources.
func (r *fileReader) start(ctx context.Context, known map[string]db.Source) {
	ahead := runtime.GOMAXPROCS(0)
	r.loaded = make(chan chan *loadedFile, ahead)
	go func() {
		defer close(r.loaded)
		for _, found := range r.files {
			one := make(chan *loadedFile, 1)
			select {
			case r.loaded <- one:
				go func() { one <- r.load(ctx, found, known) }()
			case <-ctx.Done():
				return
			}
		}
	}()
}

// nextGood gives the next file with questions, and says of those before it why they have none. It
// is nil after the last.
func (r *fileReader) nextGood(ctx context.Context) *loadedFile {
	for one := range r.loaded {
		f := <-one
		if f.same && r.merged {
			f = r.load(ctx, f.foundFile, nil) // an export may have changed what was known of it
		}
		r.advance()
		switch {
		case f.err == nil:
			return f
		case !f.named && (errors.Is(f.err, importer.ErrNoQuestions) || errors.Is(f.err, importer.ErrEmpty)):
			r.endProgress()
			r.note("%s: no questions found, left out", f.path)
		default:
			if r.opt.explain || r.opt.asJSON {
				r.showFailed(f.doc, r.opt)
			}
			r.fail(f.err)
		}
	}
	return nil
}

// load reads one file. It runs beside others and prints nothing.
func (r *fileReader) load(ctx context.Context, found foundFile, known map[string]db.Source) *loadedFile {
	f := &loadedFile{foundFile: found, name: found.path}
	if isPackage(found.path) {
		r.loadPackage(ctx, f, known)
		return f
	}
	if r.sniffExport(f); f.export {
		return f
	}
	data, err := r.readBytes(f)
	if err != nil {
		f.err = fmt.Errorf("import %s: %w", found.path, err)
		return f
	}
	f.digest = r.digest(bytes.NewReader(data))
	if !r.same(f, known) {
		f.doc, f.err = importer.ParseAs(r.opt.format, f.name, data)
	}
	return f
}

// same reports whether nothing has changed since the file was last read, unless more is asked than
// was kept of it.
func (r *fileReader) same(f *loadedFile, known map[string]db.Source) bool {
	f.before = known[f.source]
	f.same = intake.Same(f.before, f.digest) && !r.opt.asJSON && !r.opt.verbose && !r.opt.explain
	return f.same
}

func (r *fileReader) readBytes(f *loadedFile) (data []byte, err error) {
	if f.path == "-" {
		f.name, f.partial = stdinName, true
		f.source = stdinSource + r.opt.deck
		return r.input, r.inputErr
	}
	if f.source, err = filepath.Abs(f.path); err != nil {
		return nil, err
	}
	return readRegular(f.path)
}

// openRegular opens a file that is one: a pipe or a device might never end.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	return os.Open(path)
}

// readRegular reads a file; one that is too large is refused before it is read.
func readRegular(path string) ([]byte, error) {
	file, err := openRegular(path)
	if err != nil {
		return nil, bare(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, importer.MaxFileBytes+1))
	if err == nil && len(data) > importer.MaxFileBytes {
		err = importer.ErrFileTooLarge
	}
	return data, bare(err)
}

// digest is of the bytes and of all that decides what is made of them, so that neither a newer iq
// nor another flag takes a file for unchanged. What cannot be read has none.
func (r *fileReader) digest(data io.Reader) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "iq %s\x00%s\x00%s\x00%v\x00", Version, r.opt.deck, r.opt.format, r.opt.drafts)
	if _, err := io.Copy(h, data); err != nil {
		return nil
	}
	return h.Sum(nil)
}

// bare drops from a file system's error the path, which the message names already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// manyFiles is from how many files on an import shows its progress.
const manyFiles = 20

// beginProgress shows a bar where somebody can see it.
func (r *fileReader) beginProgress() {
	if !r.StderrTerminal || len(r.files) < manyFiles {
		return
	}
	r.bar = progressbar.NewOptions(len(r.files), progressbar.OptionSetWriter(r.Stderr), progressbar.OptionSetWidth(24),
		progressbar.OptionSetDescription("reading"), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

// advance and endProgress pass over the bar's errors: a bar that cannot be drawn stops nothing.
func (r *fileReader) advance() {
	if r.bar != nil {
		_ = r.bar.Add(1)
	}
}

func (r *fileReader) endProgress() {
	if r.bar != nil {
		_ = r.bar.Clear()
	}
}
