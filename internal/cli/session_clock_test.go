package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// cardsFile is a question file of so many cards.
func cardsFile(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "## What is number %d?\n\nThis is.\n\n", i)
	}
	return text.String()
}

// TestTimesAreKept: the log holds the time to the reveal and to the grade, a pause at a prompt as two
// minutes at most.
func TestTimesAreKept(t *testing.T) {
	for _, tt := range []struct {
		tick       time.Duration
		reveal, ms int
	}{
		{7 * time.Second, 7_000, 14_000},
		{2 * time.Minute, 120_000, 240_000},
		{time.Hour, 120_000, 240_000},
		{-time.Hour, 0, 0}, // a clock that is set back
	} {
		w := newWorld(t)
		w.iq("", "import", w.file("one.md", cardsFile(1)))
		w.tick = tt.tick
		w.iq("\n3\n", "review")
		var review struct{ Reveal, MS int }
		if err := json.Unmarshal([]byte(w.iq("", "export", "--reviews", "--json")), &review); err != nil {
			t.Fatal(err)
		}
		if review.Reveal != tt.reveal || review.MS != tt.ms {
			t.Errorf("%v at each prompt: %d ms to the reveal, %d to the grade; want %d, %d", tt.tick, review.Reveal,
				review.MS, tt.reveal, tt.ms)
		}
	}
}

// TestTheHeaderGoesByTheLearnersPace: as many cards take a slow learner longer than a quick one, and
// what is left is told with the cards gone that were done.
func TestTheHeaderGoesByTheLearnersPace(t *testing.T) {
	for tick, want := range map[time.Duration]string{
		2 * time.Second:  "20 due · about 6 min",  // (20 * 4 s + 10 * 45 s) / 30 a card
		20 * time.Second: "20 due · about 14 min", // (20 * 40 s + 10 * 45 s) / 30
		60 * time.Second: "20 due · about 32 min", // (20 * 120 s + 10 * 45 s) / 30
	} {
		w := newWorld(t)
		w.iq("", "import", w.file("cards.md", cardsFile(20)))
		w.tick = tick
		w.iq(strings.Repeat("\n3\n", 20), "review", "--new", "20")
		w.tick = 0
		w.now = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
		if out := w.iq("", "review"); !strings.HasPrefix(out, want+" ") {
			t.Errorf("%v at each prompt: %q, want %q", tick, strings.SplitN(out, "\n", 2)[0], want)
		}
		if out := w.iq("q\n", "review", "--limit", "5"); !strings.Contains(out, "\n1/5  ") {
			t.Errorf("limited: %s", out)
		}
		w.iq("\n3\n\n3\nq\n", "review")
		if out := w.iq("", "review"); !strings.HasPrefix(out, "18 due ") {
			t.Errorf("two were done: %s", out)
		}
	}
}

// TestMinutes ends in time, and tells what was left and what leaving it would cost.
func TestMinutes(t *testing.T) {
	w := newWorld(t)
	w.iq("", "import", w.file("cards.md", cardsFile(20)))
	w.iq(strings.Repeat("\n3\n", 20), "review", "--new", "20")
	w.now = time.Date(2026, 12, 3, 12, 0, 0, 0, time.UTC)
	w.tick = 2 * time.Second // and the clock is looked at several times a card
	began := w.now
	out := w.iq(strings.Repeat("\n3\n", 20), "review", "--minutes", "3")
	left := regexp.MustCompile(`(?m)^(\d+) cards left for later, (about \d+ min|under a minute); ` +
		`every grade is saved\.\nIf they wait until tomorrow, you will forget ` +
		`(about \d+\.\d|hardly any) more of them\.$`)
	if !left.MatchString(out) {
		t.Error(out)
	}
	if took := w.now.Sub(began); took < 2*time.Minute || took > 4*time.Minute {
		t.Errorf("three minutes took %v", took)
	}
}

// TestAQuestionBeforeSeveralAreChanged is put on a terminal, with some of the cards; only yes goes on.
func TestAQuestionBeforeSeveralAreChanged(t *testing.T) {
	for _, args := range [][]string{{"suspend", "cards"}, {"delete", "cards"}, {"flag", "--search", "number"},
		{"tag", "--deck", "cards", "--add", "x"}, {"deck", "rename", "cards", "others"}} {
		w := newWorld(t)
		w.iq("", "import", w.file("cards.md", cardsFile(7)))
		before := w.iq("", "list", "--json")
		on := func(answer string) (status int, shown string) {
			var out bytes.Buffer
			env := w.env(answer, &out, &out, args...)
			env.StdinTerminal = true
			return Run(t.Context(), env), out.String()
		}
		for _, answer := range []string{"\n", "n\n", "", "what\n"} {
			end := "y/N> Nothing was changed.\n" // in the line that Enter has ended on a terminal
			if answer == "" {
				end = "y/N> \nNothing was changed.\n"
			}
			status, shown := on(answer)
			if status != exitFailed || w.iq("", "list", "--json") != before || !strings.HasSuffix(shown, end) {
				t.Errorf("%v, %q: status %d\n%s", args, answer, status, shown)
			}
			if args[0] != "deck" && (strings.Count(shown, "What is number") != 5 || !strings.Contains(shown,
				"... and 2 more")) {
				t.Errorf("%v shows\n%s", args, shown)
			}
		}
		if status, shown := on("Y\n"); status != exitDone || !strings.Contains(shown, "7 cards ") ||
			w.iq("", "list", "--json") == before {
			t.Errorf("%v: status %d\n%s", args, status, shown)
		}
		w.iq("", "check")
	}
}
