package srs

import (
	"cmp"
	"slices"
)

// Candidate is a card that may be practised whether it is due or not.
type Candidate struct {
	ID    int64
	Deck  string
	Tags  []string
	State State
	// Of the reviews looked at, those of this card and those that failed.
	Reviews int
	Failed  int
}

// ExtraPractice asks cards beside the schedule: their answers change nothing but the log.
func ExtraPractice(cards []Candidate) (q Queue) {
	for _, c := range cards {
		q = append(q, Item{Card: c.ID, Kind: Extra})
	}
	return q
}

// Practice asks cards beside the schedule, but those that are to be asked on day in any case as
// what they are: repeats, due or new.
func Practice(cards []Candidate, repeats Queue, day Day) Queue {
	q := ExtraPractice(cards)
	for i, c := range cards {
		n := slices.IndexFunc(repeats, func(r Item) bool { return r.Card == c.ID })
		switch {
		case n >= 0:
			q[i] = repeats[n]
		case c.State.KindOn(day) == Scheduled:
			q[i].Kind, q[i].New = Scheduled, c.State.New()
		}
	}
	return q
}

// maxWeakest is how many of the weakest cards are asked, unless the learner says otherwise.
const maxWeakest = 20

// priorAnswers is how many answers at the rate of its worst topic are added to a card's own: where it
// has few, the topic says more than they do. A topic's rate is drawn towards that of all cards likewise.
const priorAnswers = 4

// Weakest orders cards by their rates of failure, the worst first, and leaves out those that never
// failed and whose topics are no worse than all. A limit below 0 is maxWeakest.
func Weakest(cards []Candidate, limit int) []Candidate {
	all, topics := failureRates(cards)
	usual := all.share()
	scores := map[int64]float64{}
	var weak []Candidate
	for _, c := range cards {
		worst, isWeak := usual, c.Failed > 0
		for _, t := range c.topics() {
			worst = max(worst, topics[t].drawnTo(usual))
			isWeak = isWeak || topics[t].worseThan(all)
		}
		if scores[c.ID] = (rate{c.Failed, c.Reviews}).drawnTo(worst); isWeak {
			weak = append(weak, c)
		}
	}
	slices.SortStableFunc(weak, func(a, b Candidate) int { return cmp.Compare(scores[b.ID], scores[a.ID]) })
	if limit < 0 {
		limit = maxWeakest
	}
	return weak[:min(limit, len(weak))]
}

// failureRates adds up the cards' answers, of all and by topic.
func failureRates(cards []Candidate) (all rate, topics map[string]rate) {
	topics = map[string]rate{}
	for _, c := range cards {
		all = all.plus(c)
		for _, t := range c.topics() {
			topics[t] = topics[t].plus(c)
		}
	}
	return all, topics
}

// topics are what a card is about: its deck and its tags.
func (c Candidate) topics() []string {
	topics := []string{"deck " + c.Deck}
	for _, t := range c.Tags {
		if t != LeechTag {
			topics = append(topics, "tag "+t)
		}
	}
	return topics
}

// rate is a share of failures.
type rate struct{ failed, answers int }

func (r rate) plus(c Candidate) rate { return rate{r.failed + c.Failed, r.answers + c.Reviews} }

// share is the rate itself; of no answers it is 0.
func (r rate) share() float64 { return float64(r.failed) / float64(max(1, r.answers)) }

// worseThan compares two rates without rounding.
func (r rate) worseThan(o rate) bool { return r.failed*o.answers > o.failed*r.answers }

// drawnTo is the rate drawn towards a prior one.
func (r rate) drawnTo(prior float64) float64 {
	return (float64(r.failed) + priorAnswers*prior) / float64(r.answers+priorAnswers)
}

// LeechTag is the tag of a card that was forgotten again and again.
const LeechTag = "leech"

// BecomesLeech reports whether an answer, which led from before to after, was a lapse that brought
// the card to the threshold or beyond; with a threshold of 0 never.
func BecomesLeech(before, after State, threshold int) bool {
	return threshold > 0 && after.Lapses >= threshold && after.Lapses > before.Lapses
}
