package srs

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// rows reads a table of testdata: tab separated, the first line its head.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if i > 0 {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestSM2Vectors(t *testing.T) {
	var r Repetition
	all := rows(t, "sm2.tsv")
	if len(all) != 216 {
		t.Fatalf("%d steps, want 216", len(all))
	}
	for _, row := range all {
		if row[1] == "1" {
			r = Repetition{Ease: StartEase}
		}
		q := int(number(t, row[2]))
		r = r.Next(q, math.MaxInt) // the published algorithm knows no cap
		want := Repetition{
			N:        int(number(t, row[4])),
			Interval: int(number(t, row[5])),
			Ease:     int(number(t, row[3])*100 + 0.5),
		}
		if r != want {
			t.Errorf("%s step %s: got %+v, want %+v", row[0], row[1], r, want)
		}
		if got := RepeatToday(q); got != (row[6] == "1") {
			t.Errorf("%s step %s: repeat today %v", row[0], row[1], got)
		}
	}
}

func TestSM2Cap(t *testing.T) {
	r := Repetition{N: 9, Interval: 30000, Ease: 250}
	if got := r.Next(4, 36500).Interval; got != 36500 {
		t.Errorf("interval %d, want the cap 36500", got)
	}
	for longest, ok := range map[int]bool{-1: false, 0: false, 1: true, 36500: true, 36501: false} {
		if _, err := NewSM2(longest); (err == nil) != ok {
			t.Errorf("NewSM2(%d): %v", longest, err)
		}
	}
}

func TestSM2Properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Repetition{Ease: StartEase}
		for _, q := range rapid.SliceOfN(rapid.IntRange(0, 5), 1, 60).Draw(t, "q") {
			next := r.Next(q, MaxInterval)
			switch {
			case next.Ease < FloorEase:
				t.Fatalf("ease %d below the floor", next.Ease)
			case next.Interval < 1 || next.Interval > MaxInterval:
				t.Fatalf("interval %d out of range", next.Interval)
			case q < 3 && next != (Repetition{Interval: 1, Ease: r.Ease}):
				t.Fatalf("failing %+v gave %+v", r, next)
			case q >= 3 && next.Interval < r.Interval:
				t.Fatalf("success shortened %+v to %+v", r, next)
			}
			r = next
		}
	})
}

// TestSM2RoundsUp: a fraction of a day counts as a day, also the smallest.
func TestSM2RoundsUp(t *testing.T) {
	for r, want := range map[Repetition]int{
		{N: 2, Interval: 7, Ease: 143}: 11, {N: 2, Interval: 10, Ease: 250}: 25, {N: 2, Interval: 6, Ease: 133}: 8,
	} {
		if got := r.Next(4, MaxInterval).Interval; got != want {
			t.Errorf("%+v: %d days, want %d", r, got, want)
		}
	}
}

// TestSM2KeepsTheCardsEase from one answer to the next; only a new card starts at StartEase.
func TestSM2KeepsTheCardsEase(t *testing.T) {
	s, err := NewSM2(MaxInterval)
	if err != nil {
		t.Fatal(err)
	}
	got := s.Next(State{Reps: 2, Interval: 10, Ease: 170}, Good, 100)
	if want := (State{Reps: 3, Interval: 17, Ease: 170, Due: 117}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := s.Next(State{}, Good, 100); got.Ease != StartEase {
		t.Errorf("%+v", got)
	}
}
