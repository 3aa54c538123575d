package torture

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // where the machine has no time zones
)

// newADay is how many new cards a day are asked.
const newADay = 5

// TestClocks grades by clocks that jump, in zones where hours are lost and come twice. Each review
// counts for the day that it was then and there, none is lost or out of order, no interval is
// negative, the day's limits hold, and what a wrong clock has done is told and can be taken back.
func TestClocks(t *testing.T) {
	grades := 0
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			w, err := s.begin(t)
			if err != nil {
				t.Fatal(err)
			}
			for _, step := range []func() error{w.review, w.compare, w.lookAhead, w.takeBack} {
				if err := step(); err != nil {
					t.Fatal(err)
				}
			}
			grades += len(w.events)
		})
	}
	result("%d clocks with %d grades", len(scenarios), grades)
}

// watch is a scenario under way.
type watch struct {
	scenario
	*program
	instants []time.Time
	events   []event // a grade for each moment
}

func (s scenario) begin(t *testing.T) (*watch, error) {
	w := &watch{scenario: s, program: &program{db: filepath.Join(scratch(t), "iq.db"), clock: newClock()}}
	for _, m := range s.moments {
		at, err := time.Parse(time.RFC3339, m.at)
		if err == nil && s.zone != "" {
			at, err = inZone(at, s.zone)
		}
		if err != nil {
			return nil, err
		}
		w.instants = append(w.instants, at)
	}
	w.clock.now = slices.MinFunc(w.instants, time.Time.Compare).Add(-time.Minute)
	list := filepath.Join(t.TempDir(), "list.md")
	return w, errors.Join(writeQuestions(list, 0, 40), w.must("import", list),
		w.must("config", "day-starts-at", fmt.Sprint(s.start)), w.must("config", "new-per-day", fmt.Sprint(newADay)))
}

// inZone is an instant as the clocks of a zone show it, which has to be as it was written.
func inZone(at time.Time, zone string) (time.Time, error) {
	where, err := time.LoadLocation(zone)
	if err != nil {
		return at, err
	}
	there := at.In(where)
	_, is := there.Zone()
	if _, written := at.Zone(); is != written {
		return at, fmt.Errorf("in %s it is %v, not %v", zone, there, at)
	}
	return there, nil
}

// review gives a grade at each moment, in one session or in one for each.
func (w *watch) review() error {
	if !w.within {
		for i := range w.instants {
			if err := w.session(w.instants[i : i+1]); err != nil {
				return fmt.Errorf("moment %d: %w", i+1, err)
			}
		}
		return nil
	}
	return w.session(w.instants)
}

// session is one session with a grade at each of the instants.
func (w *watch) session(instants []time.Time) error {
	l := newLearner(len(instants))
	l.gives = func(int) int { return 3 }
	w.clock.now = instants[0]
	l.acked = func() {
		if n := len(l.events); n < len(instants) {
			w.clock.now = instants[n]
		}
	}
	left := newADay - w.firstsOn(w.moments[len(w.events)].day)
	status, stderr := w.run(l, l, "review")
	w.events = append(w.events, l.events...)
	switch {
	case status != 0 || stderr != "":
		return fmt.Errorf("exit status %d: %s", status, stderr)
	case len(l.events) != len(instants):
		return fmt.Errorf("%d grades, want %d:\n%s", len(l.events), len(instants), l.said.String())
	}
	if asked := newIn.FindStringSubmatch(l.said.String()); asked == nil || asked[1] != fmt.Sprint(left) {
		return fmt.Errorf("the day has %d new cards left, the session says %q", left, asked)
	}
	return nil
}

// newIn finds how many new cards a session announces.
var newIn = regexp.MustCompile(`(?m)^(?:\d+ due, )?(\d+) new`)

// firstsOn counts the cards that were answered for the first time on a study day.
func (w *watch) firstsOn(day string) (n int) {
	seen := map[string]bool{}
	for i, e := range w.events {
		if w.moments[i].day == day && !seen[e.question] {
			n++
		}
		seen[e.question] = true
	}
	return n
}

// logged is a line of the exported log.
type logged struct {
	Card   string
	At     time.Time
	Offset int
	Day    string
	Undone bool
}

// carded is a card as it is listed.
type carded struct {
	ID            int64
	UID, Question string
	Due           *string
	Interval      int
	Reps          int
}

// lines reads what a command prints as JSON, an object a line.
func lines[T any](p *program, args ...string) (list []T, err error) {
	status, stdout, stderr := p.command(args...)
	if status != 0 {
		return nil, fmt.Errorf("iq %v: %s", args, stderr)
	}
	for line := range strings.Lines(stdout) {
		var v T
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// compare holds the log against the moments, and looks at every interval.
func (w *watch) compare() error {
	log, err := lines[logged](w.program, "export", "--reviews", "--json")
	if err != nil {
		return err
	}
	cards, err := lines[carded](w.program, "list", "--json")
	if err != nil {
		return err
	}
	if len(log) != len(w.moments) {
		return fmt.Errorf("%d reviews are in the log, %d were given", len(log), len(w.moments))
	}
	for i, r := range log {
		if err := w.is(i, r, cards); err != nil {
			return fmt.Errorf("review %d: %w", i+1, err)
		}
	}
	for _, c := range cards {
		if c.Interval < 0 || (c.Reps > 0) != (c.Interval > 0 && c.Due != nil) {
			return fmt.Errorf("card %d: %+v", c.ID, c)
		}
	}
	return nil
}

// is fails unless a review is that of a moment.
func (w *watch) is(i int, r logged, cards []carded) error {
	_, offset := w.instants[i].Zone()
	late := r.At.Sub(w.instants[i])
	at := slices.IndexFunc(cards, func(c carded) bool { return c.UID == r.Card })
	switch {
	case r.Day != w.moments[i].day || r.Offset != offset/60:
		return fmt.Errorf("it counts for %s at %d minutes, want %s at %d", r.Day, r.Offset, w.moments[i].day, offset/60)
	case late < 0 || late > time.Minute:
		return fmt.Errorf("it was at %v, want %v", r.At, w.instants[i])
	case at < 0 || itemIn(cards[at].Question) != w.events[i].question:
		return fmt.Errorf("it is of card %s, want %s", r.Card, w.events[i].question)
	}
	return nil
}

// mends is what a check advises.
var mends = regexp.MustCompile(`'iq undo (\d+)'`)

// lookAhead checks by the last clock: what is dated in the future is told, and the command that is
// named mends it.
func (w *watch) lookAhead() error {
	for round := 0; ; round++ {
		status, stdout, stderr := w.command("check", "--full")
		advice := mends.FindAllStringSubmatch(stdout, -1)
		told := strings.Count(stdout, "which is in the future")
		switch {
		case round == 0 && told != w.ahead, status == 0 != (told == 0), len(advice) != told, round > 5:
			return fmt.Errorf("check: exit status %d, %d reviews still to come, want %d:\n%s%s", status, told, w.ahead,
				stdout, stderr)
		case told == 0:
			return nil
		}
		for _, a := range advice {
			if err := w.must("undo", a[1]); err != nil {
				return err
			}
		}
	}
}

// takeBack takes back all grades: the last that was given comes first, whatever the clock said.
func (w *watch) takeBack() error {
	log, err := lines[logged](w.program, "export", "--reviews", "--json")
	if err != nil {
		return err
	}
	for i, e := range slices.Backward(w.events) {
		if log[i].Undone {
			continue // a check advised it
		}
		status, stdout, stderr := w.command("undo")
		if status != 0 || !strings.HasPrefix(stdout, "Taken back: good") || itemIn(stdout) != e.question {
			return fmt.Errorf("grade %d was of %s, taken back was %s%s", i+1, e.question, stdout, stderr)
		}
	}
	if status, _, _ := w.command("undo"); status != 1 {
		return fmt.Errorf("exit status %d with nothing left to take back", status)
	}
	return w.must("check", "--full")
}

// writeQuestions makes a file of n questions.
func writeQuestions(file string, from, n int) error {
	return os.WriteFile(file, []byte(questions(from, n)), 0o644)
}
