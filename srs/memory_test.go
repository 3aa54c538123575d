package srs

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func defaultMemory(t interface{ Fatal(...any) }) Memory {
	m, err := NewMemory(DefaultWeights)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))
}

// TestFSRS6States holds the memory model to an independent computation of 12 histories. There
// "3/11" is Good after 11 days.
func TestFSRS6States(t *testing.T) {
	m := defaultMemory(t)
	all := rows(t, "fsrs6_states.tsv")
	if len(all) != 67 {
		t.Fatalf("%d steps, want 67", len(all))
	}
	for _, row := range all {
		var s State
		var day Day
		step := int(number(t, row[1]))
		for _, answer := range strings.Fields(row[0])[:step] {
			grade, after, _ := strings.Cut(answer, "/")
			day += Day(number(t, after))
			s.Stability, s.Difficulty = m.update(s, Grade(number(t, grade)), day)
			s.LastDay = day
		}
		if !near(s.Stability, number(t, row[2]), 1e-8) || !near(s.Difficulty, number(t, row[3]), 1e-8) {
			t.Errorf("%s step %d: S %.10g D %.10g, want S %s D %s", row[0], step, s.Stability, s.Difficulty, row[2],
				row[3])
		}
	}
}

// TestFSRS6Histories holds the memory model to another implementation's, of 32-bit floats, over random
// histories with many repeats on one day.
func TestFSRS6Histories(t *testing.T) {
	m := defaultMemory(t)
	var s State
	var day Day
	history := ""
	all := rows(t, "fsrs6_histories.tsv")
	if len(all) < 900 {
		t.Fatalf("%d steps", len(all))
	}
	for i, row := range all {
		if row[0] != history {
			history, s, day = row[0], State{}, 100
		}
		day += Day(number(t, row[2]))
		s.Stability, s.Difficulty = m.update(s, Grade(number(t, row[1])), day)
		s.LastDay = day
		if !near(s.Stability, number(t, row[3]), 1e-5) || !near(s.Difficulty, number(t, row[4]), 1e-5) {
			t.Errorf("history %s, line %d: S %.8g D %.8g, want S %s D %s", history, i+2, s.Stability, s.Difficulty,
				row[3], row[4])
		}
	}
}

// TestFSRS6Recall holds the forgetting curve to an independent computation, for other decays than the
// default too.
func TestFSRS6Recall(t *testing.T) {
	all := rows(t, "fsrs6_recall.tsv")
	if len(all) < 190 {
		t.Fatalf("%d rows", len(all))
	}
	for _, row := range all {
		w := DefaultWeights
		w[20] = number(t, row[2])
		m, err := NewMemory(w)
		if err != nil {
			t.Fatal(err)
		}
		got := m.Recall(State{Stability: number(t, row[0])}, Day(number(t, row[1])))
		if want := number(t, row[3]); math.Abs(got-want) > 1e-9 {
			t.Errorf("S %s after %s days with decay %s: %.10f, want %s", row[0], row[1], row[2], got, row[3])
		}
	}
}

func TestRetrievability(t *testing.T) {
	m := defaultMemory(t)
	tests := []struct{ t, stability, want float64 }{
		{0, 1, 1}, {1, 2, 0.9403443}, {2, 3, 0.9253786}, {3, 4, 0.9185229}, {4, 4, 0.9}, {5, 2, 0.8261359},
		{1, 1, 0.9}, {2, 1, 0.8458846447796301}, {3, 1, 0.8093881028681906},
	}
	for _, tt := range tests {
		if got := m.retrievability(tt.t, tt.stability); !near(got, tt.want, 1e-7) {
			t.Errorf("R(%g,%g) = %.9f, want %.9f", tt.t, tt.stability, got, tt.want)
		}
	}
}

func TestMemoryFormulas(t *testing.T) {
	m := defaultMemory(t)
	for i, g := range Grades {
		r := []float64{.9, .8, .7, .6}[i]
		s := State{Stability: 5, Difficulty: float64(i + 1)}
		check := func(what string, got, want float64) {
			if !near(got, want, 1e-6) {
				t.Errorf("%s after %v: %.8f, want %.8f", what, g, got, want)
			}
		}
		check("D from 5", m.nextDifficulty(5, g), []float64{8.34176237, 6.66599536, 4.99022837, 3.31446137}[i])
		check("S after a failure", m.forgotten(s, r), []float64{1.05253961, 1.18943295, 1.36808387, 1.58498896}[i])
		check("S on the same day", m.sameDay(5, g), []float64{1.596818, 5, 5, 8.12960956}[i])
		check("S after a success", m.recalled(s, r, g), []float64{25.60252118, 28.22657096, 58.65599107,
			127.2266925}[i])
	}
}

func TestNewMemoryRefuses(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		w := DefaultWeights
		w[3] = bad
		if _, err := NewMemory(w); err == nil {
			t.Errorf("weight %g was taken", bad)
		}
	}
	w := DefaultWeights
	w[20] = 0
	if _, err := NewMemory(w); err == nil || !strings.Contains(err.Error(), "decay) is 0 ") {
		t.Errorf("a decay of 0: %v", err)
	}
}

func TestMemoryProperties(t *testing.T) {
	m := defaultMemory(t)
	rapid.Check(t, func(t *rapid.T) {
		var s State
		day := Day(20000)
		for range rapid.IntRange(1, 40).Draw(t, "answers") {
			day += Day(rapid.IntRange(-3, 400).Draw(t, "days"))
			g := Grade(rapid.IntRange(1, 4).Draw(t, "grade"))
			s.Stability, s.Difficulty = m.update(s, g, day)
			s.LastDay = day
			if !(s.Stability >= minStability && s.Stability <= maxStability) {
				t.Fatalf("stability %g", s.Stability)
			}
			if !(s.Difficulty >= 1 && s.Difficulty <= 10) {
				t.Fatalf("difficulty %g", s.Difficulty)
			}
			soon, late := m.Recall(s, day+1), m.Recall(s, day+100)
			if !(soon <= 1 && soon > late && late > 0) {
				t.Fatalf("recall %g after a day, %g after 100", soon, late)
			}
		}
	})
}

// TestRecallOfANewCard is 0 on every day, also on day 0, which is its last day as long as it has none.
func TestRecallOfANewCard(t *testing.T) {
	m := defaultMemory(t)
	for _, day := range []Day{-1, 0, 1, 20000} {
		if got := m.Recall(State{}, day); got != 0 {
			t.Errorf("on day %d: %g", day, got)
		}
	}
}

// TestFailureLeavesLess than one on the same day would: 1/exp(w17*w18) of the stability, where the
// formula for later days is above that.
func TestFailureLeavesLess(t *testing.T) {
	m := defaultMemory(t)
	if got, want := m.forgotten(State{Stability: 3, Difficulty: 1}, 0), 2.855183998; !near(got, want, 1e-9) {
		t.Errorf("%.9f, want %.9f", got, want)
	}
}

// TestMemoryStaysInBounds of a thousandth of a day to a hundred years, and of difficulties from 1 to 10.
func TestMemoryStaysInBounds(t *testing.T) {
	m := defaultMemory(t)
	for _, tt := range []struct {
		s    State
		g    Grade
		day  Day
		want float64
	}{
		{State{Stability: 0.001, Difficulty: 5}, Again, 0, 0.001},
		{State{Stability: 36400, Difficulty: 5}, Easy, 36400, 36500},
	} {
		if got, _ := m.update(tt.s, tt.g, tt.day); got != tt.want {
			t.Errorf("%+v, %v: stability %g, want %g", tt.s, tt.g, got, tt.want)
		}
	}
	for initial, want := range map[float64]float64{-20: 1, 30: 10} {
		w := DefaultWeights
		w[4] = initial
		m, err := NewMemory(w)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := m.update(State{}, Good, 0); got != want {
			t.Errorf("an initial difficulty of %g: %g, want %g", initial, got, want)
		}
	}
}
