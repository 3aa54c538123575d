package db

import (
	"context"
	"database/sql"
	"slices"

	"iq/srs"
)

// QueueRequest says which cards a session wants.
type QueueRequest struct {
	Selection
	Day   srs.Day
	Left  srs.Limits // how many of each at most
	Order srs.Order  // of due cards; "" is srs.ByOverdue
	Seed  uint64     // for srs.ByChance
}

// Queue chooses the cards of a session. Of siblings only the first is taken, and none whose
// sibling was already answered on the day.
func (db *DB) Queue(ctx context.Context, req QueueRequest) (q srs.Today, err error) {
	defer wrap(&err, "choose cards")
	filter, err := db.filter(ctx, req.Selection)
	if err != nil {
		return srs.Today{}, err
	}
	c := chooser{DB: db, req: req, siblings: &srs.Siblings{}}
	c.askable, c.args = filter.askable(req.Day)
	if err := c.admitAnswered(ctx); err != nil {
		return srs.Today{}, err
	}
	if q.Repeats, err = c.repeats(ctx); err != nil {
		return srs.Today{}, err
	}
	if q.Due, err = c.due(ctx); err != nil {
		return srs.Today{}, err
	}
	q.New, err = c.fresh(ctx)
	return q, err
}

// chooser chooses the cards of one session.
type chooser struct {
	*DB
	req      QueueRequest
	askable  string // holds for the cards c that may be asked
	args     []any  // the values that askable names
	siblings *srs.Siblings
}

// with returns the chooser's values and another.
func (c *chooser) with(name string, value any) []any {
	return append(slices.Clone(c.args), sql.Named(name, value))
}

// admitAnswered admits every block that had an answer on the day.
func (c *chooser) admitAnswered(ctx context.Context) error {
	answered, err := selectAll(ctx, c.sql, func(b *srs.Block) []any { return []any{&b.Source, &b.Position} }, `
		select ifnull(c.source, 0), c.position from review r join card c on c.id = r.card
		where r.day = ? and r.undone = 0 and r.kind in ('scheduled', 'repeat')`, int64(c.req.Day))
	for _, block := range answered {
		c.siblings.Admit(block)
	}
	return err
}

// repeats finds the cards whose last answer of the day was below Good (SM-2's step 7), oldest answer first.
func (c *chooser) repeats(ctx context.Context) (srs.Queue, error) {
	return selectAll(ctx, c.sql, func(i *srs.Item) []any { return []any{&i.Kind, &i.Card, &i.Seen} }, `
		select 'repeat', r.card, r.id from review r join card c on c.id = r.card
		where r.day = @day and r.undone = 0 and r.kind in ('scheduled', 'repeat') and r.grade < 3
			and not exists (select 1 from review later
				where later.card = r.card and later.uid > r.uid and later.undone = 0 and later.kind <> 'extra')
			and `+c.askable+` order by r.uid`, c.args...)
}

// Orders of due cards.
const (
	// orderByRisk is by the chance of recall, which falls with the time since the last answer in
	// relation to stability.
	orderByRisk = "order by (@day - s.last_day) / s.stability desc, c.id"
	// orderByFile is by place. Without the plus SQLite would go through all cards in this order, and not
	// through those due.
	orderByFile = "order by +c.source, c.position, c.id"
)

func (c *chooser) due(ctx context.Context) ([]int64, error) {
	switch c.req.Order {
	case srs.ByRisk:
		return c.allDue(ctx, orderByRisk)
	case srs.ByFile:
		return c.allDue(ctx, orderByFile)
	case srs.ByChance:
		return c.shuffled(ctx)
	}
	return c.mostOverdueOfAll(ctx)
}

// dueCards selects all that are due.
func (c *chooser) dueCards(order string) string {
	return `
		select c.id, ifnull(c.source, 0), c.position from schedule s join card c on c.id = s.card
		where s.due <= @day and s.last_day < @day and ` + c.askable + " " + order
}

func (c *chooser) allDue(ctx context.Context, order string) ([]int64, error) {
	if c.req.Left.ReviewsPerDay == 0 {
		return nil, nil
	}
	rows, err := c.sql.QueryContext(ctx, c.dueCards(order), c.args...)
	return takeApart(rows, err, c.req.Left.ReviewsPerDay, c.siblings)
}

func (c *chooser) shuffled(ctx context.Context) ([]int64, error) {
	cards, err := selectAll(ctx, c.sql, (*placed).columns, c.dueCards("order by c.id"), c.args...)
	if err != nil {
		return nil, err
	}
	srs.Shuffle(cards, c.req.Seed)
	var chosen []int64
	for _, card := range cards {
		if len(chosen) == c.req.Left.ReviewsPerDay {
			break
		}
		if c.siblings.Admit(card.block) {
			chosen = append(chosen, card.id)
		}
	}
	return chosen, nil
}

// mostOverdueOfAll ranks by the index of due days alone and looks at so many cards as will do; only where too many
// of these are hidden, buried, siblings or not selected does it look at all that are due.
func (c *chooser) mostOverdueOfAll(ctx context.Context) ([]int64, error) {
	limit := c.req.Left.ReviewsPerDay
	if limit == 0 {
		return nil, nil
	}
	siblings := *c.siblings.Clone()
	chosen, err := c.mostOverdue(ctx, 2*limit+100, &siblings)
	if err != nil || len(chosen) == limit {
		*c.siblings = siblings
		return chosen, err
	}
	return c.mostOverdue(ctx, -1, c.siblings)
}

func (c *chooser) mostOverdue(ctx context.Context, ranked int, siblings *srs.Siblings) ([]int64, error) {
	rows, err := c.sql.QueryContext(ctx, `
		with ranked as materialized (
			select card, due, interval from schedule where due <= @day
			order by (@day - due) * 1.0 / interval desc, due, card limit @ranked)
		select c.id, ifnull(c.source, 0), c.position
		from ranked r cross join card c on c.id = r.card cross join schedule s on s.card = r.card
		where s.last_day < @day and `+c.askable+`
		order by (@day - r.due) * 1.0 / r.interval desc, r.due, r.card`, c.with("ranked", ranked)...)
	return takeApart(rows, err, c.req.Left.ReviewsPerDay, siblings)
}

func (c *chooser) fresh(ctx context.Context) ([]int64, error) {
	limit := c.req.Left.NewPerDay
	if limit == 0 {
		return nil, nil
	}
	if len(c.req.Decks) == 0 {
		rows, err := c.sql.QueryContext(ctx, `
			select c.id, ifnull(c.source, 0), c.position from card c where c.reviewed = 0 and `+c.askable+`
			order by c.source, c.position, c.id`, c.args...)
		return takeApart(rows, err, limit, c.siblings)
	}
	var chosen []int64
	for _, deck := range c.req.Decks {
		rows, err := c.sql.QueryContext(ctx, `
			select c.id, ifnull(c.source, 0), c.position from card c
			where c.deck = @deck and c.reviewed = 0 and `+c.askable+`
			order by c.source, c.position, c.id`, c.with("deck", deck)...)
		more, err := takeApart(rows, err, limit-len(chosen), c.siblings)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, more...)
	}
	return chosen, nil
}

// placed is a card with its place.
type placed struct {
	id    int64
	block srs.Block
}

func (p *placed) columns() []any { return []any{&p.id, &p.block.Source, &p.block.Position} }

// takeApart reads rows of (card, source, position) until it has so many cards without siblings
// among them, and no further.
func takeApart(rows *sql.Rows, err error, limit int, siblings *srs.Siblings) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var chosen []int64
	for len(chosen) < limit && rows.Next() {
		var card placed
		if err := rows.Scan(card.columns()...); err != nil {
			return nil, err
		}
		if siblings.Admit(card.block) {
			chosen = append(chosen, card.id)
		}
	}
	return chosen, rows.Err()
}

// firstAnswer holds for a review r of a card that was new, or had been reset, when it was answered.
const firstAnswer = `ifnull((select e.kind from review e where e.card = r.card and e.uid < r.uid
	and e.undone = 0 and e.kind <> 'extra' order by e.uid desc limit 1), 'reset') = 'reset'`

// Done counts what the study day already holds, over all sessions.
func (db *DB) Done(ctx context.Context, day srs.Day) (d srs.Done, err error) {
	defer wrap(&err, "count the day's reviews")
	err = db.sql.QueryRowContext(ctx, `
		select count(*) filter (where first), count(*) filter (where not first) from (
			select `+firstAnswer+` as first from review r where r.day = ? and r.undone = 0 and r.kind = 'scheduled')`,
		int64(day)).Scan(&d.New, &d.Reviews)
	return d, err
}

// Pace returns over how many of the last cards, and in how many milliseconds, their repeats
// included, the learner lately went.
func (db *DB) Pace(ctx context.Context) (cards int, tookMS int64, err error) {
	defer wrap(&err, "measure pace")
	err = db.sql.QueryRowContext(ctx, `
		select count(*) filter (where kind = 'scheduled'), ifnull(sum(took_ms), 0) from
			(select took_ms, kind from review where undone = 0 and kind <> 'reset' order by id desc limit 200)`,
	).Scan(&cards, &tookMS)
	return cards, tookMS, err
}
