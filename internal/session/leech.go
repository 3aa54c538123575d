package session

import (
	"context"
	"fmt"
	"strings"

	"iq/internal/term"
	"iq/srs"
)

// offerLeech tells of a card that is forgotten again and again: it is the card that is wrong more
// often than the learner. item is what the card is from here on: to be repeated.
func (r *run) offerLeech(ctx context.Context, item srs.Item, lapses int) (choice, error) {
	r.screen.warn(fmt.Sprintf("a leech: forgotten %s, and now tagged as one. It may ask too much at once.",
		term.Count(lapses, "time")))
	card, err := r.session.Store.Card(ctx, item.Card)
	if err != nil {
		return choseGrade, err
	}
	done, err := r.ask(ctx, prompt{
		text: "e rewrites it, x suspends it, Enter keeps it> ",
		hint: "e rewrites the card, x suspends it, u takes the grade back, Enter goes on",
		take: enter, command: r.newTurn(item, card).leechCommand,
	})
	if done == choseGo {
		done = choseGrade
	}
	return done, err
}

// leechCommand does what may be said of a leech. Of the card itself nothing more is asked now.
func (t *turn) leechCommand(ctx context.Context, line string) (done choice, ok bool, err error) {
	switch strings.ToLower(line) {
	case "e", "edit":
		_, err = t.edit(ctx)
		return choseGrade, true, err
	case "x", "suspend":
		done, err = t.suspend(ctx)
		return done, true, err
	case "u", "undo":
		return choseUndo, true, nil
	case "q", "quit":
		return choseGrade, true, errQuit
	}
	return choseGo, false, nil
}
