package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"iq/db"
	"iq/internal/card"
	"iq/internal/lineedit"
	"iq/internal/markup"
	"iq/internal/session"
	"iq/internal/term"
	"iq/srs"
)

// desk shows the database to a session, as its Store and its Desk.
type desk struct {
	p     *program
	l     *library
	leech int
	keep  bool // what is typed is kept
}

func (d desk) Card(ctx context.Context, id int64) (session.Card, error) {
	c, err := d.l.Card(ctx, id)
	if err != nil {
		return session.Card{}, err
	}
	missed, err := d.missed(ctx, c)
	return session.Card{
		ID: c.ID, Text: c.Text, Marks: c.Marks, State: c.State, Seen: c.LastReview, Missed: missed,
	}, err
}

func (d desk) States(ctx context.Context, ids []int64) ([]srs.State, error) {
	return d.l.States(ctx, ids)
}

// missed returns the numbers of the key points that the last answer missed.
func (d desk) missed(ctx context.Context, c db.Card) ([]int, error) {
	if c.State.New() {
		return nil, nil
	}
	last, err := d.l.LastPoints(ctx, c.ID)
	if err != nil || last == nil || len(last.Missed) == 0 {
		return nil, err
	}
	var missed []int
	for i, text := range term.Points(c.Answer) {
		if slices.Contains(last.Missed, markup.PointKey(text)) {
			missed = append(missed, i+1)
		}
	}
	return missed, nil
}

func (d desk) Save(ctx context.Context, v session.Review) (session.Saved, error) {
	typed := v.Typed
	if !d.keep {
		typed = ""
	}
	review, next, err := d.l.Answer(ctx, d.l.model, db.Answer{
		Card: v.Card.ID, Seen: v.Card.Seen, Moment: moment(v.At, v.Day), Grade: v.Grade, Kind: v.Kind,
		TookMS: v.Took.Milliseconds(), RevealMS: v.Reveal.Milliseconds(),
		Confidence: int(v.Confidence), Points: storedPoints(v.Points), Typed: typed, Leech: d.leech,
	})
	saved := session.Saved{Review: review, Seen: review, Next: next}
	if v.Kind == srs.Extra {
		saved.Seen = v.Card.Seen
	}
	return saved, also(err, db.ErrGradedElsewhere, session.ErrGradedElsewhere)
}

// also adds to an error what a session knows it by.
func also(err, is, known error) error {
	if errors.Is(err, is) {
		return errors.Join(known, err)
	}
	return err
}

func moment(at time.Time, day srs.Day) db.Moment {
	return db.Moment{AtMS: at.UnixMilli(), OffsetMin: srs.OffsetMinutes(at), Day: day}
}

func storedPoints(points []session.Point) *db.Points {
	if points == nil {
		return nil
	}
	stored := db.Points{Held: []string{}, Missed: []string{}}
	for _, p := range points {
		if p.Held {
			stored.Held = append(stored.Held, markup.PointKey(p.Text))
		} else {
			stored.Missed = append(stored.Missed, markup.PointKey(p.Text))
		}
	}
	return &stored
}

func (d desk) Undo(ctx context.Context, review int64) (session.Undone, error) {
	u, err := d.l.Undo(ctx, d.l.model, review)
	err = also(err, db.ErrNothingToUndo, session.ErrNothingToUndo)
	return session.Undone{Card: u.Card, Grade: u.Grade, Kind: u.Kind}, err
}

func (d desk) Mark(ctx context.Context, id int64, shown, wanted card.Marks) error {
	_, err := d.l.Mark(ctx, []int64{id}, d.p.Now().UnixMilli(), func(m *card.Marks) { m.Change(shown, wanted) })
	return err
}

func (d desk) Write(ctx context.Context, id int64, shown, text card.Text) error {
	err := d.l.Edit(ctx, id, shown, text, d.p.Now().UnixMilli())
	return also(err, db.ErrEditedElsewhere, session.ErrChangedElsewhere)
}

func (d desk) Edit(ctx context.Context, c session.Card) (changed bool, err error) {
	return d.p.editCard(ctx, d.l, c.ID, c.Text)
}

func (d desk) Info(ctx context.Context, c session.Card) ([]string, error) {
	stored, err := d.l.Card(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	info, err := d.l.cardInfo(ctx, stored)
	return append([]string{fmt.Sprintf("card %d · ", stored.ID) + term.CleanLine(stored.Deck)}, info...), err
}

// lines lets a session read text with the keys of a line editor.
type lines struct{ *lineedit.Editor }

func (e lines) ReadLine(prompt string) (text string, pasted bool, err error) {
	text, pasted, err = e.Editor.ReadLine(prompt)
	return text, pasted, also(err, lineedit.ErrInterrupted, session.ErrInterrupted)
}

// terminalWriter is what an editor writes to: the terminal itself, where Stdout is watched.
func (p *program) terminalWriter() io.Writer {
	if w, ok := p.Stdout.(*term.Output); ok {
		return w.Unwrap()
	}
	return p.Stdout
}
