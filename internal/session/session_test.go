package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"iq/internal/card"
	"iq/internal/term"
	"iq/srs"
)

// memory is a Store that keeps everything in maps; its reviews are numbered from 1.
type memory struct {
	model     srs.Model
	cards     map[int64]*Card
	log       []logged
	editor    func(card.Text) card.Text
	failing   int    // so many writes fail
	failAfter int    // so many writes from here on do not, then one does; 0: not
	between   func() // called before each answer is stored, as another terminal might be at work
}

var errFull = errors.New("the disk is full")

type logged struct {
	card   int64
	before Card
	grade  srs.Grade
	kind   srs.Kind
	took   time.Duration
	review Review
	undone bool
}

func (m *memory) States(_ context.Context, ids []int64) (states []srs.State, _ error) {
	for _, id := range ids {
		if c := m.cards[id]; !c.State.New() {
			states = append(states, c.State)
		}
	}
	return states, nil
}

// fails reports whether a write fails.
func (m *memory) fails() bool {
	if m.failAfter > 0 {
		if m.failAfter--; m.failAfter == 0 {
			m.failing++
		}
		return false
	}
	if m.failing > 0 {
		m.failing--
		return true
	}
	return false
}

func (m *memory) Mark(_ context.Context, card int64, _, marks card.Marks) error {
	if m.fails() {
		return errFull
	}
	m.cards[card].Marks = marks
	return nil
}

func (m *memory) Write(_ context.Context, card int64, shown, text card.Text) error {
	if m.fails() {
		return errFull
	}
	if !m.cards[card].Text.Equal(shown) {
		return ErrChangedElsewhere
	}
	m.cards[card].Text = text
	return nil
}

// Edit is what an editor leaves; without one it fails.
func (m *memory) Edit(_ context.Context, c Card) (bool, error) {
	if m.editor == nil {
		return false, errors.New("no editor")
	}
	text := m.editor(c.Text)
	changed := !text.Equal(c.Text)
	m.cards[c.ID].Text = text
	return changed, nil
}

func (m *memory) Info(_ context.Context, c Card) ([]string, error) {
	if m.fails() {
		return nil, errFull
	}
	return []string{fmt.Sprintf("all about card %d", c.ID)}, nil
}

func (m *memory) Card(_ context.Context, id int64) (Card, error) { return *m.cards[id], nil }

func (m *memory) Save(ctx context.Context, v Review) (Saved, error) {
	if ctx.Err() != nil {
		return Saved{}, ctx.Err()
	}
	if m.between != nil {
		m.between()
	}
	if m.fails() {
		return Saved{}, errFull
	}
	c := m.cards[v.Card.ID]
	if c.Seen != v.Card.Seen {
		return Saved{}, fmt.Errorf("card %d: %w", c.ID, ErrGradedElsewhere)
	}
	next, err := m.model.Answer(c.State, srs.Review{Day: v.Day, Grade: v.Grade, Kind: v.Kind})
	if err != nil {
		return Saved{}, err
	}
	m.log = append(m.log, logged{card: c.ID, before: *c, grade: v.Grade, kind: v.Kind, took: v.Took, review: v})
	if v.Kind != srs.Extra {
		c.State, c.Seen = next, int64(len(m.log))
	}
	return Saved{Review: int64(len(m.log)), Seen: c.Seen, Next: next}, nil
}

func (m *memory) Undo(_ context.Context, review int64) (Undone, error) {
	if m.fails() {
		return Undone{}, errFull
	}
	for i := len(m.log) - 1; i >= 0; i-- {
		if l := &m.log[i]; !l.undone && (review == 0 || review == int64(i+1)) {
			l.undone = true
			*m.cards[l.card] = l.before
			return Undone{Card: l.card, Grade: l.grade, Kind: l.kind}, nil
		}
	}
	return Undone{}, ErrNothingToUndo
}

func (m *memory) grades() string {
	var s []string
	for _, l := range m.log {
		if !l.undone {
			s = append(s, fmt.Sprintf("%d:%v/%s", l.card, l.grade, l.kind))
		}
	}
	return strings.Join(s, " ")
}

// desk is a session about to begin, on a clock that each look moves on.
type desk struct {
	Session
	store *memory
	out   strings.Builder
	now   time.Time
	tick  time.Duration
}

func newDesk(t *testing.T, cards int, input string) *desk {
	t.Helper()
	sm2, err := srs.NewSM2(srs.MaxInterval)
	if err != nil {
		t.Fatal(err)
	}
	mem, err := srs.NewMemory(srs.DefaultWeights)
	if err != nil {
		t.Fatal(err)
	}
	model := srs.Model{Scheduler: sm2, Memory: mem}
	d := &desk{store: &memory{model: model, cards: map[int64]*Card{}},
		now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	for id := range int64(cards) {
		d.store.cards[id+1] = &Card{ID: id + 1, Text: card.Text{Deck: "go", Question: fmt.Sprintf("Question %d?",
			id+1), Answer: "Answer."}}
	}
	d.Session = Session{
		Store: d.store, Desk: d.store, Explain: error.Error, Model: model, In: strings.NewReader(input), Out: &d.out,
		Palette: term.NewPalette(false),
		Columns: func() int { return 0 }, StartHour: 4,
		Now: func() time.Time { d.now = d.now.Add(d.tick); return d.now },
	}
	return d
}

func fresh(n int64) srs.Queue {
	var ids []int64
	for id := int64(1); id <= n; id++ {
		ids = append(ids, id)
	}
	return srs.Today{New: ids}.Queue()
}

func TestSessions(t *testing.T) {
	for _, tt := range []struct {
		name, input string
		cards       int64
		want        string // grades in the log
		left        int
	}{
		{"all good", "\n3\n\ng\n", 2, "1:good/scheduled 2:good/scheduled", 0},
		{"repeated until good", "\n1\n\n3\n\n2\n\n4\n", 2,
			"1:again/scheduled 2:good/scheduled 1:hard/repeat 1:easy/repeat", 0},
		{"skipped to the end", "s\n\n3\n\n4\n", 2, "2:good/scheduled 1:easy/scheduled", 0},
		{"skipped at the grade", "\ns\n\n3\n\n4\n", 2, "2:good/scheduled 1:easy/scheduled", 0},
		{"taken back at the next question", "\n1\nu\n\n3\n", 1, "1:good/scheduled", 0},
		{"taken back at the grade", "\n3\n\nu\n\n4\n\n3\n", 2, "1:easy/scheduled 2:good/scheduled", 0},
		{"a repeat taken back is a repeat again", "\n1\n\n2\nu\n\n3\n", 1, "1:again/scheduled 1:good/repeat", 0},
		{"all taken back", "\n3\n\n3\nu\nu\nu\nq\n", 3, "", 3},
		{"quit in words", "\n3\nQUIT\n", 2, "1:good/scheduled", 1},
		{"the input ends without a newline", "\n3\n\n4", 2, "1:good/scheduled 2:easy/scheduled", 0},
		{"the input ends at once", "", 2, "", 2},
		{"nonsense changes nothing", "what\n7\n\n0\n5\n33\n\n\n3\n", 1, "1:good/scheduled", 0},
	} {
		d := newDesk(t, int(tt.cards), tt.input)
		sum, err := d.Run(t.Context(), fresh(tt.cards), srs.Budget{})
		if got := d.store.grades(); err != nil || got != tt.want || sum.Left != tt.left || sum.Interrupted {
			t.Errorf("%s: %q, left %d, %v; want %q, left %d\n%s", tt.name, got, sum.Left, err, tt.want, tt.left,
				d.out.String())
		}
	}
}

func TestUndoReachesEarlierSessions(t *testing.T) {
	d := newDesk(t, 2, "\n3\n")
	if _, err := d.Run(t.Context(), srs.Today{New: []int64{1}}.Queue(), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	d.In = strings.NewReader("u\n\n1\nq\n")
	if _, err := d.Run(t.Context(), srs.Today{New: []int64{2}}.Queue(), srs.Budget{}); err != nil ||
		d.store.grades() != "1:again/scheduled" {
		t.Errorf("%s, %v\n%s", d.store.grades(), err, d.out.String())
	}
}

// TestGradedElsewhere is told of, neither written twice nor asked again.
func TestGradedElsewhere(t *testing.T) {
	d := newDesk(t, 2, "\n3\n\n4\n")
	once := false
	d.store.between = func() {
		if !once {
			once = true
			c := d.store.cards[1]
			c.State, _ = d.Model.Answer(c.State, srs.Review{Day: srs.DayOf(d.now.UnixMilli(), 0, 4), Grade: srs.Good,
				Kind: srs.Scheduled})
			c.Seen = 99
		}
	}
	sum, err := d.Run(t.Context(), fresh(2), srs.Budget{})
	if err != nil || d.store.grades() != "2:easy/scheduled" || sum.Left != 0 ||
		!strings.Contains(d.out.String(), "not saved: this card was graded in another session") {
		t.Errorf("%s, %+v, %v\n%s", d.store.grades(), sum, err, d.out.String())
	}
	d = newDesk(t, 2, "\n3\n")
	c := d.store.cards[1]
	c.State, _ = d.Model.Answer(c.State, srs.Review{Day: srs.DayOf(d.now.UnixMilli(), 0, 4), Grade: srs.Good,
		Kind: srs.Scheduled})
	d.store.cards[2].Marks.Status = card.Gone
	if _, err := d.Run(t.Context(), fresh(2), srs.Budget{}); err != nil || d.store.grades() != "" {
		t.Errorf("cards that are no longer to be asked: %s, %v", d.store.grades(), err)
	}
}

// TestAcrossTheDaysStart repeats a card after four in the morning, when it is due again: that is the
// new day's review.
func TestAcrossTheDaysStart(t *testing.T) {
	d := newDesk(t, 1, "\n1\n\n3\n")
	d.now, d.tick = time.Date(2026, 11, 24, 3, 50, 0, 0, time.UTC), time.Minute
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil {
		t.Fatal(err)
	}
	if got := d.store.grades(); got != "1:again/scheduled 1:good/scheduled" {
		t.Errorf("%s", got)
	}
}

func TestAPauseIsCapped(t *testing.T) {
	d := newDesk(t, 1, "\n3\n")
	d.tick = time.Hour
	if _, err := d.Run(t.Context(), fresh(1), srs.Budget{}); err != nil || d.store.log[0].took != 2*MaxPause ||
		d.store.log[0].review.Reveal != MaxPause {
		t.Errorf("took %v, %v", d.store.log[0].took, err)
	}
}
