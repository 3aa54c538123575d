package srs

import "time"

// Until a learner's own pace is known it is taken to be firstPace; a few cards move it little.
const (
	firstPace       = 45 * time.Second
	firstPaceWeight = 10 // cards
)

// Pace estimates the learner's time for one card, its repeats included, from the time that so many
// cards took.
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
