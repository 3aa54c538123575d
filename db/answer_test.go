package db

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"iq/internal/card"
	"iq/srs"
)

func TestAnswerAndUndo(t *testing.T) {
	db := openTemp(t)
	id := addCards(t, db, "go", 1)[0]
	before, _ := db.Card(t.Context(), id)
	grade(t, db, id, today, srs.Good)
	once, _ := db.Card(t.Context(), id)
	if once.State.Due != today+1 || once.Stage != "learning" || once.LastReview == 0 {
		t.Errorf("after Good: %+v", once)
	}
	grade(t, db, id, today+1, srs.Hard)
	u, err := db.Undo(t.Context(), model(t), 0)
	if err != nil || u.Card != id || u.Grade != srs.Hard || u.Day != today+1 {
		t.Errorf("undo: %+v, %v", u, err)
	}
	if again, _ := db.Card(t.Context(), id); again.State != once.State || again.LastReview != once.LastReview {
		t.Errorf("after undo: %+v, want %+v", again.State, once.State)
	}
	if _, err := db.Undo(t.Context(), model(t), 0); err != nil {
		t.Error(err)
	}
	if fresh, _ := db.Card(t.Context(), id); fresh.State != before.State || fresh.Stage != "new" {
		t.Errorf("after undoing all: %+v", fresh)
	}
	if _, err := db.Undo(t.Context(), model(t), 0); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("undo of nothing: %v", err)
	}
	mustBeClean(t, db)
}

func TestGradedElsewhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	a, b := openAt(t, path, Write), openAt(t, path, Write)
	id := addCards(t, a, "go", 1)[0]
	shown, _ := b.Card(t.Context(), id)
	grade(t, a, id, today, srs.Good)
	_, _, err := b.Answer(t.Context(), model(t),
		Answer{Card: id, Seen: shown.LastReview, Moment: Moment{AtMS: noon, Day: today}, Grade: srs.Easy,
			Kind: srs.Scheduled})
	if !errors.Is(err, ErrGradedElsewhere) {
		t.Errorf("second grade: %v", err)
	}
	r, err := a.Check(t.Context(), model(t), later, Full)
	if err != nil || r.Reviews != 1 || len(r.Problems) > 0 {
		t.Errorf("check: %+v, %v", r, err)
	}
}

// TestClockSetBack guards the log's order: a review at an earlier instant still comes after those
// that were there before it.
func TestClockSetBack(t *testing.T) {
	db := openTemp(t)
	id := addCards(t, db, "go", 1)[0]
	m := model(t)
	for i, ms := range []int64{noon, noon - 3_600_000, noon - 365*86_400_000, -5} {
		c, _ := db.Card(t.Context(), id)
		day := srs.DayOf(ms, 0, 4)
		_, next, err := db.Answer(t.Context(), m,
			Answer{Card: id, Seen: c.LastReview, Moment: Moment{AtMS: ms, Day: day}, Grade: srs.Again,
				Kind: c.State.KindOn(day)})
		if err != nil {
			t.Fatal(err)
		}
		if next.Interval < 0 || next.Due <= day-1 {
			t.Errorf("step %d: %+v", i, next)
		}
	}
	var ats []int64
	if err := db.Reviews(t.Context(), func(r Review) error { ats = append(ats, r.AtMS); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []int64{noon, noon - 3_600_000, noon - 365*86_400_000, -5}; !slices.Equal(ats, want) {
		t.Errorf("log order %v, want %v", ats, want)
	}
	mustBeClean(t, db)
}

func TestExtraPracticeLeavesTheSchedule(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	grade(t, db, ids[0], today, srs.Good)
	for _, id := range ids {
		before, _ := db.Card(t.Context(), id)
		_, _, err := db.Answer(t.Context(), model(t),
			Answer{Card: id, Seen: before.LastReview, Moment: Moment{AtMS: noon, Day: today}, Grade: srs.Again,
				Kind: srs.Extra})
		if err != nil {
			t.Fatal(err)
		}
		if after, _ := db.Card(t.Context(), id); after.State != before.State || after.LastReview != before.LastReview {
			t.Errorf("card %d moved: %+v", id, after.State)
		}
	}
	mustBeClean(t, db)
}

// TestUndoTakesOffOnlyTheLeechTagThatItBrought leaves a tag that was there before the lapse, and takes
// off one that a later lapse brought anew.
func TestUndoTakesOffOnlyTheLeechTagThatItBrought(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	if _, err := db.Tag(t.Context(), ids[:1], []string{srs.LeechTag}, nil, noon); err != nil {
		t.Fatal(err)
	}
	lapse := func(id int64, day srs.Day) {
		answer(t, db, id, day, Answer{Grade: srs.Good})
		answer(t, db, id, day+1, Answer{Grade: srs.Again, Leech: 1})
	}
	lapse(ids[0], today)
	lapse(ids[1], today)
	if _, err := db.Tag(t.Context(), ids[1:], nil, []string{srs.LeechTag}, noon); err != nil {
		t.Fatal(err)
	}
	lapse(ids[1], today+2)
	for _, want := range []string{"[leech] [leech]", "[leech] []", "[leech] []", "[leech] []", "[leech] []",
		"[leech] []"} {
		if got := fmt.Sprint(cardOf(t, db, ids[0]).Tags, " ", cardOf(t, db, ids[1]).Tags); got != want {
			t.Errorf("tags %s, want %s", got, want)
		}
		if _, err := db.Undo(t.Context(), model(t), 0); err != nil {
			t.Fatal(err)
		}
	}
	mustBeClean(t, db)
}

// TestAnyHistoryReplays grades, undoes, resets, edits, tags, buries, suspends, hides and moves cards
// at random; whatever happened, the stored schedule and counters are what the log and the cards
// give.
func TestAnyHistoryReplays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		db := openTemp(t)
		defer db.Close()
		ids := append(addCards(t, db, "go", 3), addCards(t, db, "sql", 3)...)
		day := today
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			id := rapid.SampledFrom(ids).Draw(rt, "card")
			switch rapid.IntRange(0, 16).Draw(rt, "action") {
			case 0:
				if _, err := db.Undo(t.Context(), model(t), 0); err != nil && !errors.Is(err, ErrNothingToUndo) {
					rt.Fatal(err)
				}
			case 1:
				status := rapid.SampledFrom([]card.Status{card.Active, card.Suspended, card.Gone,
					card.Deleted}).Draw(rt, "status")
				if err := db.Import(t.Context(), noon,
					func(im *Import) error { return im.SetStatus(id, status) }); err != nil {
					rt.Fatal(err)
				}
			case 2:
				text := card.Text{Deck: rapid.SampledFrom([]string{"go", "sql", "new"}).Draw(rt, "deck"),
					Question: "q", Answer: "a"}
				if err := db.Import(t.Context(), noon,
					func(im *Import) error { return im.Update(id, 0, 0, text, text) }); err != nil {
					rt.Fatal(err)
				}
			case 3:
				day += srs.Day(rapid.IntRange(-2, 30).Draw(rt, "days"))
			case 4:
				some := ids[:rapid.IntRange(1, 3).Draw(rt, "cards")]
				if _, err := db.Reset(t.Context(), some, Moment{AtMS: noon, Day: day}); err != nil {
					rt.Fatal(err)
				}
			case 5:
				suspend, bury := rapid.Bool().Draw(rt, "suspend"),
					srs.Day(rapid.IntRange(0, 1).Draw(rt, "bury"))*(day+1)
				if _, err := db.Mark(t.Context(), []int64{id}, noon, func(m *card.Marks) {
					m.BuriedUntil, m.Flagged = bury, suspend
					if suspend {
						m.Status = card.Suspended
					}
				}); err != nil {
					rt.Fatal(err)
				}
			case 6:
				if _, err := db.Tag(t.Context(), []int64{id}, []string{"a"}, []string{"b", srs.LeechTag},
					noon); err != nil {
					rt.Fatal(err)
				}
			case 7:
				c, _ := db.Card(t.Context(), id)
				shown := card.Text{Deck: c.Deck, Question: c.Question, Answer: c.Answer, Tags: c.Tags}
				edited := shown
				edited.Deck, edited.Answer = rapid.SampledFrom([]string{"go", "sql", "new"}).Draw(rt, "deck"),
					rapid.SampledFrom([]string{"Answer.", "Mine."}).Draw(rt, "answer")
				if err := db.Edit(t.Context(), id, shown, edited, noon); err != nil {
					rt.Fatal(err)
				}
			case 8:
				if _, err := db.RenameDeck(t.Context(), "sql",
					rapid.SampledFrom([]string{"go", "new"}).Draw(rt, "name"), noon); err != nil {
					rt.Fatal(err)
				}
			case 9, 10: // keeps the sums of the days before
				if _, err := db.Retention(t.Context(), day-40, day+1); err != nil {
					rt.Fatal(err)
				}
			default:
				grade(t, db, id, day, srs.Grade(rapid.IntRange(1, 4).Draw(rt, "grade")))
			}
		}
		r, err := db.Check(t.Context(), model(t), later, Full)
		if err != nil || len(r.Problems) > 0 {
			rt.Fatalf("%+v, %v", r.Problems, err)
		}
	})
}

func TestSchedulingSettingReplays(t *testing.T) {
	db := openTemp(t)
	id := addCards(t, db, "go", 1)[0]
	for i, day := range []srs.Day{0, 1, 7} {
		grade(t, db, id, today+day, srs.Grades[3-i%2])
	}
	sm2, err := srs.NewSM2(7)
	if err != nil {
		t.Fatal(err)
	}
	short := model(t)
	short.Scheduler = sm2
	changed, err := db.SetScheduling(t.Context(), "max-interval", "7", short)
	if err != nil || changed != 1 {
		t.Errorf("changed %d, %v", changed, err)
	}
	if c, _ := db.Card(t.Context(), id); c.State.Interval != 7 {
		t.Errorf("interval %d, want 7", c.State.Interval)
	}
	if s := openAt(t, db.Path(), Read).Settings(); s["max-interval"] != "7" {
		t.Errorf("settings %v", s)
	}
	if r, err := db.Check(t.Context(), short, later, Full); err != nil || len(r.Problems) > 0 {
		t.Errorf("check: %+v, %v", r, err)
	}
}
