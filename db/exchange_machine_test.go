package db_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
	"iq/internal/intake"
	"iq/srs"
)

const (
	noon = int64(1_795_435_200_000) // 2026-11-23T12:00:00Z
	aDay = int64(86_400_000)
)

// machine is one of the databases with its clock.
type machine struct {
	*rapid.T
	t      *testing.T
	number int
	db     *db.DB
	model  srs.Model
	ms     int64
}

func newMachine(t *testing.T, rt *rapid.T, number int) *machine {
	m := &machine{T: rt, t: t, number: number, model: db.Model(t)}
	path := filepath.Join(t.TempDir(), "iq.db")
	m.must(os.WriteFile(path, emptyDatabase(t), 0o600))
	d, err := db.Open(t.Context(), path, db.Options{Mode: db.Write, NowMS: noon})
	m.must(err)
	m.db = d
	db.Unsynced(d, uint8(number))
	m.ms = noon + rapid.SampledFrom([]int64{0, 0, -5, 3}).Draw(rt, "clock")*aDay
	return m
}

// emptyDatabase is a file with the schema, to be copied: making it waits for the disk many times.
func emptyDatabase(t *testing.T) []byte {
	t.Helper()
	emptyOnce.Do(func() {
		path := filepath.Join(t.TempDir(), "empty.db")
		d, err := db.Open(t.Context(), path, db.Options{Mode: db.Write, NowMS: noon})
		if err == nil {
			err = d.Close()
		}
		if err == nil {
			empty, err = os.ReadFile(path)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	return empty
}

var (
	emptyOnce sync.Once
	empty     []byte
)

func (m *machine) must(err error) {
	if err != nil {
		m.Helper()
		m.Fatal(err)
	}
}

func (m *machine) day() srs.Day { return srs.DayOf(m.ms, 0, 4) }

func (m *machine) one(label string, list ...string) string {
	return rapid.SampledFrom(list).Draw(m.T, label)
}

// card returns the id of some card, 0 where there is none.
func (m *machine) card() int64 {
	ids := db.CardIDs(m.t, m.db)
	if len(ids) == 0 {
		return 0
	}
	return rapid.SampledFrom(ids).Draw(m.T, "card")
}

// act does one thing that a learner does, often at the very instant at which another machine does
// something.
func (m *machine) act() {
	m.ms += rapid.SampledFrom([]int64{0, 0, 0, 1, aDay, 6 * aDay, -1, -3 * aDay}).Draw(m.T, "later")
	action := rapid.IntRange(0, 14).Draw(m.T, "action")
	if action == 0 {
		m.importFile()
		return
	}
	if action == 1 {
		m.addByHand()
		return
	}
	id := m.card()
	if id == 0 {
		m.importFile()
		return
	}
	c, err := m.db.Card(m.t.Context(), id)
	m.must(err)
	switch action {
	case 2:
		if _, err := m.db.Undo(m.t.Context(), m.model, 0); !errors.Is(err, db.ErrNothingToUndo) {
			m.must(err)
		}
	case 3:
		m.edit(c)
	case 4:
		_, err = m.db.Tag(m.t.Context(), []int64{id}, []string{m.one("tag", "a", "b", "<c>\u2028")},
			[]string{m.one("no tag", "a", "b", srs.LeechTag)}, m.ms)
	case 5:
		_, err = m.db.RenameDeck(m.t.Context(), c.Deck, m.one("deck", decks...), m.ms)
	case 6:
		_, err = m.db.Reset(m.t.Context(), []int64{id}, db.Moment{AtMS: m.ms, Day: m.day()})
	case 7, 8:
		m.mark(id)
	default:
		m.grade(c)
	}
	m.must(err)
}

var decks = []string{"sql", "go", "mine \u202e"}

func (m *machine) edit(c db.Card) {
	shown := card.Text{Deck: c.Deck, Question: c.Question, Answer: c.Answer, Tags: c.Tags}
	text := shown
	switch m.one("what", "deck", "question", "answer") {
	case "deck":
		text.Deck = m.one("deck", decks...)
	case "question":
		text.Question = "What else is number " + m.one("n", "0", "1", "2", "3") + "?"
	case "answer":
		text.Answer = m.one("answer", "Mine, \x1b[31mred\x00.", "Ours & theirs.", `A "quoted" \one.`)
	}
	m.must(m.db.Edit(m.t.Context(), c.ID, shown, text, m.ms))
}

func (m *machine) mark(id int64) {
	what := m.one("mark", "bury", "suspend", "flag", "delete", "active")
	_, err := m.db.Mark(m.t.Context(), []int64{id}, m.ms, func(k *card.Marks) {
		switch what {
		case "bury":
			k.BuriedUntil = m.day() + 1
		case "suspend":
			k.Status = card.Suspended
		case "flag":
			k.Flagged, k.Note = !k.Flagged, m.one("note", "", "wrong?")
		case "delete":
			k.Status = card.Deleted
		case "active":
			k.Status = card.Active
		}
	})
	m.must(err)
}

func (m *machine) grade(c db.Card) {
	a := db.Answer{Card: c.ID, Seen: c.LastReview, Moment: db.Moment{AtMS: m.ms, OffsetMin: 60, Day: m.day()},
		Grade: srs.Grade(rapid.IntRange(1, 4).Draw(m.T, "grade")), Kind: c.State.KindOn(m.day()), TookMS: 7,
		RevealMS: 3, Leech: 2}
	if rapid.Bool().Draw(m.T, "more") {
		a.Kind, a.Confidence, a.Typed, a.Points = srs.Extra, 2, "so\tso", &db.Points{Missed: []string{"0f"}}
	}
	_, _, err := m.db.Answer(m.t.Context(), m.model, a)
	m.must(err)
}

// importFile imports a list of questions which is at the same place on every machine, or not, with
// some questions more or fewer than last time, in another order or with another answer.
func (m *machine) importFile() {
	name := m.one("file", "/lists/sql.md", "/lists/go.md", fmt.Sprintf("/home/%d/sql.md", m.number))
	text := "# List\n"
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 5, rapid.ID).Draw(m.T, "questions") {
		text += fmt.Sprintf("\n## What is the use of number %d in this list?\n\n"+
			"It is used for the purpose %s, and for %d more.\n", n, m.one("answer", "A", "B"), n)
	}
	doc, err := importer.Parse(filepath.Base(name), []byte(text))
	m.must(err)
	there := rapid.Bool().Draw(m.T, "other files are there")
	m.must(m.db.Import(m.t.Context(), m.ms, func(im *db.Import) error {
		batch := intake.NewBatch(im, func(string) bool { return there })
		if _, err := batch.Take(intake.File{Source: name, Doc: doc, Digest: []byte(text)}); err != nil {
			return err
		}
		if err := batch.Finish(); err != nil {
			return err
		}
		return im.Settle(m.model)
	}))
}

func (m *machine) addByHand() {
	text := card.Text{Deck: m.one("deck", decks...), Question: "By hand " + m.one("n", "1", "2") + "?",
		Answer: m.one("answer", "", "Yes.")}
	err := m.db.Import(m.t.Context(), m.ms, func(im *db.Import) error {
		if _, err := intake.Add(im, text); err != nil {
			return err
		}
		return im.Settle(m.model)
	})
	var same *intake.SameQuestion
	if !errors.As(err, &same) {
		m.must(err)
	}
}

// export returns the lines of an export, each with its end.
func (m *machine) export() (lines []string) {
	m.must(m.db.Export(m.t.Context(), func(line any) error {
		text, err := json.Marshal(line)
		lines = append(lines, string(text)+"\n")
		return err
	}))
	return lines
}

func (m *machine) merge(lines []string) {
	in := strings.NewReader(strings.Join(lines, ""))
	m.must(m.db.Import(m.t.Context(), m.ms, func(im *db.Import) error {
		_, err := im.Merge(m.t.Context(), in, db.MergeOptions{
			Unread: func(line int, why error) { m.Errorf("line %d: %v", line, why) }})
		if err != nil {
			return err
		}
		return im.Settle(m.model)
	}))
}

// mergePart takes of another database all lines or some, in any order, once or twice.
func (m *machine) mergePart(from *machine) {
	lines := from.export()
	head, rest := lines[:1], lines[1:]
	switch rapid.IntRange(0, 2).Draw(m.T, "part") {
	case 0:
		m.merge(lines)
	case 1:
		rest = rapid.Permutation(rest).Draw(m.T, "order")
		cut := rapid.IntRange(0, len(rest)).Draw(m.T, "cut")
		m.merge(slices.Concat(head, rest[:cut]))
		m.merge(slices.Concat(head, rest[cut:], rest[:cut]))
	case 2:
		rest = rapid.Permutation(rest).Draw(m.T, "order")
		m.merge(slices.Concat(head, rest[:rapid.IntRange(0, len(rest)).Draw(m.T, "cut")]))
	}
}

func (m *machine) mustBeClean(extent db.Extent) {
	r, err := m.db.Check(m.t.Context(), m.model, db.Moment{AtMS: m.ms + 10_000*aDay, Day: m.day() + 10_000}, extent)
	m.must(err)
	for _, p := range r.Problems {
		m.Errorf("database %d: %s", m.number, p.Text)
	}
}
