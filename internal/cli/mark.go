package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/card"
	"iq/internal/term"
	"iq/srs"
)

// marking is what suspend, unsuspend, flag and delete have in common: they set marks.
func (p *program) marking(f func(*card.Marks)) func(context.Context, *library, []int64) (int, error) {
	return func(ctx context.Context, l *library, ids []int64) (int, error) {
		return l.Mark(ctx, ids, p.Now().UnixMilli(), f)
	}
}

// changeCommand declares a command that changes cards.
func (p *program) changeCommand(name, about, details string, ch *change, more ...cli.Flag) *cli.Command {
	return &cli.Command{
		Name: name, Usage: about, ArgsUsage: "[ID... | DECK...]", Description: details, Flags: ch.flags(more...),
		Action: func(c *cli.Context) error { return p.change(c, ch) },
	}
}

func (p *program) suspendCommand() *cli.Command {
	const details = "History and schedule stay. 'iq unsuspend' brings the cards back."
	return p.changeCommand("suspend", "pause cards until they are unsuspended", details, &change{
		verb: "suspend", done: "suspended", idle: "already suspended",
		wanted: func(c db.Card) bool { return c.Status == card.Active },
		do:     p.marking(func(m *card.Marks) { m.Status = card.Suspended }),
	})
}

func (p *program) unsuspendCommand() *cli.Command {
	return p.changeCommand("unsuspend", "resume suspended cards", "", &change{
		verb: "unsuspend", done: "unsuspended", idle: "not suspended",
		wanted: func(c db.Card) bool { return c.Status == card.Suspended },
		do:     p.marking(func(m *card.Marks) { m.Status = card.Active }),
	})
}

func (p *program) deleteCommand() *cli.Command {
	const details = `
		A deleted card keeps its text and its history but is not shown any more; importing its file again does not
		bring it back. 'iq list --deleted' lists what was deleted.`
	ch := change{verb: "delete", done: "deleted", idle: "already deleted", wanted: anyCard}
	ch.do = p.marking(func(m *card.Marks) { m.Status = card.Deleted })
	command := p.changeCommand("delete", "hide cards for good; --undelete brings them back", details, &ch,
		boolFlag(&ch.Deleted, "undelete", "bring deleted cards back"))
	command.Before = func(*cli.Context) error {
		if ch.Deleted {
			ch.verb, ch.done, ch.idle = "bring back", "brought back", "not deleted"
			ch.do = p.marking(func(m *card.Marks) { m.Status = card.Active })
		}
		return nil
	}
	return command
}

func anyCard(db.Card) bool { return true }

func (p *program) flagCommand() *cli.Command {
	const details = "'iq list --flagged' lists what is flagged, 'iq review --flagged' reviews it."
	var off bool
	var note string
	ch := change{verb: "flag", done: "flagged", idle: "already flagged", wanted: anyCard}
	ch.do = p.marking(func(m *card.Marks) { m.Flagged, m.Note = true, strings.TrimSpace(note) })
	command := p.changeCommand("flag", "flag cards, with a note; --off removes the flag", details, &ch,
		textFlag(&note, "note", "why, in one `LINE`"), boolFlag(&off, "off", "remove the flag"))
	command.Before = func(*cli.Context) error {
		if off {
			ch.verb, ch.done, ch.idle = "unflag", "no longer flagged", "not flagged"
			ch.wanted = func(c db.Card) bool { return c.Flagged }
			ch.do = p.marking(func(m *card.Marks) { m.Flagged, m.Note = false, "" })
		}
		return nil
	}
	return command
}

func (p *program) resetCommand() *cli.Command {
	const details = "The log keeps the earlier reviews, and 'iq undo' takes back a reset just like a grade."
	return p.changeCommand("reset", "make cards new again, as if never asked", details, &change{
		verb: "reset", done: "reset", idle: "already new",
		wanted: func(c db.Card) bool { return !c.State.New() },
		do: func(ctx context.Context, l *library, ids []int64) (int, error) {
			return l.Reset(ctx, ids, moment(p.Now(), l.day))
		},
	})
}

func (p *program) tagCommand() *cli.Command {
	const details = `
		Importing the cards' file again leaves these tags as they are. Without cards and tags it lists all tags,
		each with the number of its cards.`
	var add, remove cli.StringSlice
	ch := change{verb: "tag", done: "retagged", idle: "already tagged so", wanted: anyCard}
	ch.do = func(ctx context.Context, l *library, ids []int64) (int, error) {
		return l.Tag(ctx, ids, add.Value(), remove.Value(), p.Now().UnixMilli())
	}
	command := p.changeCommand("tag", "add tags to cards, or remove them", details, &ch,
		listFlag(&add, "add", "add tag `NAME`; may be repeated"),
		listFlag(&remove, "remove", "remove tag `NAME`; may be repeated"))
	command.Action = func(c *cli.Context) error {
		tags := append(add.Value(), remove.Value()...)
		switch {
		case slices.ContainsFunc(tags, func(tag string) bool { return strings.TrimSpace(tag) == "" }):
			return usage("a tag needs a name")
		case len(tags) > 0:
			return p.change(c, &ch)
		case !ch.empty(c.Args().Slice()):
			return usage("tag needs --add NAME or --remove NAME")
		}
		return p.with(c.Context, db.Read, func(l *library) error { return l.Tags(c.Context, p.counted) })
	}
	return command
}

// counted prints a deck or a tag with the number of its cards.
func (p *program) counted(name string, n int) error {
	p.say("%6d  %s", n, term.CleanLine(name))
	return nil
}

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
