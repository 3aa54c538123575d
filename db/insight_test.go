package db

import (
	"fmt"
	"testing"

	"iq/internal/card"
	"iq/srs"
)

// answer gives a card a grade with all that was said beside it.
func answer(t *testing.T, db *DB, id int64, day srs.Day, a Answer) {
	t.Helper()
	a.Card, a.Seen, a.Moment = id, cardOf(t, db, id).LastReview, Moment{AtMS: noon, Day: day}
	if a.Kind == "" {
		a.Kind = cardOf(t, db, id).State.KindOn(day)
	}
	if _, _, err := db.Answer(t.Context(), model(t), a); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsToldBesideTheGradeIsKept(t *testing.T) {
	db := openTemp(t)
	id := addCards(t, db, "go", 1)[0]
	answer(t, db, id, today, Answer{Grade: srs.Good, TookMS: 9000, RevealMS: 4000, Confidence: 3, Typed: "a lease",
		Points: &Points{Held: []string{"k1"}, Missed: []string{"k2", "k3"}}})
	answer(t, db, id, today+1, Answer{Grade: srs.Good})
	var log []string
	if err := db.History(t.Context(), id, func(r Review) error {
		points := "-"
		if r.Points != nil {
			points = fmt.Sprint(r.Points.Held, r.Points.Missed)
		}
		log = append(log, fmt.Sprint(r.TookMS, " ", r.RevealMS, " ", r.Confidence, " ", r.Typed, " ", points))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%q", log); got != `["9000 4000 3 a lease [k1] [k2 k3]" "0 0 0  -"]` {
		t.Error(got)
	}
	last, err := db.LastPoints(t.Context(), id)
	if err != nil || last == nil || fmt.Sprint(last.Missed) != "[k2 k3]" {
		t.Errorf("last points %+v, %v", last, err)
	}
	for _, statement := range []string{
		"update review set typed = 'x', undone = 1", "update review set points = null, undone = 1",
		"update review set confidence = 1, undone = 1", "update review set reveal_ms = 1, undone = 1",
	} {
		if _, err := db.sql.Exec(statement); err == nil {
			t.Errorf("%s: was done", statement)
		}
	}
}

func TestCalibrationAndMissedPoints(t *testing.T) {
	db := openTemp(t)
	ids := append(addCards(t, db, "go", 2), addCards(t, db, "sql", 1)...)
	missed := &Points{Held: []string{"a"}, Missed: []string{"b"}}
	for i, id := range ids {
		answer(t, db, id, today-40, Answer{Grade: srs.Good, Confidence: 3, Points: missed})
		answer(t, db, id, today-1, Answer{Grade: srs.Grade(i + 1), Confidence: 3, Points: missed})
	}
	answer(t, db, ids[0], today, Answer{Grade: srs.Good, Confidence: 1,
		Points: &Points{Held: []string{"a", "b"}, Missed: []string{}}, Kind: srs.Extra})
	for _, tt := range []struct {
		decks       []string
		first       srs.Day
		said, never string
	}{
		{nil, today - 90, "[{3 6 5} {1 1 1}]", "[{2 b 2 2} {3 b 2 2}]"},
		{[]string{"sql"}, today - 90, "[{3 2 2}]", "[{3 b 2 2}]"},
		{nil, today - 10, "[{3 3 2} {1 1 1}]", "[]"},
	} {
		said, err := db.Calibration(t.Context(), tt.decks, tt.first, today)
		if err != nil || fmt.Sprint(said) != tt.said {
			t.Errorf("%v: said %v, %v; want %s", tt.decks, said, err, tt.said)
		}
		never, err := db.MissedPoints(t.Context(), tt.decks, tt.first, today, 10)
		if err != nil || fmt.Sprint(never) != tt.never {
			t.Errorf("%v: missed %v, %v; want %s", tt.decks, never, err, tt.never)
		}
	}
	records, err := db.PointRecords(t.Context(), ids[0])
	if err != nil || fmt.Sprint(records) != "[{1 a 3 0} {1 b 3 2}]" {
		t.Errorf("records %v, %v", records, err)
	}
}

func TestOrders(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 6)
	// The later ones are more stable, and were answered longer ago.
	for i, id := range ids[:4] {
		grade(t, db, id, today-srs.Day(2+i), srs.Grade(i+1))
	}
	for order, want := range map[srs.Order]string{
		"":            "[4 3 2 1]", // intervals of one day: the longest ago
		srs.ByOverdue: "[4 3 2 1]",
		srs.ByRisk:    "[1 2 3 4]",
		srs.ByFile:    "[1 2 3 4]",
	} {
		if q := queue(t, db, QueueRequest{Day: today, Left: plenty, Order: order}); fmt.Sprint(q.Due) != want {
			t.Errorf("%q: %v, want %s", order, q.Due, want)
		}
	}
	seen := map[string]bool{}
	for seed := range uint64(20) {
		q := queue(t, db, QueueRequest{Day: today, Left: srs.Limits{ReviewsPerDay: 3}, Order: srs.ByChance, Seed: seed})
		if len(q.Due) != 3 {
			t.Fatalf("%v: want three", q.Due)
		}
		seen[fmt.Sprint(q.Due)] = true
	}
	if len(seen) < 5 {
		t.Errorf("twenty seeds gave %v", seen)
	}
}

func TestPracticeCandidates(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 4)
	grade(t, db, ids[0], today-9, srs.Easy)
	grade(t, db, ids[1], today, srs.Again)
	grade(t, db, ids[1], today, srs.Good)
	grade(t, db, ids[2], today-9, srs.Again)
	if _, err := db.Mark(t.Context(), ids[3:], noon, func(m *card.Marks) { m.Status = card.Suspended }); err != nil {
		t.Fatal(err)
	}
	list := func(c []srs.Candidate, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var s []string
		for _, c := range c {
			s = append(s, fmt.Sprintf("%d:%d/%d", c.ID, c.Failed, c.Reviews))
		}
		return fmt.Sprint(s)
	}
	if got := list(db.RecentlyReviewed(t.Context(), Selection{}, today)); got != "[1:0/1 2:1/2 3:1/1]" {
		t.Errorf("tried %s", got)
	}
	if got := list(db.FailedOn(t.Context(), Selection{}, today)); got != "[2:1/1]" {
		t.Errorf("failed today %s", got)
	}
	fresh := addCards(t, db, "sql", 1)[0]
	for order, want := range map[srs.Order]string{
		"":            fmt.Sprintf("[3:0/0 1:0/0 2:0/0 %d:0/0]", fresh),
		srs.ByFile:    fmt.Sprintf("[1:0/0 2:0/0 3:0/0 %d:0/0]", fresh),
		srs.ByOverdue: fmt.Sprintf("[1:0/0 3:0/0 2:0/0 %d:0/0]", fresh),
	} {
		if got := list(db.Practice(t.Context(), Selection{}, today, order, 0, 9)); got != want {
			t.Errorf("practice by %q: %s, want %s", order, got, want)
		}
	}
	if got, err := db.Practice(t.Context(), Selection{}, today, srs.ByChance, 1, 2); err != nil || len(got) != 2 {
		t.Errorf("two at random: %v, %v", got, err)
	}
}
