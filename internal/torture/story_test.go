package torture

import (
	"fmt"
	"path/filepath"
	"testing"
)

// story is a record of commands on one disk, with what the database holds at each moment.
type story struct {
	record  *record
	moments []moment
	acks    []int   // positions in the record
	events  []event // of the log
	began   int     // of events, how many were there already
	told    []int   // of events, how many had come by each ack
}

// moment is what a database holds when that part of the record was played, for certain or not.
type moment struct {
	at     int // entries played
	digest string
}

// teller runs the commands of a story.
type teller struct {
	t      *testing.T
	d      *disk
	p      *program
	events []event
	told   []int
}

// tell records what act does to a disk that begins with files.
func tell(t *testing.T, files map[string][]byte, loose looseness, act func(*teller)) *story {
	t.Helper()
	d := insert(scratch(t))
	defer d.eject()
	if err := fillFolder(d.folder, files); err != nil {
		t.Fatal(err)
	}
	d.loose = loose
	began, err := logOf(t, files)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.startRecord()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{db: filepath.Join(d.folder, "iq.db"), clock: newClock(), editor: `sh -c 'echo and more >> "$0"'`}
	s := &teller{t: t, d: d, p: p, events: began}
	act(s)
	d.stopRecord()
	return &story{record: r, events: s.events, began: len(began), told: s.told}
}

// logOf returns the log of a database as the events that made it.
func logOf(t *testing.T, files map[string][]byte) ([]event, error) {
	if len(files) == 0 {
		return nil, nil
	}
	folder := scratch(t)
	if err := fillFolder(folder, files); err != nil {
		return nil, err
	}
	c, err := examine(filepath.Join(folder, "iq.db"))
	var events []event
	for _, e := range c.log {
		events = append(events, event{question: e.question, grade: e.grade})
		if e.undone {
			events = append(events, event{undone: true})
		}
	}
	return events, err
}

// command runs a command, which is acknowledged by its exit status.
func (s *teller) command(args ...string) {
	s.t.Helper()
	if err := s.p.must(args...); err != nil {
		s.t.Fatal(err)
	}
	if args[0] == "undo" {
		s.events = append(s.events, event{undone: true})
	}
	s.ack()
}

func (s *teller) ack() {
	s.told = append(s.told, len(s.events))
	s.d.ack()
}

// review has a session until so many events were acknowledged; some of them take a grade back.
func (s *teller) review(events, undoes int) {
	s.t.Helper()
	l := newLearner(events)
	l.undoes = undoes
	l.acked = func() {
		s.events = append(s.events, l.events[len(l.events)-1])
		s.ack()
	}
	if status, stderr := s.p.run(l, l, "review", "--new", fmt.Sprint(events)); status != 0 || len(l.events) != events {
		s.t.Fatalf("exit status %d, %d events: %s", status, len(l.events), stderr)
	}
}

// live plays a story without any loss and notes what the database holds at every sync and at every
// ack, where what was acknowledged has to be there.
func (s *story) live(t *testing.T) {
	t.Helper()
	folder := scratch(t)
	p := newPlatter(s.record.before)
	look := func(at int) content {
		c, err := examineFiles(folder, p.kept())
		if err != nil {
			t.Fatalf("after %d operations, nothing lost: %v", at, err)
		}
		s.moments = append(s.moments, moment{at, c.digest()})
		return c
	}
	look(0)
	for i, e := range s.record.entries {
		p.apply(e)
		switch e.op {
		case opSync:
			look(i + 1)
		case opAck:
			if err := holds(look(i+1).log, s.events[:s.told[len(s.acks)]]); err != nil {
				t.Fatalf("acknowledged, and not yet there: %v", err)
			}
			s.acks = append(s.acks, i+1)
		}
	}
	look(len(s.record.entries))
}

// examineFiles looks at a database that consists of these files.
func examineFiles(folder string, files map[string][]byte) (content, error) {
	if err := fillFolder(folder, files); err != nil {
		return content{}, err
	}
	return examine(filepath.Join(folder, "iq.db"))
}

// judge fails unless what was found after a misfortune at some operation is what was acknowledged by
// then, or has besides what was just being done.
func (s *story) judge(at int, found content) error {
	from, to, told := 0, len(s.record.entries), s.began
	for i, ack := range s.acks {
		if ack > at {
			to = ack
			break
		}
		from, told = ack, s.told[i]
	}
	if err := holds(found.log, s.events[:told]); err != nil {
		return err
	}
	digest := found.digest()
	for _, m := range s.moments {
		if m.at >= from && m.at <= to && m.digest == digest {
			return nil
		}
	}
	return fmt.Errorf("what was acknowledged is not there as it was: %d cards, %d reviews, %v", len(found.cards),
		len(found.log), found.settings)
}
