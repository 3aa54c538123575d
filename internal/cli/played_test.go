package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"iq/db"
	"iq/internal/card"
	"iq/internal/session"
	"iq/srs"
)

// fewCards are such that every prompt comes up: key points, none, no answer, tags.
const fewCards = `# Cards

## What is a lease?

- a lock that ends by itself
- it is asked for again before it ends

## What does a fencing token do?

It lets the resource refuse a holder that came too late.

## What makes a log safe?

It is **appended only**, and **synced** before the answer.

## What did you write yourself?
`

// played is a database of fewCards that two terminals have open, on one clock.
type played struct {
	*rapid.T
	world *world
	desks [2]scriptedDesk
	saved int // grades that a session called saved
}

// scriptedDesk is a session's desk whose editor puts another answer, and another tag, into the card.
type scriptedDesk struct {
	desk
	noEarlier bool // there is nothing to take back of earlier sessions
}

func (d scriptedDesk) Edit(ctx context.Context, c session.Card) (bool, error) {
	text := c.Text
	text.Answer = "Mine, now " + fmt.Sprint(len(text.Answer)) + "."
	text.Tags = append(slices.Clone(text.Tags), fmt.Sprintf("t%d", len(text.Tags)))
	return true, d.Write(ctx, c.ID, c.Text, text)
}

func (d scriptedDesk) Undo(ctx context.Context, review int64) (session.Undone, error) {
	if review == 0 && d.noEarlier {
		return session.Undone{}, session.ErrNothingToUndo
	}
	return d.desk.Undo(ctx, review)
}

// leechAt is the lapses that make a leech here.
const leechAt = 1

// fewCardsFile makes the database that each sequence begins with: one card already has the leeches'
// tag, by hand.
func fewCardsFile(t *testing.T) []byte {
	w := newWorld(t)
	w.iq("", "import", "--unanswered", w.file("cards.md", fewCards))
	w.iq("", "config", "leech-threshold", fmt.Sprint(leechAt))
	w.iq("", "tag", "2", "--add", "kept", "--add", srs.LeechTag)
	data, err := os.ReadFile(w.db)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// play begins a sequence; close ends it.
func play(t *testing.T, rt *rapid.T, file []byte) (p *played, close func()) {
	w := newWorld(t)
	if err := os.WriteFile(w.db, file, 0o600); err != nil {
		rt.Fatal(err)
	}
	p = &played{T: rt, world: w}
	for i := range p.desks {
		prog := &program{Env: w.env("", io.Discard, io.Discard)}
		l, err := prog.open(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		p.desks[i].desk = desk{p: prog, l: l, leech: leechAt}
	}
	return p, func() {
		for _, d := range p.desks {
			if err := d.l.Close(); err != nil {
				rt.Error(err)
			}
		}
		os.RemoveAll(filepath.Dir(w.db))
	}
}

// keyboard gives a session one line at a time, and may do something else before.
type keyboard struct{ next func() string }

func (k keyboard) Read(b []byte) (int, error) {
	key := k.next()
	if key == "" {
		return 0, io.EOF
	}
	return copy(b, key), nil
}

// session runs a session at one of the terminals. next gives its lines, with their ends, and "" at
// the end of the input; it is handed what was printed so far.
func (p *played) session(d scriptedDesk, next func(out string) string) string {
	p.Helper()
	ctx := context.Background()
	if err := d.l.load(p.world.now); err != nil {
		p.Fatal(err)
	}
	opt := reviewOptions{newCards: -1, limit: -1, extra: rapid.IntRange(0, 9).Draw(p.T, "extra") == 0}
	opt.ask = session.Options{Points: rapid.Bool().Draw(p.T, "points"), Type: rapid.IntRange(0, 3).Draw(p.T,
		"type") == 0}
	queue, err := d.l.queue(ctx, db.Selection{}, opt, uint64(p.world.now.UnixNano()))
	if err != nil {
		p.Fatal(err)
	}
	budget, err := d.l.budget(ctx, 0)
	if err != nil {
		p.Fatal(err)
	}
	var out strings.Builder
	s, err := d.p.session(d.l, opt)
	if err != nil {
		p.Fatal(err)
	}
	s.Store, s.Desk, s.Out = d, d, &out
	s.In = keyboard{func() string { return next(out.String()) }}
	if _, err := s.Run(ctx, queue, budget); err != nil {
		p.Fatalf("the session ended with %v\n%s", err, out.String())
	}
	p.saved += strings.Count(out.String(), "\nsaved · ")
	return out.String()
}

// step is a line that is typed in a session, after something that happens at the other terminal.
type step struct {
	meanwhile *act // nil: nothing
	key       string
}

var anyKey = rapid.SampledFrom([]string{
	"", "", "", "", "1", "1", "2", "3", "3", "3", "4", "u", "u", "s", "b", "x", "f a note", "f -", "f", "e", "all",
	"1", "i", "some words",
})

var anyStep = rapid.Custom(func(t *rapid.T) step {
	s := step{key: anyKey.Draw(t, "key")}
	if rapid.IntRange(0, 5).Draw(t, "other") == 0 {
		a := anyAct.Draw(t, "meanwhile")
		s.meanwhile = &a
	}
	return s
})

// act is what a command, or another session, does to a card.
type act struct {
	what  string
	card  int64
	grade srs.Grade
	tag   string
	deck  string
}

var anyAct = rapid.Custom(func(t *rapid.T) act {
	return act{
		what: rapid.SampledFrom([]string{
			"grade", "grade", "undo", "reset", "tag", "untag", "suspend", "unsuspend", "bury", "flag", "delete",
			"edit", "rename",
		}).Draw(t, "what"),
		card: rapid.Int64Range(1, 4).Draw(t, "card"), grade: rapid.SampledFrom(srs.Grades[:]).Draw(t, "grade"),
		tag:  rapid.SampledFrom([]string{srs.LeechTag, "a"}).Draw(t, "tag"),
		deck: rapid.SampledFrom([]string{"cards", "other"}).Draw(t, "deck"),
	}
})

// do does it at a terminal.
func (p *played) do(d scriptedDesk, a act) error {
	ctx := context.Background()
	if err := d.l.load(p.world.now); err != nil {
		return err
	}
	var err error
	switch a.what {
	case "grade":
		err = p.grade(d, a.card, a.grade)
	case "undo":
		if _, err = d.desk.Undo(ctx, 0); errors.Is(err, db.ErrNothingToUndo) {
			err = nil
		}
	case "reset":
		_, err = d.l.Reset(ctx, []int64{a.card}, moment(p.world.now, d.l.day))
	case "tag":
		_, err = d.l.Tag(ctx, []int64{a.card}, []string{a.tag}, nil, 0)
	case "untag":
		_, err = d.l.Tag(ctx, []int64{a.card}, nil, []string{a.tag}, 0)
	case "edit":
		var c session.Card
		if c, err = d.Card(ctx, a.card); err == nil {
			_, err = d.Edit(ctx, c)
		}
	case "rename":
		_, err = d.l.RenameDeck(ctx, "cards", a.deck, p.world.now.UnixMilli())
	default:
		_, err = d.l.Mark(ctx, []int64{a.card}, p.world.now.UnixMilli(), func(m *card.Marks) { a.mark(m, d.l.day) })
	}
	return err
}

func (a act) mark(m *card.Marks, day srs.Day) {
	switch a.what {
	case "suspend":
		m.Status = card.Suspended
	case "unsuspend":
		m.Status = card.Active
	case "delete":
		m.Status = card.Deleted
	case "bury":
		m.BuriedUntil = day + 1
	case "flag":
		m.Flagged, m.Note = !m.Flagged, ""
	}
}

// grade answers a card.
func (p *played) grade(d scriptedDesk, id int64, g srs.Grade) error {
	c, err := d.Card(context.Background(), id)
	if err != nil {
		return err
	}
	_, err = d.Save(context.Background(), session.Review{Card: c, At: p.world.now, Day: d.l.day, Grade: g,
		Kind: c.State.KindOn(d.l.day)})
	p.saved++
	return err
}

// either is one of the terminals.
func (p *played) either() scriptedDesk { return p.desks[rapid.IntRange(0, 1).Draw(p.T, "terminal")] }

// someDays lets time go on.
func (p *played) someDays() {
	p.world.now = p.world.now.Add(time.Duration(rapid.IntRange(0, 60).Draw(p.T, "hours")) * time.Hour)
}

// history is what went before: sessions and commands over some days at both terminals.
func (p *played) history(sessions int) {
	for range rapid.IntRange(0, sessions).Draw(p.T, "sessions") {
		mine, other := p.desks[0], p.desks[1]
		if rapid.Bool().Draw(p.T, "other terminal") {
			mine, other = other, mine
		}
		steps := rapid.SliceOfN(anyStep, 0, 20).Draw(p.T, "steps")
		var failed error
		p.session(mine, func(string) string {
			if len(steps) == 0 || failed != nil {
				return ""
			}
			now := steps[0]
			steps = steps[1:]
			if now.meanwhile != nil {
				failed = p.do(other, *now.meanwhile)
			}
			return now.key + "\n"
		})
		if failed != nil {
			p.Fatal(failed)
		}
		p.someDays()
		for _, a := range rapid.SliceOfN(anyAct, 0, 3).Draw(p.T, "commands") {
			p.mustDo(a)
		}
	}
}

// mustDo does it at either terminal.
func (p *played) mustDo(a act) {
	p.Helper()
	if err := p.do(p.desks[rapid.IntRange(0, 1).Draw(p.T, "terminal")], a); err != nil {
		p.Fatal(err)
	}
}
