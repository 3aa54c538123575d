package cli

import (
	"cmp"
	"context"
	"slices"

	"iq/db"
	"iq/internal/session"
	"iq/srs"
)

// mostWeak is how many of the weakest cards are asked, unless --limit says otherwise.
const mostWeak = 20

// practice chooses cards whether they are due or not: those that fail most, those that failed today,
// or any. Whatever is due anyway is asked as such, but for --extra.
func (l *library) practice(ctx context.Context, wanted db.Selection, opt reviewOptions, seed uint64) ([]session.Item, error) {
	most, err := l.settings.number("reviews-per-day")
	if err != nil {
		return nil, err
	}
	if opt.limit >= 0 {
		most = opt.limit
	}
	var found []db.Candidate
	switch {
	case opt.again:
		found, err = l.FailedOn(ctx, wanted, l.day)
	case opt.weak:
		found, err = l.Tried(ctx, wanted, l.day)
		found = weakest(found, min(most, cmp.Or(max(opt.limit, 0), mostWeak)))
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
	var items []session.Item
	for _, c := range found[:min(most, len(found))] {
		item := session.Item{Card: c.ID, Kind: srs.Extra}
		again := slices.IndexFunc(repeats, func(r session.Item) bool { return r.Card == c.ID })
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

// A card's rate of failure is drawn towards that of its worst topic, as if it had been answered
// priorAnswers times more at that rate: with few answers of its own the topic says more than it.
// A topic's rate is drawn towards that of all in the same way.
const priorAnswers = 4

// weakest orders cards by their rates of failure, the worst first, and leaves out those that never
// failed and whose topics are no worse than all.
func weakest(cards []db.Candidate, most int) []db.Candidate {
	var all rate
	topics := map[string]*rate{}
	for _, c := range cards {
		all.add(c)
		for _, t := range topicsOf(c) {
			if topics[t] == nil {
				topics[t] = &rate{}
			}
			topics[t].add(c)
		}
	}
	usual := all.share()
	scores := map[int64]float64{}
	var weak []db.Candidate
	for _, c := range cards {
		worst := usual
		for _, t := range topicsOf(c) {
			worst = max(worst, topics[t].near(usual))
		}
		own := rate{c.Failed, c.Reviews}
		if scores[c.ID] = own.near(worst); c.Failed > 0 || worst > usual+hardly {
			weak = append(weak, c)
		}
	}
	slices.SortStableFunc(weak, func(a, b db.Candidate) int { return cmp.Compare(scores[b.ID], scores[a.ID]) })
	return weak[:min(most, len(weak))]
}

// hardly is less than any two rates differ that are not the same but for rounding.
const hardly = 1e-9

// topicsOf gives what a card is about: its deck and its tags.
func topicsOf(c db.Candidate) []string {
	topics := []string{"deck " + c.Deck}
	for _, t := range c.Tags {
		if t != db.LeechTag {
			topics = append(topics, "tag "+t)
		}
	}
	return topics
}

// rate is a share of failures.
type rate struct{ failed, answers int }

func (r *rate) add(c db.Candidate) {
	r.failed += c.Failed
	r.answers += c.Reviews
}

// share is the rate itself; of no answers it is 0.
func (r rate) share() float64 { return float64(r.failed) / float64(max(1, r.answers)) }

// near gives the rate drawn towards another.
func (r rate) near(prior float64) float64 {
	return (float64(r.failed) + priorAnswers*prior) / float64(r.answers+priorAnswers)
}
