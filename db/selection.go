package db

import (
	"context"
	"database/sql"
	"slices"

	"iq/srs"
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

// filter is a Selection as SQL, made of what it asks for and no more: to prepare a condition takes
// longer than to find out that it always holds.
type filter struct {
	and  string // conditions on the cards c, each behind an "and"
	args []any  // the values that these name
	// byWords is whether the words are looked up in their index, as @words.
	byWords bool
}

func (f *filter) add(name string, value any, condition string) {
	f.and += " and " + condition
	f.args = append(f.args, sql.Named(name, value))
}

// with returns the filter's values and others.
func (f filter) with(more ...any) []any { return slices.Concat(f.args, more) }

// Conditions of a Selection that take more than a comparison.
const (
	hasTags = `not exists (select 1 from json_each(@tags) t
		where not exists (select 1 from json_each(c.tags) h where h.value = t.value collate nocase
			or substr(h.value, 1, length(t.value) + 2) = t.value || '::' collate nocase))`
	hasWords    = "c.id in (select rowid from card_words where card_words match @words)"
	isLikeWords = `not exists (select 1 from json_each(@likes) l
		where c.question || ' ' || c.answer || ' ' || c.tags not like l.value escape '\')`
)

// filter brings the index of words up to date where the selection needs it.
func (db *DB) filter(ctx context.Context, s Selection) (f filter, err error) {
	if len(s.IDs) > 0 {
		f.add("ids", jsonList(s.IDs), "c.id in (select value from json_each(@ids))")
	}
	if query := wordsQuery(s.Search); query != "" {
		if f.byWords, err = db.Index(ctx, 0, nil); err != nil {
			return filter{}, err
		}
		if f.byWords {
			f.add("words", query, hasWords)
		} else {
			f.add("likes", jsonList(likePatterns(s.Search)), isLikeWords)
		}
	}
	if len(s.Decks) > 0 {
		f.add("decks", jsonList(s.Decks), "c.deck in (select value from json_each(@decks))")
	}
	if len(s.Tags) > 0 {
		f.add("tags", jsonList(s.Tags), hasTags)
	}
	if s.Flagged {
		f.and += " and c.flagged = 1"
	}
	if s.MinLapses > 0 {
		f.add("lapses", s.MinLapses, "c.id in (select card from schedule where lapses >= @lapses)")
	}
	return f, nil
}

// askable returns the condition on the cards c that may be asked on the day, and the values that it names.
func (f filter) askable(day srs.Day) (condition string, args []any) {
	return "c.status = 'active' and ifnull(c.buried_until, @day) <= @day" + f.and,
		f.with(sql.Named("day", int64(day)))
}

// ofStatus begins a condition: the deleted cards, or the others.
func (s Selection) ofStatus() string {
	if s.Deleted {
		return "where c.status = 'deleted'"
	}
	return "where c.status <> 'deleted'"
}

// Cards calls f for every card of the selection, by deck and then in file order. It reads one row
// after the other and holds none of them; f must not use the database.
func (db *DB) Cards(ctx context.Context, s Selection, f func(Card) error) (err error) {
	defer wrap(&err, "list cards")
	filter, err := db.filter(ctx, s)
	if err != nil {
		return err
	}
	query := cardColumns + s.ofStatus() + filter.and + " order by c.deck, c.source, c.position, c.id"
	rows, err := db.sql.QueryContext(ctx, query, filter.args...)
	return each(rows, err, func(rows *sql.Rows) error {
		var c Card
		if err := rows.Scan(c.columns()...); err != nil {
			return err
		}
		return f(c)
	})
}

// listOrNull is null for an empty list, which stands for all.
func listOrNull(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return jsonList(list)
}
