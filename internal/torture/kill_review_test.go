//go:build unix

package torture

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// killsInARow are suffered by one database, each within a session of its own.
const killsInARow = 5

// cardsKilled are the cards of a database whose sessions are killed.
const cardsKilled = 150

// TestKilledReviews kills sessions at random moments. Every grade of which the session said that it is
// saved is there, and what a killed session leaves behind hinders nobody.
func TestKilledReviews(t *testing.T) {
	kills := rounds(10, 1000)
	base := place{t.TempDir(), longAgo}
	if err := writeQuestions(filepath.Join(base.folder, "questions.md"), 0, cardsKilled); err != nil {
		t.Fatal(err)
	}
	if _, err := base.must("import", filepath.Join(base.folder, "questions.md")); err != nil {
		t.Fatal(err)
	}
	var killed, acknowledged, late atomic.Int64
	lost := spread(t, upTo((kills+killsInARow-1)/killsInARow), func(i int, folder string) error {
		p, err := base.copyOf(filepath.Join(folder, "now"))
		if err != nil {
			return err
		}
		c := chain{place: p, chance: rand.New(rand.NewPCG(seed, uint64(i)))}
		err = c.suffer(killsInARow)
		killed.Add(int64(c.killed))
		acknowledged.Add(int64(c.acknowledged))
		late.Add(int64(c.late))
		return err
	})
	result("%d kills in reviews with %d grades acknowledged (%d more came when the session was over): %d lost or "+
		"corrupt",
		killed.Load(), acknowledged.Load(), late.Load(), lost)
}

// chain is a database through several kills.
type chain struct {
	place
	chance *rand.Rand
	events []event       // that have to be in the log
	took   time.Duration // by the last session that was not killed

	killed, late, acknowledged int
}

func (c *chain) suffer(kills int) error {
	for c.killed < kills {
		if c.late > 5*kills {
			return errors.New("the sessions are over before they can be killed")
		}
		if err := c.session(); err != nil {
			return fmt.Errorf("after %d kills: %w", c.killed, err)
		}
	}
	return nil
}

// session reviews on the next day until the session is killed, and looks at what is left.
func (c *chain) session() error {
	c.now = c.now.Add(24 * time.Hour)
	l := newLearner(25)
	l.undoes = 9
	cmd := c.iq("review", "--new", "12")
	began, d := time.Now(), &death{cmd: cmd, delay: time.Hour}
	if c.took > 0 {
		d.delay = time.Duration(c.chance.Int64N(int64(c.took)))
	}
	stderr, err := converse(cmd, l, d.begin)
	switch {
	case d.came():
		c.killed++
	case err != nil || stderr != "":
		return fmt.Errorf("not killed and yet %v: %s", err, stderr)
	case c.took > 0:
		c.late++
		fallthrough
	default:
		c.took = time.Since(began)
	}
	c.acknowledged += len(l.events)
	return c.look(l.events)
}

// look holds the log against what was acknowledged. What comes first is a command like any other,
// which has to get by with what the kill left.
func (c *chain) look(acknowledged []event) error {
	if _, err := c.must("check", "--full"); err != nil {
		return err
	}
	found, err := examine(c.db())
	if err != nil {
		return err
	}
	if err := holds(found.log, append(c.events, acknowledged...)); err != nil {
		return err
	}
	c.events = eventsOf(found.log)
	return nil
}

// eventsOf returns events that leave a log.
func eventsOf(log []event) (events []event) {
	for _, e := range log {
		events = append(events, event{question: e.question, grade: e.grade})
		if e.undone {
			events = append(events, event{question: e.question, undone: true})
		}
	}
	return events
}
