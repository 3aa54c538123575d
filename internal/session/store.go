package session

import (
	"context"
	"errors"
	"time"

	"iq/internal/card"
	"iq/srs"
)

// Card is a card as the learner is shown it.
type Card struct {
	ID     int64
	Text   card.Text
	Marks  card.Marks
	State  srs.State
	Seen   int64 // the store's mark of the last review; a grade must carry the mark that was shown
	Missed []int // key points of the answer, from 1, that were missed when they were last checked
}

// Confidence is how sure the learner is of their answer before the card's is shown.
type Confidence int

// The degrees of confidence, in the order in which the log keeps them.
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

// Review is a grade on its way to the store.
type Review struct {
	Card       Card
	At         time.Time
	Day        srs.Day
	Grade      srs.Grade
	Kind       srs.Kind
	Took       time.Duration // from the question to the grade, each pause at most MaxPause
	Reveal     time.Duration // of these, until the answer was shown
	Confidence Confidence
	Points     []Point // nil: not checked
	Typed      string  // the learner's answer in writing; "": none
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

// Store keeps cards and grades. A grade is on disk when Save returns.
type Store interface {
	Card(ctx context.Context, id int64) (Card, error)
	// States returns the schedules of those cards that have one, in no order.
	States(ctx context.Context, ids []int64) ([]srs.State, error)
	Save(ctx context.Context, r Review) (Saved, error)
	// Undo takes back one review, or with 0 the last of all.
	Undo(ctx context.Context, review int64) (Undone, error)
}

// Desk is where a learner works on a card.
type Desk interface {
	// Mark sets those of a card's marks in which wanted differs from shown, and no others.
	Mark(ctx context.Context, id int64, shown, wanted card.Marks) error
	// Write replaces a card's text, unless it is no longer the one that was shown: then the error
	// wraps ErrChangedElsewhere.
	Write(ctx context.Context, id int64, shown, text card.Text) error
	// Edit lets the learner change a card's text in an editor, and stores what they left there.
	Edit(ctx context.Context, c Card) (changed bool, err error)
	// Info returns what is known of a card, line by line.
	Info(ctx context.Context, c Card) ([]string, error)
}

// LineEditor reads a line of text with the keys that people are used to.
type LineEditor interface {
	// ReadLine shows a prompt and returns what was typed, with pasted for a line that was pasted and
	// not entered. The error is io.EOF for Ctrl-D and ErrInterrupted for Ctrl-C.
	ReadLine(prompt string) (text string, pasted bool, err error)
	// Restore puts the terminal back for good, also while a line is read that nobody waits for any more.
	Restore() error
}

// Errors that those of a Store, a Desk and a LineEditor may wrap; the session goes on after all but the last.
var (
	ErrGradedElsewhere  = errors.New("graded in another session")
	ErrChangedElsewhere = errors.New("changed elsewhere")
	ErrNothingToUndo    = errors.New("nothing to take back")
	ErrInterrupted      = errors.New("interrupted")
)
