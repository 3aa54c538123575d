package srs

import (
	"testing"
	"time"
)

// TestPace: ten cards at 45 s are assumed before the learner's own are known.
func TestPace(t *testing.T) {
	for _, tt := range []struct {
		cards int
		took  time.Duration
		want  time.Duration
	}{
		{0, 0, 45 * time.Second},
		{10, 10 * 15 * time.Second, 30 * time.Second},
		{90, 90 * 5 * time.Second, 9 * time.Second},
	} {
		if got := Pace(tt.cards, tt.took); got != tt.want {
			t.Errorf("%d cards in %v: %v, want %v", tt.cards, tt.took, got, tt.want)
		}
	}
}

func TestBudget(t *testing.T) {
	unlimited, limited := Budget{Pace: time.Minute}, Budget{Pace: time.Minute, Within: 5 * time.Minute}
	if got := unlimited.Duration(90); got != 90*time.Minute || unlimited.Over(1000*time.Hour) {
		t.Errorf("without a limit: %v, %v", got, unlimited.Over(1000*time.Hour))
	}
	if few, many := limited.Duration(4), limited.Duration(6); few != 4*time.Minute || many != 5*time.Minute {
		t.Errorf("4 cards take %v, 6 cards %v", few, many)
	}
	shortest := Budget{Pace: time.Minute, Within: 1}
	if got := shortest.Duration(1); got != 1 || !shortest.Over(0) {
		t.Errorf("within the shortest of times: %v, over %v", got, shortest.Over(0))
	}
	// A card of a minute is begun as long as half of it lies within the time.
	for elapsed, want := range map[time.Duration]bool{
		4 * time.Minute: false, 4*time.Minute + 30*time.Second: false, 4*time.Minute + 31*time.Second: true,
		6 * time.Minute: true,
	} {
		if got := limited.Over(elapsed); got != want {
			t.Errorf("over after %v of 5 min: %v, want %v", elapsed, got, want)
		}
	}
}
