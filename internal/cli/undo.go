package cli

import (
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
	"iq/srs"
)

func (p *program) undoCommand() *cli.Command {
	return &cli.Command{
		Name:  "undo",
		Usage: "take back the last grade, also of yesterday; again for the one before",
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usage("undo takes no argument: it takes back the last grade, and once more the one before")
			}
			return p.with(c.Context, db.Write, func(l *library) error {
				leech, err := l.settings.number("leech-threshold")
				if err != nil {
					return err
				}
				u, err := l.Undo(c.Context, l.model, 0, leech)
				if err != nil {
					return err
				}
				card, err := l.Card(c.Context, u.Card)
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
				p.say("%s", whereNow(l, card))
				return nil
			})
		},
	}
}

// whereNow says what follows for the card.
func whereNow(l *library, c db.Card) string {
	if c.State.New() {
		return "It is a new card again."
	}
	return fmt.Sprintf("It is due %s.", ahead(c.State.Due, l.day))
}
