// Package session is the review loop: it shows a question, waits, shows the answer, takes a grade,
// and goes on until nothing is left or the learner stops.
//
// It works line by line, on a terminal and with piped answers alike. It sees cards through a small
// Store and a Desk of its own and must never know where they are kept, nor what the time or the
// terminal is beyond what it was handed. Which card is asked next package srs decides.
package session

import (
	"context"
	"errors"
	"io"
	"time"

	"iq/internal/term"
	"iq/srs"
)

// MaxPause is what a pause at one prompt counts for at most.
const MaxPause = 2 * time.Minute

// Session holds what the loop needs of the world.
type Session struct {
	Store     Store
	Desk      Desk
	Model     srs.Model
	In        io.Reader
	Lines     LineEditor // for text, on a terminal; nil: text is read from In
	Out       io.Writer
	Echoed    bool            // what is typed shows up by itself, as on a terminal
	Resumed   <-chan struct{} // the program goes on after it was stopped; may be nil
	Palette   *term.Palette
	Columns   func() int // of the terminal now; 0 where there is none
	Now       func() time.Time
	StartHour int                // local hour at which a study day begins
	Explain   func(error) string // says what to do about an error of the store
	Leech     int                // lapses from which on a card is a leech; 0: never
	Ask       Options
}

// Options are what a session asks beside the grade.
type Options struct {
	Points bool // which key points of the answer the learner's own held
	Type   bool // the answer in writing, before the card's is shown
	Sure   bool // how sure the learner is, before the answer is shown
}

// Summary is what came of a session.
type Summary struct {
	Grades      [4]int // reviews by grade, Again first, repeats included
	Cards       int    // different cards that were graded
	Left        int    // cards that were planned and not graded, and repeats still due
	Took        time.Duration
	Interrupted bool // stopped by a signal
}

// Run asks what is in the queue. Every grade that it reports as saved is in the store. The end of the input and a
// cancelled context end the session as `q` does; an error is the store's, or that nothing can be written any more.
func (s *Session) Run(ctx context.Context, queue srs.Queue, budget srs.Budget) (Summary, error) {
	r := &run{
		session: s, input: newLineReader(s.In, s.Lines), queue: queue, budget: budget, began: s.Now(),
		screen: &screen{out: term.NewOutput(s.Out), palette: s.Palette, columns: s.Columns,
			explained: map[string]bool{}},
	}
	defer close(r.input.ask)
	r.showHeader()
	err := r.loop(ctx)
	sum := r.summary()
	sum.Interrupted = errors.Is(err, context.Canceled) || errors.Is(err, ErrInterrupted)
	if err == nil || sum.Interrupted || errors.Is(err, errQuit) {
		err = r.failed
	}
	r.showSummary(context.WithoutCancel(ctx), sum)
	if err == nil {
		err = r.screen.out.Err()
	}
	return sum, err
}

// day is the instant and the study day of the moment.
func (s *Session) day() (time.Time, srs.Day) {
	now := s.Now()
	return now, srs.DayAt(now, s.StartHour)
}
