package db

import (
	"context"
	"database/sql"

	"github.com/google/uuid"

	"iq/srs"
)

// Review is a line of the log, as far as its readers ask.
type Review struct {
	UID  uuid.UUID
	Card uuid.UUID
	Moment
	Grade      srs.Grade
	Kind       srs.Kind
	TookMS     int64
	RevealMS   int64
	Confidence int     // 0: not asked
	Points     *Points // nil: not checked
	Typed      string
	Undone     bool
}

// Reviews calls f for every line of the log in its order, those taken back included. It reads one
// row after the other; f must not use the database.
func (db *DB) Reviews(ctx context.Context, f func(Review) error) error {
	return db.reviews(ctx, f, reviewColumns+"order by r.uid")
}

// History calls f for every line of a card's log in its order, those taken back included; f must
// not use the database.
func (db *DB) History(ctx context.Context, card int64, f func(Review) error) error {
	return db.reviews(ctx, f, reviewColumns+"where r.card = ? order by r.uid", card)
}

const reviewColumns = `
	select r.uid, c.uid, r.at_ms, r.offset_min, r.day, r.grade, r.kind, r.took_ms, r.reveal_ms,
		ifnull(r.confidence, 0), r.points, ifnull(r.typed, ''), r.undone
	from review r join card c on c.id = r.card `

func (db *DB) reviews(ctx context.Context, f func(Review) error, query string, args ...any) (err error) {
	defer wrap(&err, "read reviews")
	rows, err := db.sql.QueryContext(ctx, query, args...)
	return each(rows, err, func(rows *sql.Rows) error {
		var r Review
		err := rows.Scan(&r.UID, &r.Card, &r.AtMS, &r.OffsetMin, &r.Day, &r.Grade, &r.Kind, &r.TookMS, &r.RevealMS,
			&r.Confidence, jsonColumn{&r.Points}, &r.Typed, &r.Undone)
		if err != nil {
			return err
		}
		return f(r)
	})
}

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
