package db

import (
	"context"
	"database/sql"

	"iq/srs"
)

// Calibration is what became of the answers of which a learner said the same beforehand.
type Calibration struct {
	Confidence int // 1 no, 2 maybe, 3 sure
	Answers    int
	Recalled   int // Hard or better
}

// Calibration returns what was said before the answer beside what came of it, over the days from
// first to last, in the decks named or in all; surest first.
func (db *DB) Calibration(ctx context.Context, decks []string, first, last srs.Day) (_ []Calibration, err error) {
	defer wrap(&err, "measure confidence")
	return selectAll(ctx, db.sql, func(c *Calibration) []any {
		return []any{&c.Confidence, &c.Answers, &c.Recalled}
	}, `
		select r.confidence, count(*), sum(r.grade > 1) from review r join card c on c.id = r.card
		where r.confidence is not null and r.day between ? and ? and r.undone = 0
			and (?3 is null or c.deck in (select value from json_each(?3)))
		group by r.confidence order by r.confidence desc`, int64(first), int64(last), listOrNull(decks))
}

// PointRecord is how often a key point of a card was checked, in how many answers.
type PointRecord struct {
	Card    int64
	Point   string // its key
	Answers int    // that held or missed the point
	Missed  int
}

func (r *PointRecord) columns() []any { return []any{&r.Card, &r.Point, &r.Answers, &r.Missed} }

// MissedPoints returns the points that were missed in every answer of the days from first to last,
// two answers at least, in the decks named or in all; the most often missed first, at most limit.
func (db *DB) MissedPoints(
	ctx context.Context, decks []string, first, last srs.Day, limit int,
) (_ []PointRecord, err error) {
	defer wrap(&err, "look for missed points")
	return selectAll(ctx, db.sql, (*PointRecord).columns, `
		with checked (card, point, missed) as (
			select r.card, p.value, 1 from review r, json_each(r.points, '$.missed') p
			where r.points is not null and r.day between ?1 and ?2 and r.undone = 0
			union all
			select r.card, p.value, 0 from review r, json_each(r.points, '$.held') p
			where r.points is not null and r.day between ?1 and ?2 and r.undone = 0)
		select t.card, t.point, count(*), sum(t.missed) from checked t join card c on c.id = t.card
		where c.status = 'active' and (?3 is null or c.deck in (select value from json_each(?3)))
		group by t.card, t.point having sum(t.missed) = count(*) and count(*) > 1
		order by count(*) desc, t.card, t.point limit ?4`, int64(first), int64(last), listOrNull(decks), limit)
}

// PointRecords returns how often each key point of a card was checked and missed.
func (db *DB) PointRecords(ctx context.Context, card int64) (_ []PointRecord, err error) {
	defer wrap(&err, "card %d: look for points", card)
	return selectAll(ctx, db.sql, (*PointRecord).columns, `
		with checked (card, point, missed) as (
			select r.card, p.value, 1 from review r, json_each(r.points, '$.missed') p
			where r.card = ?1 and r.points is not null and r.undone = 0
			union all
			select r.card, p.value, 0 from review r, json_each(r.points, '$.held') p
			where r.card = ?1 and r.points is not null and r.undone = 0)
		select card, point, count(*), sum(missed) from checked group by point order by point`, card)
}

// LastPoints returns the points of a card's last answer in which any were checked; nil when there is none.
func (db *DB) LastPoints(ctx context.Context, card int64) (last *Points, err error) {
	defer wrap(&err, "card %d: last points", card)
	err = db.sql.QueryRowContext(ctx,
		"select points from review where card = ? and points is not null and undone = 0 order by uid desc limit 1",
		card).Scan(jsonColumn{&last})
	if err == sql.ErrNoRows {
		return nil, nil
	}
	return last, err
}
