package cli

import (
	"context"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/card"
)

// marking is what suspend, unsuspend, flag and delete have in common: they set marks.
func (p *program) marking(f func(*card.Marks)) func(context.Context, *library, []int64) (int, error) {
	return func(ctx context.Context, l *library, ids []int64) (int, error) {
		return l.Mark(ctx, ids, p.Now().UnixMilli(), f)
	}
}

func (p *program) suspendCommand() *cli.Command {
	ch := change{
		verb: "suspend", done: "suspended",
		wanted: func(c db.Card) bool { return c.Status == card.Active },
		do:     p.marking(func(m *card.Marks) { m.Status = card.Suspended }),
	}
	return &cli.Command{
		Name:        "suspend",
		Usage:       "stop asking cards until they are unsuspended",
		ArgsUsage:   "[ID... | DECK...]",
		Description: "History and schedule stay. 'iq unsuspend' brings the cards back.",
		Flags:       ch.flags(),
		Action:      func(c *cli.Context) error { return p.change(c, &ch) },
	}
}

func (p *program) unsuspendCommand() *cli.Command {
	ch := change{
		verb: "unsuspend", done: "unsuspended",
		wanted: func(c db.Card) bool { return c.Status == card.Suspended },
		do:     p.marking(func(m *card.Marks) { m.Status = card.Active }),
	}
	return &cli.Command{
		Name:      "unsuspend",
		Usage:     "ask suspended cards again",
		ArgsUsage: "[ID... | DECK...]",
		Flags:     ch.flags(),
		Action:    func(c *cli.Context) error { return p.change(c, &ch) },
	}
}

func (p *program) deleteCommand() *cli.Command {
	var undelete bool
	var ch change
	return &cli.Command{
		Name:      "delete",
		Usage:     "hide cards for good; --undelete brings them back",
		ArgsUsage: "[ID... | DECK...]",
		Description: `
			A deleted card keeps its text and its history but is not shown any more; importing its file again does not
			bring it back. 'iq list --deleted' lists what was deleted.`,
		Flags: ch.flags(boolFlag(&undelete, "undelete", "bring deleted cards back")),
		Action: func(c *cli.Context) error {
			ch.verb, ch.done, ch.deleted = "delete", "deleted", undelete
			ch.wanted = func(db.Card) bool { return true }
			ch.do = p.marking(func(m *card.Marks) { m.Status = card.Deleted })
			if undelete {
				ch.verb, ch.done = "bring back", "brought back"
				ch.do = p.marking(func(m *card.Marks) { m.Status = card.Active })
			}
			return p.change(c, &ch)
		},
	}
}

func (p *program) flagCommand() *cli.Command {
	var off bool
	var note string
	var ch change
	return &cli.Command{
		Name:      "flag",
		Usage:     "flag cards, with a note; --off removes the flag",
		ArgsUsage: "[ID... | DECK...]",
		Description: `
			'iq list --flagged' lists what is flagged, 'iq review --flagged' asks it.`,
		Flags: ch.flags(
			&cli.StringFlag{Name: "note", Usage: "why, in a `LINE`", Destination: &note},
			boolFlag(&off, "off", "remove the flag")),
		Action: func(c *cli.Context) error {
			ch.verb, ch.done = "flag", "flagged"
			ch.wanted = func(c db.Card) bool { return !off || c.Flagged }
			ch.do = p.marking(func(m *card.Marks) { m.Flagged, m.Note = true, strings.TrimSpace(note) })
			if off {
				ch.verb, ch.done = "unflag", "no longer flagged"
				ch.do = p.marking(func(m *card.Marks) { m.Flagged, m.Note = false, "" })
			}
			return p.change(c, &ch)
		},
	}
}

func (p *program) resetCommand() *cli.Command {
	ch := change{verb: "reset", done: "reset", wanted: func(c db.Card) bool { return !c.State.New() }}
	ch.do = func(ctx context.Context, l *library, ids []int64) (int, error) {
		return l.Reset(ctx, ids, moment(p.Now(), l.day))
	}
	return &cli.Command{
		Name:      "reset",
		Usage:     "make cards new again, as if never asked",
		ArgsUsage: "[ID... | DECK...]",
		Description: `
			The log keeps the earlier reviews, and 'iq undo' takes back a reset just like a grade.`,
		Flags:  ch.flags(),
		Action: func(c *cli.Context) error { return p.change(c, &ch) },
	}
}

func (p *program) tagCommand() *cli.Command {
	var add, remove cli.StringSlice
	ch := change{verb: "tag", done: "retagged", wanted: func(db.Card) bool { return true }}
	ch.do = func(ctx context.Context, l *library, ids []int64) (int, error) {
		return l.Tag(ctx, ids, add.Value(), remove.Value(), p.Now().UnixMilli())
	}
	return &cli.Command{
		Name:      "tag",
		Usage:     "add tags to cards, or remove them",
		ArgsUsage: "[ID... | DECK...]",
		Description: `
			Importing the cards' file again leaves these tags as they are. Without cards and tags it lists all tags,
			each with the number of its cards.`,
		Flags: ch.flags(
			&cli.StringSliceFlag{Name: "add", Usage: "add tag `NAME`; may be repeated", Destination: &add},
			&cli.StringSliceFlag{Name: "remove", Usage: "remove tag `NAME`; may be repeated", Destination: &remove}),
		Action: func(c *cli.Context) error {
			for _, tag := range append(add.Value(), remove.Value()...) {
				if strings.TrimSpace(tag) == "" {
					return usage("a tag needs a name")
				}
			}
			if len(add.Value())+len(remove.Value()) == 0 {
				if !ch.empty(c.Args().Slice()) {
					return usage("tag needs --add NAME or --remove NAME")
				}
				return p.with(c.Context, db.Read, func(l *library) error { return p.listTags(c.Context, l) })
			}
			return p.change(c, &ch)
		},
	}
}

func (p *program) listTags(ctx context.Context, l *library) error {
	return l.Tags(ctx, func(tag string, n int) error {
		p.say("%6d  %s", n, tagText([]string{tag}))
		return nil
	})
}
