package srs

import "time"

// Item is a card that a session will ask.
type Item struct {
	Card int64
	Kind Kind  // what the answer will be for: Scheduled, Repeat or Extra
	New  bool  // of Scheduled: never asked before
	Seen int64 // of Repeat: the mark that the grade left which is to be made good; 0: none is known
}

// Plan is what a session will ask, in its order.
type Plan struct {
	Items []Item
	Pace  time.Duration // the learner's own time for one card
	// Within is how long the session may take, 0 for as long as it takes: no card is begun that
	// would not be done in time.
	Within time.Duration
}

// Daily puts the day's cards in order: new ones spread between the due ones, then what was graded
// below Good earlier on the day.
func Daily(due, fresh []int64, repeats []Item) []Item {
	var asDue, asNew []Item
	for _, id := range due {
		asDue = append(asDue, Item{Card: id, Kind: Scheduled})
	}
	for _, id := range fresh {
		asNew = append(asNew, Item{Card: id, Kind: Scheduled, New: true})
	}
	return append(Spread(asDue, asNew), repeats...)
}

// First is the plan without all but the first n cards.
func (p Plan) First(n int) Plan {
	p.Items = p.Items[:min(n, len(p.Items))]
	return p
}

// Count tells how many cards of the plan are due, new, to repeat, and extra practice.
func (p Plan) Count() (due, fresh, repeats, extra int) {
	for _, i := range p.Items {
		switch {
		case i.Kind == Repeat:
			repeats++
		case i.Kind == Extra:
			extra++
		case i.New:
			fresh++
		default:
			due++
		}
	}
	return due, fresh, repeats, extra
}

// Duration is how long the plan will take at the learner's pace, as far as it may.
func (p Plan) Duration() time.Duration {
	all := time.Duration(len(p.Items)) * p.Pace
	if p.Within > 0 {
		return min(all, p.Within)
	}
	return all
}

// Until a learner's own pace is known it is taken to be firstPace; a few cards move it little.
const (
	firstPace       = 45 * time.Second
	firstPaceWeight = 10 // cards
)

// Pace estimates the time for one card, its repeats included, from so many that took so long.
func Pace(cards int, took time.Duration) time.Duration {
	return (took + firstPaceWeight*firstPace) / time.Duration(cards+firstPaceWeight)
}
