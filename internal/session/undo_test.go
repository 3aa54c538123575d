package session

import (
	"context"
	"strings"
	"testing"

	"iq/internal/card"
	"iq/srs"
)

// TestUndoPassesOverWhatChangedElsewhere: a change that cannot be taken back any more does not keep
// what was done before it from being taken back.
func TestUndoPassesOverWhatChangedElsewhere(t *testing.T) {
	d := newDesk(t, 2, "f odd\ne\n\n3\nu\nu\nu\nq\n")
	d.store.editor = func(text card.Text) card.Text {
		text.Answer = "Mended."
		return text
	}
	d.store.between = func() { d.store.cards[1].Text.Tags = []string{"of another terminal"} }
	if _, err := d.Run(t.Context(), fresh(2), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	c, out := d.store.cards[1], d.out.String()
	if d.store.grades() != "" || c.Text.Answer != "Mended." || len(c.Text.Tags) != 1 || c.Marks.Flagged {
		t.Errorf("%q, %+v\n%s", d.store.grades(), c, out)
	}
	const refused = "not taken back, as the card was changed elsewhere meanwhile: changing card 1"
	if !strings.Contains(strings.ReplaceAll(out, "\n", " "), refused) {
		t.Error(out)
	}
}

// TestOwnAnswerWrittenElsewhere is not written over; the card is shown as it is now.
func TestOwnAnswerWrittenElsewhere(t *testing.T) {
	r := &elsewhere{}
	d := newDesk(t, 1, "mine\n\n\n3\n")
	d.store.cards[1].Text.Answer = ""
	r.memory, d.Desk = d.store, r
	_, err := d.Run(t.Context(), fresh(1), srs.Budget{})
	if err != nil || d.store.grades() != "1:good/scheduled" || d.store.cards[1].Text.Answer != "Theirs." {
		t.Errorf("%q, %+v, %v\n%s", d.store.grades(), d.store.cards[1], err, d.out.String())
	}
	if !strings.Contains(d.out.String(), "not saved: the card was changed elsewhere meanwhile") {
		t.Error(d.out.String())
	}
}

// elsewhere is a desk at which another terminal is always quicker.
type elsewhere struct{ *memory }

func (e *elsewhere) Write(ctx context.Context, id int64, shown, text card.Text) error {
	e.cards[id].Text.Answer = "Theirs."
	return e.memory.Write(ctx, id, shown, text)
}

// TestTakenBackAtTheLeech: what was done to a leech after its lapse was saved leaves, taken back, the
// card to be repeated, not a card that somebody else has graded.
func TestTakenBackAtTheLeech(t *testing.T) {
	for _, key := range []string{"x", "e"} {
		d := newDesk(t, 2, "\n1\n"+key+"\nu\n\n3\nq\n")
		d.Leech = 1
		d.store.editor = func(text card.Text) card.Text {
			text.Answer = "Rewritten."
			return text
		}
		c := d.store.cards[1]
		yesterday := srs.DayOf(d.now.UnixMilli(), 0, 4) - 1
		c.State, _ = d.Model.Answer(c.State, srs.Review{Day: yesterday, Grade: srs.Good, Kind: srs.Scheduled})
		if _, err := d.Run(t.Context(), srs.Today{Due: []int64{1, 2}}.Queue(), srs.Budget{}); err != nil {
			t.Fatal(err)
		}
		got := d.store.grades()
		if got != "1:again/scheduled 1:good/repeat" || c.Marks.Status == card.Suspended || c.Text.Answer != "Answer." {
			t.Errorf("%s: %s, %+v\n%s", key, got, c, d.out.String())
		}
	}
}

// TestNothingIsPromisedBehindTheLastCard: the session is over, and with it what u could take back.
func TestNothingIsPromisedBehindTheLastCard(t *testing.T) {
	d := newDesk(t, 2, "b\nx\n")
	if _, err := d.Run(t.Context(), fresh(2), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	out := d.out.String()
	if !strings.Contains(out, "buried until tomorrow · u takes it back\n") ||
		!strings.Contains(out, "suspended until 'iq unsuspend'\n") {
		t.Error(out)
	}
}
