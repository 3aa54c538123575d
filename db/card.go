package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"github.com/google/uuid"

	"iq/internal/card"
	"iq/srs"
)

// Card is a stored card with its schedule.
type Card struct {
	ID  int64
	UID uuid.UUID
	card.Text
	card.Marks
	Source     string // name of where it came from; "" when written by hand
	SourceID   int64
	Position   int64 // line in the source
	CreatedMS  int64
	EditedMS   int64
	State      srs.State
	Stage      string // "new", "learning", "young" or "mature"
	LastReview int64  // id of the last review that counted; 0 for a new card
}

// ErrNoCard is the error for a card that does not exist.
var ErrNoCard = errors.New("no such card")

const cardColumns = `
	select c.id, c.uid, c.deck, ifnull(o.name, ''), ifnull(c.source, 0), c.position, c.question, c.answer, c.tags,
		c.created_ms, c.edited_ms, c.status, ifnull(c.buried_until, 0), c.flagged, c.flag_note,
		ifnull(s.due, 0), ifnull(s.interval, 0), ifnull(s.ease, 0), ifnull(s.reps, 0), ifnull(s.lapses, 0),
		ifnull(s.stability, 0), ifnull(s.difficulty, 0), ifnull(s.last_day, 0),
		ifnull(s.stage, 'new'), ifnull(s.last_review, 0)
	from card c left join source o on o.id = c.source left join schedule s on s.card = c.id `

// columns is where a row of cardColumns belongs.
func (c *Card) columns() []any {
	return []any{
		&c.ID, &c.UID, &c.Deck, &c.Source, &c.SourceID, &c.Position, &c.Question, &c.Answer, jsonColumn{&c.Tags},
		&c.CreatedMS, &c.EditedMS, &c.Status, &c.BuriedUntil, &c.Flagged, &c.Note,
		&c.State.Due, &c.State.Interval, &c.State.Ease, &c.State.Reps, &c.State.Lapses,
		&c.State.Stability, &c.State.Difficulty, &c.State.LastDay,
		&c.Stage, &c.LastReview,
	}
}

// Card returns one card. The error wraps ErrNoCard when there is none.
func (db *DB) Card(ctx context.Context, id int64) (Card, error) {
	return cardByID(ctx, db.sql, id)
}

func cardByID(ctx context.Context, q querier, id int64) (c Card, err error) {
	defer wrap(&err, "card %d", id)
	err = q.QueryRowContext(ctx, cardColumns+"where c.id = ?", id).Scan(c.columns()...)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoCard
	}
	return c, err
}

// States returns the schedules of cards that have one, in no order.
func (db *DB) States(ctx context.Context, cards []int64) (_ []srs.State, err error) {
	defer wrap(&err, "read schedules")
	return selectAll(ctx, db.sql, func(s *srs.State) []any {
		return []any{&s.Due, &s.Interval, &s.Ease, &s.Reps, &s.Lapses, &s.Stability, &s.Difficulty, &s.LastDay}
	}, `
		select due, interval, ease, reps, lapses, stability, difficulty, last_day from schedule
		where card in (select value from json_each(?))`, jsonList(cards))
}

// Decks returns the names of all decks that hold a card which is not deleted, in order.
func (db *DB) Decks(ctx context.Context) ([]string, error) {
	return db.decksWith(ctx, "status <> 'deleted'")
}

// DeletedDecks returns the names of all decks that hold a deleted card, in order.
func (db *DB) DeletedDecks(ctx context.Context) ([]string, error) {
	return db.decksWith(ctx, "status = 'deleted'")
}

func (db *DB) decksWith(ctx context.Context, condition string) (_ []string, err error) {
	defer wrap(&err, "list decks")
	// Each step of the recursion is one look into the index, so the cost grows with decks alone.
	return selectAll(ctx, db.sql, only[string], `
		with recursive deck (name) as (
			select min(deck) from card
			union all
			select (select min(deck) from card where deck > name) from deck where name is not null)
		select name from deck where name is not null
			and exists (select 1 from card where card.deck = name and `+condition+`)`)
}

// HasCards reports whether the database ever got a card.
func (db *DB) HasCards(ctx context.Context) (has bool, err error) {
	defer wrap(&err, "look for cards")
	err = db.sql.QueryRowContext(ctx, "select exists (select 1 from card)").Scan(&has)
	return has, err
}

// jsonList writes strings as a JSON list, for json_each and the tags column.
func jsonList[T string | int64](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(list); err != nil {
		panic(err) // a list of strings or numbers always has a JSON form
	}
	return strings.TrimSpace(b.String())
}

// DeckSizes calls f for every deck, by name, with the number of its cards that are not deleted; f
// must not use the database.
func (db *DB) DeckSizes(ctx context.Context, f func(deck string, cards int) error) (err error) {
	defer wrap(&err, "list decks")
	return db.eachCount(ctx, f,
		"select deck, count(*) from card where status <> 'deleted' group by deck order by deck")
}

// Tags calls f for every tag of the cards that are not deleted, by name, with the number of its
// cards; f must not use the database.
func (db *DB) Tags(ctx context.Context, f func(tag string, cards int) error) (err error) {
	defer wrap(&err, "list tags")
	return db.eachCount(ctx, f, `
		select t.value, count(*) from card c, json_each(c.tags) t where c.status <> 'deleted' group by 1 order by 1`)
}

// eachCount calls f for the rows of a query that counts by name.
func (db *DB) eachCount(ctx context.Context, f func(name string, n int) error, query string) error {
	rows, err := db.sql.QueryContext(ctx, query)
	return each(rows, err, func(rows *sql.Rows) error {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			return err
		}
		return f(name, n)
	})
}
