package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"iq/internal/term"
	"iq/srs"
)

// deed is something that the learner did in this session, kept to take it back.
type deed struct {
	card srs.Item
	took func() string                   // says what was taken back
	undo func(ctx context.Context) error //
	// Of a grade:
	graded bool
	grade  srs.Grade
}

// run is one session under way.
type run struct {
	*Session
	input  *lineReader
	out    *stickyWriter
	queue  srs.Queue
	budget srs.Budget
	done   []deed
	graded map[int64]int // grades of this session by card
	began  time.Time
	spent  time.Duration // waited for the learner at this card, each pause capped
	failed error         // of the store since it last took something, told to the learner; the session went on
	before bool          // something of an earlier session was taken back

	explained map[string]bool // what was explained in this session
}

// choice is what became of a card that was shown.
type choice int

const (
	choseGo    choice = iota // on with this card
	choseGrade               // it was graded
	choseSkip                // it comes at the end
	choseUndo                // the last deed is to be taken back
	choseLeave               // it is not to be asked any more
	choseAnew                // it is to be shown again: its text was changed
)

func (r *run) loop(ctx context.Context) error {
	for len(r.queue) > 0 && r.out.err == nil && !r.overtime() {
		now := r.queue[0]
		card, err := r.Store.Card(ctx, now.Card)
		if err != nil {
			return err
		}
		done, err := r.meet(ctx, now, card)
		if err != nil {
			return err
		}
		switch done {
		case choseLeave:
			r.queue = r.queue.Without(now.Card)
		case choseSkip:
			r.queue = r.queue.Skipped()
		case choseUndo:
			if err := r.undo(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// overtime reports whether the session's time is over; whatever it is, something is to be done in it.
func (r *run) overtime() bool {
	return len(r.done) > 0 && r.budget.Over(r.Now().Sub(r.began))
}

// stale tells why a card is no longer to be asked.
func (r *run) stale(now srs.Item, card Card) string {
	_, day := r.day()
	switch {
	case card.OutOfReview(day):
		return fmt.Sprintf("card %d was taken out of the review meanwhile", card.ID)
	case now.Seen != 0 && card.Seen != now.Seen,
		now.Kind == srs.Scheduled && card.State.KindOn(day) == srs.Repeat:
		return fmt.Sprintf("card %d was graded in another session meanwhile", card.ID)
	}
	return ""
}

// save writes the grade down and only then says so. What it was for an answer comes from the
// meeting.
func (r *run) save(ctx context.Context, now srs.Item, a Answer) (choice, error) {
	a.At, a.Day = r.day()
	a.Kind = now.KindOn(a.Card.State, a.Day)
	// The grade was given; a signal that comes now must not undo the giving.
	saved, err := r.Store.Answer(context.WithoutCancel(ctx), a)
	if errors.Is(err, ErrGradedElsewhere) {
		r.tell(r.Palette.Warn, "not saved: this card was graded in another session meanwhile")
		return choseLeave, nil
	}
	if err != nil {
		return choseGo, r.trouble("not saved", err)
	}
	r.note(deed{
		card: now, graded: true, grade: a.Grade, took: func() string { return a.Grade.String() + " for " + named(a.Card) },
		undo: func(ctx context.Context) error {
			_, err := r.Store.Undo(ctx, saved.Review)
			return err
		},
	})
	r.queue = r.queue.Graded(a.Grade, saved.Seen)
	r.showSaved(a, saved.Next)
	if srs.BecomesLeech(a.Card.State, saved.Next, r.Leech) {
		return r.offerLeech(ctx, r.queue[len(r.queue)-1], saved.Next.Lapses)
	}
	return choseGrade, nil
}

// trouble tells of a store that cannot write. With somebody there to see to it the session goes on:
// there may be room again in a moment. Without, it ends.
func (r *run) trouble(what string, err error) error {
	if !r.Echoed {
		return err
	}
	r.failed = err
	r.tell(r.Palette.Bad, term.CleanLine(what+": "+r.Explain(err)))
	return nil
}

// note remembers what was done, and is in the store.
func (r *run) note(d deed) {
	r.failed = nil
	r.done = append(r.done, d)
	if d.graded {
		r.graded[d.card.Card]++
	}
}

// undo takes back what the learner did last in this session or, before it, the last grade of all,
// and asks that card next.
func (r *run) undo(ctx context.Context) error {
	n := len(r.done)
	if n == 0 {
		return r.undoEarlier(ctx)
	}
	last := r.done[n-1]
	err := last.undo(ctx)
	if errors.Is(err, ErrChangedElsewhere) { // and never will be: what was done before it can be
		r.done = r.done[:n-1]
		r.tell(r.Palette.Warn, "not taken back, as the card was changed elsewhere meanwhile: "+last.took())
		return nil
	}
	if err != nil && !errors.Is(err, ErrNothingToUndo) {
		return r.trouble("not taken back", err)
	}
	r.failed = nil
	r.done = r.done[:n-1]
	if last.graded {
		if r.graded[last.card.Card]--; r.graded[last.card.Card] == 0 {
			delete(r.graded, last.card.Card)
		}
	}
	r.queue = r.queue.AskingNext(last.card)
	r.tellTakenBack(last.took())
	return nil
}

func (r *run) undoEarlier(ctx context.Context) error {
	u, err := r.Store.Undo(ctx, 0)
	if errors.Is(err, ErrNothingToUndo) {
		r.tell(r.Palette.Dim, "there is no grade to take back")
		return nil
	}
	if err != nil {
		return r.trouble("not taken back", err)
	}
	r.failed, r.before = nil, true
	card, err := r.Store.Card(ctx, u.Card)
	if err != nil {
		return err
	}
	what := u.Grade.String()
	if u.Kind == srs.Reset {
		what = "the reset"
	}
	r.tellTakenBack(what + " for " + named(card))
	if u.Kind == srs.Reset {
		r.queue = r.queue.Without(u.Card)
		return nil
	}
	r.queue = r.queue.AskingNext(srs.Item{Card: u.Card, Kind: u.Kind, New: card.State.New()})
	return nil
}

// tellTakenBack names what was taken back on one line: the card is shown next.
func (r *run) tellTakenBack(what string) {
	r.say("%s", r.Palette.Good(term.Truncate("taken back: "+what, r.width())))
}

func named(c Card) string {
	return fmt.Sprintf("card %d, %s", c.ID, term.CleanLine(c.Question))
}

func (r *run) summary() Summary {
	sum := Summary{Cards: len(r.graded), Left: len(r.queue), Took: r.Now().Sub(r.began)}
	for _, d := range r.done {
		if d.graded {
			sum.Grades[d.grade-1]++
		}
	}
	return sum
}
