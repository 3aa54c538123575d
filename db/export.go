package db

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/google/uuid"

	"iq/srs"
)

// Review is a line of the log.
type Review struct {
	UID       uuid.UUID
	Card      uuid.UUID
	AtMS      int64 // UTC Unix milliseconds
	OffsetMin int
	Day       srs.Day
	Grade     srs.Grade
	Kind      srs.Kind
	TookMS    int64
	Undone    bool
}

// Reviews calls f for every review in the log's order, those taken back included. It reads one row
// after the other; f must not use the database.
func (db *DB) Reviews(ctx context.Context, f func(Review) error) error {
	rows, err := db.sql.QueryContext(ctx, `
		select r.uid, c.uid, r.at_ms, r.offset_min, r.day, r.grade, r.kind, r.took_ms, r.undone
		from review r join card c on c.id = r.card order by r.uid`)
	err = each(rows, err, func(rows *sql.Rows) error {
		var r Review
		if err := rows.Scan(&r.UID, &r.Card, &r.AtMS, &r.OffsetMin, &r.Day, &r.Grade, &r.Kind, &r.TookMS, &r.Undone); err != nil {
			return err
		}
		return f(r)
	})
	if err != nil {
		return fmt.Errorf("read reviews: %w", err)
	}
	return nil
}
