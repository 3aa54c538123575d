package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"iq/db"
	"iq/importer"
	"iq/internal/anki"
	"iq/internal/card"
	"iq/internal/ingest"
	"iq/internal/intake"
	"iq/internal/term"
)

// explainFile says what to do about a file that could not be imported.
func explainFile(err error) string {
	for _, known := range []struct {
		is     error
		advice string
	}{
		{importer.ErrNoQuestions, "; 'iq help layouts' shows how to write a question list"},
		{db.ErrNewerExport, "; install that version of iq"},
		{importer.ErrEmpty, "; it was skipped"},
		{importer.ErrBinary, "; it was skipped, iq reads text files"},
		{importer.ErrFileTooLarge, "; split it into smaller ones"},
		{importer.ErrLineTooLong, "; break it up, or check that it is a question file"},
		{ingest.ErrNotRegular, "; 'iq import -' reads standard input"},
		{card.ErrDeckTooLong, "; --deck gives another"},
		{ingest.ErrNoFiles, "; it reads " + strings.Join(ingest.Extensions(), " ") + " files"},
		{anki.ErrNoPackage, "; export the deck from Anki again"},
		{anki.ErrDamaged, "; export the deck from Anki again"},
		{anki.ErrTooLarge, "; export fewer decks at a time"},
		{anki.ErrEncrypted, "; remove the password first"},
	} {
		if errors.Is(err, known.is) {
			return err.Error() + known.advice
		}
	}
	return explain(err)
}

// importJSON is what `iq import --json` prints of a file.
type importJSON struct {
	File       string               `json:"file"`
	Format     string               `json:"format"`
	Layout     string               `json:"layout"`
	Deck       string               `json:"deck"`
	Cards      []importer.Card      `json:"cards"`
	Unanswered []unansweredJSON     `json:"unanswered"`
	Skipped    []importer.Skipped   `json:"skipped"`
	Added      int                  `json:"added"`
	Changed    int                  `json:"changed"`
	Unchanged  int                  `json:"unchanged"`
	Gone       int                  `json:"gone"`
	Duplicate  int                  `json:"duplicate"`
	Candidates []importer.Candidate `json:"candidates,omitempty"` // with --explain
}

type unansweredJSON struct {
	Line     int    `json:"line"`
	Question string `json:"question"`
}

func (p *program) reportImport(done []imported, opt importOptions) error {
	var total intake.Outcome
	same := 0
	for _, f := range done {
		switch {
		case opt.asJSON:
			if err := p.printJSON(f.json(opt)); err != nil {
				return err
			}
		case f.merged != nil:
			p.reportMerged(f)
		case len(done) > manyFiles && f.outcome.Unchanged > 0 && f.doc.Format == "":
			same++ // a line for each of a thousand unchanged files would say nothing
		default:
			p.reportFile(f, opt)
		}
		total = total.Plus(*f.outcome)
	}
	if opt.asJSON {
		return nil
	}
	if same > 0 {
		p.say("%s unchanged since the last import", term.Count(same, "file"))
	}
	if len(done) > 1 {
		p.say("%s: %s", term.Count(len(done), "file"), tally(total))
	}
	switch {
	case total.Unanswered == 1:
		p.say("1 question has no answer and was left out; --unanswered imports it too.")
	case total.Unanswered > 1:
		p.say("%d questions have no answer and were left out; --unanswered imports them too.", total.Unanswered)
	}
	if opt.dryRun {
		p.say("Dry run: nothing was changed.")
	} else if total.Added > 0 {
		p.say("Next: %s", p.palette().Accent("iq review"+reviewOf(done)))
	}
	return nil
}

// reviewOf returns the argument for the deck that a single file went to. A name that a shell would
// not take as it is is left out.
func reviewOf(done []imported) string {
	if len(done) != 1 || done[0].merged != nil || done[0].deck == "" {
		return ""
	}
	deck := done[0].kept(done[0].deck)
	if strings.HasPrefix(deck, "-") || strings.ContainsFunc(deck, needsQuotes) {
		return ""
	}
	return " " + deck
}

// needsQuotes reports whether a shell might not take a character as it is.
func needsQuotes(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.:/+", r)
}

// reportFile says what became of a file, and names what of it did not become cards.
func (p *program) reportFile(f imported, opt importOptions) {
	deck := ""
	if f.deck != "" {
		deck = " → deck " + term.CleanLine(f.kept(f.deck))
	}
	p.say("%s%s: %s", term.CleanLine(f.doc.Name), deck, tally(*f.outcome))
	for _, note := range f.doc.Notes {
		p.say("  %s", term.CleanLine(note))
	}
	if opt.explain {
		p.explainLayouts(f.doc)
	}
	p.reportChanges(f)
	var left []importer.Skipped
	if !opt.drafts {
		for _, u := range f.doc.Unanswered {
			left = append(left, importer.Skipped{Line: u.Line, Reason: "without an answer", Text: u.Question})
		}
	}
	for _, s := range f.doc.Skipped {
		s.Reason = "skipped, " + s.Reason
		left = append(left, s)
	}
	for i, s := range left {
		if i == maxPieces && !opt.verbose {
			p.say("  and %d more; --verbose names them all", len(left)-i)
			break
		}
		p.pieceLine(fmt.Sprintf("  line %d, %s: ", s.Line, term.CleanLine(s.Reason)), s.Text)
	}
}

// reportChanges names the cards with what became of each, where that was kept.
func (p *program) reportChanges(f imported) {
	for _, c := range f.outcome.Changes {
		p.pieceLine(fmt.Sprintf("  %-9s line %d: ", c.Kind, c.Line), c.Question)
		if c.Before != "" && c.Kind == intake.Changed {
			p.pieceLine("            was: ", c.Before)
		}
	}
}

// explainLayouts shows the layouts that a file was tried in, best first.
func (p *program) explainLayouts(doc importer.Document) {
	p.say("  read as %s, layout %s", doc.Format, doc.Layout)
	for _, c := range doc.Candidates {
		p.say("  %.2f  %-12s %s, %d without an answer", c.Score, c.Layout, term.Count(c.Cards, "card"), c.Unanswered)
		for _, line := range term.Wrap(term.CleanLine(c.Why), max(20, p.width()-8)) {
			p.say("        %s", line)
		}
	}
}

// showFailed shows how a file was read in which no card was found.
func (p *program) showFailed(doc importer.Document, opt importOptions) {
	if opt.asJSON {
		f := imported{doc: doc, deck: doc.Deck, outcome: &intake.Outcome{}}
		_ = p.printJSON(f.json(opt)) // an error of writing ends the command by itself
		return
	}
	p.explainLayouts(doc)
}

func (p *program) pieceLine(head, text string) {
	p.say("%s", head+term.Truncate(firstLine(text), max(20, p.width()-term.DisplayWidth(head))))
}

// maxPieces is how many pieces of a file that did not become cards are named one by one.
const maxPieces = 20

// tally writes the counts of an import.
func tally(o intake.Outcome) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{o.Added, "added"}, {o.Changed, "changed"}, {o.Unchanged, "unchanged"},
	} {
		switch {
		case part.n > 0 && len(parts) == 0:
			parts = append(parts, cards(part.n)+" "+part.what)
		case part.n > 0:
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	if o.Duplicate > 0 {
		parts = append(parts, term.Count(o.Duplicate, "duplicate"))
	}
	if o.Unanswered > 0 {
		parts = append(parts, term.Count(o.Unanswered, "question")+" without an answer")
	}
	if o.Skipped > 0 {
		parts = append(parts, term.Count(o.Skipped, "passage")+" skipped")
	}
	line := cmp.Or(strings.Join(parts, ", "), "no questions")
	if o.Gone > 0 {
		line += fmt.Sprintf("; %d gone from the file, hidden", o.Gone)
	}
	return line
}

func (f imported) json(opt importOptions) any {
	if f.merged != nil {
		return f.mergedJSON()
	}
	j := importJSON{
		File: f.doc.Name, Format: f.doc.Format, Layout: f.doc.Layout, Deck: f.kept(f.deck),
		Cards: []importer.Card{}, Unanswered: []unansweredJSON{},
		Skipped: append([]importer.Skipped{}, f.doc.Skipped...),
		Added:   f.outcome.Added, Changed: f.outcome.Changed, Unchanged: f.outcome.Unchanged,
		Gone: f.outcome.Gone, Duplicate: f.outcome.Duplicate,
	}
	for _, c := range f.doc.Cards {
		c.Deck = f.deckOf(c)
		if c.Tags == nil {
			c.Tags = []string{}
		}
		j.Cards = append(j.Cards, c)
	}
	for _, u := range f.doc.Unanswered {
		j.Unanswered = append(j.Unanswered, unansweredJSON{u.Line, u.Question})
	}
	if opt.explain {
		j.Candidates = f.doc.Candidates
	}
	return j
}

// deckOf is the deck that a card went to.
func (f imported) deckOf(c importer.Card) string {
	if f.deck == f.doc.Deck && c.Deck != "" {
		return f.kept(c.Deck)
	}
	return f.kept(f.deck)
}

// kept is what the learner calls a deck of the file.
func (f imported) kept(deck string) string { return cmp.Or(f.outcome.Renamed[deck], deck) }
