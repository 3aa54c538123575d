package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"

	"iq/db"
	"iq/importer"
	"iq/internal/ingest"
	"iq/internal/intake"
)

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

// fileReader reads question files one after the other and shows how far it is. What cannot be read
// is told at once and does not stop the others.
type fileReader struct {
	*program
	*ingest.Reader
	opt    importOptions
	files  []ingest.Found
	failed int
	known  map[string]db.Source // what the database knows of sources
	merged bool                 // an export was among the files
	bar    *progressbar.ProgressBar
}

func (p *program) fileReader(opt importOptions) *fileReader {
	return &fileReader{program: p, opt: opt, Reader: ingest.New(ingest.Options{
		Version: Version, Deck: opt.deck, Format: opt.format, Drafts: opt.drafts,
		Always: opt.asJSON || opt.verbose || opt.explain, IsExport: isExport,
	})}
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
	r.files = ingest.Find(paths, r.fail)
	r.beginProgress()
}

// unchanged reports whether a source was imported as it is. known is what the database knew of
// sources before an export may have changed it.
func (r *fileReader) unchanged(source string, digest []byte) bool {
	return intake.Same(r.known[source], digest)
}

// nextGood gives the next file with questions, and says of those before it why they have none. It
// is nil after the last.
func (r *fileReader) nextGood(ctx context.Context) *ingest.File {
	for f := r.Next(); f != nil; f = r.Next() {
		if f.Unchanged && r.merged {
			f = r.Read(ctx, f.Found, nil) // an export may have changed what was known of it
		}
		r.advance()
		switch {
		case f.Err == nil:
			return f
		case !f.Named && (errors.Is(f.Err, importer.ErrNoQuestions) || errors.Is(f.Err, importer.ErrEmpty)):
			r.endProgress()
			r.note("%s: no questions found, left out", f.Path)
		default:
			if r.opt.explain || r.opt.asJSON {
				r.showFailed(f.Doc, r.opt)
			}
			r.fail(f.Err)
		}
	}
	return nil
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
