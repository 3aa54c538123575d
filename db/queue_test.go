package db

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"iq/internal/card"
	"iq/srs"
)

var plenty = srs.Limits{NewPerDay: 100, ReviewsPerDay: 100}

func queue(t *testing.T, db *DB, req QueueRequest) srs.Today {
	t.Helper()
	q, err := db.Queue(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestQueueOrder(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 5)
	grade(t, db, ids[0], today, srs.Good)   // interval 1, due tomorrow
	grade(t, db, ids[1], today-7, srs.Good) // interval 1, due 6 days ago
	grade(t, db, ids[2], today-7, srs.Good) // then interval 6, due in a day
	grade(t, db, ids[2], today-6, srs.Good)
	grade(t, db, ids[3], today, srs.Again) // once more today

	q := queue(t, db, QueueRequest{Day: today, Left: plenty})
	if len(q.Repeats) != 1 || q.Repeats[0].Card != ids[3] || q.Repeats[0].Seen == 0 ||
		!slices.Equal(q.Due, []int64{ids[1], ids[2]}) || !slices.Equal(q.New, ids[4:]) {
		t.Errorf("today: %+v", q)
	}
	q = queue(t, db, QueueRequest{Day: today + 2, Left: plenty})
	// Overdue in relation to the interval: 8/1, then 1/1 twice (the earlier id first), then 2/6.
	if want := []int64{ids[1], ids[0], ids[3], ids[2]}; !slices.Equal(q.Due, want) || len(q.Repeats) != 0 {
		t.Errorf("in two days: %+v, want due %v", q, want)
	}
	q = queue(t, db, QueueRequest{Day: today + 2, Left: srs.Limits{ReviewsPerDay: 2}})
	if !slices.Equal(q.Due, []int64{ids[1], ids[0]}) || len(q.New) != 0 {
		t.Errorf("limited: %+v", q)
	}
	grade(t, db, ids[3], today, srs.Good)
	if q = queue(t, db, QueueRequest{Day: today, Left: plenty}); len(q.Repeats) != 0 {
		t.Errorf("repeated until Good: %+v", q)
	}
}

func TestQueueOfADeck(t *testing.T) {
	db := openTemp(t)
	goCards, sqlCards := addCards(t, db, "go", 2), addCards(t, db, "sql", 2)
	grade(t, db, goCards[0], today-3, srs.Good)
	grade(t, db, sqlCards[0], today-3, srs.Again)
	q := queue(t, db, QueueRequest{Selection: Selection{Decks: []string{"sql"}}, Day: today, Left: plenty})
	if !slices.Equal(q.Due, sqlCards[:1]) || !slices.Equal(q.New, sqlCards[1:]) {
		t.Errorf("sql: %+v", q)
	}
	q = queue(t, db, QueueRequest{Selection: Selection{Decks: []string{"sql", "go"}}, Day: today, Left: plenty})
	if len(q.Due) != 2 || !slices.Equal(q.New, []int64{sqlCards[1], goCards[1]}) {
		t.Errorf("both: %+v", q)
	}
}

func TestSiblingsAreNotAskedOnOneDay(t *testing.T) {
	db := openTemp(t)
	var ids []int64
	err := db.Import(t.Context(), noon, func(im *Import) error {
		source, err := im.SetSource("cloze.md", Source{})
		for i, line := range []int64{5, 5, 9, 0, 0} {
			if err == nil {
				var id int64
				id, err = im.Add(uuid.NewSHA1(uuid.Nil, []byte{byte(i)}), source, line,
					card.Text{Deck: "go", Question: "q", Answer: "a"})
				ids = append(ids, id)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	q := queue(t, db, QueueRequest{Day: today, Left: plenty})
	if want := []int64{ids[3], ids[4], ids[0], ids[2]}; !slices.Equal(q.New, want) {
		t.Errorf("new %v, want %v", q.New, want)
	}
	grade(t, db, ids[1], today, srs.Good)
	if q = queue(t, db, QueueRequest{Day: today, Left: plenty}); slices.Contains(q.New, ids[0]) {
		t.Errorf("a sibling of an answered card is asked: %v", q.New)
	}
	if q = queue(t, db, QueueRequest{Day: today + 1, Left: plenty}); slices.Contains(q.New,
		ids[0]) == slices.Contains(q.Due, ids[1]) {
		t.Errorf("next day: %+v", q)
	}
}

func TestBuriedAndHiddenCardsAreNotAsked(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 6)
	grade(t, db, ids[0], today-3, srs.Good)
	grade(t, db, ids[1], today-3, srs.Good)
	for i, status := range []card.Status{card.Suspended, card.Gone, card.Deleted} {
		if _, err := db.sql.Exec("update card set status = ? where id = ?", string(status), ids[2+i]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.sql.Exec("update card set buried_until = ? where id in (?, ?)", int64(today)+1, ids[0],
		ids[5]); err != nil {
		t.Fatal(err)
	}
	q := queue(t, db, QueueRequest{Day: today, Left: plenty})
	if !slices.Equal(q.Due, ids[1:2]) || len(q.New) != 0 {
		t.Errorf("queue %+v", q)
	}
	counts, err := db.Counts(t.Context(), nil, today)
	if err != nil || len(counts) != 1 {
		t.Fatal(counts, err)
	}
	if want := (DeckCount{Deck: "go", Cards: 3, New: 0, Learning: 2, Due: 1, Overdue: 1}); counts[0] != want {
		t.Errorf("counts %+v, want %+v", counts[0], want)
	}
	if q = queue(t, db, QueueRequest{Day: today + 1, Left: plenty}); len(q.Due) != 2 || len(q.New) != 1 {
		t.Errorf("the day after: %+v", q)
	}
}

func TestDoneCountsOverSessions(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 3)
	grade(t, db, ids[0], today-1, srs.Good)
	grade(t, db, ids[0], today, srs.Hard)
	grade(t, db, ids[0], today, srs.Good) // a repeat
	grade(t, db, ids[1], today, srs.Again)
	grade(t, db, ids[2], today, srs.Good)
	if _, err := db.Undo(t.Context(), model(t), 0); err != nil {
		t.Fatal(err)
	}
	if d, err := db.Done(t.Context(), today); err != nil || d != (srs.Done{New: 1, Reviews: 1}) {
		t.Errorf("done %+v, %v", d, err)
	}
}

func TestStatistics(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 4)
	for _, back := range []srs.Day{3, 2, 1} {
		grade(t, db, ids[back], today-back, srs.Good)
	}
	if n, err := db.Streak(t.Context(), today); err != nil || n != 3 {
		t.Errorf("streak before today's review: %d, %v", n, err)
	}
	grade(t, db, ids[3], today, srs.Good)
	grade(t, db, ids[2], today, srs.Again)
	grade(t, db, ids[0], today, srs.Easy)
	if n, err := db.Streak(t.Context(), today); err != nil || n != 4 {
		t.Errorf("streak: %d, %v", n, err)
	}
	if n, err := db.Streak(t.Context(), today+2); err != nil || n != 0 {
		t.Errorf("streak after a missed day: %d, %v", n, err)
	}
	work, err := db.Work(t.Context(), nil, today)
	if want := (DayWork{Cards: 3, New: 1, Reviews: 3, Grades: [4]int{1, 0, 1, 1}, TookMS: 3000}); err != nil ||
		work != want {
		t.Errorf("work %+v, %v; want %+v", work, err, want)
	}
	kept, err := db.Retention(t.Context(), today-29, today)
	if want := (Retention{Reviews: 2, Recalled: 1}); err != nil || kept["go"] != want {
		t.Errorf("retention %+v, %v; want %+v", kept, err, want)
	}
	next, err := db.NextDue(t.Context(), nil, today)
	if want := (DueOn{today + 1, 2}); err != nil || next != want {
		t.Errorf("next due %+v, %v; want %+v", next, err, want)
	}
	days, err := db.Forecast(t.Context(), []string{"go"}, today+1, today+7)
	if want := []DueOn{{today + 1, 2}, {today + 6, 1}}; err != nil || !slices.Equal(days, want) {
		t.Errorf("forecast %+v, %v; want %+v", days, err, want)
	}
	if n, ms, err := db.Pace(t.Context()); err != nil || n != 6 || ms != 6000 {
		t.Errorf("pace: %d cards in %d ms, %v", n, ms, err)
	}
}

// TestOrdersGoThroughWhatIsDue and not through all cards: in the order of the files all places were
// walked.
func TestOrdersGoThroughWhatIsDue(t *testing.T) {
	db := openTemp(t)
	c := chooser{DB: db}
	c.askable, c.args = filter{}.askable(today)
	for _, order := range []string{orderByFile, orderByRisk} {
		plan := planOf(t, db, c.dueCards(order), c.args...)
		if !strings.Contains(plan[0], "schedule_due") {
			t.Errorf("%s: %s", order, strings.Join(plan, "; "))
		}
	}
}
