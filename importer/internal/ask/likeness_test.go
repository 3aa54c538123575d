package ask

import "testing"

// TestLikenessIsAShare keeps what ends in a question mark at the top, and nothing above it.
func TestLikenessIsAShare(t *testing.T) {
	for text, want := range map[string]float64{"What is a lease?": 1, "": 0, "Leases?": 1} {
		if got := Likeness(text); got != want {
			t.Errorf("%q is like a question by %v, want %v", text, got, want)
		}
	}
}
