package srs

import "fmt"

// SM-2's constants and the bound of its intervals, with the E-Factor in hundredths.
const (
	StartEase     = 250
	FloorEase     = 130
	firstInterval = 1     // days
	nextInterval  = 6     // days
	MaxInterval   = 36500 // days, the longest that may be asked for: a hundred years
)

// Repetition is an item as SM-2 knows it (P. A. Wozniak, "Application of a computer to improve the
// results obtained in working with the SuperMemo method", 1990): N answers in a row of quality 3
// or better, the planned interval in days, the E-Factor in hundredths.
type Repetition struct{ N, Interval, Ease int }

// Next is the item after an answer of quality q (0 to 5). The readings of the published text:
// the E-Factor is changed before the interval is drawn from it, a q below 3 leaves it as it was, a
// fraction of a day counts as a day, and the interval is multiplied as it was planned, however
// late the answer. Integers throughout: a float E-Factor drifts off the published table.
func (r Repetition) Next(q, maxInterval int) Repetition {
	if q < 3 {
		return Repetition{N: 0, Interval: firstInterval, Ease: r.Ease}
	}
	ease := max(FloorEase, r.Ease+10-(5-q)*(8+(5-q)*2))
	return Repetition{N: r.N + 1, Interval: min(interval(r, ease), maxInterval), Ease: ease}
}

func interval(r Repetition, ease int) int {
	switch r.N {
	case 0:
		return firstInterval
	case 1:
		return nextInterval
	}
	return (r.Interval*ease + 99) / 100
}

// RepeatToday reports SM-2's step 7: whatever scored below 4 is asked again on the same day until
// it scores at least 4.
func RepeatToday(q int) bool { return q < 4 }

// SM2 schedules by SM-2.
type SM2 struct{ maxInterval int }

// NewSM2 makes the scheduler; no interval will be longer than maxInterval days (1 to MaxInterval).
func NewSM2(maxInterval int) (SM2, error) {
	if maxInterval < 1 || maxInterval > MaxInterval {
		return SM2{}, fmt.Errorf("longest interval %d is not from 1 to %d days", maxInterval, MaxInterval)
	}
	return SM2{maxInterval}, nil
}

// Next implements Scheduler.
func (s SM2) Next(state State, g Grade, day Day) State {
	r := Repetition{N: state.Reps, Interval: state.Interval, Ease: state.Ease}
	if r.Ease == 0 {
		r.Ease = StartEase
	}
	r = r.Next(g.Quality(), s.maxInterval)
	state.Reps, state.Interval, state.Ease = r.N, r.Interval, r.Ease
	state.Due = day + Day(r.Interval)
	return state
}
