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
