package cli

import (
	"fmt"
	"testing"

	"iq/db"
)

// TestWeakest: cards that failed come first, then those of topics that fail more often than all do. A
// topic that is all there is, such as the only deck, is no worse than all.
func TestWeakest(t *testing.T) {
	card := func(id int64, deck, tag string, failed, reviews int) db.Candidate {
		return db.Candidate{ID: id, Deck: deck, Tags: []string{tag}, Failed: failed, Reviews: reviews}
	}
	for _, tt := range []struct {
		name  string
		cards []db.Candidate
		most  int
		want  string
	}{
		{"none failed", []db.Candidate{card(1, "go", "a", 0, 3), card(2, "go", "b", 0, 3)}, 9, "[]"},
		{"one topic", []db.Candidate{card(1, "go", "a", 0, 3), card(2, "go", "a", 1, 3), card(3, "go", "a", 0, 7)}, 9, "[2]"},
		{"a bad topic", []db.Candidate{card(1, "go", "a", 0, 3), card(2, "go", "b", 1, 3), card(3, "go", "b", 0, 3)}, 9, "[2 3]"},
		{"a bad deck", []db.Candidate{card(1, "go", "a", 0, 3), card(2, "sql", "a", 2, 3), card(3, "sql", "a", 1, 3), card(4, "sql", "a", 0, 3)}, 9, "[2 3 4]"},
		{"the leeches' tag is no topic", []db.Candidate{card(1, "go", db.LeechTag, 1, 3), card(2, "go", db.LeechTag, 0, 3), card(3, "go", "a", 0, 9)}, 9, "[1]"},
		// The card of the bad topic that never failed is weaker than one failure of ten in a good one.
		{"rates", []db.Candidate{card(1, "good", "", 0, 10), card(2, "good", "", 1, 10), card(3, "bad", "", 5, 10), card(4, "bad", "", 0, 1), card(5, "bad", "", 9, 10)}, 9, "[5 3 4 2]"},
		{"of none", nil, 9, "[]"},
		{"as many as are wanted", []db.Candidate{card(1, "go", "a", 1, 3), card(2, "go", "a", 3, 3), card(3, "go", "a", 2, 3)}, 2, "[2 3]"},
	} {
		got := []int64{}
		for _, c := range weakest(tt.cards, tt.most) {
			got = append(got, c.ID)
		}
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
}
