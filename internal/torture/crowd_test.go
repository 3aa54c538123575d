//go:build unix

package torture

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// crowd is many processes on one database: sessions, and beside them whatever else reads or writes.
type crowd struct {
	place
	inputs   string
	sessions []*learner

	mu      sync.Mutex
	trouble []error
	beside  atomic.Int64 // commands that ran beside the sessions
}

const (
	decksOfCrowd  = 8
	cardsOfDeck   = 40
	eventsOfCrowd = 30 // that each session wants to see
)

// busy is what nobody is to read.
var busy = regexp.MustCompile(`(?i)locked|busy|another iq|not saved: [^t]|not taken back`)

// TestCrowd lets many processes grade at once, several of them the same cards, while others import,
// list, count and check. Each acknowledged grade is there, no grade is there that was not
// acknowledged, and nobody is sent away because the database is in use.
func TestCrowd(t *testing.T) {
	c := &crowd{place: place{folder: t.TempDir(), now: longAgo}, inputs: t.TempDir()}
	if err := c.fill(); err != nil {
		t.Fatal(err)
	}
	for range rounds(6, 32) {
		l := newLearner(eventsOfCrowd)
		l.undoes = 7
		c.sessions = append(c.sessions, l)
	}
	c.run()
	for _, err := range c.trouble[:min(len(c.trouble), maxFailures)] {
		t.Error(err)
	}
	told, acknowledged, err := c.compare()
	if err != nil {
		t.Error(err)
	}
	if told == 0 {
		t.Error("no session met a card that another had graded")
	}
	result("%d processes at once with %d grades acknowledged, %d times told of another session, %d other commands "+
		"beside them: %d in trouble",
		len(c.sessions), acknowledged, told, c.beside.Load(), len(c.trouble))
}

// fill imports a deck for every few sessions.
func (c *crowd) fill() error {
	for i := range decksOfCrowd {
		if err := c.write(i, ""); err != nil {
			return err
		}
	}
	_, err := c.must("import", c.inputs)
	return err
}

// write makes the file of a deck. Its answers end in more.
func (c *crowd) write(deck int, more string) error {
	text := strings.ReplaceAll(questions(deck*cardsOfDeck, cardsOfDeck), ".\n\n", "."+more+"\n\n")
	path := filepath.Join(c.inputs, fmt.Sprintf("deck%d.md", deck))
	if err := os.WriteFile(path+".new", []byte(text), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path) // others may be reading it
}

// run lets all sessions go at once and the other commands beside them until the last has ended.
func (c *crowd) run() {
	var sessions, others sync.WaitGroup
	over := make(chan struct{})
	for i, l := range c.sessions {
		sessions.Go(func() { c.note(c.session(i, l)) })
	}
	for _, command := range [][]string{{"import", c.inputs}, {"stats"}, {"list", "--json"}, {"check", "--full"}} {
		others.Go(func() { c.repeat(over, command) })
	}
	sessions.Wait()
	close(over)
	others.Wait()
}

func (c *crowd) note(err error) {
	if err == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.trouble = append(c.trouble, err)
}

// session reviews one deck: every other one practises and so may grade any card, the others compete
// for the same cards.
func (c *crowd) session(i int, l *learner) error {
	args := []string{"review", "--new", "100", fmt.Sprintf("deck%d", i/2%(decksOfCrowd/2))}
	if i%4 == 3 {
		args = []string{"review", "--extra", fmt.Sprintf("deck%d", i%decksOfCrowd)}
	}
	stderr, err := converse(c.iq(args...), l, func() {})
	if err != nil || stderr != "" {
		return fmt.Errorf("session %d: %v: %s", i, err, stderr)
	}
	if found := busy.FindString(l.said.String()); found != "" {
		return fmt.Errorf("session %d was told %q:\n%s", i, found, tail(l.said.String()))
	}
	return nil
}

// repeat runs a command again and again; before an import a file changes.
func (c *crowd) repeat(over chan struct{}, command []string) {
	for n := 0; ; n++ {
		select {
		case <-over:
			return
		default:
		}
		if command[0] == "import" {
			c.note(c.write(n%decksOfCrowd, fmt.Sprintf(" Said %d times.", n)))
		}
		_, err := c.must(command...)
		c.note(err)
		c.beside.Add(1)
	}
}

// compare holds the log against all that was acknowledged, in whatever order.
func (c *crowd) compare() (told, acknowledged int, err error) {
	found, err := examine(c.db())
	if err != nil {
		return 0, 0, err
	}
	balance := map[event]int{}
	for _, l := range c.sessions {
		told += strings.Count(l.said.String(), "graded in another session meanwhile")
		for _, e := range l.events {
			if e.undone {
				e.grade = 0
			} else {
				acknowledged++
			}
			balance[e]++
		}
	}
	for _, e := range found.log {
		balance[event{question: e.question, grade: e.grade}]--
		if e.undone {
			balance[event{question: e.question, undone: true}]--
		}
	}
	for e, n := range balance {
		if n != 0 {
			return told, acknowledged, fmt.Errorf("%v was acknowledged %d times more often than it is in the log", e, n)
		}
	}
	return told, acknowledged, nil
}
