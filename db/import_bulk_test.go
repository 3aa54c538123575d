package db

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"iq/internal/card"
)

var errMidway = errors.New("midway")

// importMany imports cards into a deck with its indexes deferred, ends as end does, and returns how
// many objects of the schema were set aside.
func importMany(t *testing.T, db *DB, deck string, n int, end func(*Import) error) (deferred int, err error) {
	t.Helper()
	err = db.Import(t.Context(), noon, func(im *Import) error {
		if err := im.Expect(n); err != nil {
			return err
		}
		deferred = len(im.deferred)
		for i := range n {
			text := card.Text{Deck: deck, Question: fmt.Sprintf("Question %d of %s?", i, deck), Answer: "Answer."}
			if _, err := im.Add(uuid.NewSHA1(uuid.Nil, []byte(text.Question)), 0, 0, text); err != nil {
				return err
			}
		}
		return end(im)
	})
	return deferred, err
}

// TestDeferredIndexes imports more cards than there are, one of them hidden and one moved to another
// deck by the same import: the schema is as it was, and the counters are right.
func TestDeferredIndexes(t *testing.T) {
	db := openTemp(t)
	before, err := schemaObjects(t.Context(), db.sql)
	if err != nil {
		t.Fatal(err)
	}
	grade(t, db, addCards(t, db, "go", 3)[0], today, 3)
	deferred, err := importMany(t, db, "many", minDeferred, func(im *Import) error {
		text := card.Text{Deck: "moved", Question: "Question 5 of many?", Answer: "Answer."}
		return errors.Join(im.SetStatus(10, card.Gone), im.Update(11, 0, 0, text, text))
	})
	if err != nil || deferred != 4 {
		t.Fatalf("%d objects were set aside, want 4: %v", deferred, err)
	}
	after, err := schemaObjects(t.Context(), db.sql)
	if diff := cmp.Diff(before, after, cmp.AllowUnexported(schemaObject{})); diff != "" || err != nil {
		t.Error(err, diff)
	}
	mustBeClean(t, db)
	for deck, want := range map[string]int{"go": 3, "many": minDeferred - 2, "moved": 1} {
		var n int
		if err := db.sql.QueryRow("select sum(n) from tally where deck = ?", deck).Scan(&n); err != nil || n != want {
			t.Errorf("deck %s counts %d cards, want %d: %v", deck, n, want, err)
		}
	}
}

// TestDeferredIndexesComeBack lets an import fail, and takes one back, with its indexes set aside.
func TestDeferredIndexesComeBack(t *testing.T) {
	db := openTemp(t)
	addCards(t, db, "go", 3)
	for _, end := range []error{errMidway, ErrRollback} {
		_, err := importMany(t, db, "many", minDeferred, func(*Import) error { return end })
		if want := errors.Is(end, errMidway); errors.Is(err, errMidway) != want {
			t.Errorf("%v: the import says %v", end, err)
		}
		mustBeClean(t, db)
		if n, err := db.sql.Query("select 1 from card where deck = 'many'"); err != nil || n.Next() {
			t.Errorf("%v: cards are there: %v", end, err)
		} else {
			n.Close()
		}
	}
}

// TestFewCardsDeferNothing imports fewer cards than there are.
func TestFewCardsDeferNothing(t *testing.T) {
	db := openTemp(t)
	addCards(t, db, "go", minDeferred+1)
	deferred, err := importMany(t, db, "few", minDeferred, func(*Import) error { return nil })
	if err != nil || deferred != 0 {
		t.Errorf("%d objects were set aside: %v", deferred, err)
	}
	mustBeClean(t, db)
}
