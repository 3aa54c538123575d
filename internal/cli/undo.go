package cli

import (
	"context"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
	"iq/srs"
)

func (p *program) undoCommand() *cli.Command {
	return &cli.Command{
		Name:        "undo",
		Usage:       "take back the last grade, even yesterday's; again for the one before",
		ArgsUsage:   "[ID]",
		Description: "With the ID of a card it takes back the last grade of that card.",
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return p.with(c.Context, db.Write, func(l *library) error { return p.undo(c.Context, l, 0) })
			}
			return p.withCard(c, db.Write, func(ctx context.Context, l *library, card db.Card) error {
				review, err := l.LastReviewOf(ctx, card.ID)
				if err != nil {
					return err
				}
				return p.undo(ctx, l, review)
			})
		},
	}
}

// undo takes back a review, or with 0 the last of all.
func (p *program) undo(ctx context.Context, l *library, review int64) error {
	u, err := l.Undo(ctx, l.model, review)
	if err != nil {
		return err
	}
	card, err := l.Card(ctx, u.Card)
	if err != nil {
		return err
	}
	at := time.UnixMilli(u.AtMS).In(p.Now().Location())
	what := u.Grade.String()
	if u.Kind == srs.Reset {
		what = "the reset"
	}
	p.say("Taken back: %s of %s for card %d, %s", what, at.Format("Mon 2 Jan 15:04"), card.ID,
		term.Truncate(firstLine(card.Question), p.width()))
	if card.State.New() {
		p.say("It is a new card again.")
	} else {
		p.say("It is due %s.", ahead(card.State.Due, l.day))
	}
	return nil
}
