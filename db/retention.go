package db

import (
	"context"
	"database/sql"

	"iq/srs"
)

// Retention counts the scheduled reviews of cards seen before, and how many of them were recalled (Hard or better).
type Retention struct {
	Reviews  int
	Recalled int
}

// recallOfDays returns day, deck, reviews and recalled of the days in the JSON list @days, from the log.
const recallOfDays = `
	select r.day, c.deck, count(*) as reviews, sum(r.grade > 1) as recalled from review r join card c on c.id = r.card
	where r.day in (select value from json_each(@days)) and r.undone = 0 and r.kind = 'scheduled'
		and not (` + firstAnswer + `)
	group by r.day, c.deck`

// Retention returns the retention by deck over the days from first to last. All but the last day are
// kept once they were looked at, so that it need not go through the log of a month each time.
func (db *DB) Retention(ctx context.Context, first, last srs.Day) (_ map[string]Retention, err error) {
	defer wrap(&err, "measure retention")
	unknown, err := db.unknownDays(ctx, first, last-1)
	if err != nil {
		return nil, err
	}
	if len(unknown) > 0 {
		kept, err := db.writeDerived(ctx, func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `
				delete from day_recall where day in (select value from json_each(@days));
				insert into day_recall (day, deck, reviews, recalled) `+recallOfDays+`;
				insert or ignore into day_known select value from json_each(@days)`,
				sql.Named("days", jsonList(unknown)))
			return err
		})
		if err != nil {
			return nil, err
		}
		if kept {
			unknown = nil
		}
	}
	return selectMap[string](ctx, db.sql, func(r *Retention) []any { return []any{&r.Reviews, &r.Recalled} }, `
		select deck, sum(reviews), sum(recalled) from (
			select day, deck, reviews, recalled from day_recall
				where day between @first and @last and day in (select day from day_known)
			union all `+recallOfDays+`)
		group by deck`,
		sql.Named("first", int64(first)), sql.Named("last", int64(last)-1),
		sql.Named("days", jsonList(append(unknown, int64(last)))))
}

// unknownDays returns the days from first to last that are not known.
func (db *DB) unknownDays(ctx context.Context, first, last srs.Day) ([]int64, error) {
	return selectAll(ctx, db.sql, only[int64], `
		with recursive d (day) as (select ?1 where ?1 <= ?2 union all select day + 1 from d where day < ?2)
		select day from d where day not in (select day from day_known)`, int64(first), int64(last))
}

// recentDays is how many of the days that are known a quick check adds up again.
const recentDays = 7

// sums adds up the days that are known again.
func (c *check) sums() error {
	limit := recentDays
	if c.extent == Full {
		limit = -1
	}
	days, err := selectAll(c.ctx, c.sql, only[int64], "select day from day_known order by day desc limit ?", limit)
	if err != nil {
		return err
	}
	const kept = "select day, deck, reviews, recalled from day_recall where day in (select value from json_each(@days))"
	return c.count(ByRebuilding, "the sums of %d days are wrong", `
		select count(distinct day) from (
			select * from (`+kept+` except `+recallOfDays+`)
			union all
			select * from (`+recallOfDays+` except `+kept+`))`,
		sql.Named("days", jsonList(days)))
}
