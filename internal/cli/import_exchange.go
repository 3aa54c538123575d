package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/schollz/progressbar/v3"

	"iq/db"
	"iq/importer"
	"iq/internal/ingest"
	"iq/internal/intake"
	"iq/internal/term"
)

// mergedFile is what became of the lines of an export.
type mergedFile struct {
	db.Merged
	waiting int                // reviews in the database whose cards are not here in the end
	unread  []importer.Skipped // the first lines that were not taken, or all
}

var (
	errExportPart = errors.New(
		`is a part of an export without its first line; put {"iq":"export","format":1} in front of it`)
	errExportUTF16 = errors.New("is an export in UTF-16; save it again as UTF-8")
)

// partHeads are how the lines of an export begin.
var partHeads = []string{
	`{"type":"setting","name":`, `{"type":"source","name":`, `{"type":"rename","source":`,
	`{"type":"card","uid":`, `{"type":"review","uid":`,
}

// isExport reports whether a file is an export, by its first line. The error says why it cannot be merged.
func isExport(head []byte) (bool, error) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if ok, err := db.ExportHeader(line); ok {
		return true, err
	}
	if bytes.HasPrefix(line, []byte("\xff\xfe")) || bytes.HasPrefix(line, []byte("\xfe\xff")) {
		return bytes.Contains(bytes.ReplaceAll(line, []byte{0}, nil), []byte(`{"iq":"export"`)), errExportUTF16
	}
	begins := func(head string) bool { return bytes.HasPrefix(line, []byte(head)) }
	return slices.ContainsFunc(partHeads, begins), errExportPart
}

// merge makes the union of the database and an export.
func (r *fileReader) merge(ctx context.Context, im *db.Import, f *ingest.File) (imported, error) {
	r.merged = true
	file, err := f.Open()
	if err != nil {
		return imported{}, fmt.Errorf("import %s: %w", f.Path, ingest.Bare(err))
	}
	defer file.Close()
	in, end := r.watch(file)
	defer end()
	m := &mergedFile{}
	out := &intake.Outcome{}
	m.Merged, err = im.Merge(ctx, in, db.MergeOptions{
		Setting: checkStored,
		Unread:  func(line int, why error) { r.unread(f, m, line, why) },
		Card:    r.noteMerged(out),
	})
	if err != nil {
		return imported{}, fmt.Errorf("import %s: %w", f.Path, ingest.Bare(err))
	}
	if m.Unread > 0 {
		r.failed++
	}
	if left := m.Unread - len(m.unread); left > 0 {
		r.warn("%s: and %d more; --verbose names them all", f.Name, left)
	}
	out.Added, out.Changed, out.Unchanged = m.Cards[db.CardAdded], m.Cards[db.CardChanged], m.Cards[db.CardKept]
	return imported{doc: importer.Document{Name: f.Name}, outcome: out, merged: m}, nil
}

// bigExport is the size in bytes from which a merge shows its progress.
const bigExport = 8 << 20

// watch shows how much of a file is read, on a terminal, until end is called.
func (r *fileReader) watch(file *os.File) (in io.Reader, end func()) {
	info, err := file.Stat()
	if err != nil || !r.StderrTerminal || info.Size() < bigExport {
		return file, func() {}
	}
	files := r.bar
	r.showBar("merging", info.Size(),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond))
	watched := progressbar.NewReader(file, r.bar)
	return &watched, func() {
		r.endProgress()
		r.bar = files
	}
}

// unread names a line that was not taken, unless there are too many.
func (r *fileReader) unread(f *ingest.File, m *mergedFile, line int, why error) {
	if !r.opt.verbose && len(m.unread) >= maxPieces {
		return
	}
	m.unread = append(m.unread, importer.Skipped{Line: line, Reason: why.Error()})
	r.endProgress()
	r.warn("%s: line %d was skipped: %v", f.Name, line, why)
}

// noteMerged records what became of each card, where that is to be shown.
func (r *fileReader) noteMerged(out *intake.Outcome) func(int, db.Became, string) {
	if !r.opt.verbose {
		return nil
	}
	kinds := [...]intake.Kind{db.CardKept: intake.Unchanged, db.CardChanged: intake.Changed, db.CardAdded: intake.Added}
	return func(line int, became db.Became, question string) {
		out.Changes = append(out.Changes, intake.Change{Kind: kinds[became], Line: int64(line), Question: question})
	}
}

// checkStored refuses a value that a stored setting cannot have. One of them, the version of the starter
// bank, is not for the learner to set.
func checkStored(name, value string) error {
	if name == starterVersion {
		if _, err := strconv.Atoi(value); err != nil && value != "" {
			return fmt.Errorf("%s is %q but must be a number", starterVersion, value)
		}
		return nil
	}
	s, err := findSetting(name)
	if err != nil {
		return err
	}
	return s.check(value)
}

// settle ends an import: schedules are made from the log, with the settings that are there by then.
func (l *library) settle(im *db.Import) error {
	stored, err := im.Settings()
	if err != nil {
		return err
	}
	l.settings = stored
	if l.model, err = l.settings.model(); err != nil {
		return err
	}
	return im.Settle(l.model)
}

// reportMerged says what became of an export.
func (p *program) reportMerged(f imported) {
	m := f.merged
	o := f.outcome
	line := fmt.Sprintf("%s: %s added, %d changed, %d unchanged; %s added, %d known", term.CleanLine(f.doc.Name),
		cards(o.Added), o.Changed, o.Unchanged, term.Count(m.Reviews, "review"), m.Known)
	if m.TakenBack > 0 {
		line += fmt.Sprintf(" (%d of them taken back)", m.TakenBack)
	}
	if m.Settings > 0 {
		line += "; " + term.Count(m.Settings, "setting") + " taken"
	}
	if m.Unread > 0 {
		line += "; " + term.Count(m.Unread, "line") + " not taken"
	}
	p.say("%s", line)
	if m.SettingsDiff > 0 {
		p.say("  Its settings were left out: only a database without cards and reviews takes them over.")
	}
	switch {
	case m.waiting == 1:
		p.say("  1 review waits for cards that are not here yet.")
	case m.waiting > 1:
		p.say("  %d reviews wait for cards that are not here yet.", m.waiting)
	}
	p.reportChanges(f)
}

// mergedJSON is what `iq import --json` prints of an export.
type mergedJSON struct {
	File      string `json:"file"`
	Format    string `json:"format"` // "iq-export"
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Reviews   struct {
		Added   int `json:"added"`
		Known   int `json:"known"`
		Undone  int `json:"undone"`
		Waiting int `json:"waiting"`
	} `json:"reviews"`
	Settings int                `json:"settings"`
	Unread   int                `json:"unread"`
	Skipped  []importer.Skipped `json:"skipped"`
}

func (f imported) mergedJSON() mergedJSON {
	m := f.merged
	j := mergedJSON{
		File: f.doc.Name, Format: "iq-export",
		Added: f.outcome.Added, Changed: f.outcome.Changed, Unchanged: f.outcome.Unchanged,
		Settings: m.Settings, Unread: m.Unread, Skipped: append([]importer.Skipped{}, m.unread...),
	}
	j.Reviews.Added, j.Reviews.Known, j.Reviews.Undone, j.Reviews.Waiting = m.Reviews, m.Known, m.TakenBack, m.waiting
	return j
}
