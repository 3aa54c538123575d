package session

import (
	"context"
	"errors"

	"iq/internal/term"
	"iq/srs"
)

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
