package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// resolveDecks returns the decks that the arguments name: each a deck or the beginning of some. A
// name that fits none is an error that suggests the nearest.
func (l *library) resolveDecks(ctx context.Context, args []string) ([]string, error) {
	if len(args) == 0 {
		return nil, nil
	}
	all, err := l.Decks(ctx)
	if err != nil {
		return nil, err
	}
	return among(all, args)
}

// allDecks returns the decks of deleted cards, or of all others.
func (l *library) allDecks(ctx context.Context, deleted bool) ([]string, error) {
	if deleted {
		return l.DeletedDecks(ctx)
	}
	return l.Decks(ctx)
}

// among returns those of all decks that the arguments name.
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

// matchDecks prefers the deck of exactly that name, then those below it in a hierarchy, then those
// that begin so.
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
