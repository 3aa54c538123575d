package cli

import (
	"cmp"
	"context"
	"slices"

	"iq/db"
	"iq/srs"
)

// mostWeak is how many of the weakest cards are asked, unless --limit says otherwise.
const mostWeak = 20

// practice chooses cards whether they are due or not: those that fail most, those that failed today,
// or any. Whatever is due anyway is asked as such, but for --extra.
func (l *library) practice(ctx context.Context, wanted db.Selection, opt reviewOptions, seed uint64) ([]srs.Item, error) {
	most, err := l.settings.number("reviews-per-day")
	if err != nil {
		return nil, err
	}
	if opt.limit >= 0 {
		most = opt.limit
	}
	var found []srs.Candidate
	switch {
	case opt.again:
		found, err = l.FailedOn(ctx, wanted, l.day)
	case opt.weak:
		found, err = l.Tried(ctx, wanted, l.day)
		found = srs.Weakest(found, min(most, cmp.Or(max(opt.limit, 0), mostWeak)))
	default:
		found, err = l.Practice(ctx, wanted, l.day, db.Order(opt.order), seed, most)
	}
	if err != nil {
		return nil, err
	}
	open, err := l.Queue(ctx, db.QueueRequest{Selection: wanted, Day: l.day}) // of what must be repeated today
	if err != nil {
		return nil, err
	}
	repeats := repeatItems(open.Repeats)
	var items []srs.Item
	for _, c := range found[:min(most, len(found))] {
		item := srs.Item{Card: c.ID, Kind: srs.Extra}
		again := slices.IndexFunc(repeats, func(r srs.Item) bool { return r.Card == c.ID })
		switch {
		case opt.extra:
		case again >= 0:
			item = repeats[again]
		case c.State.KindOn(l.day) == srs.Scheduled:
			item.Kind, item.New = srs.Scheduled, c.State.New()
		}
		items = append(items, item)
	}
	return items, nil
}
