package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"iq/internal/card"
	"iq/srs"
)

// Mark changes the marks of cards as f says, all or none, and tells how many it changed. ms is the
// instant in UTC Unix milliseconds.
func (db *DB) Mark(ctx context.Context, cards []int64, ms int64, f func(*card.Marks)) (changed int, err error) {
	changed, err = db.changeCards(ctx, cards, func(tx *sql.Tx, id int64) (bool, error) { return mark(ctx, tx, id, ms, f) })
	if err != nil {
		return 0, fmt.Errorf("change cards: %w", err)
	}
	return changed, nil
}

// changeCards changes each of the cards, all or none, and tells how many f did change.
func (db *DB) changeCards(ctx context.Context, cards []int64, f func(tx *sql.Tx, id int64) (bool, error)) (changed int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		for _, id := range cards {
			did, err := f(tx, id)
			if err != nil {
				return err
			}
			if did {
				changed++
			}
		}
		return nil
	})
	return changed, err
}

func mark(ctx context.Context, tx *sql.Tx, id, ms int64, f func(*card.Marks)) (changed bool, err error) {
	var old card.Marks
	err = tx.QueryRowContext(ctx,
		"select status, ifnull(buried_until, 0), flagged, flag_note from card where id = ?", id,
	).Scan(&old.Status, &old.BuriedUntil, &old.Flagged, &old.Note)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("card %d: %w", id, ErrNoCard)
	}
	if err != nil {
		return false, err
	}
	m := old
	f(&m)
	if m == old {
		return false, nil
	}
	_, err = tx.ExecContext(ctx, `
		update card set status = ?, buried_until = nullif(?, 0), flagged = ?, flag_note = ?, marked_ms = max(?, marked_ms + 1)
		where id = ?`,
		string(m.Status), int64(m.BuriedUntil), m.Flagged, m.Note, ms, id)
	return true, err
}

// Reset makes cards new again: a line in the log of each that was ever answered, which can be
// taken back like a grade. When tells the moment. It gives the number of cards that were reset.
func (db *DB) Reset(ctx context.Context, model srs.Model, cards []int64, when Moment) (reset int, err error) {
	reset, err = db.changeCards(ctx, cards, func(tx *sql.Tx, id int64) (bool, error) {
		c, err := cardByID(ctx, tx, id)
		if err != nil || c.State.New() {
			return false, err
		}
		if _, err := db.appendReview(ctx, tx, Answer{Card: id, Moment: when, Kind: srs.Reset}, false); err != nil {
			return false, err
		}
		return true, replayCard(ctx, tx, model, id)
	})
	if err != nil {
		return 0, fmt.Errorf("reset cards: %w", err)
	}
	return reset, nil
}
