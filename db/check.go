package db

import (
	"context"
	"database/sql"
	"fmt"

	"iq/srs"
)

// Problem is something that a check found.
type Problem struct {
	Text    string
	Derived bool // in what is derived from the log and the cards: Rebuild mends it
}

// Report is what a check looked at and what it found.
type Report struct {
	Cards    int
	Reviews  int
	Problems []Problem
}

func (r *Report) add(derived bool, format string, args ...any) {
	r.Problems = append(r.Problems, Problem{fmt.Sprintf(format, args...), derived})
}

// mostProblems bounds what is listed of one kind of problem.
const mostProblems = 20

// Check examines the file itself, the references within it, and whether replaying the log gives
// the stored schedule. It changes nothing.
func (db *DB) Check(ctx context.Context, model srs.Model) (Report, error) {
	var r Report
	err := db.checkFile(ctx, &r)
	if err == nil {
		err = db.sql.QueryRowContext(ctx, "select (select count(*) from card), (select count(*) from review)").Scan(&r.Cards, &r.Reviews)
	}
	if err == nil {
		err = compareSchedules(ctx, db.sql, model, func(d difference) error {
			if d.stored != d.replayed && len(r.Problems) < mostProblems {
				r.add(true, "card %d: %s", d.card, d)
			}
			return nil
		})
	}
	if err == nil {
		err = db.checkDerived(ctx, &r)
	}
	if err != nil {
		return Report{}, fmt.Errorf("check %s: %w", db.path, err)
	}
	return r, nil
}

func (db *DB) checkFile(ctx context.Context, r *Report) error {
	rows, err := db.sql.QueryContext(ctx, fmt.Sprintf("pragma integrity_check(%d)", mostProblems))
	err = each(rows, err, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		if text != "ok" {
			r.add(false, "the file is damaged: %s", text)
		}
		return err
	})
	if err != nil {
		return err
	}
	rows, err = db.sql.QueryContext(ctx, "select \"table\", rowid, parent from pragma_foreign_key_check limit 20")
	return each(rows, err, func(rows *sql.Rows) error {
		var table, parent string
		var id sql.NullInt64
		err := rows.Scan(&table, &id, &parent)
		r.add(false, "%s %d refers to a %s that does not exist", table, id.Int64, parent)
		return err
	})
}

// checkDerived holds the counters against what they count.
func (db *DB) checkDerived(ctx context.Context, r *Report) error {
	var wrong int
	err := db.sql.QueryRowContext(ctx,
		"select count(*) from card where reviewed <> exists (select 1 from schedule where schedule.card = card.id)").Scan(&wrong)
	if err != nil {
		return err
	}
	if wrong > 0 {
		r.add(true, "%d cards are wrongly marked as new or reviewed", wrong)
	}
	err = db.sql.QueryRowContext(ctx, `
		select count(*) from (select * from (select * from tally except `+countedAnew+`)
			union all select * from (`+countedAnew+` except select * from tally))`).Scan(&wrong)
	if err != nil {
		return err
	}
	if wrong > 0 {
		r.add(true, "%d counts of cards by deck and day are wrong", wrong)
	}
	return nil
}

// countedAnew is what tally has to hold.
const countedAnew = `select ifnull(s.due, 0), ifnull(s.stage, 'new'), c.deck, count(*)
	from card c left join schedule s on s.card = c.id where c.status = 'active' group by 1, 2, 3`

// scheduled is a card's row of the schedule; the zero value is no row.
type scheduled struct {
	state  srs.State
	review int64
}

// difference is a card's stored schedule beside the one that its log gives.
type difference struct {
	card     int64
	stored   scheduled
	replayed scheduled
}

func (d difference) String() string {
	switch {
	case d.stored == scheduled{}:
		return "has reviews but no schedule"
	case d.replayed == scheduled{}:
		return "has a schedule but no reviews"
	}
	return fmt.Sprintf("the schedule (due %v, interval %d) is not what its log gives (due %v, interval %d)",
		d.stored.state.Due, d.stored.state.Interval, d.replayed.state.Due, d.replayed.state.Interval)
}

// batchOfCards bounds how many cards' logs are in memory at once.
const batchOfCards = 2000

// compareSchedules calls f for every card that has a schedule or reviews. No rows are open while f
// runs, so f may write.
func compareSchedules(ctx context.Context, q querier, model srs.Model, f func(difference) error) error {
	for after := int64(0); ; {
		ids, err := cardsAfter(ctx, q, after)
		if err != nil || len(ids) == 0 {
			return err
		}
		first, last := after+1, ids[len(ids)-1]
		stored, err := storedSchedules(ctx, q, first, last)
		if err != nil {
			return err
		}
		replayed, err := replayedSchedules(ctx, q, model, first, last)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := f(difference{id, stored[id], replayed[id]}); err != nil {
				return err
			}
		}
		after = last
	}
}

func cardsAfter(ctx context.Context, q querier, after int64) ([]int64, error) {
	rows, err := q.QueryContext(ctx, "select id from card where id > ? order by id limit ?", after, batchOfCards)
	var ids []int64
	return ids, each(rows, err, func(rows *sql.Rows) error {
		ids = append(ids, 0)
		return rows.Scan(&ids[len(ids)-1])
	})
}

func storedSchedules(ctx context.Context, q querier, first, last int64) (map[int64]scheduled, error) {
	rows, err := q.QueryContext(ctx, `
		select card, due, interval, ease, reps, lapses, stability, difficulty, last_day, last_review
		from schedule where card between ? and ?`, first, last)
	stored := map[int64]scheduled{}
	return stored, each(rows, err, func(rows *sql.Rows) error {
		var card int64
		var s scheduled
		err := rows.Scan(&card, &s.state.Due, &s.state.Interval, &s.state.Ease, &s.state.Reps, &s.state.Lapses,
			&s.state.Stability, &s.state.Difficulty, &s.state.LastDay, &s.review)
		stored[card] = s
		return err
	})
}

func replayedSchedules(ctx context.Context, q querier, model srs.Model, first, last int64) (map[int64]scheduled, error) {
	rows, err := q.QueryContext(ctx, `
		select card, id, day, grade, kind from review
		where card between ? and ? and undone = 0 and kind <> 'extra' order by card, uid`, first, last)
	replayed := map[int64]scheduled{}
	return replayed, each(rows, err, func(rows *sql.Rows) error {
		var card, id int64
		var r srs.Review
		if err := rows.Scan(&card, &id, &r.Day, &r.Grade, &r.Kind); err != nil {
			return err
		}
		next, err := model.Answer(replayed[card].state, r)
		if next.New() { // it was reset
			delete(replayed, card)
			return err
		}
		replayed[card] = scheduled{next, id}
		return err
	})
}

// Rebuild makes everything derived anew from the log and the cards, and tells how many schedules
// changed by it.
func (db *DB) Rebuild(ctx context.Context, model srs.Model) (changed int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		changed, err = rebuild(ctx, tx, model)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("rebuild the schedule: %w", err)
	}
	return changed, nil
}

func rebuild(ctx context.Context, tx *sql.Tx, model srs.Model) (changed int, err error) {
	err = compareSchedules(ctx, tx, model, func(d difference) error {
		switch {
		case d.stored == d.replayed:
			return nil
		case d.replayed == scheduled{}:
			changed++
			_, err := tx.ExecContext(ctx, "delete from schedule where card = ?", d.card)
			return err
		}
		changed++
		return saveSchedule(ctx, tx, d.card, d.replayed.state, d.replayed.review)
	})
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `
		delete from tally;
		update card set reviewed = 1 - reviewed
			where reviewed <> exists (select 1 from schedule where schedule.card = card.id);
		insert into tally `+countedAnew)
	return changed, err
}
