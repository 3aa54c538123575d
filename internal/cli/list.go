package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/card"
	"iq/internal/term"
	"iq/srs"
)

// cardJSON is a line of `iq list --json`.
type cardJSON struct {
	ID  int64  `json:"id"`
	UID string `json:"uid"`
	card.Text
	Source     string  `json:"source"`
	State      string  `json:"state"`
	Due        *string `json:"due"`
	Interval   int     `json:"interval"`
	Ease       float64 `json:"ease"`
	Reps       int     `json:"reps"`
	Lapses     int     `json:"lapses"`
	Stability  float64 `json:"stability"`
	Difficulty float64 `json:"difficulty"`
	Recall     float64 `json:"recall"`
	Flagged    bool    `json:"flagged"`
	Note       string  `json:"note"` // of the flag
}

func (p *program) listCommand() *cli.Command {
	var sel selection
	var asJSON bool
	return &cli.Command{
		Name:      "list",
		Usage:     "list cards, one per line",
		ArgsUsage: "[DECK... | ID...]",
		Description: `
			Each line shows the card's id, its state, when it is due, its deck and the first line of its question.`,
		Flags: append(sel.flags(),
			boolFlag(&sel.Deleted, "deleted", "cards that were deleted"), jsonFlag(&asJSON)),
		Action: func(c *cli.Context) error {
			return p.with(c.Context, db.Read, func(l *library) error {
				wanted, err := sel.resolve(c.Context, l, c.Args().Slice(), true)
				if err != nil {
					return err
				}
				return p.list(c.Context, l, wanted, asJSON, sel.empty(c.Args().Slice()) && !sel.Deleted)
			})
		},
	}
}

func (p *program) list(ctx context.Context, l *library, wanted db.Selection, asJSON, all bool) error {
	lines, err := p.cardLines(ctx, l, wanted)
	if err != nil {
		return err
	}
	listed := 0
	err = l.Cards(ctx, wanted, func(card db.Card) error {
		listed++
		if asJSON {
			return p.printJSON(l.cardJSON(card))
		}
		return lines.print(card)
	})
	if err == nil && listed == 0 {
		err = l.whyNone(ctx, wanted)
	}
	switch {
	case err != nil || listed > 0 || asJSON:
		return err
	case all:
		p.sentence("There are no cards yet. 'iq import FILE' adds your question lists.")
	default:
		p.sentence("No card matches.")
	}
	return nil
}

// firstLine returns the first line of a text that says something, without markup at its ends.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.Trim(term.CleanLine(line), "#*_> \t"); line != "" {
			return line
		}
	}
	return term.CleanLine(text)
}

// state is the card's state as the learner sees it.
func (l *library) state(c db.Card) string {
	if c.Status != card.Active {
		return string(c.Status)
	}
	return c.Stage
}

func (l *library) cardJSON(c db.Card) cardJSON {
	j := cardJSON{
		ID: c.ID, UID: c.UID.String(), Text: c.Text, Source: c.Source, State: l.state(c), Interval: c.State.Interval,
		Ease: ease(c.State),
		Reps: c.State.Reps, Lapses: c.State.Lapses, Stability: c.State.Stability, Difficulty: c.State.Difficulty,
		Recall: l.model.Memory.Recall(c.State, l.day), Flagged: c.Flagged, Note: c.Note,
	}
	if j.Tags == nil {
		j.Tags = []string{}
	}
	if !c.State.New() {
		due := c.State.Due.String()
		j.Due = &due
	}
	return j
}

// ease is a card's E-Factor as a number, SM-2's starting value for a new card.
func ease(s srs.State) float64 {
	if s.New() {
		return srs.StartEase / 100.0
	}
	return float64(s.Ease) / 100
}

// maxDeckColumns is how many columns of a card's line its deck takes at most.
const maxDeckColumns = 24

// cardLines prints cards, a line each.
type cardLines struct {
	*program
	l    *library
	deck int // columns for the name of the deck
}

// cardLines finds out how wide the decks' names are among which the cards will be.
func (p *program) cardLines(ctx context.Context, l *library, sel db.Selection) (cardLines, error) {
	decks := sel.Decks
	if len(decks) == 0 {
		var err error
		if decks, err = l.allDecks(ctx, sel.Deleted); err != nil {
			return cardLines{}, err
		}
	}
	lines := cardLines{program: p, l: l}
	for _, deck := range decks {
		lines.deck = min(maxDeckColumns, max(lines.deck, term.DisplayWidth(term.CleanLine(deck))))
	}
	return lines, nil
}

// head is what stands before the question in a card's line.
func (c cardLines) head(card db.Card) string {
	due := "-"
	if !card.State.New() {
		due = card.State.Due.String()
	}
	deck := term.Shorten(term.CleanLine(card.Deck), c.deck)
	blanks := strings.Repeat(" ", max(0, c.deck-term.DisplayWidth(deck)))
	return fmt.Sprintf("%6d  %-9s  %-10s  %s%s  ", card.ID, c.l.state(card), due, deck, blanks)
}

func (c cardLines) print(cards ...db.Card) error {
	for _, card := range cards {
		head := c.head(card)
		room := max(20, c.width()-term.DisplayWidth(head))
		if err := c.printLine(head + term.Truncate(firstLine(card.Question), room)); err != nil {
			return err
		}
	}
	return nil
}

func (c cardLines) printLine(line string) error {
	_, err := fmt.Fprintln(c.Stdout, strings.TrimRight(line, " "))
	return err
}
