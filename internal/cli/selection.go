package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/card"
)

// selection are the flags that say which cards a command is for.
type selection struct {
	db.Selection // without what resolve finds
	decks, tags  cli.StringSlice
	leeches      bool
}

func (s *selection) flags() []cli.Flag {
	return []cli.Flag{
		listFlag(&s.decks, "deck", "cards of deck `NAME`; may be repeated"),
		listFlag(&s.tags, "tag", "cards with tag `NAME`; may be repeated; a card must have all of them"),
		textFlag(&s.Search, "search", "cards that contain all words of `TEXT`"),
		boolFlag(&s.Flagged, "flagged", "cards that are flagged"),
		boolFlag(&s.leeches, "leeches", "cards that were forgotten again and again (see 'iq config leech-threshold')"),
	}
}

// resolve finds what the flags and the arguments name. An argument is a card's id, where ids says
// that it may be one, or a deck.
func (s *selection) resolve(ctx context.Context, l *library, args []string, ids bool) (db.Selection, error) {
	sel := s.Selection
	var names []string
	for _, arg := range args {
		if id, err := strconv.ParseInt(arg, 10, 64); ids && err == nil {
			sel.IDs = append(sel.IDs, id)
		} else {
			names = append(names, arg)
		}
	}
	all, err := l.allDecks(ctx, s.Deleted)
	if err != nil {
		return db.Selection{}, err
	}
	if sel.Decks, err = among(all, append(names, s.decks.Value()...)); err != nil {
		return db.Selection{}, err
	}
	if len(sel.IDs) > 0 && len(sel.Decks) > 0 {
		return db.Selection{}, usage("name cards by their ids or by their decks, not both")
	}
	if s.Search != "" && !db.Searchable(s.Search) {
		return db.Selection{}, usage("--search is %q but must contain a word", s.Search)
	}
	sel.Tags = s.tags.Value()
	if s.leeches {
		if sel.MinLapses, err = l.settings.number("leech-threshold"); err == nil && sel.MinLapses == 0 {
			err = errNoLeeches // and not every card
		}
	}
	return sel, err
}

var errNoLeeches = errors.New("there are no leeches: leech-threshold is 0, which means never; " +
	"'iq config leech-threshold N' sets it")

// empty reports whether nothing was named, which for a change is a mistake.
func (s *selection) empty(args []string) bool {
	return len(args) == 0 && len(s.decks.Value()) == 0 && len(s.tags.Value()) == 0 && s.Search == "" && !s.Flagged &&
		!s.leeches
}

// change is a command that changes cards.
type change struct {
	selection
	dryRun, yes bool

	verb   string // "suspend"
	done   string // "suspended"
	idle   string // "already suspended": what cards are for which there is nothing to do
	wanted func(db.Card) bool
	do     func(ctx context.Context, l *library, ids []int64) (int, error)
}

func (ch *change) flags(more ...cli.Flag) []cli.Flag {
	return append(append(more, ch.selection.flags()...),
		boolFlag(&ch.dryRun, "dry-run", "list the cards and change nothing", "n"),
		boolFlag(&ch.yes, "yes", "do not ask before more than one card is changed", "y"),
	)
}

// change changes the cards that are named: one at once, several after a question.
func (p *program) change(c *cli.Context, ch *change) error {
	args := c.Args().Slice()
	if ch.empty(args) {
		return usage("%s needs cards: ids, decks, --tag, --search, --flagged or --leeches; 'iq list' shows them",
			c.Command.Name)
	}
	mode := db.Write
	if ch.dryRun {
		mode = db.Read
	}
	return p.with(c.Context, mode, func(l *library) error {
		list, err := p.wanted(c.Context, l, ch, args)
		if err != nil {
			return err
		}
		lines, err := p.cardLines(c.Context, l, db.Selection{Deleted: ch.Deleted})
		if err != nil {
			return err
		}
		if ch.dryRun {
			if err := lines.print(list...); err != nil {
				return err
			}
			p.say("%s would be %s; nothing was changed.", cards(len(list)), ch.done)
			return nil
		}
		if len(list) > 1 && !ch.yes {
			if err := lines.confirm(c.Context, ch, list); err != nil {
				return err
			}
		}
		ids := make([]int64, len(list))
		for i, card := range list {
			ids[i] = card.ID
		}
		n, err := ch.do(c.Context, l, ids)
		if err == nil && n == 0 {
			err = ch.nothingToDo(list)
		}
		if err != nil {
			return err
		}
		p.say("%s %s.", cards(n), ch.done)
		return nil
	})
}

// wanted returns the cards to change. A card named by its id has to exist.
func (p *program) wanted(ctx context.Context, l *library, ch *change, args []string) ([]db.Card, error) {
	sel, err := ch.resolve(ctx, l, args, true)
	if err != nil {
		return nil, err
	}
	for _, id := range sel.IDs {
		if _, err := l.Card(ctx, id); err != nil {
			return nil, err
		}
	}
	var list, others []db.Card
	err = l.Cards(ctx, sel, func(c db.Card) error {
		c.Answer = "" // it may be long, and is not needed
		if ch.wanted(c) {
			list = append(list, c)
		} else {
			others = append(others, c)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(list) == 0 && len(others) > 0:
		return nil, ch.nothingToDo(others)
	case len(list) == 0:
		return nil, cmp.Or(l.whyNone(ctx, sel), errors.New("no card matches"))
	}
	return list, nil
}

// nothingToDo is the error where all cards that are named are as they should be.
func (ch *change) nothingToDo(list []db.Card) error {
	if len(list) == 1 {
		return fmt.Errorf("card %d is %s", list[0].ID, ch.idle)
	}
	return fmt.Errorf("the %d cards are %s", len(list), ch.idle)
}

// whyNone says why no card matches, where that is known: a card that is named does not exist or is
// deleted, or a tag is no card's.
func (l *library) whyNone(ctx context.Context, sel db.Selection) error {
	for _, id := range sel.IDs {
		c, err := l.Card(ctx, id)
		deleted := c.Status == card.Deleted
		switch {
		case err != nil:
			return err
		case deleted && !sel.Deleted:
			return fmt.Errorf("card %d is deleted; 'iq delete --undelete %d' brings it back", id, id)
		case !deleted && sel.Deleted:
			return fmt.Errorf("card %d is not deleted", id)
		}
	}
	return l.missingTag(ctx, sel)
}

// missingTag is the error for the first tag of a selection that no card has, and nil where each is some card's.
func (l *library) missingTag(ctx context.Context, sel db.Selection) error {
	if len(sel.Tags) == 0 || sel.Deleted {
		return nil
	}
	var all []string
	if err := l.Tags(ctx, func(tag string, _ int) error { all = append(all, tag); return nil }); err != nil {
		return err
	}
	for _, name := range sel.Tags {
		if !slices.ContainsFunc(all, func(tag string) bool { return isTag(tag, name) }) {
			return fmt.Errorf("there is no tag %q; %s", name, meant(name, all, "%q", "'iq tag'"))
		}
	}
	return nil
}

// isTag reports whether a name means a tag: it is the tag's, or that of one above it.
func isTag(tag, name string) bool {
	tag, name = strings.ToLower(tag), strings.ToLower(name)
	return tag == name || strings.HasPrefix(tag, name+"::")
}

// maxShownBefore is how many cards are shown before a question about all of them.
const maxShownBefore = 5

// confirm asks before several cards are changed.
func (c cardLines) confirm(ctx context.Context, ch *change, list []db.Card) error {
	if !c.StdinTerminal {
		return usage("this would %s %s: add --yes to do it, or --dry-run to see them", ch.verb, cards(len(list)))
	}
	if err := c.print(list[:min(maxShownBefore, len(list))]...); err != nil {
		return err
	}
	if more := len(list) - maxShownBefore; more > 0 {
		c.say("   ... and %d more", more)
	}
	return c.ask(ctx, fmt.Sprintf("%s %s?", ch.verb, cards(len(list))))
}
