package srs

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Item is a card that a session asks.
type Item struct {
	Card int64
	Kind Kind  // what the answer will be for: Scheduled, Repeat or Extra
	New  bool  // of Scheduled: the card was never asked before
	Seen int64 // of Repeat: the review to be made good; 0: not known
}

// KindOn is what an answer to the card counts as on day: the day may have changed since the card
// was put into the queue.
func (i Item) KindOn(s State, day Day) Kind {
	if i.Kind == Extra {
		return Extra
	}
	return s.KindOn(day)
}

// Today holds the cards that may be asked on a study day, each list in its own order.
type Today struct {
	Due     []int64
	New     []int64
	Repeats Queue // graded below Good earlier on the day and not yet Good again
}

// Queue is what a session will ask; the first item is asked next.
type Queue []Item

// Queue mixes the day's cards: new ones spread between the due ones, then the repeats.
func (t Today) Queue() Queue {
	return append(spread(scheduled(t.Due, false), scheduled(t.New, true)), t.Repeats...)
}

// QueueWithin is for a session of limited time: what may be forgotten comes before what is not known yet.
func (t Today) QueueWithin() Queue {
	return slices.Concat(scheduled(t.Due, false), t.Repeats, scheduled(t.New, true))
}

func scheduled(cards []int64, isNew bool) (q Queue) {
	for _, card := range cards {
		q = append(q, Item{Card: card, Kind: Scheduled, New: isNew})
	}
	return q
}

// spread puts fresh cards evenly between the due ones, due first, keeping the order of each.
func spread(due, fresh Queue) Queue {
	q := make(Queue, 0, len(due)+len(fresh))
	used := 0
	for i, item := range due {
		q = append(q, item)
		upTo := (i + 1) * len(fresh) / len(due)
		q = append(q, fresh[used:upTo]...)
		used = upTo
	}
	return append(q, fresh[used:]...)
}

// First is the queue's first n items.
func (q Queue) First(n int) Queue { return q[:min(n, len(q))] }

// Without is the queue without a card and its repeats.
func (q Queue) Without(card int64) Queue {
	return slices.DeleteFunc(slices.Clone(q), func(i Item) bool { return i.Card == card })
}

// Skipped is the queue with its first item moved to the end.
func (q Queue) Skipped() Queue { return append(slices.Clone(q[1:]), q[0]) }

// Graded is the queue after its first item was graded: what was graded below Good comes back at the
// end (SM-2's step 7). seen is the review that holds the grade.
func (q Queue) Graded(g Grade, seen int64) Queue {
	rest := slices.Clone(q[1:])
	if !RepeatToday(g.Quality()) {
		return rest
	}
	again := Item{Card: q[0].Card, Kind: Repeat, Seen: seen}
	if q[0].Kind == Extra {
		again.Kind = Extra
	}
	return append(rest, again)
}

// AskingNext is the queue with item first, instead of wherever its card was. What was known of the
// item's last review no longer holds.
func (q Queue) AskingNext(item Item) Queue {
	item.Seen = 0
	return append(Queue{item}, q.Without(item.Card)...)
}

// Counts are how many items of a queue are asked for which reason.
type Counts struct{ Due, New, Repeats, Extra int }

// Count counts the queue's items.
func (q Queue) Count() (n Counts) {
	for _, i := range q {
		switch {
		case i.Kind == Repeat:
			n.Repeats++
		case i.Kind == Extra:
			n.Extra++
		case i.New:
			n.New++
		default:
			n.Due++
		}
	}
	return n
}

// String lists the counts, leaving out those of 0: "12 due, 5 new".
func (c Counts) String() string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Due, "due"}, {c.New, "new"}, {c.Repeats, "to repeat"}, {c.Extra, "for practice"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}

// Until a learner's own pace is known it is taken to be firstPace; a few cards move it little.
const (
	firstPace       = 45 * time.Second
	firstPaceWeight = 10 // cards
)

// Pace estimates the learner's time for one card, its repeats included, from the time that so many cards took.
func Pace(cards int, took time.Duration) time.Duration {
	return (took + firstPaceWeight*firstPace) / time.Duration(cards+firstPaceWeight)
}

// Budget is the time that a session takes.
type Budget struct {
	Pace   time.Duration // the learner's time for one card
	Within time.Duration // how long the session may take; 0: as long as it needs
}

// Duration is how long so many cards will take, at most as long as they may.
func (b Budget) Duration(cards int) time.Duration {
	all := time.Duration(cards) * b.Pace
	if b.Within > 0 {
		return min(all, b.Within)
	}
	return all
}

// Over reports whether a session that has lasted so long should begin no further card: more than
// half of it would lie beyond the session's time.
func (b Budget) Over(elapsed time.Duration) bool {
	return b.Within > 0 && elapsed+b.Pace/2 > b.Within
}
