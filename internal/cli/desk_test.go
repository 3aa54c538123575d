package cli

import (
	"context"
	"fmt"
	"testing"

	"iq/db"
	"iq/internal/card"
)

// open opens the database as a command that writes does, and leaves it open.
func (p *program) open(ctx context.Context) (*library, error) {
	l, err := p.openSettings(ctx, db.Write)
	if err != nil {
		return nil, err
	}
	return l, l.load(p.Now())
}

// TestMarksOfTwoTerminals: a session that buries a card, and takes that back, leaves alone what
// another terminal has set on the card since it was shown.
func TestMarksOfTwoTerminals(t *testing.T) {
	w := newWorld(t)
	w.iq("", "import", w.file("cards.md", fewCards))
	p := &program{Env: w.env("", nil, nil)}
	l, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	d := desk{p: p, l: l}
	shown, err := d.Card(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	w.iq("", "flag", "1", "--note", "theirs")
	w.iq("", "suspend", "1")
	buried := shown.Marks
	buried.BuriedUntil = l.day + 1
	for _, step := range []struct{ from, to card.Marks }{{shown.Marks, buried}, {buried, shown.Marks}} {
		if err := d.Mark(t.Context(), 1, step.from, step.to); err != nil {
			t.Fatal(err)
		}
		c, err := l.Card(t.Context(), 1)
		want := card.Marks{Status: card.Suspended, BuriedUntil: step.to.BuriedUntil, Flagged: true, Note: "theirs"}
		if err != nil || c.Marks != want {
			t.Errorf("%v; want %v, %v", fmt.Sprint(c.Marks), want, err)
		}
	}
}
