package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"iq/internal/card"
	"iq/srs"
)

// listed is an answer with three key points.
const listed = "Three things:\n\n- a lease expires\n- a token fences\n- a quorum overlaps\n"

// keyTests are what is entered in a session of two cards, and what becomes of it.
var keyTests = []struct {
	name, input string
	options     Options
	answer      string // of card 1; "" leaves "Answer."
	want        string // grades in the log
	says        []string
}{
	{"bury", "b\n\n3\n", Options{}, "", "2:good/scheduled", []string{"buried until tomorrow · u takes it back"}},
	{"bury at the grade", "\nb\n\n3\n", Options{}, "", "2:good/scheduled", []string{"buried until tomorrow"}},
	{"bury taken back", "b\nu\n\n3\nq\n", Options{}, "", "1:good/scheduled",
		[]string{"taken back: burying card 1"}},
	{"suspend", "suspend\n\n4\n", Options{}, "", "2:easy/scheduled", []string{"suspended until 'iq unsuspend'"}},
	{"suspend taken back at the end of the others", "x\n\n3\nq\n", Options{}, "", "2:good/scheduled", nil},
	{"flag with a note", "f odd wording\n\n3\nq\n", Options{},
		"", "1:good/scheduled", []string{"flagged", "flagged: odd wording"}},
	{"flag asks for the note", "f\nodd\nf\n-\nq\n", Options{}, "", "",
		[]string{"note (Enter for none, - removes the flag)>", "flagged: odd", "no longer flagged"}},
	{"flag taken back", "f odd\nu\nq\n", Options{}, "", "", []string{"taken back: flagging card 1"}},
	{"info", "i\nq\n", Options{}, "", "", []string{"all about card 1"}},
	{"edit goes on with the mended card", "e\n\n3\nq\n", Options{},
		"", "1:good/scheduled", []string{"changed", "Question 1 mended?"}},
	{"edit at the grade goes on with the answer shown", "\ne\n3\nq\n", Options{},
		"", "1:good/scheduled", []string{"Question 1 mended?"}},
	{"edit taken back", "e\nu\nq\n", Options{}, "", "", []string{"taken back: changing card 1"}},
	{"help everywhere", "?\n\n?\nq\n", Options{}, "", "", []string{"Enter  show the answer",
		"1  again  not recalled", "b  bury"}},
	{"points", "\n1 3\n\nq\n", Options{Points: true}, listed, "1:hard/scheduled", []string{"points>",
		"2 of 3 points: hard", "grade [hard]>"}},
	{"all points", "\nall\n\nq\n", Options{Points: true}, listed, "1:good/scheduled",
		[]string{"3 of 3 points: good"}},
	{"no points", "\nnone\n\nq\n", Options{Points: true}, listed, "1:again/scheduled",
		[]string{"0 of 3 points: again"}},
	{"points overridden", "\n1-3\n4\nq\n", Options{Points: true}, listed, "1:easy/scheduled", nil},
	{"points passed over", "\n\n2\nq\n", Options{Points: true}, listed, "1:hard/scheduled", nil},
	{"a grade instead of points", "\ngood\nq\n", Options{Points: true}, listed, "1:good/scheduled", nil},
	{"a grade of two letters instead of points", "\nea\nq\n", Options{Points: true},
		listed, "1:easy/scheduled", nil},
	{"points that are none", "\n4\n1 x\n2-1\nall\n\nq\n", Options{Points: true},
		listed, "1:good/scheduled", []string{"the points are 1 to 3"}},
	{"undo at the points", "\nall\n\n\nu\n\n\n3\nq\n", Options{Points: true},
		listed, "1:good/scheduled", []string{"taken back: good"}},
	{"an answer without points", "\n3\nq\n", Options{Points: true}, "", "1:good/scheduled", nil},
	{"sure", "s\n3\nq\n", Options{Sure: true}, "", "1:good/scheduled", []string{"sure? s/m/n>"}},
	{"skip where s is sure", "skip\nn\n3\nq\n", Options{Sure: true}, "", "2:good/scheduled", nil},
	{"not said", "\n3\nq\n", Options{Sure: true}, "", "1:good/scheduled", nil},
	{"in writing", "the lease expires\nand the quorum overlaps\n\n\n\nq\n", Options{Type: true},
		listed, "1:hard/scheduled",
		[]string{"your answer; an empty line ends it", "held: lease, expires", "missed: token, fences",
			"points [1 3]>", "2 of 3 points: hard"}},
	{"nothing written", "\nall\n\nq\n", Options{Type: true}, listed, "1:good/scheduled", []string{"points>"}},
	{"a command in place of writing", "b\n\nanswer\n\n3\n", Options{Type: true},
		"", "2:good/scheduled", []string{"buried"}},
	{"sure and in writing", "m\nthe lease expires\n\n\n3\nq\n", Options{Sure: true, Type: true},
		listed, "1:good/scheduled", []string{"points [1]>"}},
}

// TestKeys holds every key of every prompt against what it leaves behind.
func TestKeys(t *testing.T) {
	for _, tt := range keyTests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, 2, tt.input)
			d.Ask = tt.options
			if tt.answer != "" {
				d.store.cards[1].Text.Answer = tt.answer
			}
			d.store.editor = func(text card.Text) card.Text {
				text.Question = "Question 1 mended?"
				return text
			}
			_, err := d.Run(t.Context(), fresh(2), srs.Budget{})
			if got := d.store.grades(); err != nil || got != tt.want {
				t.Errorf("%q, %v; want %q", got, err, tt.want)
			}
			out := d.out.String()
			for _, text := range tt.says {
				at := strings.Index(out, text)
				if at < 0 {
					t.Fatalf("%q does not follow in\n%s", text, d.out.String())
				}
				out = out[at+len(text):]
			}
		})
	}
}

// TestWhatIsToldBesideTheGrade reaches the store.
func TestWhatIsToldBesideTheGrade(t *testing.T) {
	d := newDesk(t, 1, "s\nthe lease expires\n\n1 2\n\nq\n")
	d.Ask = Options{Points: true, Type: true, Sure: true}
	d.store.cards[1].Text.Answer = listed
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil || len(d.store.log) != 1 {
		t.Fatalf("%v\n%s", err, d.out.String())
	}
	a := d.store.log[0].review
	want := []Point{{"a lease expires", true}, {"a token fences", true}, {"a quorum overlaps", false}}
	if a.Confidence != Sure || a.Typed != "the lease expires" || fmt.Sprint(a.Points) != fmt.Sprint(want) {
		t.Errorf("%v, %q, %v", a.Confidence, a.Typed, a.Points)
	}
}

// TestMissedLastTime are marked in the answer and named below it.
func TestMissedLastTime(t *testing.T) {
	d := newDesk(t, 1, "\nq\n")
	d.store.cards[1].Text.Answer, d.store.cards[1].Missed = listed, []int{2, 9}
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	if out := d.out.String(); !strings.Contains(out, "! 2. a token fences") ||
		!strings.Contains(out, "missed last time: 2\n") {
		t.Error(out)
	}
}

// TestOwnAnswer becomes the card's, where it had none.
func TestOwnAnswer(t *testing.T) {
	d := newDesk(t, 1, "A lock\nthat ends.\n\n3\n")
	d.store.cards[1].Text.Answer = ""
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil || d.store.grades() != "1:good/scheduled" {
		t.Errorf("%s, %v\n%s", d.store.grades(), err, d.out.String())
	}
	if got := d.store.cards[1].Text.Answer; got != "A lock\nthat ends." {
		t.Errorf("the answer is %q", got)
	}
	d = newDesk(t, 1, "\n2\nq\n") // without one it is graded all the same
	d.store.cards[1].Text.Answer = ""
	_, err := d.Run(t.Context(), fresh(1), srs.Budget{})
	if err != nil || d.store.grades() != "1:hard/scheduled" || d.store.cards[1].Text.Answer != "" {
		t.Errorf("%s, %v\n%s", d.store.grades(), err, d.out.String())
	}
	d = newDesk(t, 1, "\nmine\n\nu\nq\n") // and is taken back like a grade
	d.store.cards[1].Text.Answer = ""
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil || d.store.cards[1].Text.Answer != "" {
		t.Errorf("%q, %v\n%s", d.store.cards[1].Text.Answer, err, d.out.String())
	}
}

// TestEditorFails leaves the card as it was, and the session goes on.
func TestEditorFails(t *testing.T) {
	d := newDesk(t, 1, "e\n\n3\n")
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil || d.store.grades() != "1:good/scheduled" ||
		!strings.Contains(d.out.String(), "not changed: no editor") {
		t.Errorf("%s, %v\n%s", d.store.grades(), err, d.out.String())
	}
}

// TestExtra changes no schedule, repeats what failed, and can be taken back.
func TestExtra(t *testing.T) {
	d := newDesk(t, 1, "\n1\n\n3\n")
	before := d.store.cards[1].State
	if _, err := d.Run(t.Context(), srs.Queue{{Card: 1, Kind: srs.Extra}}, srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	if got := d.store.grades(); got != "1:again/extra 1:good/extra" || d.store.cards[1].State != before {
		t.Errorf("%s, %+v\n%s", got, d.store.cards[1].State, d.out.String())
	}
	if out := d.out.String(); !strings.Contains(out, "practice changes no date") || strings.Contains(out, "tomorrow") {
		t.Error(out)
	}
}

// TestMinutes begins no card that would not be done in time, and tells what is left.
func TestMinutes(t *testing.T) {
	d := newDesk(t, 9, strings.Repeat("\n3\n", 9))
	d.tick = 10 * time.Second
	sum, err := d.Run(t.Context(), fresh(9), srs.Budget{Pace: time.Minute, Within: 4 * time.Minute})
	if err != nil || sum.Left == 0 || sum.Left == 9 || sum.Took > 5*time.Minute {
		t.Errorf("%+v, %v", sum, err)
	}
	left := fmt.Sprintf("%d cards left for later, about", sum.Left)
	if out := d.out.String(); !strings.Contains(out, left) || !strings.Contains(out, "tomorrow, you will forget") {
		t.Error(out)
	}
}

// TestQuitAtTheLeech leaves only the repeat for later: the card itself was graded.
func TestQuitAtTheLeech(t *testing.T) {
	d := newDesk(t, 2, "\n1\nq\n")
	d.Leech = 1
	c := d.store.cards[1]
	yesterday := srs.DayOf(d.now.UnixMilli(), 0, 4) - 1
	c.State, _ = d.Model.Answer(c.State, srs.Review{Day: yesterday, Grade: srs.Good, Kind: srs.Scheduled})
	sum, err := d.Run(t.Context(), fresh(2), srs.Budget{})
	if err != nil || sum.Left != 2 || !strings.Contains(d.out.String(), "a leech: forgotten 1 time, ") {
		t.Errorf("%+v, %v\n%s", sum, err, d.out.String())
	}
}

// TestLeech is told of once the lapse is saved, and can be suspended or rewritten there and then.
func TestLeech(t *testing.T) {
	for input, want := range map[string]string{"\n1\nx\n": "suspended", "\n1\ne\nq\n": "rewritten",
		"\n1\n\nq\n": "kept", "\n1\nwhat\nu\nq\n": "taken back"} {
		d := newDesk(t, 1, input)
		d.Leech = 2
		d.store.editor = func(text card.Text) card.Text {
			text.Question = "Rewritten?"
			return text
		}
		c := d.store.cards[1]
		yesterday := srs.DayOf(d.now.UnixMilli(), 0, 4) - 1
		for i, g := range []srs.Grade{srs.Good, srs.Again, srs.Good} {
			c.State, _ = d.Model.Answer(c.State, srs.Review{Day: yesterday - srs.Day(2-i), Grade: g,
				Kind: srs.Scheduled})
		}
		if _, err := d.Run(t.Context(), srs.Today{Due: []int64{1}}.Queue(), srs.Budget{}); err != nil {
			t.Fatal(err)
		}
		got := "kept"
		switch {
		case c.Marks.Status == card.Suspended:
			got = "suspended"
		case c.Text.Question == "Rewritten?":
			got = "rewritten"
		case d.store.grades() == "":
			got = "taken back"
		}
		if got != want || !strings.Contains(d.out.String(), "a leech: forgotten 2 times") {
			t.Errorf("%q: %s, want %s\n%s", input, got, want, d.out.String())
		}
	}
}

func TestSuggestGrade(t *testing.T) {
	for points, want := range []string{"good", "again good", "again hard good", "again again hard good",
		"again again hard hard good"} {
		var got []string
		for held := range points + 1 {
			got = append(got, suggestGrade(held, points).String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("of %d points: %s, want %s", points, strings.Join(got, " "), want)
		}
	}
}

// TestAnyInput never panics, never loses a card of the queue and always ends.
func TestAnyInput(t *testing.T) {
	keys := []string{"", "1", "2", "3", "4", "u", "s", "b", "x", "f", "f note", "-", "i", "e", "?", "all", "none",
		"1 2", "n", "m", "some words", "good"}
	rapid.Check(t, func(rt *rapid.T) {
		input := strings.Join(rapid.SliceOfN(rapid.SampledFrom(keys), 0, 60).Draw(rt, "keys"), "\n") + "\n"
		d := newDesk(t, 4, input)
		d.Ask = Options{Points: rapid.Bool().Draw(rt, "points"), Type: rapid.Bool().Draw(rt, "type"),
			Sure: rapid.Bool().Draw(rt, "sure")}
		d.store.cards[1].Text.Answer, d.store.cards[2].Text.Answer = listed, ""
		n := 0
		d.store.editor = func(text card.Text) card.Text {
			if n++; n%2 == 0 {
				text.Answer += " More."
			}
			return text
		}
		if _, err := d.Run(t.Context(), fresh(4), srs.Budget{}); err != nil {
			rt.Fatalf("%v\n%s", err, d.out.String())
		}
		for line := range strings.Lines(d.out.String()) {
			if trimmed := strings.TrimRight(line, " \n"); trimmed+"\n" != line && !strings.HasSuffix(trimmed, ">") {
				rt.Fatalf("a line ends in blanks: %q", line)
			}
		}
	})
}
