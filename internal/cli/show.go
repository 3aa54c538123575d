package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
)

func (p *program) showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "show a card with its answer and its schedule",
		ArgsUsage: "ID",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage("show wants one card's id; 'iq list' shows the ids")
			}
			id, err := strconv.ParseInt(c.Args().First(), 10, 64)
			if err != nil {
				return usage("%q is no card's id: want a number; 'iq list' shows the ids", c.Args().First())
			}
			return p.with(c.Context, db.Read, func(l *library) error {
				card, err := l.Card(c.Context, id)
				if err != nil {
					return err
				}
				p.showCard(l, card)
				return nil
			})
		},
	}
}

func (p *program) showCard(l *library, c db.Card) {
	pal := p.palette()
	text := func(s string) string {
		return strings.TrimRight(term.Markdown(s, term.MarkdownOptions{Width: p.width(), Palette: pal}), "\n")
	}
	p.say("%s", pal.Dim(fmt.Sprintf("card %d · %s", c.ID, term.CleanLine(c.Deck))))
	p.say("%s", text(c.Question))
	p.say("")
	if strings.TrimSpace(c.Answer) == "" {
		p.say("%s", pal.Dim("(no answer yet)"))
	} else {
		p.say("%s", text(c.Answer))
	}
	p.say("")
	for _, line := range p.cardFacts(l, c) {
		for _, w := range term.Wrap(line, p.width()) {
			p.say("%s", pal.Dim(w))
		}
	}
}

// cardFacts are the lines on a card's schedule and origin.
func (p *program) cardFacts(l *library, c db.Card) []string {
	var facts []string
	s := c.State
	if s.New() {
		facts = append(facts, l.state(c)+", never asked")
	} else {
		facts = append(facts, fmt.Sprintf("%s · due %s (%s) · interval %s · ease %.2f · %s",
			l.state(c), s.Due, ahead(s.Due, l.day), term.Count(s.Interval, "day"), ease(s), term.Count(s.Lapses, "lapse")),
			fmt.Sprintf("recall now %.0f %% · stability %.1f days · difficulty %.1f of 10",
				100*l.model.Memory.Recall(s, l.day), s.Stability, s.Difficulty))
	}
	if len(c.Tags) > 0 {
		facts = append(facts, "tags: "+term.CleanLine(strings.Join(c.Tags, ", ")))
	}
	if c.Source != "" {
		facts = append(facts, fmt.Sprintf("from %s, line %d", term.CleanLine(c.Source), c.Position))
	}
	return facts
}
