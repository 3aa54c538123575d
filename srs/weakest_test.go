package srs

import (
	"fmt"
	"testing"
)

// TestWeakest: cards that failed come first, then those of topics that fail more often than all do. A
// topic that is all there is, such as the only deck, is no worse than all.
func TestWeakest(t *testing.T) {
	card := func(id int64, deck, tag string, failed, reviews int) Candidate {
		return Candidate{ID: id, Deck: deck, Tags: []string{tag}, Failed: failed, Reviews: reviews}
	}
	for _, tt := range []struct {
		name  string
		cards []Candidate
		most  int
		want  string
	}{
		{"none failed", []Candidate{card(1, "go", "a", 0, 3), card(2, "go", "b", 0, 3)}, 9, "[]"},
		{"one topic", []Candidate{card(1, "go", "a", 0, 3), card(2, "go", "a", 1, 3), card(3, "go", "a", 0, 7)}, 9, "[2]"},
		{"a bad topic", []Candidate{card(1, "go", "a", 0, 3), card(2, "go", "b", 1, 3), card(3, "go", "b", 0, 3)}, 9, "[2 3]"},
		{"a bad deck", []Candidate{card(1, "go", "a", 0, 3), card(2, "sql", "a", 2, 3), card(3, "sql", "a", 1, 3), card(4, "sql", "a", 0, 3)}, 9, "[2 3 4]"},
		{"the leeches' tag is no topic", []Candidate{card(1, "go", LeechTag, 1, 3), card(2, "go", LeechTag, 0, 3), card(3, "go", "a", 0, 9)}, 9, "[1]"},
		// The card of the bad topic that never failed is weaker than one failure of ten in a good one.
		{"rates", []Candidate{card(1, "good", "", 0, 10), card(2, "good", "", 1, 10), card(3, "bad", "", 5, 10), card(4, "bad", "", 0, 1), card(5, "bad", "", 9, 10)}, 9, "[5 3 4 2]"},
		{"of none", nil, 9, "[]"},
		{"as many as are wanted", []Candidate{card(1, "go", "a", 1, 3), card(2, "go", "a", 3, 3), card(3, "go", "a", 2, 3)}, 2, "[2 3]"},
	} {
		got := []int64{}
		for _, c := range Weakest(tt.cards, tt.most) {
			got = append(got, c.ID)
		}
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
}
