package srs

import (
	"fmt"
	"math"
)

// Weights are the 21 parameters of FSRS-6.
type Weights [21]float64

// DefaultWeights are the published defaults of FSRS-6.
var DefaultWeights = Weights{
	0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
	1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
}

const (
	minStability  = 0.001
	maxStability  = 36500
	minDifficulty = 1
	maxDifficulty = 10
)

// Memory is the FSRS-6 model of forgetting (Open Spaced Repetition, "The algorithm", version 6).
// It is behind every probability that iq shows, whichever scheduler sets the dates.
type Memory struct{ w Weights }

// NewMemory makes a model of the given weights; each must be a finite number and the decay w[20] above zero.
func NewMemory(w Weights) (Memory, error) {
	for i, x := range w {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return Memory{}, fmt.Errorf("weight %d is not a number", i)
		}
	}
	if w[20] <= 0 {
		return Memory{}, fmt.Errorf("weight 20 (decay) is %g but must be more than 0", w[20])
	}
	return Memory{w}, nil
}

// Recall is the probability (0 to 1) that the card's answer is recalled on day; 0 for a new card.
func (m Memory) Recall(s State, day Day) float64 {
	if s.New() {
		return 0
	}
	return m.retrievability(elapsed(s.LastDay, day), s.Stability)
}

// update returns stability (days) and difficulty (1 to 10) after an answer on day.
func (m Memory) update(s State, g Grade, day Day) (stability, difficulty float64) {
	if s.New() {
		return clamp(m.w[g-1], minStability, maxStability), clamp(m.initialDifficulty(g), minDifficulty, maxDifficulty)
	}
	days := elapsed(s.LastDay, day)
	switch {
	case days == 0:
		stability = m.sameDay(s.Stability, g)
	case g == Again:
		stability = m.forgotten(s, m.retrievability(days, s.Stability))
	default:
		stability = m.recalled(s, m.retrievability(days, s.Stability), g)
	}
	return clamp(stability, minStability, maxStability), m.nextDifficulty(s.Difficulty, g)
}

// retrievability is R(t,S), with t and S in days: 0.9 when t equals S.
func (m Memory) retrievability(t, stability float64) float64 {
	decay := -m.w[20]
	factor := math.Pow(0.9, 1/decay) - 1
	return math.Pow(1+factor*t/stability, decay)
}

// initialDifficulty is D0(G), not clamped: mean reversion needs it as it is.
func (m Memory) initialDifficulty(g Grade) float64 {
	return m.w[4] - math.Exp(m.w[5]*float64(g-1)) + 1
}

// nextDifficulty damps the change linearly as D nears 10, then reverts towards D0(Easy).
func (m Memory) nextDifficulty(d float64, g Grade) float64 {
	moved := d - m.w[6]*float64(g-Good)*(10-d)/9
	return clamp(m.w[7]*m.initialDifficulty(Easy)+(1-m.w[7])*moved, minDifficulty, maxDifficulty)
}

// recalled is S'r(D,S,R,G), the stability after a success on a later day.
func (m Memory) recalled(s State, r float64, g Grade) float64 {
	growth := math.Exp(m.w[8]) * (11 - s.Difficulty) * math.Pow(s.Stability, -m.w[9]) * math.Expm1(m.w[10]*(1-r))
	switch g {
	case Hard:
		growth *= m.w[15]
	case Easy:
		growth *= m.w[16]
	}
	return s.Stability * (1 + growth)
}

// forgotten is S'f(D,S,R), the stability after a failure on a later day, never above what a
// failure on the same day would leave.
func (m Memory) forgotten(s State, r float64) float64 {
	after := m.w[11] * math.Pow(s.Difficulty, -m.w[12]) * (math.Pow(s.Stability+1, m.w[13]) - 1) *
		math.Exp(m.w[14]*(1-r))
	return min(after, s.Stability/math.Exp(m.w[17]*m.w[18]))
}

// sameDay is S'(S,G) for another answer on the same day; whoever recalled loses nothing by it.
func (m Memory) sameDay(stability float64, g Grade) float64 {
	factor := math.Exp(m.w[17]*(float64(g-Good)+m.w[18])) * math.Pow(stability, -m.w[19])
	if g >= Hard {
		factor = max(factor, 1)
	}
	return stability * factor
}

// elapsed counts days between two answers; after a clock was set back they are 0, never less.
func elapsed(from, to Day) float64 { return float64(max(0, to-from)) }

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }
