package db

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"iq/internal/card"
	"iq/srs"
)

// damaged returns a database with something wrong that SQL can bring about.
func damaged(t *testing.T, damage string) *DB {
	t.Helper()
	db := openTemp(t)
	ids := addCards(t, db, "go", 3)
	grade(t, db, ids[0], today, srs.Good)
	grade(t, db, ids[0], today+1, srs.Good)
	if _, err := db.Retention(t.Context(), today-5, today+2); err != nil { // keeps the sums of the days
		t.Fatal(err)
	}
	if _, err := db.Search(t.Context(), Selection{Search: "go"}, 1); err != nil { // fills the index of words
		t.Fatal(err)
	}
	mustBeClean(t, db)
	if _, err := db.sql.Exec("pragma foreign_keys = off; " + damage); err != nil {
		t.Fatal(err)
	}
	return db
}

func check1(t *testing.T, db *DB, now Moment, extent Extent) Report {
	t.Helper()
	r, err := db.Check(t.Context(), model(t), now, extent)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCheckFindsAndRebuildMends(t *testing.T) {
	for name, tt := range map[string]struct {
		damage, text string
		quick        bool // a quick check finds it
	}{
		"an interval":        {"update schedule set interval = 99", "does not agree with its log", true},
		"a missing schedule": {"delete from schedule", "has reviews but no schedule", true},
		"a stray schedule": {"insert into schedule select 3, 1, 1, 250, 0, 0, 1, 5, 1, id from review limit 1",
			"no reviews", true},
		"a stability":    {"update schedule set stability = stability + 0.001", "does not agree with its log", true},
		"a counter":      {"update tally set n = n + 1", "counts of cards by deck and day are wrong", true},
		"a mark":         {"update card set reviewed = 1 - reviewed where id = 2", "wrongly marked", true},
		"a sum of a day": {"update day_recall set reviews = reviews + 1", "the sums of 1 days are wrong", true},
		"a missing sum":  {"delete from day_recall", "the sums of 1 days are wrong", true},
		"a trigger": {"drop trigger review_is_never_deleted",
			"the trigger review_is_never_deleted is missing", true},
		"another trigger": {"drop trigger card_is_counted;" +
			"create trigger card_is_counted after insert on card begin select 1; end",
			"the trigger card_is_counted is missing", true},
		"an index": {"drop index review_card", "the index review_card is missing", true},
		"an orphaned review": {"delete from schedule; delete from card where id = 1", "review 1 refers to a card",
			true},
		"an orphaned place": {"delete from source", "refers to a source", true},
		"a text": {"update card set answer = cast(x'6162ff63' as text) where id = 2",
			`card 2: the text is not valid UTF-8: "ab\xffc"`, false},
		"an instant": {fmt.Sprintf("update card set edited_ms = %d where id = 2", later.AtMS+2*dayMS),
			"dated in the future", false},
		"the words": {"delete from card_words_data where id > 10", "the index of words is damaged", false},
	} {
		t.Run(name, func(t *testing.T) {
			db := damaged(t, tt.damage)
			for _, extent := range []Extent{Quick, Full} {
				r := check1(t, db, later, extent)
				if extent == Quick && !tt.quick {
					continue
				}
				if len(r.Problems) == 0 || r.Problems[0].Mend != ByRebuilding ||
					!strings.Contains(fmt.Sprint(r.Problems), tt.text) {
					t.Fatalf("extent %d: %+v", extent, r)
				}
			}
			if _, err := db.Rebuild(t.Context(), model(t), later.AtMS); err != nil {
				t.Fatal(err)
			}
			mustBeClean(t, db)
			var on bool
			if err := db.sql.QueryRow("pragma foreign_keys").Scan(&on); err != nil || !on {
				t.Errorf("foreign keys are enforced: %v, %v", on, err)
			}
		})
	}
}

// TestLostCardKeepsItsReviews: a review without its card would be in no export.
func TestLostCardKeepsItsReviews(t *testing.T) {
	db := damaged(t, "delete from schedule; delete from card where id = 1")
	if _, err := db.Rebuild(t.Context(), model(t), later.AtMS); err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := db.Reviews(t.Context(), func(Review) error { n++; return nil }); err != nil || n != 2 {
		t.Errorf("%d reviews, %v", n, err)
	}
	if c := cardOf(t, db, 1); c.Status != card.Gone || c.State.New() {
		t.Errorf("the card that stands in: %+v", c)
	}
}

// TestCheckTellsTheFuture finds what a wrong clock has left; undoing the review mends it.
func TestCheckTellsTheFuture(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	grade(t, db, ids[1], today+1, srs.Good) // in another time zone it may be tomorrow
	review := grade(t, db, ids[0], today+365, srs.Good)
	now := Moment{AtMS: noon, Day: today}
	r := check1(t, db, now, Quick)
	if len(r.Problems) != 1 || r.Problems[0].Mend != ByUndoing || r.Problems[0].Card != ids[0] {
		t.Fatalf("%+v", r.Problems)
	}
	if last, err := db.LastReviewOf(t.Context(), ids[0]); err != nil || last != review {
		t.Errorf("last review %d, %v; want %d", last, err, review)
	}
	if _, err := db.Undo(t.Context(), model(t), review); err != nil {
		t.Fatal(err)
	}
	if r := check1(t, db, now, Quick); len(r.Problems) > 0 {
		t.Errorf("%+v", r.Problems)
	}
	if _, err := db.LastReviewOf(t.Context(), ids[0]); err == nil {
		t.Error("there is a review to take back")
	}
}

// TestQuickCheckTakesASample: the last reviewed and some from all over.
func TestQuickCheckTakesASample(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 5*sampleSize)
	grade(t, db, ids[7], today, srs.Good)
	if r := check1(t, db, later, Quick); r.Replayed < sampleSize || r.Replayed > 2*sampleSize || len(r.Problems) > 0 {
		t.Errorf("%+v", r)
	}
	if r := check1(t, db, later, Full); r.Replayed != len(ids) || r.Cards != len(ids) || r.Reviews != 1 {
		t.Errorf("%+v", r)
	}
	if _, err := db.sql.Exec("update schedule set due = due + 1"); err != nil {
		t.Fatal(err)
	}
	if r := check1(t, db, later, Quick); len(r.Problems) != 1 {
		t.Errorf("the card reviewed last was not in the sample: %+v", r)
	}
}

// TestManyProblemsAreBounded lists some of each kind.
func TestManyProblemsAreBounded(t *testing.T) {
	db := openTemp(t)
	for _, id := range addCards(t, db, "go", maxProblems+5) {
		grade(t, db, id, today, srs.Good)
	}
	if _, err := db.sql.Exec("update schedule set ease = 130"); err != nil {
		t.Fatal(err)
	}
	r := check1(t, db, later, Full)
	if n := len(r.Problems); n != maxProblems+1 || r.Problems[n-1].Text != "and more of the same" {
		t.Errorf("%d problems, %+v", n, r.Problems[n-1])
	}
}

// TestCheckGoesOnOverDamage overwrites pages of the file: a check says so, whatever part meets them.
func TestCheckGoesOnOverDamage(t *testing.T) {
	path := openTemp(t).Path()
	db := openAt(t, path, Write)
	for _, id := range addCards(t, db, "go", 300) {
		grade(t, db, id, today, srs.Good)
	}
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := page; at < len(whole); at += 3 * page {
		data := append([]byte(nil), whole...)
		for i := range page {
			data[at+i] = byte(i * 7)
		}
		broken := fmt.Sprintf("%s-%d", path, at)
		if err := os.WriteFile(broken, data, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := Open(t.Context(), broken, Options{Mode: Read})
		if IsDamaged(err) {
			continue // the schema itself
		}
		if err != nil {
			t.Fatalf("page %d: %v", at/page, err)
		}
		r, err := db.Check(t.Context(), model(t), later, Full)
		db.Close()
		if err != nil || len(r.Problems) == 0 {
			t.Errorf("page %d: %+v, %v", at/page, r, err)
		}
	}
}
