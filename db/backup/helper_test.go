package backup_test

import (
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/uuid"

	"iq/db"
	"iq/internal/card"
	"iq/srs"
)

const noon = int64(1_795_435_200_000) // 2026-11-23T12:00:00Z
const today = srs.Day(20780)

// later is after whatever the tests do.
var later = db.Moment{AtMS: noon + 400*86_400_000, Day: today + 400}

func model(t testing.TB) srs.Model {
	t.Helper()
	sm2, err := srs.NewSM2(srs.MaxInterval)
	if err != nil {
		t.Fatal(err)
	}
	memory, err := srs.NewMemory(srs.DefaultWeights)
	if err != nil {
		t.Fatal(err)
	}
	return srs.Model{Scheduler: sm2, Memory: memory}
}

func openAt(t testing.TB, path string, mode db.Mode) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), path, db.Options{Mode: mode, NowMS: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// raw opens a file as any program may that knows SQLite.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	h, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func execRaw(t testing.TB, path, script string) {
	t.Helper()
	h := raw(t, path)
	if _, err := h.Exec(script); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}

func queryRaw(t testing.TB, path, query string) (text string) {
	t.Helper()
	h := raw(t, path)
	if err := h.QueryRow(query).Scan(&text); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	return text
}

// addCards stores n cards of one deck, each on a line of its own, and returns their ids.
func addCards(t testing.TB, d *db.DB, deck string, n int) (ids []int64) {
	t.Helper()
	err := d.Import(t.Context(), noon, func(im *db.Import) error {
		for i := range n {
			text := card.Text{Deck: deck, Question: fmt.Sprintf("Question %d of %s?", i, deck), Answer: "Answer."}
			id, err := im.Add(uuid.NewSHA1(uuid.Nil, []byte(text.Question)), 0, int64(10*(i+1)), text)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// grade answers a card as a session would.
func grade(t testing.TB, d *db.DB, card int64, day srs.Day, g srs.Grade) {
	t.Helper()
	c, err := d.Card(t.Context(), card)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = d.Answer(t.Context(), model(t), db.Answer{Card: card, Seen: c.LastReview,
		Moment: db.Moment{AtMS: noon + int64(day-today)*86_400_000, Day: day}, Grade: g, TookMS: 1000,
		Kind: c.State.KindOn(day)})
	if err != nil {
		t.Fatal(err)
	}
}

func mustBeClean(t testing.TB, d *db.DB) {
	t.Helper()
	r, err := d.Check(t.Context(), model(t), later, db.Full)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("check: %s", p.Text)
	}
}

// unpack puts a database that an earlier version of iq made into the test's folder.
func unpack(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "testdata", name+".gz"))
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
