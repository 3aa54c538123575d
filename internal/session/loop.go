package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"iq/internal/term"
	"iq/srs"
)

// item is a card in the queue.
type item struct {
	card   int64
	repeat bool
	seen   int64 // for a repeat of this session: the mark that its grade left; else 0
}

// answered is a grade of this session, kept to take it back.
type answered struct {
	review int64
	card   int64
	grade  srs.Grade
}

// run is one session under way.
type run struct {
	*Session
	input  *lineReader
	out    *stickyWriter
	queue  []item
	done   []answered
	graded map[int64]int // grades of this session by card
	began  time.Time
}

// choice is what the learner did with a card.
type choice int

const (
	choseGrade choice = iota
	choseSkip
	choseUndo
	choseLeave // the card is not to be asked after all
)

func (r *run) fill(plan Plan) {
	for _, id := range srs.Spread(plan.Due, plan.New) {
		r.queue = append(r.queue, item{card: id})
	}
	for _, id := range plan.Repeats {
		r.queue = append(r.queue, item{card: id, repeat: true})
	}
}

func (r *run) loop(ctx context.Context) error {
	for len(r.queue) > 0 && r.out.err == nil {
		now := r.queue[0]
		card, err := r.Store.Card(ctx, now.card)
		if err != nil {
			return err
		}
		done, err := r.meet(ctx, now, card)
		if err != nil {
			return err
		}
		switch done {
		case choseGrade, choseLeave:
			r.queue = r.queue[1:]
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

// meet shows one card and does what the learner says. The queue is the caller's to change, but for
// the repeat that a grade below Good adds.
func (r *run) meet(ctx context.Context, now item, card Card) (choice, error) {
	if reason := r.stale(now, card); reason != "" {
		r.say("%s", r.Palette.Dim(reason))
		return choseLeave, nil
	}
	shown := r.Now()
	r.showQuestion(now, card)
	done, err := r.untilReveal(ctx)
	if err != nil || done != choseGrade {
		return done, err
	}
	_, day := r.day()
	kind := card.State.KindOn(day)
	r.showAnswer(card)
	r.showGrades(r.Model.Preview(card.State, kind, day), kind, day)
	grade, done, err := r.untilGrade(ctx)
	if err != nil || done != choseGrade {
		return done, err
	}
	return r.save(ctx, card, grade, r.Now().Sub(shown))
}

// stale tells why a card is no longer to be asked.
func (r *run) stale(now item, card Card) string {
	_, day := r.day()
	switch {
	case card.Hidden:
		return fmt.Sprintf("card %d was taken out of the review meanwhile", card.ID)
	case now.seen != 0 && card.Seen != now.seen,
		!now.repeat && card.State.KindOn(day) == srs.Repeat:
		return fmt.Sprintf("card %d was graded in another session meanwhile", card.ID)
	}
	return ""
}

func (r *run) untilReveal(ctx context.Context) (choice, error) {
	for {
		text, err := r.prompt(ctx, "⏎ answer> ")
		if err != nil {
			return 0, err
		}
		switch strings.ToLower(text) {
		case "":
			return choseGrade, nil
		case "?", "help":
			r.help(questionHelp)
		default:
			if done, ok, err := command(text); ok {
				return done, err
			}
			r.hint(text, "Enter shows the answer, ? lists the keys")
		}
	}
}

func (r *run) untilGrade(ctx context.Context) (srs.Grade, choice, error) {
	for {
		text, err := r.prompt(ctx, "grade> ")
		if err != nil {
			return 0, 0, err
		}
		if grade, ok := srs.ParseGrade(text); ok {
			return grade, choseGrade, nil
		}
		if text == "?" || strings.EqualFold(text, "help") {
			r.help(gradeHelp)
			continue
		}
		if done, ok, err := command(text); ok {
			return 0, done, err
		}
		r.hint(text, "grade with 1 to 4, or again, hard, good, easy; ? lists the keys")
	}
}

// command reads what may be said at every prompt.
func command(text string) (done choice, ok bool, err error) {
	switch strings.ToLower(text) {
	case "u", "undo":
		return choseUndo, true, nil
	case "s", "skip":
		return choseSkip, true, nil
	case "q", "quit":
		return 0, true, errQuit
	}
	return 0, false, nil
}

// save writes the grade down and only then says so.
func (r *run) save(ctx context.Context, card Card, grade srs.Grade, took time.Duration) (choice, error) {
	now, day := r.day()
	kind := card.State.KindOn(day)
	// The grade was given; a signal that comes now must not undo the giving.
	saved, err := r.Store.Answer(context.WithoutCancel(ctx), Answer{
		Card: card, At: now, Day: day, Grade: grade, Kind: kind, Took: min(max(took, 0), MaxTook),
	})
	if errors.Is(err, ErrGradedElsewhere) {
		r.say("%s", r.Palette.Warn("not saved: this card was graded in another session meanwhile"))
		return choseLeave, nil
	}
	if err != nil {
		return 0, err
	}
	r.done = append(r.done, answered{saved.Review, card.ID, grade})
	r.graded[card.ID]++
	again := srs.RepeatToday(grade.Quality())
	if again {
		r.queue = append(r.queue, item{card: card.ID, repeat: true, seen: saved.Seen})
	}
	r.showSaved(saved.Next, again, day)
	return choseGrade, nil
}

// undo takes back the last grade, of this session or from before it, and asks its card next.
func (r *run) undo(ctx context.Context) error {
	review := int64(0)
	if n := len(r.done); n > 0 {
		review = r.done[n-1].review
	}
	u, err := r.Store.Undo(ctx, review)
	if errors.Is(err, ErrNothingToUndo) {
		r.say("%s", r.Palette.Dim("there is no grade to take back"))
		return nil
	}
	if err != nil {
		return err
	}
	if n := len(r.done); n > 0 {
		r.done = r.done[:n-1]
		if r.graded[u.Card]--; r.graded[u.Card] == 0 {
			delete(r.graded, u.Card)
		}
	}
	r.queue = slices.DeleteFunc(r.queue, func(i item) bool { return i.card == u.Card })
	r.queue = slices.Insert(r.queue, 0, item{card: u.Card, repeat: u.Kind == srs.Repeat})
	card, err := r.Store.Card(ctx, u.Card)
	if err != nil {
		return err
	}
	r.say("%s %s", r.Palette.Good("taken back:"), fmt.Sprintf("%v for card %d, %s", u.Grade, card.ID, term.CleanLine(card.Question)))
	return nil
}

func (r *run) summary() Summary {
	sum := Summary{Cards: len(r.graded), Left: len(r.queue), Took: r.Now().Sub(r.began)}
	for _, a := range r.done {
		sum.Grades[a.grade-1]++
	}
	return sum
}
