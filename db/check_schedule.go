package db

import (
	"context"
	"database/sql"
	"fmt"

	"iq/srs"
)

// scheduled is a card's row of the schedule; the zero value is no row.
type scheduled struct {
	state  srs.State
	review int64
}

// difference is a card's stored schedule beside the one that follows from its log.
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
	return fmt.Sprintf("the schedule (due %v, interval %d) does not agree with its log (due %v, interval %d)",
		d.stored.state.Due, d.stored.state.Interval, d.replayed.state.Due, d.replayed.state.Interval)
}

// schedules replays the log: of all cards, or of a sample.
func (c *check) schedules() error {
	var found []string
	err := c.compare(func(d difference) error {
		c.report.Replayed++
		if d.stored != d.replayed {
			found = append(found, fmt.Sprintf("card %d: %v", d.card, d))
		}
		return nil
	})
	c.listed(ByRebuilding, found)
	return err
}

func (c *check) compare(f func(difference) error) error {
	if c.extent == Full {
		return compareSchedules(c.ctx, c.sql, c.model, f)
	}
	sample, err := c.sample()
	for _, id := range sample {
		if err == nil {
			err = compareRange(c.ctx, c.sql, c.model, []int64{id}, f)
		}
	}
	return err
}

// sampleSize is how many cards of either kind a quick check replays.
const sampleSize = 1000

// sample returns the cards reviewed last, and cards from all over the file.
func (c *check) sample() ([]int64, error) {
	return selectAll(c.ctx, c.sql, only[int64], `
		select card from (select card from review order by id desc limit ?1)
		union
		select (select min(id) from card where id > n.value * (select max(id) from card) / ?1)
			from (with recursive n (value) as (select 0 union all select value + 1 from n where value < ?1 - 1)
				select value from n) n
			where exists (select 1 from card)
		order by 1`, sampleSize)
}

// batchOfCards bounds how many cards' logs are in memory at once.
const batchOfCards = 2000

// compareSchedules calls f for every card. No rows are open while f runs, so f may write.
func compareSchedules(ctx context.Context, q querier, model srs.Model, f func(difference) error) error {
	for after := int64(0); ; {
		ids, err := selectAll(ctx, q, only[int64],
			"select id from card where id > ? order by id limit ?", after, batchOfCards)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := compareRange(ctx, q, model, ids, f); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// compareRange does so for the cards ids, in order, between which there is no other.
func compareRange(ctx context.Context, q querier, model srs.Model, ids []int64, f func(difference) error) error {
	first, last := ids[0], ids[len(ids)-1]
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
	return nil
}

func storedSchedules(ctx context.Context, q querier, first, last int64) (map[int64]scheduled, error) {
	return selectMap[int64](ctx, q, func(s *scheduled) []any {
		return []any{&s.state.Due, &s.state.Interval, &s.state.Ease, &s.state.Reps, &s.state.Lapses,
			&s.state.Stability, &s.state.Difficulty, &s.state.LastDay, &s.review}
	}, `
		select card, due, interval, ease, reps, lapses, stability, difficulty, last_day, last_review
		from schedule where card between ? and ?`, first, last)
}

func replayedSchedules(
	ctx context.Context, q querier, model srs.Model, first, last int64,
) (map[int64]scheduled, error) {
	rows, err := q.QueryContext(ctx, `
		select card, id, day, grade, kind from review
		where card between ? and ? and undone = 0 and kind <> 'extra' order by card, uid`, first, last)
	replayed := map[int64]scheduled{}
	err = each(rows, err, func(rows *sql.Rows) error {
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
	return replayed, err
}
