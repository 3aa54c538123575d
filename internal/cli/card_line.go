package cli

import (
	"context"
	"fmt"
	"strings"

	"iq/db"
	"iq/internal/term"
)

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

func (c cardLines) print(card db.Card) error {
	head := c.head(card)
	room := max(20, c.width()-term.DisplayWidth(head))
	line := head + term.Truncate(firstLine(card.Question), room)
	_, err := fmt.Fprintln(c.Stdout, strings.TrimRight(line, " "))
	return err
}
