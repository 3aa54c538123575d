package db

import (
	"context"
	"database/sql"

	"iq/srs"
)

// candidateColumns begin a query over l (card, reviews, failed), c and s.
const candidateColumns = `
	select c.id, c.deck, c.tags, ifnull(s.due, 0), ifnull(s.stability, 0), ifnull(s.last_day, 0), l.reviews, l.failed `

// recentReviews is how far back it is looked for what fails, so that the cost does not grow with the log.
const recentReviews = 20_000

// RecentlyReviewed returns the cards of the selection that may be asked on the day and were lately
// answered, with how often they failed.
func (db *DB) RecentlyReviewed(ctx context.Context, s Selection, day srs.Day) (_ []srs.Candidate, err error) {
	defer wrap(&err, "choose cards")
	return db.candidates(ctx, s, day, `
		from (select card, count(*) as reviews, sum(grade = 1) as failed from
				(select card, grade from review where undone = 0 and kind <> 'reset' order by id desc limit @recent)
			group by card) l
			join card c on c.id = l.card left join schedule s on s.card = c.id`,
		"order by c.id", sql.Named("recent", recentReviews))
}

// FailedOn returns the cards of the selection that failed on the day, in the order in which they failed first.
func (db *DB) FailedOn(ctx context.Context, s Selection, day srs.Day) (_ []srs.Candidate, err error) {
	defer wrap(&err, "choose cards")
	return db.candidates(ctx, s, day, `
		from (select card, count(*) as reviews, count(*) as failed, min(uid) as first_failed from review
				where day = @day and grade = 1 and undone = 0 group by card) l
			join card c on c.id = l.card left join schedule s on s.card = c.id`, "order by l.first_failed")
}

// Practice returns the cards of the selection for practice beside the schedule, at most limit, in the order asked
// for: least likely to be recalled first unless another is named, those never seen last. seed is for srs.ByChance.
func (db *DB) Practice(
	ctx context.Context, s Selection, day srs.Day, order srs.Order, seed uint64, limit int,
) (_ []srs.Candidate, err error) {
	defer wrap(&err, "choose cards")
	by := "order by s.card is null, (@day - s.last_day) / s.stability desc, c.source, c.position, c.id limit @limit"
	switch order {
	case srs.ByChance:
		return db.drawn(ctx, s, day, seed, limit)
	case srs.ByFile:
		by = "order by c.source, c.position, c.id limit @limit"
	case srs.ByOverdue:
		by = "order by s.card is null, (@day - s.due) * 1.0 / s.interval desc, c.source, c.position, c.id limit @limit"
	}
	return db.candidates(ctx, s, day, `
		from card c left join schedule s on s.card = c.id join (select 0 as reviews, 0 as failed) l`,
		by, sql.Named("limit", limit))
}

// drawn returns cards of the selection by chance. Only those that are drawn are read.
func (db *DB) drawn(ctx context.Context, s Selection, day srs.Day, seed uint64, limit int) ([]srs.Candidate, error) {
	filter, err := db.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	condition, args := filter.askable(day)
	all, err := selectAll(ctx, db.sql, only[int64],
		"select c.id from card c where "+condition+" order by c.id", args...)
	if err != nil {
		return nil, err
	}
	srs.Shuffle(all, seed)
	all = all[:min(len(all), limit)]
	return db.candidates(ctx, Selection{}, day, `
		from json_each(@drawn) d cross join card c on c.id = d.value left join schedule s on s.card = c.id
			join (select 0 as reviews, 0 as failed) l`, "order by d.key", sql.Named("drawn", jsonList(all)))
}

// candidates reads the cards c of the selection that may be asked on the day. from joins them with s,
// the schedule, and l, what is known of their reviews.
func (db *DB) candidates(
	ctx context.Context, s Selection, day srs.Day, from, order string, more ...any,
) ([]srs.Candidate, error) {
	filter, err := db.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	condition, args := filter.askable(day)
	return selectAll(ctx, db.sql, func(c *srs.Candidate) []any {
		return []any{&c.ID, &c.Deck, jsonColumn{&c.Tags}, &c.State.Due, &c.State.Stability, &c.State.LastDay,
			&c.Reviews, &c.Failed}
	}, candidateColumns+from+" where "+condition+" "+order, append(args, more...)...)
}
