package db

import (
	"fmt"
	"os"
	"testing"

	"iq/db/internal/file"
	"iq/srs"
)

// retention returns what Retention says of the 30 days up to the day, and how many days are known.
func retention(t *testing.T, db *DB, day srs.Day) string {
	t.Helper()
	kept, err := db.Retention(t.Context(), day-29, day)
	if err != nil {
		t.Fatal(err)
	}
	var known int
	if err := db.sql.QueryRow("select count(*) from day_known").Scan(&known); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(kept, known)
}

// TestRetentionFollowsTheLog: what is kept of past days is as if it were not.
func TestRetentionFollowsTheLog(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	first := grade(t, db, ids[0], today-9, srs.Good)
	grade(t, db, ids[0], today-8, srs.Good)
	last := grade(t, db, ids[0], today-2, srs.Again)
	for _, step := range []struct {
		name string
		do   func() error
		want string
	}{
		{"as it was", func() error { return nil }, "map[go:{2 1}] 29"},
		{"today", func() error { grade(t, db, ids[1], today, srs.Good); return nil }, "map[go:{2 1}] 29"},
		{"the first undone: the second is the first",
			func() error { _, err := db.Undo(t.Context(), model(t), first); return err }, "map[go:{1 0}] 29"},
		{"the last undone", func() error { _, err := db.Undo(t.Context(), model(t), last); return err }, "map[] 29"},
		{"graded late in the log", func() error { grade(t, db, ids[0], today-3, srs.Hard); return nil },
			"map[go:{1 1}] 29"},
		{"the deck renamed", func() error { _, err := db.RenameDeck(t.Context(), "go", "golang", noon); return err },
			"map[golang:{1 1}] 29"},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if got := retention(t, db, today); got != step.want {
			t.Errorf("%s: %s, want %s", step.name, got, step.want)
		}
		mustBeClean(t, db)
	}
	if got := retention(t, db, today-4); got != "map[] 33" { // 25 of its 30 days were known
		t.Errorf("some days ago: %s", got)
	}
}

// TestRetentionWithoutWriting: a reader that cannot keep the days counts them each time.
func TestRetentionWithoutWriting(t *testing.T) {
	db := openTemp(t)
	id := addCards(t, db, "go", 1)[0]
	grade(t, db, id, today-9, srs.Good)
	grade(t, db, id, today-8, srs.Good)
	reader := openAt(t, db.Path(), Read)
	writing, err := db.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if got := retention(t, reader, today); got != "map[go:{1 1}] 0" {
		t.Errorf("beside a writer: %s", got)
	}
	if err := writing.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := reader.SetSetting(t.Context(), "new-per-day", "5"); !IsReadOnly(err) {
		t.Errorf("the reader may write: %v", err)
	}
	db.Close()
	reader.Close()
	if err := os.Chmod(db.Path(), 0o400); err != nil {
		t.Fatal(err)
	}
	ro, err := connect(t.Context(), db.Path(), file.DSN(db.Path(), file.ReadOnlyQuery(db.Path())), Options{Mode: Read})
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	if got := retention(t, ro, today); got != "map[go:{1 1}] 0" {
		t.Errorf("of a file that is only read: %s", got)
	}
}
