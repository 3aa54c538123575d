package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	plan   srs.Plan
	queue  []srs.Item
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
		if done == choseGrade { // also where the session ended behind it
			r.queue = slices.Delete(r.queue, 0, 1)
		}
		if err != nil {
			return err
		}
		switch done {
		case choseLeave:
			r.drop(now.Card)
		case choseSkip:
			r.queue = append(r.queue[1:], now)
		case choseUndo:
			if err := r.undo(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// overtime reports whether another card would take the session past its time.
func (r *run) overtime() bool {
	return r.plan.Within > 0 && len(r.done) > 0 && r.Now().Sub(r.began)+r.plan.Pace/2 > r.plan.Within
}

// drop takes a card and its repeats out of the queue.
func (r *run) drop(card int64) {
	r.queue = slices.DeleteFunc(r.queue, func(q srs.Item) bool { return q.Card == card })
}

// stale tells why a card is no longer to be asked.
func (r *run) stale(now srs.Item, card Card) string {
	_, day := r.day()
	switch {
	case card.Hidden, card.Suspended, card.BuriedUntil != 0 && card.BuriedUntil > day:
		return fmt.Sprintf("card %d was taken out of the review meanwhile", card.ID)
	case now.Seen != 0 && card.Seen != now.Seen,
		now.Kind == srs.Scheduled && card.State.KindOn(day) == srs.Repeat:
		return fmt.Sprintf("card %d was graded in another session meanwhile", card.ID)
	}
	return ""
}

// kind is what an answer to the card counts as now.
func (r *run) kind(now srs.Item, card Card, day srs.Day) srs.Kind {
	if now.Kind == srs.Extra {
		return srs.Extra
	}
	return card.State.KindOn(day)
}

// save writes the grade down and only then says so. What it was for an answer comes from the
// meeting.
func (r *run) save(ctx context.Context, now srs.Item, a Answer) (choice, error) {
	a.At, a.Day = r.day()
	a.Kind = r.kind(now, a.Card, a.Day)
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
	again := srs.RepeatToday(a.Grade.Quality())
	repeat := srs.Item{Card: a.Card.ID, Kind: srs.Repeat, Seen: saved.Seen}
	if a.Kind == srs.Extra {
		repeat.Kind = srs.Extra
	}
	if again {
		r.queue = append(r.queue, repeat)
	}
	r.showSaved(a, saved.Next, again)
	if r.Leech > 0 && saved.Next.Lapses >= r.Leech && saved.Next.Lapses > a.Card.State.Lapses {
		return r.offerLeech(ctx, repeat, saved.Next.Lapses)
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
	r.askNext(last.card)
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
		r.drop(u.Card)
		return nil
	}
	r.askNext(srs.Item{Card: u.Card, Kind: u.Kind, New: card.State.New()})
	return nil
}

// tellTakenBack names what was taken back on one line: the card is shown next.
func (r *run) tellTakenBack(what string) {
	r.say("%s", r.Palette.Good(term.Truncate("taken back: "+what, r.width())))
}

// askNext puts a card, instead of wherever it stands, at the head of the queue.
func (r *run) askNext(q srs.Item) {
	r.drop(q.Card)
	q.Seen = 0
	r.queue = slices.Insert(r.queue, 0, q)
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
