package session

import (
	"strings"
	"testing"

	"iq/internal/term"
)

// TestExplainedOnce: what the marks and the prompts mean is told at the first card that has them.
func TestExplainedOnce(t *testing.T) {
	d := newDesk(t, 3, "some words\n\n3\nother words\n\n3\n\n3\n")
	d.Options = Options{Type: true}
	d.store.cards[3].Answer = ""
	if _, err := d.Run(t.Context(), fresh(3)); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"your answer; an empty line ends it", "* and once more today", "Yours becomes the card's"} {
		if n := strings.Count(d.out.String(), text); n != 1 {
			t.Errorf("%q is told %d times:\n%s", text, n, d.out.String())
		}
	}
}

// TestALongDeckLeavesItsLine to nothing else: it is shortened, both ends are kept.
func TestALongDeckLeavesItsLine(t *testing.T) {
	for _, columns := range []int{20, 40, 60, 80, 200} {
		d := newDesk(t, 1, "q\n")
		d.Columns = func() int { return columns }
		d.store.cards[1].Deck = strings.Repeat("interviews__", 9) + "storage"
		if _, err := d.Run(t.Context(), fresh(1)); err != nil {
			t.Fatal(err)
		}
		out := d.out.String()
		i := strings.Index(out, "1/1  ")
		line, _, _ := strings.Cut(out[i:], "\n")
		if term.DisplayWidth(line) != term.Width(columns) || !strings.HasPrefix(line, "1/1  in") || !strings.HasSuffix(line, "e  new") || !strings.Contains(line, "…") {
			t.Errorf("at %d columns: %q", columns, line)
		}
	}
}
