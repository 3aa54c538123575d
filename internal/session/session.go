// Package session is the review loop: it shows a question, waits, shows the answer, takes a grade,
// and goes on until nothing is left or the learner stops.
//
// It works line by line, on a terminal and with piped answers alike. It sees cards through a small
// Store and a Desk of its own and must never know where they are kept, nor what the time or the
// terminal is beyond what it was handed.
package session

import (
	"context"
	"errors"
	"io"
	"time"

	"iq/internal/card"
	"iq/internal/term"
	"iq/srs"
)

// Card is a card as the learner meets it.
type Card struct {
	ID int64
	card.Text
	card.Marks
	State  srs.State
	Seen   int64 // the store's mark of the last review; a grade must carry the mark that was shown
	Missed []int // key points of the answer, from 1, that were missed at the last review that told of any
}

// Confidence is what the learner says of an answer before it is shown.
type Confidence int

const (
	NotAsked Confidence = iota
	No
	Maybe
	Sure
)

// Point is a key point of an answer, and whether the learner's own held it.
type Point struct {
	Text string
	Held bool
}

// Answer is a grade on its way to the store.
type Answer struct {
	Card       Card
	At         time.Time
	Day        srs.Day
	Grade      srs.Grade
	Kind       srs.Kind
	Took       time.Duration // from the question to the grade, each pause at most MaxPause
	Reveal     time.Duration // of these, until the answer was shown
	Confidence Confidence
	Points     []Point // nil: not told
	Typed      string  // the learner's answer in writing; "" is none
}

// Saved is what the store tells of a grade that is on disk.
type Saved struct {
	Review int64 // the store's number of the review, to take it back
	Seen   int64 // the card's mark now
	Next   srs.State
}

// Undone is a line of the log that the store has taken back.
type Undone struct {
	Card  int64
	Grade srs.Grade
	Kind  srs.Kind
}

// Store keeps cards and grades. A grade is on disk when Answer returns.
type Store interface {
	Card(ctx context.Context, id int64) (Card, error)
	Answer(ctx context.Context, a Answer) (Saved, error)
	// Undo takes back one review, or with 0 the last of all.
	Undo(ctx context.Context, review int64) (Undone, error)
}

// Desk is where a learner works on a card.
type Desk interface {
	// Mark sets those of a card's marks in which wanted differs from shown, and no others.
	Mark(ctx context.Context, card int64, shown, wanted card.Marks) error
	// Write gives a card another text, unless its text is no longer the one that was shown: then the
	// error wraps ErrChangedElsewhere.
	Write(ctx context.Context, card int64, shown, text card.Text) error
	// Edit lets the learner change a card's text in an editor, and stores what he left there.
	Edit(ctx context.Context, c Card) (changed bool, err error)
	// Info tells what is known of a card, a line each.
	Info(ctx context.Context, c Card) ([]string, error)
}

// LineEditor reads a line of text with the keys that people are used to.
type LineEditor interface {
	// ReadLine shows a prompt and gives what was typed, with pasted for a line that was pasted and
	// not entered. The error is io.EOF for Ctrl-D and ErrInterrupted for Ctrl-C.
	ReadLine(prompt string) (text string, pasted bool, err error)
	// Restore gives the terminal back for good, also while a line is read that nobody waits for any
	// more.
	Restore() error
}

// Errors that those of a Store, a Desk and a LineEditor may wrap; the session goes on after all but
// the last.
var (
	ErrGradedElsewhere  = errors.New("graded in another session")
	ErrChangedElsewhere = errors.New("changed elsewhere")
	ErrNothingToUndo    = errors.New("nothing to take back")
	ErrInterrupted      = errors.New("interrupted")
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
	Options
}

// Options are what a session asks beside the grade.
type Options struct {
	Points bool // which key points of the answer the learner's own held
	Type   bool // the answer in writing, before the card's is shown
	Sure   bool // how sure the learner is, before the answer is shown
}

// Summary is what came of a session.
type Summary struct {
	Grades      [4]int // answers by grade, Again first, repeats included
	Cards       int    // different cards that were graded
	Left        int    // cards that were planned and not answered, and repeats still due
	Took        time.Duration
	Interrupted bool // stopped by a signal
}

// Run asks what is planned. Every grade that it reports as saved is in the store. The end of the
// input and a cancelled context end the session as `q` does; an error is the store's, or that
// nothing can be written any more.
func (s *Session) Run(ctx context.Context, queue srs.Queue, budget srs.Budget) (Summary, error) {
	r := &run{
		Session: s, input: newLineReader(s.In, s.Lines), out: &stickyWriter{w: s.Out},
		queue: queue, budget: budget, began: s.Now(), graded: map[int64]int{}, explained: map[string]bool{},
	}
	defer r.input.close()
	r.header()
	err := r.loop(ctx)
	sum := r.summary()
	switch {
	case errors.Is(err, errQuit):
		err = r.failed
	case errors.Is(err, context.Canceled), errors.Is(err, ErrInterrupted):
		sum.Interrupted = true
		err = r.failed
	case err == nil:
		err = r.failed
	}
	r.farewell(context.WithoutCancel(ctx), sum)
	if err == nil {
		err = r.out.err
	}
	return sum, err
}

// day is the study day of the moment.
func (s *Session) day() (time.Time, srs.Day) {
	now := s.Now()
	return now, srs.DayAt(now, s.StartHour)
}

// stickyWriter keeps the first error, so that a session need not look at every line it prints.
type stickyWriter struct {
	w   io.Writer
	err error
}

func (w *stickyWriter) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.w.Write(p)
	if err != nil {
		w.err = err
	}
	return n, err
}
