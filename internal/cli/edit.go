package cli

import (
	"context"

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
		Action: func(c *cli.Context) error { return p.withCard(c, db.Write, p.edit) },
	}
}

func (p *program) edit(ctx context.Context, l *library, c db.Card) error {
	changed, err := p.editCard(ctx, l, c.ID, c.Text)
	if err != nil {
		return err
	}
	if !changed {
		p.say("Nothing was changed.")
		return nil
	}
	if c, err = l.Card(ctx, c.ID); err != nil {
		return err
	}
	p.say("Changed card %d, %s", c.ID, term.Truncate(firstLine(c.Question), p.width()))
	return nil
}
