// Package srs decides which card is asked when: it schedules by SM-2, models memory by FSRS-6, counts
// study days, and makes the queue of a session.
//
// A card's next date comes from Model.Answer. Which of the due and new cards are asked today follows
// from Limits, Order and Siblings; in which order, and what comes next after each grade, from Today
// and Queue; how many fit into a session's time from Budget. Practice and Weakest choose cards that
// are not due.
//
// It is pure: standard library only, no input or output, no clock, no randomness. What it returns
// depends on its arguments alone, which is why replaying a log always leads to the same schedule. It
// knows cards as numbers and never sees their text.
package srs

import "fmt"

// State is what iq knows of one card: exactly what replaying its reviews leads to. The zero State is a new card.
type State struct {
	Due        Day
	Interval   int     // planned, in days
	Ease       int     // SM-2's E-Factor in hundredths
	Reps       int     // answers in a row of Hard or better
	Lapses     int     // times it was forgotten after having been recalled
	Stability  float64 // days until the chance of recall falls to 90 %
	Difficulty float64 // 1 to 10
	LastDay    Day     // study day of the last answer that counted
}

// New reports whether the card was never answered.
func (s State) New() bool { return s.Stability == 0 }

// Review is one answer as the log keeps it.
type Review struct {
	Day   Day
	Grade Grade
	Kind  Kind
}

// Scheduler sets the date of the next review: SM-2 or FSRS-6.
type Scheduler interface {
	// Next returns s with the dates that follow from grade g on day. The memory of s (stability and
	// difficulty) has already been brought up to date with this answer.
	Next(s State, g Grade, day Day) State
}

// Model is a scheduler together with the memory model; the two verbs of this package are its Preview and Answer.
type Model struct {
	Scheduler Scheduler
	Memory    Memory
}

// Answer returns the state after one answer. Extra practice changes nothing. A repeat, or a second
// answer on one study day, moves the memory but never the dates. A reset makes a new card of it.
func (m Model) Answer(s State, r Review) (State, error) {
	if r.Kind == Reset {
		return State{}, nil
	}
	if !r.Grade.Valid() {
		return State{}, fmt.Errorf("answer: %v is not one of 1 to 4", r.Grade)
	}
	if r.Kind == Extra {
		return s, nil
	}
	moves := s.New() || (r.Kind == Scheduled && r.Day > s.LastDay)
	next := s
	next.Stability, next.Difficulty = m.Memory.update(s, r.Grade, r.Day)
	if moves {
		if r.Grade == Again && s.Reps > 0 {
			next.Lapses++
		}
		next = m.Scheduler.Next(next, r.Grade, r.Day)
	}
	next.LastDay = max(s.LastDay, r.Day)
	if s.New() {
		next.LastDay = r.Day
	}
	return next, nil
}

// Preview returns the states that the four grades would lead to, Again first.
func (m Model) Preview(s State, kind Kind, day Day) [4]State {
	var out [4]State
	for i, g := range Grades {
		out[i], _ = m.Answer(s, Review{Day: day, Grade: g, Kind: kind}) // the four grades are valid
	}
	return out
}

// Replay returns the state after a card's whole log, in the log's order.
func (m Model) Replay(log []Review) (State, error) {
	var s State
	for i, r := range log {
		next, err := m.Answer(s, r)
		if err != nil {
			return State{}, fmt.Errorf("replay: review %d: %w", i+1, err)
		}
		s = next
	}
	return s, nil
}

// KindOn tells what an answer on day is for: the day's scheduled review of a card that is new or due, or another try.
func (s State) KindOn(day Day) Kind {
	if s.New() || (s.Due <= day && s.LastDay < day) {
		return Scheduled
	}
	return Repeat
}

// Overdue returns the whole days that the card has been waiting on day; 0 when it is due just then or later.
func (s State) Overdue(day Day) int { return max(0, int(day-s.Due)) }
