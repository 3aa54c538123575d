package session

import (
	"strings"
	"testing"

	"iq/internal/term"
	"iq/srs"
)

// TestExplainedOnce: what the marks and the prompts mean is told at the first card that has them.
func TestExplainedOnce(t *testing.T) {
	d := newDesk(t, 3, "some words\n\n3\nother words\n\n3\n\n3\n")
	d.Ask = Options{Type: true}
	d.store.cards[3].Text.Answer = ""
	if _, err := d.Run(t.Context(), fresh(3), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"your answer; an empty line ends it", "* and once more today",
		"Type one to save it"} {
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
		d.store.cards[1].Text.Deck = strings.Repeat("interviews__", 9) + "storage"
		if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil {
			t.Fatal(err)
		}
		out := d.out.String()
		i := strings.Index(out, "1/1  ")
		line, _, _ := strings.Cut(out[i:], "\n")
		if term.DisplayWidth(line) != term.Width(columns) || !strings.HasPrefix(line, "1/1  in") ||
			!strings.HasSuffix(line, "e  new") || !strings.Contains(line, "…") {
			t.Errorf("at %d columns: %q", columns, line)
		}
	}
}

// TestHelpOfSure gives no key two meanings.
func TestHelpOfSure(t *testing.T) {
	d := newDesk(t, 1, "?\nq\n")
	d.Ask = Options{Sure: true}
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	_, out, _ := strings.Cut(d.out.String(), "sure? s/m/n>")
	for line := range strings.Lines(out) {
		if key, _, found := strings.Cut(line, "  "); found && keys[key] {
			t.Errorf("%s is listed twice:\n%s", key, d.out.String())
		} else if found {
			keys[key] = true
		}
	}
	if !keys["s"] || !keys["skip"] || !keys["u"] {
		t.Errorf("keys are missing: %v", keys)
	}
}

// TestTakenBackTakesALine however long the question is that it names.
func TestTakenBackTakesALine(t *testing.T) {
	d := newDesk(t, 2, "\n3\nu\nq\n")
	d.store.cards[1].Text.Question = strings.Repeat("What is long? ", 20)
	if _, err := d.Run(t.Context(), fresh(2), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(d.out.String(), "taken back: good for card 1, What is long?")
	if line, _, _ = strings.Cut(line, "\n"); !strings.HasSuffix(line, "…") {
		t.Errorf("the line is not cut: %q\n%s", line, d.out.String())
	}
}
