package session

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"iq/internal/card"
	"iq/internal/term"
	"iq/srs"
)

var update = flag.Bool("update", false, "write the golden files anew")

// typist types a session's lines: each takes 7 seconds and shows up, as on a terminal.
type typist struct {
	desk  *desk
	lines []string
}

func (t *typist) Read(b []byte) (int, error) {
	if len(t.lines) == 0 {
		return 0, io.EOF
	}
	line := t.lines[0] + "\n"
	t.lines = t.lines[1:]
	t.desk.now = t.desk.now.Add(7 * time.Second)
	t.desk.out.WriteString(line)
	return copy(b, line), nil
}

// goldenCards are six cards, a different reason to be asked and a different answer each.
func goldenCards(d *desk) {
	today := srs.DayAt(d.now, 4)
	learn := func(id int64, grades ...srs.Grade) {
		c := d.store.cards[id]
		day := today - 25
		for _, g := range grades {
			c.State, _ = d.Model.Answer(c.State, srs.Review{Day: day, Grade: g, Kind: srs.Scheduled})
			day = c.State.Due
		}
	}
	learn(1, srs.Good, srs.Good, srs.Good) // due 3 days ago
	learn(2, srs.Good, srs.Again, srs.Good, srs.Good, srs.Good)
	d.store.cards[2].State.Due = today
	learn(5, srs.Good, srs.Good, srs.Easy, srs.Easy)
	c := d.store.cards
	c[1].Text.Answer, c[1].Missed = listed, []int{0, 2, 9}
	c[2].Text.Answer = "It has **two parts**: the `log` and the *page cache*.\n\n```go\nf.Sync()\n```"
	c[3].Text.Answer = ""
	c[4].Marks.Flagged, c[4].Marks.Note = true, "odd wording"
	c[4].Text.Deck = strings.Repeat("interviews__", 9) + "storage"
	c[5].Marks.Flagged = true
}

// golden is a session to be held against its file in testdata, 60 columns wide unless it says otherwise.
type golden struct {
	columns int
	lines   string // separated by |
	queue   srs.Queue
	budget  srs.Budget
	ask     Options
	prepare func(d *desk)
}

// theDay answers each of the day's cards, and their repeats.
const theDay = "|3||2||own words||4||1||3||GOOD||easy||h||4|"

func goldens() map[string]golden {
	repeats := srs.Queue{{Card: 6, Kind: srs.Repeat}}
	today := srs.Today{Due: []int64{1, 2, 5}, New: []int64{3, 4}, Repeats: repeats}.Queue()
	due, fresh, unanswered := today[:2], srs.Today{New: []int64{4, 6}}.Queue(), srs.Today{New: []int64{3}}.Queue()
	practice := srs.ExtraPractice([]srs.Candidate{{ID: 1}, {ID: 4}})
	within := func(pace, within time.Duration) srs.Budget {
		return srs.Budget{Pace: pace * time.Second, Within: within * time.Second}
	}
	return map[string]golden{
		"day-80":      {queue: today, columns: 80, lines: theDay},
		"day-40":      {queue: today, columns: 40, lines: theDay},
		"day-20":      {queue: today, columns: 20, lines: theDay},
		"header-94":   {queue: today, columns: 94, lines: "q"},
		"header-93":   {queue: today, columns: 93, lines: "q"},
		"colour":      {queue: due, lines: "zz||5|1|?||q", prepare: coloured},
		"practice-80": {queue: practice, columns: 80, lines: "|1||4||3"},
		"practice-40": {queue: practice, columns: 40, lines: "|1||4||3"},

		"minutes":             {queue: today, budget: within(20, 30), lines: "|3||3||3"},
		"minutes-too-few":     {queue: due, budget: within(60, 1), lines: "|3||3"},
		"minutes-much-lost":   {queue: today, budget: within(20, 24), lines: "|3||3", prepare: soonForgotten},
		"minutes-little-lost": {queue: today, budget: within(60, 60), lines: "|3||3||3", prepare: neverForgotten},

		"flag-without-note": {queue: srs.ExtraPractice([]srs.Candidate{{ID: 5}}), lines: "f|||q"},
		"keys": {
			queue: today,
			lines: "?|zz|two words|flag too short?|f|bad idea|f -|i|e|s|b|x|u|f|-||?|?|zz|0|U|q",
		},
		"undo":             {queue: due, lines: "|3||1|u|u|u|u|e|u|f odd|u|undo|u|q", prepare: earlier},
		"undo-one-of-two":  {queue: due[:1], lines: "|1||1|u|q"},
		"undo-a-reset":     {queue: fresh, lines: "u|u|q", prepare: earlier},
		"undo-of-the-day":  {queue: fresh, lines: "|3||1|u|u|u||4|||2|||2|q"},
		"last-of-all":      {queue: due, lines: "b|x"},
		"repeat-elsewhere": {queue: srs.Queue{{Card: 6, Kind: srs.Repeat, Seen: 5}}, lines: "|3"},
		"elsewhere":        {queue: today, lines: "|3||3||3||3", prepare: elsewhereAtWork},

		"points": {
			queue: due, ask: Options{Points: true},
			lines: "|?|zz|4|1-4|x-1|0-1|1-x|0|u|||1,3|e||1|2|all|||q",
		},
		"points-grade":      {queue: due[:1], ask: Options{Points: true}, lines: "|ea"},
		"points-save-fails": {queue: due[:1], ask: Options{Points: true}, lines: "|all|3||q", prepare: failing(1)},
		"typed": {
			queue: due, ask: Options{Type: true}, prepare: withoutPoints,
			lines: "?|zz of it|the quorum overlaps||2-1||i||s|nothing||none|easy|the log|and pages||1||3|",
		},
		"typed-40": {
			queue: due[:1], ask: Options{Type: true}, columns: 40, prepare: wordy,
			lines: "b c d|the lease expires||q",
		},
		"sure": {
			queue: due, ask: Options{Sure: true},
			lines: "?|zz|Maybe||1|No||none||skip|s||2||y|n||3",
		},
		"sure-typed": {queue: due, ask: Options{Sure: true, Type: true}, lines: "s|?|a token fences|||1||q"},

		"own-answer":         {queue: unanswered, lines: "x y|?||u|mine||zz|3||q"},
		"own-answer-fails":   {queue: unanswered, lines: "mine||zz|?||3||q", prepare: failing(2)},
		"own-answer-skipped": {queue: unanswered, lines: "mine||s|q", prepare: failing(1)},

		"store-fails":            {queue: due, lines: "b|f odd||3|i|u|3||3||q", prepare: failing(6)},
		"store-fails-to-the-end": {queue: due, lines: "|3||3|q", prepare: failingLater},
		"undo-fails":             {queue: due, lines: "|3|u|u|q", prepare: failingAfter(1)},
		"undo-tried-again":       {queue: due, lines: "|3|u|u|q", prepare: failingAfter(0)},
		"leech":                  {queue: due, lines: "|1|?|x|u||1|e||2||3|", prepare: leech},
		"leech-fails":            {queue: due[:1], lines: "|1|x|||3|", prepare: failingLeech},
		"leech-rewritten":        {queue: due[:1], lines: "|1|e||1||3|", prepare: leech},
	}
}

func coloured(d *desk) { d.Palette = term.NewPalette(true) }

func leech(d *desk) { d.Leech = 1 }

func withoutPoints(d *desk) { d.store.cards[2].Text.Answer = "The log and the page cache." }

func wordy(d *desk) {
	d.store.cards[1].Text.Answer = "- the lease expires, the token fences, the quorum overlaps\n- another"
}

// soonForgotten has one card of the queue half forgotten by tomorrow.
func soonForgotten(d *desk) {
	d.store.cards[6].State = srs.State{Stability: 0.5, Due: 30000, LastDay: srs.DayAt(d.now, 4)}
}

func neverForgotten(d *desk) {
	for _, c := range d.store.cards {
		c.State.Stability *= 1000
	}
}

// failing lets so many writes fail, with a learner who sees it.
func failing(writes int) func(d *desk) {
	return func(d *desk) { d.store.failing = writes }
}

// earlier gives the store two reviews of an earlier session, and a reset.
func earlier(d *desk) {
	for id, kind := range map[int64]srs.Kind{4: srs.Scheduled, 6: srs.Reset} {
		d.store.log = append(d.store.log, logged{card: id, before: *d.store.cards[id], grade: srs.Hard, kind: kind})
	}
	if d.store.log[0].kind == srs.Reset {
		d.store.log[0], d.store.log[1] = d.store.log[1], d.store.log[0]
	}
}

// failingAfter lets a write fail after so many that did not.
func failingAfter(writes int) func(d *desk) {
	return func(d *desk) { d.store.failAfter = writes + 1 }
}

// failingLater lets every write fail but the first.
func failingLater(d *desk) {
	d.store.between = func() { d.store.failing = len(d.store.log) }
}

// failingLeech lets the write after the leech's lapse fail.
func failingLeech(d *desk) {
	leech(d)
	d.store.between = func() { d.store.failAfter = 1 }
}

// elsewhereAtWork has another terminal grade, bury and remove cards of the queue.
func elsewhereAtWork(d *desk) {
	d.store.between = func() {
		d.store.cards[5].Seen = 99
		d.store.cards[3].Marks.Status = card.Gone
		d.store.cards[4].Marks.BuriedUntil = 99999
	}
}

func TestGoldenSessions(t *testing.T) {
	for name, g := range goldens() {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, 6, "")
			goldenCards(d)
			d.In, d.Echoed, d.Ask = &typist{d, strings.Split(g.lines, "|")}, true, g.ask
			d.Columns = func() int { return cmp.Or(g.columns, 60) }
			g.budget.Pace = cmp.Or(g.budget.Pace, 40*time.Second)
			d.store.editor = func(text card.Text) card.Text {
				text.Answer = strings.ReplaceAll(text.Answer, "expires", "ends")
				return text
			}
			if g.prepare != nil {
				g.prepare(d)
			}
			sum, err := d.Run(t.Context(), g.queue, g.budget)
			got := strings.ReplaceAll(d.out.String(), "\x1b", "␛")
			got += fmt.Sprintf("\n=== %+v, %v\n", sum, err) + d.store.left()
			file := "testdata/" + name + ".golden"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// left tells what a session left in the store.
func (m *memory) left() string {
	var b strings.Builder
	for _, l := range m.log {
		v := l.review
		fmt.Fprintf(&b, "review of %d: %v, %s, %v of %v, sure %d, points %v, typed %q, undone %v\n",
			l.card, l.grade, l.kind, v.Reveal, v.Took, v.Confidence, v.Points, v.Typed, l.undone)
	}
	for id := range int64(len(m.cards)) {
		if c := m.cards[id+1]; c.Marks != (card.Marks{}) || c.Text.Answer != "Answer." {
			fmt.Fprintf(&b, "card %d: %+v, %q\n", c.ID, c.Marks, c.Text.Answer)
		}
	}
	return b.String()
}
