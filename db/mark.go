package db

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"iq/internal/card"
	"iq/srs"
)

// changeCards changes cards by f, all or none, and returns how many f did change. f gets so many at
// once that a statement can be made for all of them, and no more than fit in memory.
func (db *DB) changeCards(
	ctx context.Context, cards []int64, f func(tx *sql.Tx, some []int64) (changed int, err error),
) (changed int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		for some := range slices.Chunk(cards, batchOfCards) {
			if err := mustExist(ctx, tx, some); err != nil {
				return err
			}
			n, err := f(tx, some)
			if err != nil {
				return err
			}
			changed += n
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return changed, err
}

func mustExist(ctx context.Context, tx *sql.Tx, cards []int64) error {
	var id int64
	err := tx.QueryRowContext(ctx,
		"select value from json_each(?) where value not in (select id from card) limit 1", jsonList(cards)).Scan(&id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("card %d: %w", id, ErrNoCard)
}

// Mark changes the marks of cards as f says, all or none, and returns how many it changed. ms is the
// instant in UTC Unix milliseconds.
func (db *DB) Mark(ctx context.Context, cards []int64, ms int64, f func(*card.Marks)) (changed int, err error) {
	defer wrap(&err, "change cards")
	return db.changeCards(ctx, cards, func(tx *sql.Tx, some []int64) (int, error) {
		return mark(ctx, tx, some, ms, f)
	})
}

// mark needs one statement for all cards that get the same marks.
func mark(ctx context.Context, tx *sql.Tx, cards []int64, ms int64, f func(*card.Marks)) (changed int, err error) {
	wanted := map[card.Marks][]int64{}
	rows, err := tx.QueryContext(ctx, `
		select id, status, ifnull(buried_until, 0), flagged, flag_note from card
		where id in (select value from json_each(?))`, jsonList(cards))
	err = each(rows, err, func(rows *sql.Rows) error {
		var id int64
		var old card.Marks
		err := rows.Scan(&id, &old.Status, &old.BuriedUntil, &old.Flagged, &old.Note)
		m := old
		if f(&m); m != old {
			wanted[m] = append(wanted[m], id)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	for m, ids := range wanted {
		changed += len(ids)
		_, err := tx.ExecContext(ctx, `
			update card set status = ?, buried_until = nullif(?, 0), flagged = ?, flag_note = ?,
				marked_ms = max(?, marked_ms + 1)
			where id in (select value from json_each(?))`,
			string(m.Status), int64(m.BuriedUntil), m.Flagged, m.Note, ms, jsonList(ids))
		if err != nil {
			return 0, err
		}
	}
	return changed, nil
}

// Reset makes cards new again: a line in the log of each that was ever answered, which can be
// taken back like a grade. It returns the number of cards that were reset.
func (db *DB) Reset(ctx context.Context, cards []int64, when Moment) (reset int, err error) {
	defer wrap(&err, "reset cards")
	return db.changeCards(ctx, cards, func(tx *sql.Tx, some []int64) (int, error) {
		return db.reset(ctx, tx, some, when)
	})
}

// reset adds the lines in the order of the cards. The log of a card that ends in a reset has no
// schedule, whatever the model.
func (db *DB) reset(ctx context.Context, tx *sql.Tx, cards []int64, when Moment) (int, error) {
	answered, err := selectAll(ctx, tx, only[int64], `
		select card from json_each(?) j join schedule on card = j.value group by card order by min(j.key)`,
		jsonList(cards))
	if err != nil {
		return 0, err
	}
	last, err := lastReviewUID(ctx, tx)
	if err != nil {
		return 0, err
	}
	lines := make([][2]any, len(answered)) // uid and card
	for i, id := range answered {
		uid := newReviewUID(when.AtMS, last)
		lines[i], last = [2]any{hex.EncodeToString(uid[:]), id}, uid[:]
	}
	_, err = tx.ExecContext(ctx, `
		insert into review (uid, card, at_ms, offset_min, day, grade, took_ms, kind, device)
			select unhex(value ->> 0), value ->> 1, @at, @offset, @day, 0, 0, @kind, @device from json_each(@lines);
		delete from schedule where card in (select value ->> 1 from json_each(@lines))`,
		sql.Named("at", when.AtMS), sql.Named("offset", when.OffsetMin), sql.Named("day", int64(when.Day)),
		sql.Named("kind", string(srs.Reset)), sql.Named("device", db.device[:]),
		sql.Named("lines", string(jsonOf(lines))))
	return len(answered), err
}
