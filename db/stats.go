package db

import (
	"context"
	"database/sql"
	"errors"

	"iq/srs"
)

// DeckCount counts the active cards of a deck. Buried cards are in no other figure than Cards.
type DeckCount struct {
	Deck     string
	Cards    int
	New      int
	Learning int // interval below 6 days
	Young    int // below 21
	Mature   int
	Due      int // due on the day or before
	Overdue  int // due before the day
}

// Counts counts by deck, in the order of the names, for the decks named or for all.
func (db *DB) Counts(ctx context.Context, decks []string, day srs.Day) (counts []DeckCount, err error) {
	defer wrap(&err, "count cards")
	counts, err = selectAll(ctx, db.sql, func(c *DeckCount) []any {
		return []any{&c.Deck, &c.Cards, &c.New, &c.Learning, &c.Young, &c.Mature, &c.Due, &c.Overdue}
	}, `
		select deck, sum(n),
			ifnull(sum(n) filter (where stage = 'new'), 0), ifnull(sum(n) filter (where stage = 'learning'), 0),
			ifnull(sum(n) filter (where stage = 'young'), 0), ifnull(sum(n) filter (where stage = 'mature'), 0),
			ifnull(sum(n) filter (where stage <> 'new' and due <= ?1), 0),
			ifnull(sum(n) filter (where stage <> 'new' and due < ?1), 0)
		from tally where ?2 is null or deck in (select value from json_each(?2))
		group by deck order by deck`, int64(day), listOrNull(decks))
	if err != nil {
		return nil, err
	}
	return counts, db.withoutBuried(ctx, day, counts)
}

// withoutBuried takes from the due and new counts what is buried on the day.
func (db *DB) withoutBuried(ctx context.Context, day srs.Day, counts []DeckCount) error {
	byDeck := make(map[string]*DeckCount, len(counts))
	for i := range counts {
		byDeck[counts[i].Deck] = &counts[i]
	}
	rows, err := db.sql.QueryContext(ctx, `
		select c.deck, s.due from card c left join schedule s on s.card = c.id
		where c.buried_until > ? and c.status = 'active' and (s.card is null or s.due <= ?)`, int64(day), int64(day))
	return each(rows, err, func(rows *sql.Rows) error {
		var deck string
		var due sql.NullInt64
		if err := rows.Scan(&deck, &due); err != nil {
			return err
		}
		c := byDeck[deck]
		switch {
		case c == nil:
		case !due.Valid:
			c.New--
		default:
			c.Due--
			if due.Int64 < int64(day) {
				c.Overdue--
			}
		}
		return nil
	})
}

// DayWork is what was done on one study day.
type DayWork struct {
	Cards   int // different cards
	New     int // of these seen for the first time
	Reviews int // answers, repeats and extra practice included
	Grades  [4]int
	TookMS  int64
}

// Work returns what was done on the day, in the decks named or in all.
func (db *DB) Work(ctx context.Context, decks []string, day srs.Day) (w DayWork, err error) {
	defer wrap(&err, "sum up the day")
	err = db.sql.QueryRowContext(ctx, `
		select count(distinct r.card), count(*), ifnull(sum(r.took_ms), 0),
			count(*) filter (where r.grade = 1), count(*) filter (where r.grade = 2),
			count(*) filter (where r.grade = 3), count(*) filter (where r.grade = 4),
			count(*) filter (where r.kind = 'scheduled' and `+firstAnswer+`)
		from review r join card c on c.id = r.card
		where r.day = ?1 and r.undone = 0 and r.kind <> 'reset'
			and (?2 is null or c.deck in (select value from json_each(?2)))`,
		int64(day), listOrNull(decks),
	).Scan(&w.Cards, &w.Reviews, &w.TookMS, &w.Grades[0], &w.Grades[1], &w.Grades[2], &w.Grades[3], &w.New)
	return w, err
}

// Streak counts the study days in a row with at least one review, up to the day itself or, where
// that has none yet, to the day before.
func (db *DB) Streak(ctx context.Context, day srs.Day) (n int, err error) {
	defer wrap(&err, "count streak")
	err = db.sql.QueryRowContext(ctx, `
		with recursive
			start (day) as (select ?1 - (not exists (
				select 1 from review where day = ?1 and undone = 0 and kind <> 'reset'))),
			run (day) as (
				select day from start where exists (
					select 1 from review where review.day = start.day and undone = 0 and kind <> 'reset')
				union all
				select run.day - 1 from run where exists (
					select 1 from review where review.day = run.day - 1 and undone = 0 and kind <> 'reset'))
		select count(*) from run`, int64(day)).Scan(&n)
	return n, err
}

// DueOn is how many cards fall due on a day.
type DueOn struct {
	Day   srs.Day
	Cards int
}

// Forecast returns the days from first to last on which cards fall due.
func (db *DB) Forecast(ctx context.Context, decks []string, first, last srs.Day) (_ []DueOn, err error) {
	defer wrap(&err, "look ahead")
	return selectAll(ctx, db.sql, func(d *DueOn) []any { return []any{&d.Day, &d.Cards} }, `
		select due, sum(n) from tally
		where due between ?1 and ?2 and stage <> 'new' and (?3 is null or deck in (select value from json_each(?3)))
		group by due order by due`, int64(first), int64(last), listOrNull(decks))
}

// NextDue returns the first day after the given one on which a card falls due, and how many do;
// Cards is 0 when none is scheduled.
func (db *DB) NextDue(ctx context.Context, decks []string, after srs.Day) (d DueOn, err error) {
	defer wrap(&err, "look for the next day")
	err = db.sql.QueryRowContext(ctx, `
		select due, sum(n) from tally
		where due > ?1 and stage <> 'new' and (?2 is null or deck in (select value from json_each(?2)))
		group by due order by due limit 1`, int64(after), listOrNull(decks)).Scan(&d.Day, &d.Cards)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return d, err
}
