// Package session is the review loop: it shows a question, waits, shows the answer, takes a grade,
// and goes on until nothing is left or the learner stops.
//
// It works line by line, on a terminal and with piped answers alike. It sees cards through a small
// Store of its own and must never know where they are kept, nor what the time or the terminal is
// beyond what it was handed.
package session

import (
	"context"
	"errors"
	"io"
	"time"

	"iq/internal/term"
	"iq/srs"
)

// Card is a card as the learner meets it.
type Card struct {
	ID       int64
	Deck     string
	Question string // Markdown
	Answer   string // Markdown
	State    srs.State
	Seen     int64 // the store's mark of the last review; a grade must carry the mark that was shown
	Hidden   bool  // suspended, gone or deleted since the session began
}

// Answer is a grade on its way to the store.
type Answer struct {
	Card  Card
	At    time.Time
	Day   srs.Day
	Grade srs.Grade
	Kind  srs.Kind
	Took  time.Duration // from the question to the grade, at most MaxTook
}

// Saved is what the store tells of a grade that is on disk.
type Saved struct {
	Review int64 // the store's number of the review, to take it back
	Seen   int64 // the card's new mark
	Next   srs.State
}

// Undone is a grade that the store has taken back.
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

// What a Store's errors may wrap; the session goes on after them.
var (
	ErrGradedElsewhere = errors.New("graded in another session")
	ErrNothingToUndo   = errors.New("nothing to take back")
)

// MaxTook is what a pause at a card counts for at most.
const MaxTook = 2 * time.Minute

// Session holds what the loop needs of the world.
type Session struct {
	Store     Store
	Model     srs.Model
	In        io.Reader
	Out       io.Writer
	Echoed    bool // what is typed shows up by itself, as on a terminal
	Palette   *term.Palette
	Columns   func() int // of the terminal now; 0 where there is none
	Now       func() time.Time
	StartHour int // local hour at which a study day begins
}

// Plan is what a session will ask.
type Plan struct {
	Repeats []int64 // graded below Good earlier today
	Due     []int64
	New     []int64
	Pace    time.Duration // the learner's own time for one card
}

// Cards is how many cards the plan holds.
func (p Plan) Cards() int { return len(p.Repeats) + len(p.Due) + len(p.New) }

// Duration is how long the plan will take at the learner's pace.
func (p Plan) Duration() time.Duration { return time.Duration(p.Cards()) * p.Pace }

// Until a learner's own pace is known it is taken to be firstPace; a few cards move it little.
const (
	firstPace       = 45 * time.Second
	firstPaceWeight = 10 // cards
)

// Pace estimates the time for one card, its repeats included, from so many that took so long.
func Pace(cards int, took time.Duration) time.Duration {
	return (took + firstPaceWeight*firstPace) / time.Duration(cards+firstPaceWeight)
}

// First is the plan without all but the first n cards.
func (p Plan) First(n int) Plan {
	fresh := map[int64]bool{}
	for _, id := range p.New {
		fresh[id] = true
	}
	short := Plan{Pace: p.Pace}
	for _, id := range srs.Spread(p.Due, p.New) {
		switch {
		case short.Cards() == n:
			return short
		case fresh[id]:
			short.New = append(short.New, id)
		default:
			short.Due = append(short.Due, id)
		}
	}
	short.Repeats = p.Repeats[:min(len(p.Repeats), n-short.Cards())]
	return short
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
func (s *Session) Run(ctx context.Context, plan Plan) (Summary, error) {
	r := &run{Session: s, input: newLineReader(s.In), out: &stickyWriter{w: s.Out}, began: s.Now(), graded: map[int64]int{}}
	defer r.input.close()
	r.fill(plan)
	r.header(plan)
	err := r.loop(ctx)
	sum := r.summary()
	if errors.Is(err, errQuit) {
		err = nil
	}
	if errors.Is(err, context.Canceled) {
		sum.Interrupted = true
		err = nil
	}
	r.farewell(sum)
	if err == nil {
		err = r.out.err
	}
	return sum, err
}

// day is the study day of the moment.
func (s *Session) day() (time.Time, srs.Day) {
	now := s.Now()
	return now, srs.DayOf(now.UnixMilli(), offsetMinutes(now), s.StartHour)
}

func offsetMinutes(t time.Time) int {
	_, seconds := t.Zone()
	return seconds / 60
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
