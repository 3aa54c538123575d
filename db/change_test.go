package db

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"iq/internal/card"
	"iq/srs"
)

func cardOf(t *testing.T, db *DB, id int64) Card {
	t.Helper()
	c, err := db.Card(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// givenTo returns what the source of a card last said, as an import sees it.
func givenTo(t *testing.T, db *DB, id int64) (known Known) {
	t.Helper()
	source := cardOf(t, db, id).SourceID
	err := db.Import(t.Context(), noon, func(im *Import) error {
		all, err := im.Known(source)
		for _, k := range all {
			if k.ID == id {
				known = k
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return known
}

func TestResetIsALineOfTheLog(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	grade(t, db, ids[0], today-3, srs.Good)
	before := cardOf(t, db, ids[0])
	n, err := db.Reset(t.Context(), ids, Moment{AtMS: noon, Day: today})
	if err != nil || n != 1 { // the other was never answered
		t.Fatalf("%d reset, %v", n, err)
	}
	if c := cardOf(t, db, ids[0]); !c.State.New() || c.Stage != "new" || c.LastReview != 0 {
		t.Errorf("after the reset: %+v", c)
	}
	if q := queue(t, db, QueueRequest{Day: today, Left: plenty}); !slices.Equal(q.New, ids) ||
		len(q.Due)+len(q.Repeats) > 0 {
		t.Errorf("queue %+v", q)
	}
	grade(t, db, ids[0], today, srs.Good)
	if d, _ := db.Done(t.Context(), today); d != (srs.Done{New: 1}) {
		t.Errorf("done %+v: a card that was reset counts as new", d)
	}
	for range 2 { // the grade, then the reset
		if _, err := db.Undo(t.Context(), model(t), 0); err != nil {
			t.Fatal(err)
		}
	}
	if c := cardOf(t, db, ids[0]); c.State != before.State || c.LastReview != before.LastReview {
		t.Errorf("after undo: %+v, want %+v", c.State, before.State)
	}
	mustBeClean(t, db)
}

func TestLeechIsTaggedAndUntagged(t *testing.T) {
	db := openTemp(t)
	id := addCards(t, db, "go", 1)[0]
	fail := func(day srs.Day) {
		t.Helper()
		c := cardOf(t, db, id)
		_, _, err := db.Answer(t.Context(), model(t),
			Answer{Card: id, Seen: c.LastReview, Moment: Moment{AtMS: noon, Day: day}, Grade: srs.Again,
				Kind: srs.Scheduled, Leech: 2})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range srs.Day(2) {
		grade(t, db, id, today+2*i, srs.Good)
		if c := cardOf(t, db, id); slices.Contains(c.Tags, srs.LeechTag) {
			t.Fatalf("tagged after %d lapses", c.State.Lapses)
		}
		fail(today + 2*i + 1)
	}
	if c := cardOf(t, db, id); !slices.Equal(c.Tags, []string{srs.LeechTag}) {
		t.Errorf("tags %v after %d lapses", c.Tags, c.State.Lapses)
	}
	if k := givenTo(t, db, id); len(k.Tags) != 0 || len(k.Own.Tags) != 1 {
		t.Errorf("the source's tags %v, the card's %v", k.Tags, k.Own.Tags)
	}
	if _, err := db.Undo(t.Context(), model(t), 0); err != nil {
		t.Fatal(err)
	}
	if c := cardOf(t, db, id); len(c.Tags) != 0 {
		t.Errorf("tags %v after the lapse was taken back", c.Tags)
	}
	mustBeClean(t, db)
}

// TestEditKeepsWhatTheSourceGave until the text is the source's again.
func TestEditKeepsWhatTheSourceGave(t *testing.T) {
	db := openTemp(t)
	id := addCards(t, db, "go", 1)[0]
	before := cardOf(t, db, id).Text
	after := card.Text{Deck: "mine", Question: "Other?", Answer: "Other.", Tags: []string{"t"}}
	if err := db.Edit(t.Context(), id, before, after, noon+1); err != nil {
		t.Fatal(err)
	}
	if c := cardOf(t, db, id); !c.Text.Equal(after) || c.EditedMS != noon+1 {
		t.Errorf("%+v", c)
	}
	if k := givenTo(t, db, id); !k.Text.Equal(before) || !k.Own.Equal(after) {
		t.Errorf("given %+v, own %+v", k.Text, k.Own)
	}
	if err := db.Edit(t.Context(), id, before, after, noon); !errors.Is(err, ErrEditedElsewhere) {
		t.Errorf("an edit of what is no longer there: %v", err)
	}
	if err := db.Edit(t.Context(), id, after, before, noon); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := db.sql.QueryRow("select count(*) from card where given is not null").Scan(&left); err != nil ||
		left != 0 {
		t.Errorf("%d cards keep what their source gave, %v", left, err)
	}
	if err := db.Edit(t.Context(), 99, before, after, noon); !errors.Is(err, ErrNoCard) {
		t.Errorf("a card that does not exist: %v", err)
	}
}

func TestTag(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	for i, tt := range []struct {
		add, remove []string
		changed     int
		want        string
	}{
		{[]string{"b", "a"}, nil, 2, "[b a]"},
		{[]string{"a"}, nil, 0, "[b a]"},
		{[]string{"c"}, []string{"b"}, 2, "[a c]"},
		{nil, []string{"a", "c", "none"}, 2, "[]"},
	} {
		n, err := db.Tag(t.Context(), ids, tt.add, tt.remove, noon)
		if got := fmt.Sprint(cardOf(t, db, ids[0]).Tags); err != nil || n != tt.changed || got != tt.want {
			t.Errorf("step %d: %d changed, %v, %v; want %d, %s", i, n, got, err, tt.changed, tt.want)
		}
	}
	if _, err := db.Tag(t.Context(), []int64{ids[0], 99}, []string{"x"}, nil, noon); !errors.Is(err, ErrNoCard) ||
		len(cardOf(t, db, ids[0]).Tags) != 0 {
		t.Errorf("all or none: %v, %v", err, cardOf(t, db, ids[0]).Tags)
	}
}

func TestMark(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 3)
	n, err := db.Mark(t.Context(), ids[:2], noon,
		func(m *card.Marks) { m.Status, m.Flagged, m.Note, m.BuriedUntil = card.Suspended, true, "odd", today+1 })
	if c := cardOf(t, db, ids[0]); err != nil || n != 2 ||
		c.Marks != (card.Marks{Status: card.Suspended, BuriedUntil: today + 1, Flagged: true, Note: "odd"}) {
		t.Errorf("%d, %v, %+v", n, err, c.Marks)
	}
	if n, err := db.Mark(t.Context(), ids, noon, func(m *card.Marks) { m.Status = card.Suspended }); err != nil ||
		n != 1 {
		t.Errorf("%d changed, %v; two were so already", n, err)
	}
	mustBeClean(t, db)
}

// TestRenamedDeck moves all its cards, whatever became of them, and is remembered for their source.
func TestRenamedDeck(t *testing.T) {
	db := openTemp(t)
	ids := append(addCards(t, db, "go", 2), addCards(t, db, "sql", 1)...)
	if err := db.Edit(t.Context(), ids[0], cardOf(t, db, ids[0]).Text,
		card.Text{Deck: "go", Question: "Mine?", Answer: "a"}, noon); err != nil {
		t.Fatal(err)
	}
	source := cardOf(t, db, ids[0]).SourceID
	for _, step := range []struct{ from, to, remembered string }{
		{"go", "golang", "map[go:golang]"},
		{"golang", "sql", "map[go:sql golang:sql]"},
		{"sql", "go", "map[golang:go sql:go]"},
	} {
		if _, err := db.RenameDeck(t.Context(), step.from, step.to, noon); err != nil {
			t.Fatal(err)
		}
		if c := cardOf(t, db, ids[0]); c.Deck != step.to || givenTo(t, db, ids[0]).Deck != step.to {
			t.Errorf("%v: deck %s, given %s", step, c.Deck, givenTo(t, db, ids[0]).Deck)
		}
		err := db.Import(t.Context(), noon, func(im *Import) error {
			renamed, err := im.Renamed(source)
			if fmt.Sprint(renamed) != step.remembered {
				t.Errorf("%v: remembered %v, want %s", step, renamed, step.remembered)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	mustBeClean(t, db)
}

// TestChangesAreOrdered: of two changes of a card the later has the later instant, also when the
// clock was set back, since a merge goes by it.
func TestChangesAreOrdered(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 1)
	instants := func() (edited, marked int64) {
		t.Helper()
		if err := db.sql.QueryRow("select edited_ms, marked_ms from card").Scan(&edited, &marked); err != nil {
			t.Fatal(err)
		}
		return edited, marked
	}
	edited, marked := instants()
	for _, step := range []struct {
		edits, marks bool
		change       func(ms int64) error
	}{
		{true, false, func(ms int64) error { _, err := db.Tag(t.Context(), ids, []string{"a"}, nil, ms); return err }},
		{true, false, func(ms int64) error { _, err := db.RenameDeck(t.Context(), "go", "golang", ms); return err }},
		{false, true, func(ms int64) error {
			_, err := db.Mark(t.Context(), ids, ms, func(m *card.Marks) { m.Flagged = true })
			return err
		}},
		{false, true, func(ms int64) error {
			return db.Import(t.Context(), ms, func(im *Import) error { return im.SetStatus(ids[0], card.Gone) })
		}},
		{true, false, func(ms int64) error {
			text := card.Text{Deck: "golang", Question: "Q?", Answer: "A."}
			return db.Import(t.Context(), ms, func(im *Import) error { return im.Update(ids[0], 1, 0, text, text) })
		}},
	} {
		if err := step.change(noon - 3_600_000); err != nil {
			t.Fatal(err)
		}
		e, m := instants()
		if (e > edited) != step.edits || (m > marked) != step.marks || e < edited || m < marked {
			t.Errorf("edited %d, then %d; marked %d, then %d", edited, e, marked, m)
		}
		edited, marked = e, m
	}
}

// TestUndoGoesByTheLog takes back what was given last, also when the clock was set back in between.
func TestUndoGoesByTheLog(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	for i, ms := range []int64{noon, noon - 3_600_000} {
		_, _, err := db.Answer(t.Context(), model(t),
			Answer{Card: ids[i], Moment: Moment{AtMS: ms, Day: today}, Grade: srs.Good, Kind: srs.Scheduled})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []int64{ids[1], ids[0]} {
		if u, err := db.Undo(t.Context(), model(t), 0); err != nil || u.Card != want {
			t.Errorf("taken back: card %d, %v; want %d", u.Card, err, want)
		}
	}
}

// TestChangesOfManyCards go through in batches, all or none; a card that is named twice is changed once.
func TestChangesOfManyCards(t *testing.T) {
	db := openTemp(t)
	all := addCards(t, db, "go", batchOfCards+1)
	last := all[len(all)-1]
	grade(t, db, last, today, srs.Good)
	twice := append([]int64{last}, all...)
	for name, change := range map[string]func(ids []int64) (int, error){
		"mark": func(ids []int64) (int, error) {
			return db.Mark(t.Context(), ids, noon, func(m *card.Marks) { m.Status = card.Suspended })
		},
		"tag":   func(ids []int64) (int, error) { return db.Tag(t.Context(), ids, []string{"new"}, nil, noon) },
		"reset": func(ids []int64) (int, error) { return db.Reset(t.Context(), ids, Moment{AtMS: noon, Day: today}) },
	} {
		before := cardOf(t, db, last)
		if n, err := change(append(slices.Clone(all), 1<<40)); n != 0 || !errors.Is(err, ErrNoCard) {
			t.Errorf("%s: one that does not exist: %d, %v", name, n, err)
		}
		if c := cardOf(t, db, last); !reflect.DeepEqual(c, before) {
			t.Errorf("%s: changed all the same: %+v", name, c)
		}
		want := len(all)
		if name == "reset" {
			want = 1 // the others are new
		}
		if n, err := change(twice); n != want || err != nil {
			t.Errorf("%s: %d, %v; want %d", name, n, err, want)
		}
		if n, err := change(twice); n != 0 || err != nil {
			t.Errorf("%s once more: %d, %v", name, n, err)
		}
	}
	c := cardOf(t, db, last)
	if c.Status != card.Suspended || !slices.Equal(c.Tags, []string{"new"}) || !c.State.New() {
		t.Errorf("it became %+v", c)
	}
	mustBeClean(t, db)
}
