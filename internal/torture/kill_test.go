//go:build unix

package torture

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// victim is a command that is killed at random moments. Whenever that is, there is a whole database
// under its name, in the state before the command or in the one after it; and the command can be
// given again, which then does it.
type victim struct {
	name string
	// setUp makes the place as it is before. Files outside of the database go into inputs, which stays
	// where it is when the place is copied.
	setUp func(p place, inputs string) error
	args  func(inputs string) []string
	// state reads a database as far as the command could spoil it; nil is examine.
	state func(path string) (string, error)
	// byOpening tells that to open the database does it all, so that no state but the one after is seen.
	byOpening bool
	// also looks at the other files, given the states that they may be in; nil: there are none.
	also func(p place, killed bool, states ...string) error
}

const cardsOfVictim = 300

var victims = []victim{
	{
		name: "import of new files",
		setUp: func(p place, inputs string) error {
			return writeQuestions(filepath.Join(inputs, "new.md"), 0, cardsOfVictim)
		},
		args: func(inputs string) []string { return []string{"import", inputs} },
	},
	{
		name: "import of changed files",
		setUp: func(p place, inputs string) error {
			if err := importFor(p, inputs); err != nil {
				return err
			}
			return writeQuestions(filepath.Join(inputs, "list.md"), cardsOfVictim/2, cardsOfVictim)
		},
		args: func(inputs string) []string { return []string{"import", inputs} },
	},
	{
		name: "check --rebuild",
		setUp: func(p place, inputs string) error {
			return errors.Join(importFor(p, inputs), reviewSome(p), damageSchedule(p.db()))
		},
		args:  func(string) []string { return []string{"check", "--rebuild"} },
		state: dump,
	},
	{
		name:      "migration from schema 1",
		setUp:     func(p place, _ string) error { return unpackSchema(1, p.db()) },
		args:      func(string) []string { return []string{"list"} },
		byOpening: true,
	},
	{
		name:      "migration from schema 2",
		setUp:     func(p place, _ string) error { return unpackSchema(2, p.db()) },
		args:      func(string) []string { return []string{"list"} },
		byOpening: true,
	},
}

// TestKilledCommands kills commands that write much.
func TestKilledCommands(t *testing.T) {
	for _, v := range slices.Concat(victims, backups) {
		t.Run(v.name, func(t *testing.T) { v.torture(t, rounds(2, 300)) })
	}
}

func (v victim) torture(t *testing.T, kills int) {
	inputs, base := t.TempDir(), place{t.TempDir(), longAgo}
	if err := v.setUp(base, inputs); err != nil {
		t.Fatal(err)
	}
	base.now = base.now.Add(48 * time.Hour)
	if v.state == nil {
		v.state = stateOf
	}
	h := &hunt{victim: v, base: base, inputs: inputs}
	if err := h.measure(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	if h.before == h.after && !v.byOpening && v.also == nil {
		t.Fatal("the command does nothing")
	}
	lost := spread(t, upTo(kills), h.kill)
	result("%d kills in %s: %d lost or corrupt", kills, v.name, lost)
}

// hunt is one victim in its place.
type hunt struct {
	victim
	base          place
	inputs        string
	before, after string // states

	took atomic.Int64 // nanoseconds, by the last one that was not killed
}

// measure finds out what the command does when nobody kills it, and how long it takes.
func (h *hunt) measure(folder string) (err error) {
	if h.before, err = h.look(h.base, filepath.Join(folder, "before")); err != nil {
		return fmt.Errorf("before: %w", err)
	}
	p, err := h.base.copyOf(filepath.Join(folder, "after"))
	if err != nil {
		return err
	}
	began := time.Now()
	if _, err := p.must(h.args(h.inputs)...); err != nil {
		return err
	}
	h.took.Store(int64(time.Since(began)))
	h.after, err = h.look(p, filepath.Join(folder, "copy"))
	return err
}

// look reads the state of a place by a copy of it, so that what it holds stays as a kill left it.
func (h *hunt) look(p place, folder string) (string, error) {
	copied, err := p.copyOf(folder)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(copied.db()); err == nil {
		if _, err := dump(copied.db()); err != nil {
			return "", err
		}
	}
	return h.state(copied.db())
}

// kill kills the command once, looks at what is left, and runs it again.
func (h *hunt) kill(i int, folder string) error {
	chance := rand.New(rand.NewPCG(seed, uint64(i)))
	p, err := h.killed(chance, filepath.Join(folder, "now"))
	if err != nil {
		return err
	}
	if err := h.judge(p, filepath.Join(folder, "copy"), true); err != nil {
		return fmt.Errorf("killed: %w", err)
	}
	if _, err := p.must(h.args(h.inputs)...); err != nil {
		return fmt.Errorf("given again: %w", err)
	}
	if err := h.judge(p, filepath.Join(folder, "copy"), false); err != nil {
		return fmt.Errorf("given again: %w", err)
	}
	return nil
}

// maxMisses bounds how often a command may end before it is killed.
const maxMisses = 50

// killed returns a place in which the command was killed.
func (h *hunt) killed(chance *rand.Rand, folder string) (place, error) {
	for range maxMisses {
		p, err := h.base.copyOf(folder)
		if err != nil {
			return p, err
		}
		began := time.Now()
		killed, err := runKilled(p.iq(h.args(h.inputs)...), time.Duration(chance.Int64N(h.took.Load())))
		if err != nil || killed {
			return p, err
		}
		h.took.Store(int64(time.Since(began)))
	}
	return place{}, errors.New("it is over before it can be killed")
}

// judge compares a place with the states that it may be in.
func (h *hunt) judge(p place, folder string, killed bool) error {
	state, err := h.look(p, folder)
	switch {
	case err != nil:
		return err
	case state != h.after && !(killed && state == h.before):
		return errors.New("the database is neither as before nor as after it" + difference(h.after, state))
	case h.also != nil:
		return h.also(place{folder, p.now}, killed, h.before, h.after)
	}
	return nil
}

func stateOf(path string) (string, error) {
	c, err := examine(path)
	return c.digest(), err
}

// difference is the first line in which two states differ.
func difference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return fmt.Sprintf(":\n%s\n%s", as[i], bs[i])
		}
	}
	return fmt.Sprintf(": %d lines, %d lines", len(as), len(bs))
}
