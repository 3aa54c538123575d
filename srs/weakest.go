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

// LeechTag is the tag of a card that was forgotten again and again.
const LeechTag = "leech"

// A card's rate of failure is drawn towards that of its worst topic, as if it had been answered
// priorAnswers times more at that rate: with few answers of its own the topic says more than it.
// A topic's rate is drawn towards that of all in the same way.
const priorAnswers = 4

// Weakest orders cards by their rates of failure, the worst first, and leaves out those that never
// failed and whose topics are no worse than all.
func Weakest(cards []Candidate, most int) []Candidate {
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
	var weak []Candidate
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
	slices.SortStableFunc(weak, func(a, b Candidate) int { return cmp.Compare(scores[b.ID], scores[a.ID]) })
	return weak[:min(most, len(weak))]
}

// hardly is less than any two rates differ that are not the same but for rounding.
const hardly = 1e-9

// topicsOf gives what a card is about: its deck and its tags.
func topicsOf(c Candidate) []string {
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

func (r *rate) add(c Candidate) {
	r.failed += c.Failed
	r.answers += c.Reviews
}

// share is the rate itself; of no answers it is 0.
func (r rate) share() float64 { return float64(r.failed) / float64(max(1, r.answers)) }

// near gives the rate drawn towards another.
func (r rate) near(prior float64) float64 {
	return (float64(r.failed) + priorAnswers*prior) / float64(r.answers+priorAnswers)
}
