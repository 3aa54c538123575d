package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"iq/db/internal/file"
	"iq/srs"
)

// TestCheckBesideASession checks while another process grades: a check once read the schedule before
// a grade and the log after it, and called a sound database wrong.
func TestCheckBesideASession(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	db, other := openAt(t, path, Write), openAt(t, path, Read)
	ids := addCards(t, db, "go", 300)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		for i := 0; ctx.Err() == nil; i++ {
			c, err := db.Card(t.Context(), ids[i%len(ids)])
			if err == nil {
				_, _, err = db.Answer(t.Context(), model(t), Answer{
					Card: c.ID, Seen: c.LastReview, Moment: Moment{AtMS: noon, Day: today}, Grade: srs.Good,
					Kind: c.State.KindOn(today),
				})
			}
			if err != nil {
				ended <- err
				return
			}
		}
		ended <- nil
	}()
	for range 120 {
		if r := check1(t, other, later, Full); len(r.Problems) > 0 {
			t.Errorf("found %v", r.Problems)
			break
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// TestWaitingForALongWrite waits for another program beyond the driver's own patience, and says so; a
// grade was once refused after ten seconds because an import took longer.
func TestWaitingForALongWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	db, other := openAt(t, path, Write), openAt(t, path, Write)
	ids := addCards(t, db, "go", 1)
	if _, err := db.sql.Exec("pragma busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	write, err := other.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Rollback()
	_, _, err = db.Answer(t.Context(), model(t),
		Answer{Card: ids[0], Moment: Moment{AtMS: noon, Day: today}, Grade: srs.Good, Kind: srs.Scheduled})
	if !errors.Is(err, ErrBusy) || !IsBusy(err) || !strings.Contains(err.Error(), path) {
		t.Errorf("while another writes: %v", err)
	}
	db.Waiting = func() { write.Rollback() }
	grade(t, db, ids[0], today, srs.Good)
}

// TestWaitingIsToldAtOnce tells the learner after the first refusal, which is what the driver's own
// patience ends in, and once: without a word a minute of waiting looks like a program that hangs.
func TestWaitingIsToldAtOnce(t *testing.T) {
	held := &heldDatabase{refusal: lockRefusal(t)}
	handle := sql.OpenDB(held)
	defer handle.Close()
	db := &DB{sql: handle, path: "iq.db", Waiting: func() { held.events = append(held.events, "told") }}
	if _, err := db.begin(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("begin: %v", err)
	}
	want := append([]string{"refused", "told"}, slices.Repeat([]string{"refused"}, maxWaits-1)...)
	if !slices.Equal(held.events, want) {
		t.Errorf("%q, want %q", held.events, want)
	}
}

// lockRefusal is what SQLite says of a lock that another connection holds.
func lockRefusal(t *testing.T) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "iq.db")
	db, other := openAt(t, path, Write), openAt(t, path, Write)
	if _, err := db.sql.Exec("pragma busy_timeout = 0"); err != nil {
		t.Fatal(err)
	}
	write, err := other.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Rollback()
	_, err = db.sql.Begin()
	return err
}

// heldDatabase is a database that refuses every transaction.
type heldDatabase struct {
	driver.Conn
	refusal error
	events  []string
}

func (h *heldDatabase) Connect(context.Context) (driver.Conn, error) { return h, nil }
func (h *heldDatabase) Driver() driver.Driver                        { return nil }
func (h *heldDatabase) Close() error                                 { return nil }
func (h *heldDatabase) Begin() (driver.Tx, error) {
	h.events = append(h.events, "refused")
	return nil, h.refusal
}

// TestTwoAtANewFile turns on write-ahead logging while another does something to the file. Where two
// processes found a new file in the same moment, one of them was refused as "locked" without any
// waiting.
func TestTwoAtANewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	var handles [2]*sql.DB
	for i := range handles {
		handle, err := sql.Open("sqlite", file.DSN(path, "_pragma=busy_timeout(1)"))
		if err != nil {
			t.Fatal(err)
		}
		defer handle.Close()
		handles[i] = handle
	}
	write, err := handles[0].Begin()
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(50*time.Millisecond, func() { write.Rollback() })
	db := &DB{sql: handles[1], path: path}
	if err := db.useWAL(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestReadersDoNotWait measures retention while another writes: what a reader could keep for the next
// time is not worth waiting for, nor a word about it.
func TestReadersDoNotWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	db, other := openAt(t, path, Write), openAt(t, path, Read)
	grade(t, db, addCards(t, db, "go", 1)[0], today, srs.Good)
	write, err := db.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Rollback()
	other.Waiting = func() { t.Error("a reader waits") }
	if _, err := other.Retention(t.Context(), today-1, today+1); err != nil {
		t.Error(err)
	}
}
