package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/card"
	"iq/internal/term"
)

func (p *program) deckCommand() *cli.Command {
	var dryRun, yes bool
	return &cli.Command{
		Name:      "deck",
		Usage:     "list decks, or rename one",
		ArgsUsage: "[rename OLD NEW]",
		Description: `
			A renamed deck stays renamed when its files are imported again. If NEW already exists, the two become one.
			Every card keeps its history.`,
		Flags: []cli.Flag{
			boolFlag(&dryRun, "dry-run", "count the cards and change nothing", "n"),
			boolFlag(&yes, "yes", "do not ask", "y"),
		},
		Action: func(c *cli.Context) error {
			args := c.Args().Slice()
			switch {
			case len(args) == 0:
				return p.with(c.Context, db.Read, func(l *library) error { return l.DeckSizes(c.Context, p.counted) })
			case len(args) == 3 && args[0] == "rename" && strings.TrimSpace(args[2]) != "":
				if err := wantDeck("NEW", strings.TrimSpace(args[2])); err != nil {
					return err
				}
				mode := db.Write
				if dryRun {
					mode = db.Read
				}
				return p.with(c.Context, mode, func(l *library) error {
					return p.renameDeck(c.Context, l, args[1], strings.TrimSpace(args[2]), dryRun, yes)
				})
			}
			if args[0] == "rename" {
				return usage("deck rename needs the old and the new name: 'iq deck rename OLD NEW'")
			}
			return usage("deck takes no arguments, or rename OLD NEW; 'iq help deck' explains it")
		},
	}
}

// wantDeck refuses a name that a deck cannot have; argument is where it came from.
func wantDeck(argument, name string) error {
	switch err := card.CheckDeck(name); {
	case errors.Is(err, card.ErrNoDeck):
		return usage("%s needs a name", argument)
	case err != nil:
		return usage("%s: %v", argument, err)
	}
	return nil
}

func (p *program) renameDeck(ctx context.Context, l *library, from, to string, dryRun, yes bool) error {
	decks, err := l.Decks(ctx)
	if err != nil {
		return err
	}
	if !slices.Contains(decks, from) {
		return unknownDeck(from, decks)
	}
	n := 0
	if err := l.Cards(ctx, db.Selection{Decks: []string{from}}, func(db.Card) error { n++; return nil }); err != nil {
		return err
	}
	where := fmt.Sprintf("from %s into %s", term.CleanLine(from), term.CleanLine(to))
	if slices.Contains(decks, to) {
		where += ", which already exists"
	}
	switch {
	case from == to:
		p.say("It already has that name.")
		return nil
	case dryRun:
		p.say("%s would be moved %s; nothing was changed.", cards(n), where)
		return nil
	case n > 1 && !yes && !p.StdinTerminal:
		return usage("this would move %s %s; add --yes to do it", cards(n), where)
	case n > 1 && !yes:
		if err := p.ask(ctx, fmt.Sprintf("move %s %s?", cards(n), where)); err != nil {
			return err
		}
	}
	if n, err = l.RenameDeck(ctx, from, to, p.Now().UnixMilli()); err != nil {
		return err
	}
	p.say("%s moved into %s.", cards(n), term.CleanLine(to))
	return nil
}

// allDecks returns the decks of deleted cards, or of all others.
func (l *library) allDecks(ctx context.Context, deleted bool) ([]string, error) {
	if deleted {
		return l.DeletedDecks(ctx)
	}
	return l.Decks(ctx)
}

// among returns those of all decks that the arguments name: each a deck or the beginning of some. A
// name that fits none is an error that suggests the nearest.
func among(all, args []string) ([]string, error) {
	var decks []string
	for _, arg := range args {
		found := matchDecks(all, arg)
		if len(found) == 0 {
			return nil, unknownDeck(arg, all)
		}
		for _, deck := range found {
			if !slices.Contains(decks, deck) {
				decks = append(decks, deck)
			}
		}
	}
	return decks, nil
}

// matchDecks prefers the deck of exactly that name, then those below it in a hierarchy, then those that begin so.
func matchDecks(all []string, arg string) []string {
	var exact, prefix []string
	for _, deck := range all {
		switch {
		case deck == arg, strings.HasPrefix(deck, arg+"::"), strings.HasPrefix(deck, arg+"/"):
			exact = append(exact, deck)
		case strings.HasPrefix(strings.ToLower(deck), strings.ToLower(arg)):
			prefix = append(prefix, deck)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return prefix
}

func unknownDeck(name string, all []string) error {
	if len(all) == 0 {
		return fmt.Errorf("there is no deck %q, and no other yet; 'iq import FILE' adds one", name)
	}
	return fmt.Errorf("there is no deck %q; %s", name, meant(name, all, "%q", "'iq deck'"))
}
