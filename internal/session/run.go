package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"iq/internal/term"
	"iq/srs"
)

// run is one session under way.
type run struct {
	session *Session
	screen  *screen
	input   *lineReader
	queue   srs.Queue
	budget  srs.Budget
	actions []action
	began   time.Time
	spent   time.Duration // waited for the learner at this card, each pause capped
	failed  error         // of the store since it last took something, told to the learner; the session went on
	earlier bool          // something of an earlier session was taken back
}

// choice is what became of a card that was shown.
type choice int

const (
	choseGo        choice = iota // on with this card
	choseGrade                   // it was graded
	choseSkip                    // it comes at the end
	choseUndo                    // the last action is to be taken back
	choseLeave                   // it is not to be asked any more
	choseShowAgain               // its text was changed
)

func (r *run) loop(ctx context.Context) error {
	for len(r.queue) > 0 && r.screen.out.Err() == nil && !r.overtime() {
		item := r.queue[0]
		card, err := r.session.Store.Card(ctx, item.Card)
		if err != nil {
			return err
		}
		done, err := r.turn(ctx, item, card)
		if err != nil {
			return err
		}
		switch done {
		case choseLeave:
			r.queue = r.queue.Without(item.Card)
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

// overtime reports whether the session's time is over; however short it is, something is to be done in it.
func (r *run) overtime() bool {
	return len(r.actions) > 0 && r.budget.Over(r.session.Now().Sub(r.began))
}

// skipReason tells why a card is no longer to be asked; "": it is.
func (r *run) skipReason(item srs.Item, card Card) string {
	_, day := r.session.day()
	switch {
	case card.Marks.OutOfReview(day):
		return fmt.Sprintf("card %d was taken out of the review meanwhile", card.ID)
	case item.Seen != 0 && card.Seen != item.Seen,
		item.Kind == srs.Scheduled && card.State.KindOn(day) == srs.Repeat:
		return fmt.Sprintf("card %d was graded in another session meanwhile", card.ID)
	}
	return ""
}

// save writes the grade down and only then says so. What it was for an answer comes from the turn.
func (r *run) save(ctx context.Context, item srs.Item, v Review) (choice, error) {
	v.At, v.Day = r.session.day()
	v.Kind = item.KindOn(v.Card.State, v.Day)
	// The grade was given; a signal that comes now must not undo that.
	saved, err := r.session.Store.Save(context.WithoutCancel(ctx), v)
	if errors.Is(err, ErrGradedElsewhere) {
		r.screen.warn("not saved: this card was graded in another session meanwhile")
		return choseLeave, nil
	}
	if err != nil {
		return choseGo, r.trouble("not saved", err)
	}
	r.did(action{
		item: item, grade: v.Grade, name: func() string { return v.Grade.String() + " for " + named(v.Card) },
		undo: func(ctx context.Context) error {
			_, err := r.session.Store.Undo(ctx, saved.Review)
			return err
		},
	})
	r.queue = r.queue.Graded(v.Grade, saved.Seen)
	r.showSaved(v, saved.Next)
	if srs.BecomesLeech(v.Card.State, saved.Next, r.session.Leech) {
		return r.offerLeech(ctx, r.queue[len(r.queue)-1], saved.Next.Lapses)
	}
	return choseGrade, nil
}

// trouble tells of a store that cannot write. With somebody there to see to it the session goes on:
// there may be room again in a moment. Without, it ends.
func (r *run) trouble(what string, err error) error {
	if !r.session.Echoed {
		return err
	}
	r.failed = err
	r.screen.bad(term.CleanLine(what + ": " + r.session.Explain(err)))
	return nil
}

func named(c Card) string {
	return fmt.Sprintf("card %d, %s", c.ID, term.CleanLine(c.Text.Question))
}

// offerLeech tells of a card that is forgotten again and again: it is the card that is wrong more
// often than the learner. item is what the card is from here on: to be repeated.
func (r *run) offerLeech(ctx context.Context, item srs.Item, lapses int) (choice, error) {
	r.screen.warn(fmt.Sprintf("a leech: forgotten %s, and now tagged as one. It may ask too much at once.",
		term.Count(lapses, "time")))
	card, err := r.session.Store.Card(ctx, item.Card)
	if err != nil {
		return choseGrade, err
	}
	done, err := r.ask(ctx, prompt{
		text: "e rewrites it, x suspends it, Enter keeps it> ",
		hint: "e rewrites the card, x suspends it, u takes the grade back, Enter goes on",
		take: enter, command: r.newTurn(item, card).leechCommand,
	})
	if done == choseGo {
		done = choseGrade
	}
	return done, err
}

// leechCommand does what may be said of a leech. Of the card itself nothing more is asked now.
func (t *turn) leechCommand(ctx context.Context, line string) (done choice, ok bool, err error) {
	switch strings.ToLower(line) {
	case "e", "edit":
		_, err = t.edit(ctx)
		return choseGrade, true, err
	case "x", "suspend":
		done, err = t.suspend(ctx)
		return done, true, err
	case "u", "undo":
		return choseUndo, true, nil
	case "q", "quit":
		return choseGrade, true, errQuit
	}
	return choseGo, false, nil
}

// action is something that the learner did in this session, kept to take it back.
type action struct {
	item  srs.Item
	grade srs.Grade     // 0: it was not a grade
	name  func() string // of what was taken back
	undo  func(ctx context.Context) error
}

// did remembers an action that is in the store.
func (r *run) did(a action) {
	r.failed = nil
	r.actions = append(r.actions, a)
}

// undo takes back the last action of this session or, before the first, the last grade of all, and
// asks that card next.
func (r *run) undo(ctx context.Context) error {
	n := len(r.actions)
	if n == 0 {
		return r.undoEarlier(ctx)
	}
	last := r.actions[n-1]
	err := last.undo(ctx)
	if errors.Is(err, ErrChangedElsewhere) { // and never will be: what was done before it can be
		r.actions = r.actions[:n-1]
		r.screen.warn("not taken back, as the card was changed elsewhere meanwhile: " + last.name())
		return nil
	}
	if err != nil && !errors.Is(err, ErrNothingToUndo) {
		return r.trouble("not taken back", err)
	}
	r.failed = nil
	r.actions = r.actions[:n-1]
	r.queue = r.queue.AskingNext(last.item)
	r.showUndone(last.name())
	return nil
}

func (r *run) undoEarlier(ctx context.Context) error {
	u, err := r.session.Store.Undo(ctx, 0)
	if errors.Is(err, ErrNothingToUndo) {
		r.screen.dim("there is no grade to take back")
		return nil
	}
	if err != nil {
		return r.trouble("not taken back", err)
	}
	r.failed, r.earlier = nil, true
	card, err := r.session.Store.Card(ctx, u.Card)
	if err != nil {
		return err
	}
	if u.Kind == srs.Reset {
		r.showUndone("the reset for " + named(card))
		r.queue = r.queue.Without(u.Card)
		return nil
	}
	r.showUndone(u.Grade.String() + " for " + named(card))
	r.queue = r.queue.AskingNext(srs.Item{Card: u.Card, Kind: u.Kind, New: card.State.New()})
	return nil
}

// showUndone names what was taken back on one line: the card is shown next.
func (r *run) showUndone(what string) {
	r.screen.line(r.screen.palette.Good(term.Truncate("taken back: "+what, r.screen.width())))
}
