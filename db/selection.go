package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Selection names cards by what they are. Whatever is left out selects all; the rest must all
// hold. The zero Selection is every card that is not deleted.
type Selection struct {
	IDs       []int64
	Decks     []string
	Tags      []string // of which a card must have each, or one below it (a::b); case does not count
	Flagged   bool
	Search    string // words, all of which the card must hold
	MinLapses int    // forgotten at least so often
	Deleted   bool   // deleted cards, and no others
}

// selected holds for the cards of a Selection, whose values filterArgs gives.
const selected = ` (@decks is null or c.deck in (select value from json_each(@decks)))
	and (@tags is null or not exists (select 1 from json_each(@tags) t
		where not exists (select 1 from json_each(c.tags) h where h.value = t.value collate nocase
			or substr(h.value, 1, length(t.value) + 2) = t.value || '::' collate nocase)))
	and (@flagged = 0 or c.flagged = 1)
	and (@lapses = 0 or c.id in (select card from schedule where lapses >= @lapses))
	and (@ids is null or c.id in (select value from json_each(@ids)))
	and (@words is null or c.id in (select rowid from card_words where card_words match @words))
	and (@likes is null or not exists (select 1 from json_each(@likes) l
		where c.question || ' ' || c.answer || ' ' || c.tags not like l.value escape '\')) `

// filterArgs are the values that selected names.
type filterArgs []any

// indexed reports whether the cards are looked up in the index of words.
func (a filterArgs) indexed() bool {
	for _, arg := range a {
		if named := arg.(sql.NamedArg); named.Name == "words" {
			return named.Value != nil
		}
	}
	return false
}

// filterArgs brings the index of words up to date where the selection needs it.
func (db *DB) filterArgs(ctx context.Context, s Selection) (filterArgs, error) {
	var words, likes any
	if query := wordsQuery(s.Search); query != "" {
		indexed, err := db.Index(ctx, 0, nil)
		switch {
		case err != nil:
			return nil, err
		case indexed:
			words = query
		default:
			likes = jsonList(likePatterns(s.Search))
		}
	}
	return filterArgs{
		sql.Named("decks", listOrNull(s.Decks)), sql.Named("tags", listOrNull(s.Tags)), sql.Named("flagged", s.Flagged),
		sql.Named("lapses", s.MinLapses), sql.Named("ids", idsOrNull(s.IDs)), sql.Named("words", words), sql.Named("likes", likes),
	}, nil
}

// The ways to the cards of a selection: by their numbers, by their words, by deck, or all. The
// conditions are the same; only what SQLite looks through differs.
const (
	cardsByID = cardColumns + `where c.id in (select value from json_each(@ids))
		and (c.status = 'deleted') = @deleted and` + selected + `order by c.deck, c.source, c.position, c.id`
	cardsByWords = cardColumns + `where c.id in (select rowid from card_words where card_words match @words)
		and (c.status = 'deleted') = @deleted and` + selected + `order by c.deck, c.source, c.position, c.id`
	cardsByDeck = cardColumns + `where c.deck in (select value from json_each(@decks))
		and (c.status = 'deleted') = @deleted and` + selected + `order by c.deck, c.source, c.position, c.id`
	allCards = cardColumns + `where (c.status = 'deleted') = @deleted and` + selected + `
		order by c.deck, c.source, c.position, c.id`
)

// Cards calls f for every card of the selection, by deck and then in file order. It reads one row
// after the other and holds none of them; f must not use the database.
func (db *DB) Cards(ctx context.Context, s Selection, f func(Card) error) error {
	args, err := db.filterArgs(ctx, s)
	if err != nil {
		return fmt.Errorf("list cards: %w", err)
	}
	query := allCards
	switch { // by the fewest
	case len(s.IDs) > 0:
		query = cardsByID
	case args.indexed():
		query = cardsByWords
	case len(s.Decks) > 0:
		query = cardsByDeck
	}
	rows, err := db.sql.QueryContext(ctx, query, append(args, sql.Named("deleted", s.Deleted))...)
	err = each(rows, err, func(rows *sql.Rows) error {
		c, err := scanCard(rows.Scan)
		if err != nil {
			return err
		}
		return f(c)
	})
	if err != nil {
		return fmt.Errorf("list cards: %w", err)
	}
	return nil
}

func listOrNull(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return jsonList(list)
}

func idsOrNull(ids []int64) any {
	if len(ids) == 0 {
		return nil
	}
	return jsonIDs(ids)
}

func jsonIDs(ids []int64) string {
	text, err := json.Marshal(ids)
	if err != nil {
		panic(err) // a list of numbers always has a JSON form
	}
	return string(text)
}
