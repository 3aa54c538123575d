package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"iq/srs"
)

// scanCandidate reads a row of candidateColumns.
func scanCandidate(rows *sql.Rows) (c srs.Candidate, err error) {
	var tags string
	err = rows.Scan(&c.ID, &c.Deck, &tags, &c.State.Due, &c.State.Stability, &c.State.LastDay, &c.Reviews, &c.Failed)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(tags), &c.Tags)
}

// candidateColumns begin a query over l (card, reviews, failed), c and s.
const candidateColumns = `
	select c.id, c.deck, c.tags, ifnull(s.due, 0), ifnull(s.stability, 0), ifnull(s.last_day, 0), l.reviews, l.failed `

// recentReviews is how far back it is looked for what fails, so that the cost does not grow with
// the log.
const recentReviews = 20_000

// Tried gives the cards of the selection that may be asked on the day and were lately answered,
// with how often they failed.
func (db *DB) Tried(ctx context.Context, s Selection, day srs.Day) ([]srs.Candidate, error) {
	return db.candidates(ctx, s, candidateColumns+`
		from (select card, count(*) as reviews, sum(grade = 1) as failed from
				(select card, grade from review where undone = 0 and kind <> 'reset' order by id desc limit @recent)
			group by card) l
			join card c on c.id = l.card left join schedule s on s.card = c.id
		where `+askable+`order by c.id`, day, sql.Named("recent", recentReviews))
}

// FailedOn gives the cards of the selection that failed on the day, in the order in which they
// failed first.
func (db *DB) FailedOn(ctx context.Context, s Selection, day srs.Day) ([]srs.Candidate, error) {
	return db.candidates(ctx, s, candidateColumns+`
		from (select card, count(*) as reviews, count(*) as failed, min(uid) as first_failed from review
				where day = @day and grade = 1 and undone = 0 group by card) l
			join card c on c.id = l.card left join schedule s on s.card = c.id
		where `+askable+`order by l.first_failed`, day)
}

// Practice gives the cards of the selection for practice beside the schedule, most at most, in the
// order asked for: least likely to be recalled first unless another is named, those never seen
// last. seed is for srs.ByChance.
func (db *DB) Practice(ctx context.Context, s Selection, day srs.Day, order srs.Order, seed uint64, most int) ([]srs.Candidate, error) {
	by := "order by s.card is null, (@day - s.last_day) / s.stability desc, c.source, c.position, c.id limit @most"
	switch order {
	case srs.ByChance:
		return db.drawn(ctx, s, day, seed, most)
	case srs.ByFile:
		by = "order by c.source, c.position, c.id limit @most"
	case srs.ByOverdue:
		by = "order by s.card is null, (@day - s.due) * 1.0 / s.interval desc, c.source, c.position, c.id limit @most"
	}
	return db.candidates(ctx, s, candidateColumns+`
		from card c left join schedule s on s.card = c.id join (select 0 as reviews, 0 as failed) l
		where `+askable+by, day, sql.Named("most", most))
}

// drawn gives cards of the selection by chance. Only those that are drawn are read.
func (db *DB) drawn(ctx context.Context, s Selection, day srs.Day, seed uint64, most int) ([]srs.Candidate, error) {
	args, err := db.filterArgs(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("choose cards: %w", err)
	}
	rows, err := db.sql.QueryContext(ctx, "select c.id from card c where "+askable+"order by c.id", append(args, sql.Named("day", int64(day)))...)
	all, err := ids(rows, err)
	if err != nil {
		return nil, fmt.Errorf("choose cards: %w", err)
	}
	srs.Shuffle(all, seed)
	all = all[:min(len(all), most)]
	return db.candidates(ctx, s, candidateColumns+`
		from json_each(@drawn) d cross join card c on c.id = d.value left join schedule s on s.card = c.id
			join (select 0 as reviews, 0 as failed) l
		order by d.key`, day, sql.Named("drawn", jsonIDs(all)))
}

func (db *DB) candidates(ctx context.Context, s Selection, query string, day srs.Day, more ...any) ([]srs.Candidate, error) {
	args, err := db.filterArgs(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("choose cards: %w", err)
	}
	rows, err := db.sql.QueryContext(ctx, query, append(append(args, sql.Named("day", int64(day))), more...)...)
	var list []srs.Candidate
	err = each(rows, err, func(rows *sql.Rows) error {
		c, err := scanCandidate(rows)
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("choose cards: %w", err)
	}
	return list, nil
}
