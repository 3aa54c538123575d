package db

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"iq/db/internal/file"
	"iq/srs"
)

// unpack puts a database that an earlier version of iq made into the test's folder.
func unpack(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestUpgrade opens a database of each schema, made by the version that wrote it: the cards, the log
// and the schedule are as they were, and it can be worked with.
func TestUpgrade(t *testing.T) {
	for version := 1; version <= file.SchemaVersion; version++ {
		db := openAt(t, unpack(t, fmt.Sprintf("schema%d.db", version)), Write)
		mustBeClean(t, db)
		var cards, reviews []string
		if err := db.Cards(t.Context(), Selection{}, func(c Card) error {
			cards = append(cards, fmt.Sprint(c.ID, c.Stage, c.State.Due, c.State.Interval, c.State.Ease, c.State.Reps,
				c.Tags))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.Reviews(t.Context(), func(r Review) error {
			reviews = append(reviews, fmt.Sprint(r.Day, int(r.Grade), r.Kind[:1], r.OffsetMin, r.Undone))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want := "[1young2026-11-23 15 250 3 [concurrency] 2learning2026-11-09 1 250 1 [concurrency]" +
			" 3young2026-11-14 6 260 2 [concurrency] 4young2026-11-14 6 236 2 [concurrency]]"
		if got := fmt.Sprint(cards); got != want {
			t.Errorf("schema %d: cards\n%s, want\n%s", version, got, want)
		}
		if len(reviews) != 13 || reviews[0] != "2026-11-01 3s60 false" {
			t.Errorf("schema %d: %d reviews: %v", version, len(reviews), reviews)
		}
		grade(t, db, 2, today, srs.Good)
		if got := found(t, db, Selection{Search: "fencing"}); got != "[2]" {
			t.Errorf("schema %d: found %s", version, got)
		}
		if _, err := db.Reset(t.Context(), []int64{1}, Moment{AtMS: noon, Day: today}); err != nil {
			t.Error(err)
		}
		if _, err := db.sql.Exec("delete from review"); err == nil {
			t.Errorf("schema %d: the log can be deleted", version)
		}
		mustBeClean(t, db)
	}
}

// TestUpgradedSchemaIsTheNewOne compares, so that no migration can make of an old file another
// schema than a new file has.
func TestUpgradedSchemaIsTheNewOne(t *testing.T) {
	schema := func(db *DB) (text string) {
		t.Helper()
		err := db.sql.QueryRow(`
			select group_concat(type || ' ' || name || ' ' || ifnull(sql, ''), x'0a')
			from (select * from sqlite_schema order by type, name)`).Scan(&text)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	want := schema(openTemp(t))
	for version := 1; version <= file.SchemaVersion; version++ {
		if got := schema(openAt(t, unpack(t, fmt.Sprintf("schema%d.db", version)), Write)); got != want {
			t.Errorf("schema %d became\n%s\nwant\n%s", version, got, want)
		}
	}
}
