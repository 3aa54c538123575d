package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"

	"iq/db"
	"iq/importer"
	"iq/internal/ingest"
	"iq/internal/intake"
)

func checkFormat(name string) error {
	formats := importer.Formats()
	if name == "" || slices.Contains(formats, name) {
		return nil
	}
	if near := nearest(name, formats); near != "" {
		return usage("there is no format %q; did you mean %q?", name, near)
	}
	return usage("there is no format %q; there are %s", name, strings.Join(formats, ", "))
}

// fileReader reads question files one after the other and shows its progress. It says at once what
// cannot be read, and goes on with the others.
type fileReader struct {
	*program
	*ingest.Reader
	opt    importOptions
	files  []ingest.Found
	failed int
	ready  []*ingest.File       // read before the database was locked
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
	if r.failed > 0 {
		return cmp.Or(ctx.Err(), errReported)
	}
	return ctx.Err()
}

func (r *fileReader) collect(paths []string) {
	skipped := 0
	r.files = ingest.Find(paths, ingest.Report{Failed: r.fail, Skipped: func(path, why string) {
		if skipped++; r.opt.verbose || skipped <= maxPieces {
			r.note("%s: skipped, it is %s", path, why)
		}
	}})
	if left := skipped - maxPieces; left > 0 && !r.opt.verbose {
		r.note("and %d more were skipped; --verbose names them all", left)
	}
	r.beginProgress("reading", len(r.files))
}

// unchanged reports whether a source was imported as it is. known is what the database knew of
// sources before an export may have changed it.
func (r *fileReader) unchanged(source string, digest []byte) bool {
	return intake.Same(r.known[source], digest)
}

// maxAhead is how much of text is read before the database is locked and kept until it is stored, in
// bytes: half a million usual cards. The rest of a larger import is read while it is locked.
const maxAhead = 128 << 20

// readAhead reads files before the database is locked, so that no grade waits for a slow disk or a large file.
func (r *fileReader) readAhead() {
	defer func() { r.beginProgress("storing", len(r.ready)) }()
	for size := 0; size < maxAhead; {
		f := r.nextGood()
		if f == nil {
			return
		}
		r.ready = append(r.ready, f)
		size += f.Size()
	}
}

// newCards counts the cards of the files that were read ahead and never imported before. An export
// needs what an import of many new cards leaves out.
func (r *fileReader) newCards() (n int) {
	for _, f := range r.ready {
		if f.Export {
			return 0
		}
		if r.known[f.Source].ID == 0 {
			n += len(f.Doc.Cards)
		}
	}
	return n
}

// next returns the next file to be stored, and nil after the last. One that seemed unchanged is read
// after all where an export, or another iq since, has changed what is known of it.
func (r *fileReader) next(ctx context.Context) *ingest.File {
	for {
		f := r.nextReady()
		if f == nil {
			f = r.nextGood()
		}
		if f == nil || !f.Unchanged || r.stillKnown(f) {
			return f
		}
		if f = r.Read(ctx, f.Found, nil); r.good(f) {
			return f
		}
	}
}

// stillKnown reports whether an unchanged file is still as it was known to be when it was read.
func (r *fileReader) stillKnown(f *ingest.File) bool {
	return !r.merged && r.unchanged(f.Source, f.Digest)
}

// nextReady returns the first of the files that were read ahead.
func (r *fileReader) nextReady() *ingest.File {
	if len(r.ready) == 0 {
		return nil
	}
	f := r.ready[0]
	r.ready[0], r.ready = nil, r.ready[1:] // its memory is free again when it is stored
	r.advance(1)
	return f
}

// nextGood reads the next file with questions. It returns nil after the last.
func (r *fileReader) nextGood() *ingest.File {
	for f := r.Next(); f != nil; f = r.Next() {
		r.advance(1)
		if r.good(f) {
			return f
		}
	}
	return nil
}

// good reports whether a file could be read, and says why not.
func (r *fileReader) good(f *ingest.File) bool {
	switch {
	case f.Err == nil:
		return true
	case !f.Named && (errors.Is(f.Err, importer.ErrNoQuestions) || errors.Is(f.Err, importer.ErrEmpty)):
		r.endProgress()
		r.note("%s: no questions found, skipped", f.Path)
	default:
		if r.opt.explain || r.opt.asJSON {
			r.showFailed(f.Doc, r.opt)
		}
		r.fail(withReason(f))
	}
	return false
}

// withReason returns the error of a file, for JSON without a question with what is wrong with it.
func withReason(f *ingest.File) error {
	if !errors.Is(f.Err, importer.ErrNoQuestions) || f.Doc.Format != "json" || len(f.Doc.Skipped) == 0 {
		return f.Err
	}
	return fmt.Errorf("read %s: line %d: %s", f.Doc.Name, f.Doc.Skipped[0].Line, f.Doc.Skipped[0].Reason)
}

// manyFiles is the number of files from which an import shows its progress.
const manyFiles = 20

// beginProgress shows a bar on a terminal.
func (r *fileReader) beginProgress(doing string, files int) {
	if files >= manyFiles {
		r.showBar(doing, int64(files), progressbar.OptionShowCount())
	}
}

// showBar begins a bar in place of the one that is shown.
func (r *fileReader) showBar(doing string, all int64, options ...progressbar.Option) {
	if !r.StderrTerminal {
		return
	}
	r.endProgress()
	options = append(options, progressbar.OptionSetWriter(r.Stderr), progressbar.OptionSetWidth(24),
		progressbar.OptionSetDescription(doing), progressbar.OptionClearOnFinish())
	r.bar = progressbar.NewOptions64(all, options...)
}

// advance and endProgress pass over the bar's errors: a bar that cannot be drawn stops nothing.
func (r *fileReader) advance(n int) {
	if r.bar != nil {
		_ = r.bar.Add(n)
	}
}

func (r *fileReader) endProgress() {
	if r.bar != nil {
		_ = r.bar.Clear()
	}
}

// maxUnindexed is how many new cards an import may leave for the next search to index: so many take it
// some two seconds of processor time.
const maxUnindexed = 100_000

// indexWords indexes the words of what was imported as far as the next search would have to wait for
// it. The import is over: what fails here is left to that search, which says why.
func (r *fileReader) indexWords(ctx context.Context, l *library) {
	n, err := l.Unindexed(ctx)
	if err != nil || n <= r.maxUnindexed {
		return
	}
	r.note("Indexing the words of the cards for 'iq search'; Ctrl-C leaves that to the next search.")
	r.showBar("indexing", int64(n-r.maxUnindexed), progressbar.OptionShowCount())
	defer r.endProgress()
	_, _ = l.Index(ctx, r.maxUnindexed, r.advance)
}
