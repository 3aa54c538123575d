package db

import (
	"context"
	"database/sql"
	"fmt"

	"iq/srs"
)

// QueueRequest says which cards a session wants.
type QueueRequest struct {
	Decks []string // none: all
	Day   srs.Day
	Left  srs.Limits // how many of each at most
}

// Queue holds the ids of the cards to be asked, each list in its order.
type Queue struct {
	Repeats []int64 // graded below Good earlier on the day and not yet Good again
	Due     []int64 // most overdue in relation to their interval first
	New     []int64 // in the order of their sources
}

// Queue chooses the cards of a session. Of siblings only the first is taken, and none whose
// sibling was already answered on the day.
func (db *DB) Queue(ctx context.Context, req QueueRequest) (Queue, error) {
	var q Queue
	siblings, err := db.answeredBlocks(ctx, req.Day)
	if err == nil {
		q.Repeats, err = db.repeats(ctx, req)
	}
	if err == nil {
		q.Due, err = db.due(ctx, req, siblings)
	}
	if err == nil {
		q.New, err = db.fresh(ctx, req, siblings)
	}
	if err != nil {
		return Queue{}, fmt.Errorf("choose cards: %w", err)
	}
	return q, nil
}

// answeredBlocks admits every block that had an answer on the day.
func (db *DB) answeredBlocks(ctx context.Context, day srs.Day) (*srs.Siblings, error) {
	siblings := &srs.Siblings{}
	rows, err := db.sql.QueryContext(ctx, `
		select ifnull(c.source, 0), c.position from review r join card c on c.id = r.card
		where r.day = ? and r.undone = 0 and r.kind <> 'extra'`, int64(day))
	return siblings, each(rows, err, func(rows *sql.Rows) error {
		var b srs.Block
		if err := rows.Scan(&b.Source, &b.Position); err != nil {
			return err
		}
		siblings.Admit(blockOf(b))
		return nil
	})
}

// blockOf spares cards written by hand, which have no place and so no siblings.
func blockOf(b srs.Block) srs.Block {
	if b.Source == 0 || b.Position == 0 {
		return srs.Block{}
	}
	return b
}

// repeats finds the cards whose last answer of the day was below Good (SM-2's step 7), oldest
// answer first.
func (db *DB) repeats(ctx context.Context, req QueueRequest) ([]int64, error) {
	rows, err := db.sql.QueryContext(ctx, `
		select r.card from review r join card c on c.id = r.card
		where r.day = ?1 and r.undone = 0 and r.kind <> 'extra' and r.grade < 3
			and c.status = 'active' and ifnull(c.buried_until, 0) <= ?1
			and (?2 is null or c.deck in (select value from json_each(?2)))
			and not exists (select 1 from review later
				where later.card = r.card and later.uid > r.uid and later.undone = 0 and later.kind <> 'extra')
		order by r.uid`, int64(req.Day), decksOrNull(req.Decks))
	var ids []int64
	return ids, each(rows, err, func(rows *sql.Rows) error {
		ids = append(ids, 0)
		return rows.Scan(&ids[len(ids)-1])
	})
}

// due takes the most overdue first. It ranks by the index of due days alone and looks at so many
// cards as will do; only where too many of these are hidden, buried, siblings or of other decks does
// it look at all that are due.
func (db *DB) due(ctx context.Context, req QueueRequest, siblings *srs.Siblings) ([]int64, error) {
	most := req.Left.ReviewsPerDay
	if most == 0 {
		return nil, nil
	}
	tried := *siblings.Clone()
	ids, err := db.mostOverdue(ctx, req, 2*most+100, &tried)
	if err != nil || len(ids) == most {
		*siblings = tried
		return ids, err
	}
	return db.mostOverdue(ctx, req, -1, siblings)
}

func (db *DB) mostOverdue(ctx context.Context, req QueueRequest, ranked int, siblings *srs.Siblings) ([]int64, error) {
	rows, err := db.sql.QueryContext(ctx, `
		with ranked as materialized (
			select card, due, interval from schedule where due <= ?1
			order by (?1 - due) * 1.0 / interval desc, due, card limit ?3)
		select c.id, ifnull(c.source, 0), c.position
		from ranked r cross join card c on c.id = r.card cross join schedule s on s.card = r.card
		where c.status = 'active' and ifnull(c.buried_until, 0) <= ?1 and s.last_day < ?1
			and (?2 is null or c.deck in (select value from json_each(?2)))
		order by (?1 - r.due) * 1.0 / r.interval desc, r.due, r.card`, int64(req.Day), decksOrNull(req.Decks), ranked)
	return takeApart(rows, err, req.Left.ReviewsPerDay, siblings)
}

func (db *DB) fresh(ctx context.Context, req QueueRequest, siblings *srs.Siblings) ([]int64, error) {
	if req.Left.NewPerDay == 0 {
		return nil, nil
	}
	if len(req.Decks) == 0 {
		rows, err := db.sql.QueryContext(ctx, `
			select id, ifnull(source, 0), position from card
			where status = 'active' and reviewed = 0 and ifnull(buried_until, 0) <= ?
			order by source, position, id`, int64(req.Day))
		return takeApart(rows, err, req.Left.NewPerDay, siblings)
	}
	var ids []int64
	for _, deck := range req.Decks {
		rows, err := db.sql.QueryContext(ctx, `
			select id, ifnull(source, 0), position from card
			where deck = ? and status = 'active' and reviewed = 0 and ifnull(buried_until, 0) <= ?
			order by source, position, id`, deck, int64(req.Day))
		more, err := takeApart(rows, err, req.Left.NewPerDay-len(ids), siblings)
		if err != nil {
			return nil, err
		}
		ids = append(ids, more...)
	}
	return ids, nil
}

// takeApart reads rows of (card, source, position) until it has so many cards without siblings
// among them, and no further.
func takeApart(rows *sql.Rows, err error, most int, siblings *srs.Siblings) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for len(ids) < most && rows.Next() {
		var id int64
		var b srs.Block
		if err := rows.Scan(&id, &b.Source, &b.Position); err != nil {
			return nil, err
		}
		if siblings.Admit(blockOf(b)) {
			ids = append(ids, id)
		}
	}
	return ids, rows.Err()
}

func decksOrNull(decks []string) any {
	if len(decks) == 0 {
		return nil
	}
	return jsonList(decks)
}

// Done counts what the study day already holds, over all sessions.
func (db *DB) Done(ctx context.Context, day srs.Day) (srs.Done, error) {
	var d srs.Done
	err := db.sql.QueryRowContext(ctx, `
		select count(*) filter (where first), count(*) filter (where not first) from (
			select not exists (select 1 from review e where e.card = r.card and e.uid < r.uid
				and e.undone = 0 and e.kind <> 'extra') as first
			from review r where r.day = ? and r.undone = 0 and r.kind = 'scheduled')`, int64(day)).Scan(&d.New, &d.Reviews)
	if err != nil {
		return srs.Done{}, fmt.Errorf("count the day's reviews: %w", err)
	}
	return d, nil
}

// Pace tells over how many of the last cards, and in how many milliseconds, their repeats
// included, the learner lately went.
func (db *DB) Pace(ctx context.Context) (cards int, tookMS int64, err error) {
	err = db.sql.QueryRowContext(ctx, `
		select count(*) filter (where kind = 'scheduled'), ifnull(sum(took_ms), 0) from
			(select took_ms, kind from review where undone = 0 order by id desc limit 200)`).Scan(&cards, &tookMS)
	if err != nil {
		return 0, 0, fmt.Errorf("measure pace: %w", err)
	}
	return cards, tookMS, nil
}
