package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
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

// scanCard reads a row of cardColumns.
func scanCard(scan func(...any) error) (Card, error) {
	var c Card
	var tags string
	err := scan(&c.ID, &c.UID, &c.Deck, &c.Source, &c.SourceID, &c.Position, &c.Question, &c.Answer, &tags,
		&c.CreatedMS, &c.EditedMS, &c.Status, &c.BuriedUntil, &c.Flagged, &c.Note,
		&c.State.Due, &c.State.Interval, &c.State.Ease, &c.State.Reps, &c.State.Lapses,
		&c.State.Stability, &c.State.Difficulty, &c.State.LastDay,
		&c.Stage, &c.LastReview)
	if err != nil {
		return Card{}, err
	}
	if err := json.Unmarshal([]byte(tags), &c.Tags); err != nil {
		return Card{}, fmt.Errorf("card %d: tags: %w", c.ID, err)
	}
	return c, nil
}

// Card returns one card. The error wraps ErrNoCard when there is none.
func (db *DB) Card(ctx context.Context, id int64) (Card, error) {
	return cardByID(ctx, db.sql, id)
}

func cardByID(ctx context.Context, q querier, id int64) (Card, error) {
	c, err := scanCard(q.QueryRowContext(ctx, cardColumns+"where c.id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoCard
	}
	if err != nil {
		return Card{}, fmt.Errorf("card %d: %w", id, err)
	}
	return c, nil
}

// States returns the schedules of cards that have one, in no order.
func (db *DB) States(ctx context.Context, cards []int64) ([]srs.State, error) {
	rows, err := db.sql.QueryContext(ctx, `
		select due, interval, ease, reps, lapses, stability, difficulty, last_day from schedule
		where card in (select value from json_each(?))`, jsonList(cards))
	var states []srs.State
	err = each(rows, err, func(rows *sql.Rows) error {
		var s srs.State
		err := rows.Scan(&s.Due, &s.Interval, &s.Ease, &s.Reps, &s.Lapses, &s.Stability, &s.Difficulty, &s.LastDay)
		states = append(states, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	}
	return states, nil
}

// Decks returns the names of all decks that hold a card which is not deleted, in order.
func (db *DB) Decks(ctx context.Context) ([]string, error) {
	return db.decksWith(ctx, "status <> 'deleted'")
}

// DeletedDecks returns the names of all decks that hold a deleted card, in order.
func (db *DB) DeletedDecks(ctx context.Context) ([]string, error) {
	return db.decksWith(ctx, "status = 'deleted'")
}

func (db *DB) decksWith(ctx context.Context, condition string) ([]string, error) {
	// Each step of the recursion is one look into the index, so the cost grows with decks alone.
	rows, err := db.sql.QueryContext(ctx, `
		with recursive deck (name) as (
			select min(deck) from card
			union all
			select (select min(deck) from card where deck > name) from deck where name is not null)
		select name from deck where name is not null
			and exists (select 1 from card where card.deck = name and `+condition+`)`)
	var decks []string
	err = each(rows, err, func(rows *sql.Rows) error {
		decks = append(decks, "")
		return rows.Scan(&decks[len(decks)-1])
	})
	if err != nil {
		return nil, fmt.Errorf("list decks: %w", err)
	}
	return decks, nil
}

// HasCards reports whether the database ever got a card.
func (db *DB) HasCards(ctx context.Context) (bool, error) {
	var has bool
	if err := db.sql.QueryRowContext(ctx, "select exists (select 1 from card)").Scan(&has); err != nil {
		return false, fmt.Errorf("look for cards: %w", err)
	}
	return has, nil
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
func (db *DB) DeckSizes(ctx context.Context, f func(deck string, cards int) error) error {
	rows, err := db.sql.QueryContext(ctx,
		"select deck, count(*) from card where status <> 'deleted' group by deck order by deck")
	if err := eachCount(rows, err, f); err != nil {
		return fmt.Errorf("list decks: %w", err)
	}
	return nil
}

// Tags calls f for every tag of the cards that are not deleted, by name, with the number of its
// cards; f must not use the database.
func (db *DB) Tags(ctx context.Context, f func(tag string, cards int) error) error {
	rows, err := db.sql.QueryContext(ctx, `
		select t.value, count(*) from card c, json_each(c.tags) t where c.status <> 'deleted' group by 1 order by 1`)
	if err := eachCount(rows, err, f); err != nil {
		return fmt.Errorf("list tags: %w", err)
	}
	return nil
}

// eachCount calls f for the rows of a query that counts by name.
func eachCount(rows *sql.Rows, err error, f func(name string, n int) error) error {
	return each(rows, err, func(rows *sql.Rows) error {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			return err
		}
		return f(name, n)
	})
}
