package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"iq/internal/card"
	"iq/srs"
)

// lineEditor gives the lines that it was made with, and then its error.
type lineEditor struct {
	lines    []line
	err      error
	prompts  []string
	wait     <-chan struct{} // before the error
	restored int
}

func (e *lineEditor) ReadLine(prompt string) (text string, pasted bool, err error) {
	e.prompts = append(e.prompts, prompt)
	if len(e.lines) == 0 {
		if e.wait != nil {
			<-e.wait
		}
		return "", false, e.err
	}
	next := e.lines[0]
	e.lines = e.lines[1:]
	return next.text, next.pasted, nil
}

func (e *lineEditor) Restore() error {
	e.restored++
	return nil
}

// TestTextByALineEditor shows no prompt of its own, and keeps the empty lines of what was pasted.
func TestTextByALineEditor(t *testing.T) {
	d := newDesk(t, 1, "3\n")
	e := &lineEditor{lines: []line{{text: "one ", pasted: true}, {pasted: true}, {text: "two"}, {}}, err: io.EOF}
	d.Lines, d.Ask = e, Options{Type: true}
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil || len(d.store.log) != 1 {
		t.Fatalf("%v\n%s", err, d.out.String())
	}
	if got := d.store.log[0].review.Typed; got != "one\n\ntwo" {
		t.Errorf("typed %q", got)
	}
	if got := fmt.Sprintf("%q", e.prompts); got != `["> " "> " "> " "> "]` || strings.Contains(d.out.String(), "\n> ") {
		t.Errorf("prompts %s\n%s", got, d.out.String())
	}
}

// TestCtrlCInALineEditor interrupts the session; Ctrl-D quits it.
func TestCtrlCInALineEditor(t *testing.T) {
	for err, want := range map[error]bool{ErrInterrupted: true, io.EOF: false} {
		for _, input := range []string{"", "f\n"} {
			d := newDesk(t, 1, input)
			d.Lines, d.Ask = &lineEditor{err: err}, Options{Type: input == ""}
			sum, err := d.Run(t.Context(), fresh(1), srs.Budget{})
			if err != nil || sum.Interrupted != want || sum.Left != 1 {
				t.Errorf("%+v, %v; want interrupted %v", sum, err, want)
			}
		}
	}
}

// TestTerminalIsRestored when a signal ends the session in the middle of a line.
func TestTerminalIsRestored(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	wait := make(chan struct{})
	defer close(wait)
	d := newDesk(t, 1, "")
	e := &lineEditor{err: io.EOF, wait: wait}
	d.Lines, d.Ask = e, Options{Type: true}
	d.Resumed = resumedOnce(cancel)
	sum, err := d.Run(ctx, fresh(1), srs.Budget{})
	if err != nil || !sum.Interrupted || e.restored != 1 {
		t.Errorf("%+v, %v, restored %d times", sum, err, e.restored)
	}
}

// resumedOnce tells once that the program goes on, and then does something else.
func resumedOnce(then func()) <-chan struct{} {
	resumed := make(chan struct{})
	go func() {
		resumed <- struct{}{} // taken once the session waits for a line
		then()
	}()
	return resumed
}

// TestStoreCannotRead ends the session, at whichever card.
func TestStoreCannotRead(t *testing.T) {
	for at, tt := range map[int]struct {
		input string
		leech int
	}{
		1: {"", 0},         // the first card
		2: {"\n3\n", 0},    // the second
		3: {"\ne\n", 0},    // what the editor has left; the second reading is of the card as it is edited
		4: {"\n1\nx\n", 1}, // a leech
	} {
		d := newDesk(t, 2, tt.input)
		c := d.store.cards[1]
		yesterday := srs.DayAt(d.now, 4) - 1
		c.State, _ = d.Model.Answer(c.State, srs.Review{Day: yesterday, Grade: srs.Good, Kind: srs.Scheduled})
		d.Leech = tt.leech
		d.store.editor = mended
		d.Store = &unreadable{memory: d.store, from: min(at, 2)}
		if _, err := d.Run(t.Context(), fresh(2), srs.Budget{}); !errors.Is(err, errUnreadable) {
			t.Errorf("%d: %v\n%s", at, err, d.out.String())
		}
	}
}

// mended is what an editor leaves.
func mended(text card.Text) card.Text {
	text.Question = "Mended?"
	return text
}

var errUnreadable = errors.New("cannot be read")

// unreadable is a store of which cards can be read only so often.
type unreadable struct {
	*memory
	from int
}

func (u *unreadable) Card(ctx context.Context, id int64) (Card, error) {
	if u.from--; u.from <= 0 {
		return Card{}, errUnreadable
	}
	return u.memory.Card(ctx, id)
}

// TestStoreFailsWithoutATerminal ends the session with the error, whatever was wanted of the store.
func TestStoreFailsWithoutATerminal(t *testing.T) {
	for _, input := range []string{"i\n", "f note\n", "f\nnote\n", "b\n", "x\n", "u\n", "\n3\n"} {
		d := newDesk(t, 1, input)
		d.store.failing = 1
		if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); !errors.Is(err, errFull) {
			t.Errorf("%q: %v\n%s", input, err, d.out.String())
		}
	}
}

// narrowDisk takes so many bytes.
type narrowDisk struct{ room int }

func (n *narrowDisk) Write(b []byte) (int, error) {
	if n.room -= len(b); n.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// TestNothingCanBeShown ends the session: no grade is taken for an answer that nobody saw.
func TestNothingCanBeShown(t *testing.T) {
	for room := range 150 {
		d := newDesk(t, 1, "\n3\n")
		d.Out = &narrowDisk{room}
		_, err := d.Run(t.Context(), fresh(1), srs.Budget{})
		if !errors.Is(err, errFull) || len(d.store.log) != 0 {
			t.Errorf("with room for %d bytes: %v, %d grades", room, err, len(d.store.log))
		}
	}
}

// TestResumed shows the prompt again when the program goes on after it was stopped.
func TestResumed(t *testing.T) {
	r, w := io.Pipe()
	resumed := make(chan struct{})
	d := newDesk(t, 1, "")
	d.In, d.Resumed = r, resumed
	go func() {
		resumed <- struct{}{}
		io.WriteString(w, "q\n")
	}()
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil ||
		strings.Count(d.out.String(), "answer>") != 2 {
		t.Errorf("%v\n%s", err, d.out.String())
	}
}

// TestStoreFails ends a session without a terminal with the error; on a terminal the learner is told
// and may try again.
func TestStoreFails(t *testing.T) {
	d := newDesk(t, 2, "\n3\n\n3\n")
	d.store.failing = 1
	if _, err := d.Run(t.Context(), fresh(2), srs.Budget{}); !errors.Is(err, errFull) {
		t.Errorf("%v\n%s", err, d.out.String())
	}
	d = newDesk(t, 1, "\n3\nb\n3\n")
	d.Echoed, d.store.failing = true, 2
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil || d.store.grades() != "1:good/scheduled" ||
		!strings.Contains(d.out.String(), "not saved: the disk is full") {
		t.Errorf("%s, %v\n%s", d.store.grades(), err, d.out.String())
	}
	d = newDesk(t, 1, "\n3\nq\n")
	d.Echoed, d.store.failing = true, 1
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); !errors.Is(err, errFull) {
		t.Errorf("a session that ended with a grade unsaved: %v", err)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d := newDesk(t, 2, "")
	r, w := io.Pipe()
	defer w.Close()
	d.In = r
	go func() {
		io.WriteString(w, "\n3\n")
		cancel()
	}()
	sum, err := d.Run(ctx, fresh(2), srs.Budget{})
	if err != nil || !sum.Interrupted || len(d.store.log) > 1 {
		t.Errorf("%+v, %v", sum, err)
	}
}
