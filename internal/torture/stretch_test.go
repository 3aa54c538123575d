package torture

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stretch is a part of a long run of reviews: the files that it begins with, and what has happened
// before.
type stretch struct {
	files    map[string][]byte
	events   []event
	began    time.Time
	terminal bool // somebody sits there, and tries again what was not saved
}

const (
	reviewsInRun     = 200
	reviewsInStretch = 20
)

// reviewsTried is how much of the long run is made.
func reviewsTried() int {
	if *everything {
		return reviewsInRun
	}
	return max(1, 3/slower) * reviewsInStretch
}

// longRun makes, once for all tests, a database of as many cards and reviews them in one session. The stretches of it
// begin with the files as a kill would leave them there, so that a fault in each of its operations
// can be tried without all that came before; and each of them ends as a session ends.
func longRun(t *testing.T) []stretch {
	t.Helper()
	if madeRun == nil {
		madeRun = makeLongRun(t)
	}
	return madeRun
}

var madeRun []stretch

func makeLongRun(t *testing.T) (stretches []stretch) {
	t.Helper()
	folder, reviews := scratch(t), reviewsTried()
	p := &program{db: filepath.Join(folder, "iq.db"), clock: newClock()}
	if err := p.must("import", questionFile(t, 0, reviews)); err != nil {
		t.Fatal(err)
	}
	d := insert(folder)
	defer d.eject()
	r, err := d.startRecord()
	if err != nil {
		t.Fatal(err)
	}
	l := newLearner(reviews)
	l.undoes = 37
	times := []time.Time{p.clock.now}
	l.acked = func() {
		d.ack()
		times = append(times, p.clock.now)
	}
	if status, stderr := p.run(l, l, "review", "--new", fmt.Sprint(reviews)); status != 0 || len(l.events) != reviews {
		t.Fatalf("exit status %d, %d events: %s", status, len(l.events), stderr)
	}
	d.stopRecord()
	platter, acks := newPlatter(r.before), 0
	for _, e := range r.entries {
		if acks == len(stretches)*reviewsInStretch && acks < reviews {
			stretches = append(stretches, stretch{files: platter.kept(), events: l.events[:acks:acks],
				began: times[acks]})
		}
		if platter.apply(e); e.op == opAck {
			acks++
		}
	}
	return stretches
}

// questionFile writes a file of n questions from number `from` on.
func questionFile(t *testing.T, from, n int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), fmt.Sprintf("questions-%d.md", from))
	if err := os.WriteFile(file, []byte(questions(from, n)), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// run reviews the stretch on a disk with a fault, and then looks at what is left on a sound one.
func (s stretch) run(d *disk, f *fault) error {
	if err := fillFolder(d.folder, s.files); err != nil {
		return err
	}
	p := &program{db: filepath.Join(d.folder, "iq.db"), clock: &clock{s.began}, terminal: s.terminal}
	l := newLearner(reviewsInStretch)
	l.undoes = 7
	d.set(f)
	status, stderr := p.run(l, l, "review", "--new", fmt.Sprint(reviewsTried()))
	d.mend()
	if err := s.judge(p, l, status, stderr); err != nil {
		return err
	}
	found, err := examine(p.db)
	if err != nil {
		return err
	}
	return holds(found.log, append(s.events, l.events...))
}

// judge holds what the session said against what it did.
func (s stretch) judge(p *program, l *learner, status int, stderr string) error {
	unsaved := l.given - l.grades()
	switch {
	case status == 0 && len(l.events) < l.want:
		return fmt.Errorf("exit status 0 with %d of %d events", len(l.events), l.want)
	case status != 0 && !strings.Contains(stderr, p.db):
		return fmt.Errorf("exit status %d, and the file is not named: %q", status, stderr)
	case !s.terminal && status == 0 && unsaved != 0, !s.terminal && unsaved > 1:
		return fmt.Errorf("exit status %d with %d grades not saved", status, unsaved)
	case s.terminal && unsaved > l.refused:
		return fmt.Errorf("%d grades not saved, %d refused", unsaved, l.refused)
	case l.refused > 0 && !strings.Contains(l.said.String(), p.db):
		return fmt.Errorf("refused without naming the file: %q", l.said.String())
	}
	return nil
}
