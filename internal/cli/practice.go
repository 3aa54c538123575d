package cli

import (
	"context"

	"iq/db"
	"iq/srs"
)

// practice chooses cards whether they are due or not: those that fail most, those that failed today,
// or any. Whatever is due anyway is asked as such, but for --extra.
func (l *library) practice(
	ctx context.Context, wanted db.Selection, opt reviewOptions, seed uint64,
) (srs.Queue, error) {
	limits, err := l.settings.limits()
	if err != nil {
		return nil, err
	}
	limit := opt.override(limits).ReviewsPerDay
	if opt.extra {
		found, err := l.Practice(ctx, wanted, l.day, srs.Order(opt.order), seed, limit)
		return srs.ExtraPractice(found), err
	}
	found, err := l.failing(ctx, wanted, opt)
	if err != nil {
		return nil, err
	}
	today, err := l.Queue(ctx, db.QueueRequest{Selection: wanted, Day: l.day}) // of what must be repeated today
	if err != nil {
		return nil, err
	}
	return srs.Practice(found, today.Repeats, l.day).First(limit), nil
}

// failing chooses the cards that failed today or, with --weak, those that fail most.
func (l *library) failing(ctx context.Context, wanted db.Selection, opt reviewOptions) ([]srs.Candidate, error) {
	if opt.again {
		return l.FailedOn(ctx, wanted, l.day)
	}
	found, err := l.RecentlyReviewed(ctx, wanted, l.day)
	return srs.Weakest(found, opt.limit), err
}
