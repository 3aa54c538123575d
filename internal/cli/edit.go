package cli

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
)

func (p *program) editCommand() *cli.Command {
	return &cli.Command{
		Name:      "edit",
		Usage:     "edit a card in $VISUAL or $EDITOR",
		ArgsUsage: "ID",
		Description: `
			The card is one Markdown file: deck and tags, then '# Question' and '# Answer'. Its history and schedule
			stay, and importing the card's file again does not undo the change.`,
		Action: func(c *cli.Context) error {
			id, err := cardID(c, "edit")
			if err != nil {
				return err
			}
			return p.with(c.Context, db.Write, func(l *library) error {
				before, err := l.Card(c.Context, id)
				if err != nil {
					return err
				}
				changed, err := p.editCard(c.Context, l, id, before.Text)
				switch {
				case err != nil:
					return err
				case !changed:
					p.say("Nothing was changed.")
					return nil
				}
				after, err := l.Card(c.Context, id)
				if err != nil {
					return err
				}
				p.say("Changed card %d, %s", id, term.Truncate(firstLine(after.Question), p.width()))
				return nil
			})
		},
	}
}

// cardID reads the one argument of a command on a card.
func cardID(c *cli.Context, command string) (int64, error) {
	if c.NArg() != 1 {
		return 0, usage("%s needs the id of one card; 'iq list' shows the ids", command)
	}
	id, err := strconv.ParseInt(c.Args().First(), 10, 64)
	if err != nil {
		return 0, usage("%q is not the id of a card, which is a number; 'iq list' shows the ids", c.Args().First())
	}
	return id, nil
}
