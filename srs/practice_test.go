package srs

import (
	"math"
	"strings"
	"testing"
)

// tried is a candidate of which failed of so many reviews failed. Its deck and its tag are written
// as "deck #tag".
func tried(id int64, topics string, failed, reviews int) Candidate {
	deck, tag, _ := strings.Cut(topics, " #")
	return Candidate{ID: id, Deck: deck, Tags: []string{tag}, Failed: failed, Reviews: reviews}
}

// TestWeakest: cards that failed come first, then those of topics that fail more often than all do.
// A topic that is all there is, such as the only deck, is no worse than all.
func TestWeakest(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cards []Candidate
		want  string
	}{
		{"none failed", []Candidate{tried(1, "go #a", 0, 3), tried(2, "go #b", 0, 3)}, ""},
		{"one topic", []Candidate{tried(1, "go #a", 0, 3), tried(2, "go #a", 1, 3), tried(3, "go #a", 0, 7)}, "2x"},
		{"a bad topic", []Candidate{tried(1, "go #a", 0, 3), tried(2, "go #b", 1, 3), tried(3, "go #b", 0, 3)},
			"2x 3x"},
		{"a bad deck", []Candidate{
			tried(1, "go #a", 0, 3), tried(2, "sql #a", 2, 3), tried(3, "sql #a", 1, 3), tried(4, "sql #a", 0, 3),
		}, "2x 3x 4x"},
		{"the leeches' tag is not a topic", []Candidate{
			tried(1, "go #"+LeechTag, 1, 3), tried(2, "go #"+LeechTag, 0, 3), tried(3, "go #a", 0, 9),
		}, "1x"},
		{"a deck and a tag of one name are two topics", []Candidate{
			tried(1, "go #sql", 0, 3), tried(2, "sql #a", 2, 3), tried(3, "sql #a", 0, 3),
		}, "2x 3x"},
		// The card of the bad topic that never failed is weaker than one with four failures of ten in a
		// good topic, which of all cards alone it would not be.
		{"rates", []Candidate{
			tried(1, "good", 0, 10), tried(2, "good", 4, 10),
			tried(3, "bad", 5, 10), tried(4, "bad", 0, 1), tried(5, "bad", 9, 10),
		}, "5x 3x 4x 2x"},
		{"of none", nil, ""},
		{"the worst first", []Candidate{tried(1, "go #a", 1, 3), tried(2, "go #a", 3, 3), tried(3, "go #a", 2, 3)},
			"2x 3x 1x"},
		{"equally weak ones keep their order", []Candidate{
			tried(3, "go #a", 1, 3), tried(1, "go #a", 1, 3), tried(2, "go #a", 1, 3),
		}, "3x 1x 2x"},
		{"not answered lately", []Candidate{tried(1, "go #a", 0, 0)}, ""},
	} {
		if got := short(ExtraPractice(Weakest(tt.cards, 9))); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWeakestUpToALimit(t *testing.T) {
	var cards []Candidate
	for id := range int64(25) {
		cards = append(cards, tried(id, "go", 1, 2))
	}
	for limit, want := range map[int]int{-1: 20, 0: 0, 3: 3, 25: 25, 26: 25} {
		if got := Weakest(cards, limit); len(got) != want {
			t.Errorf("limit %d: %d cards, want %d", limit, len(got), want)
		}
	}
}

// TestRates: a rate of few answers is drawn far towards the prior one, a rate of many hardly.
func TestRates(t *testing.T) {
	for _, tt := range []struct {
		r     rate
		prior float64
		want  float64
	}{
		{rate{0, 0}, 0.5, 0.5},
		{rate{4, 4}, 0.5, 0.75},
		{rate{0, 4}, 0.5, 0.25},
		{rate{30, 36}, 0, 0.75},
	} {
		if got := tt.r.drawnTo(tt.prior); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%v drawn to %g: %g, want %g", tt.r, tt.prior, got, tt.want)
		}
	}
	for r, want := range map[rate]float64{{}: 0, {1, 1}: 1, {1, 4}: 0.25} {
		if got := r.share(); got != want {
			t.Errorf("share of %v: %g, want %g", r, got, want)
		}
	}
}

// TestPractice asks what is due or to be repeated anyway as that, all else beside the schedule.
func TestPractice(t *testing.T) {
	cards := []Candidate{
		{ID: 1},
		{ID: 2, State: State{Stability: 1, Due: 100, LastDay: 90}},
		{ID: 3, State: State{Stability: 1, Due: 101, LastDay: 90}},
		{ID: 4, State: State{Stability: 1, Due: 101, LastDay: 100}},
	}
	cards = append(cards, Candidate{ID: 9, State: State{Stability: 1, Due: 101, LastDay: 100}})
	q := Practice(cards, Queue{{Card: 9, Kind: Repeat, Seen: 6}, {Card: 4, Kind: Repeat, Seen: 7}}, 100)
	if got, want := short(q), "1n 2 3x 4r@7 9r@6"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if q[0].Kind != Scheduled || q[1].Kind != Scheduled {
		t.Errorf("%+v", q)
	}
	if got, want := short(ExtraPractice(cards)), "1x 2x 3x 4x 9x"; got != want {
		t.Errorf("extra practice: %q, want %q", got, want)
	}
}

// TestLeeches: a lapse makes a leech from the threshold on; an answer that is no lapse never does.
func TestLeeches(t *testing.T) {
	for _, tt := range []struct {
		before, after, threshold int
		want                     bool
	}{{7, 8, 8, true}, {8, 9, 8, true}, {6, 7, 8, false}, {8, 8, 8, false}, {9, 8, 8, false}, {0, 1, 1, true},
		{0, 1, 0, false}, {0, 0, 0, false}} {
		if got := BecomesLeech(State{Lapses: tt.before}, State{Lapses: tt.after}, tt.threshold); got != tt.want {
			t.Errorf("%d to %d lapses of %d: %v", tt.before, tt.after, tt.threshold, got)
		}
	}
}
