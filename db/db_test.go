package db

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"iq/db/internal/file"
	"iq/internal/card"
	"iq/srs"
)

const noon = int64(1_795_435_200_000) // 2026-11-23T12:00:00Z
const today = srs.Day(20780)

// later is after whatever the tests do.
var later = Moment{AtMS: noon + 400*dayMS, Day: today + 400}

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

func openTemp(t testing.TB) *DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "iq.db"), Write)
}

func openAt(t testing.TB, path string, mode Mode) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, Options{Mode: mode, NowMS: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// addCards stores n cards of one source in the deck and gives their ids. Card i stands on line
// 10*i, so that none are siblings.
func addCards(t testing.TB, db *DB, deck string, n int) []int64 {
	t.Helper()
	var ids []int64
	err := db.Import(t.Context(), noon, func(im *Import) error {
		source, err := im.SetSource(deck+".md", Source{})
		if err != nil {
			return err
		}
		for i := range n {
			text := card.Text{Deck: deck, Question: fmt.Sprintf("Question %d of %s?", i, deck),
				Answer: "Answer."}
			id, err := im.Add(uuid.NewSHA1(uuid.Nil, []byte(text.Question)), source, int64(10*(i+1)), text)
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
func grade(t testing.TB, db *DB, card int64, day srs.Day, g srs.Grade) int64 {
	t.Helper()
	c, err := db.Card(t.Context(), card)
	if err != nil {
		t.Fatal(err)
	}
	review, _, err := db.Answer(t.Context(), model(t), Answer{Card: card, Seen: c.LastReview,
		Moment: Moment{AtMS: noon + int64(day-today)*86_400_000, Day: day}, Grade: g, TookMS: 1000,
		Kind: c.State.KindOn(day)})
	if err != nil {
		t.Fatal(err)
	}
	return review
}

func mustBeClean(t testing.TB, db *DB) {
	t.Helper()
	r, err := db.Check(t.Context(), model(t), later, Full)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("check: %s", p.Text)
	}
}

func TestPragmas(t *testing.T) {
	db := openTemp(t)
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000",
		"trusted_schema": "0", "application_id": fmt.Sprint(file.ApplicationID),
		"user_version": fmt.Sprint(file.SchemaVersion),
	} {
		var got string
		if err := db.sql.QueryRow("pragma " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
	if n := db.sql.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
	if _, err := db.sql.Exec(`select "no such column"`); err == nil {
		t.Error("a string in double quotes was taken: dqs is on")
	}
}

// TestTransactionsAreImmediate guards against a deferred transaction, which fails with a stale
// snapshot as soon as it writes after somebody else has.
func TestTransactionsAreImmediate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	a, b := openAt(t, path, Write), openAt(t, path, Write)
	if _, err := b.sql.Exec("pragma busy_timeout = 0"); err != nil {
		t.Fatal(err)
	}
	err := a.write(t.Context(), func(*sql.Tx) error {
		return b.write(t.Context(), func(*sql.Tx) error { return nil })
	})
	if !IsBusy(err) {
		t.Errorf("a second transaction could begin: %v", err)
	}
}

func TestFilesAreTheOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "iq.db")
	db := openAt(t, path, Write)
	addCards(t, db, "go", 1)
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o, want 600", filepath.Base(name), info.Mode().Perm())
		}
	}
}

func TestReadingCreatesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	db := openAt(t, path, Read)
	if has, err := db.HasCards(t.Context()); has || err != nil {
		t.Errorf("has cards: %v, %v", has, err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file was created: %v", err)
	}
}

func TestReadingCannotWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	openAt(t, path, Write).Close()
	db := openAt(t, path, Read)
	if err := db.SetSetting(t.Context(), "new-per-day", "5"); !IsReadOnly(err) {
		t.Errorf("writing in read mode: %v", err)
	}
}

// TestReadOnlyFile opens what mode=ro gives, since a test may run as root, whom no file rights
// stop.
func TestReadOnlyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	db := openAt(t, path, Write)
	addCards(t, db, "go", 3)
	db.Close()
	ro, err := connectFile(t.Context(), path, file.ReadOnlyQuery(path), Options{Mode: Read})
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	counts, err := ro.Counts(t.Context(), nil, today)
	if err != nil || len(counts) != 1 || counts[0].New != 3 {
		t.Errorf("counts %+v, %v", counts, err)
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(path + suffix); err == nil {
			t.Errorf("reading made %s", suffix)
		}
	}
}

func TestRefusesWhatIsNotIQs(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sqliteFile := func(name, script string) string {
		path := filepath.Join(dir, name)
		h, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		if _, err := h.Exec(script); err != nil {
			t.Fatal(err)
		}
		return path
	}
	newer := filepath.Join(dir, "newer.db")
	db := openAt(t, newer, Write)
	if _, err := db.sql.Exec(fmt.Sprintf("pragma user_version = %d", file.SchemaVersion+1)); err != nil {
		t.Fatal(err)
	}
	db.Close()

	for _, tt := range []struct {
		path string
		want error
	}{
		{write("text.db", []byte(strings.Repeat("# A question list\n", 20))), ErrNotIQ},
		{write("short.db", []byte("hello")), ErrNotIQ},
		{sqliteFile("other.db", "create table t (a); insert into t values (1)"), ErrNotIQ},
		{sqliteFile("other-app.db", "pragma application_id = 42; pragma user_version = 1; create table t (a)"),
			ErrNotIQ},
		{newer, ErrNewer},
	} {
		before, err := os.ReadFile(tt.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, mode := range []Mode{Read, Write} {
			if db, err := Open(t.Context(), tt.path, Options{Mode: mode}); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", filepath.Base(tt.path), err, tt.want)
				if err == nil {
					db.Close()
				}
			} else if !strings.Contains(err.Error(), tt.path) {
				t.Errorf("the error does not name the file: %v", err)
			}
		}
		after, err := os.ReadFile(tt.path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was changed (%v)", filepath.Base(tt.path), err)
		}
	}
	if _, err := Open(context.Background(), dir, Options{Mode: Write}); err == nil {
		t.Error("a folder was opened")
	}
}

func TestTheLogIsAppendOnly(t *testing.T) {
	db := openTemp(t)
	review := grade(t, db, addCards(t, db, "go", 1)[0], today, srs.Good)
	for _, statement := range []string{
		"delete from review",
		"update review set grade = 4",
		"update review set day = day + 1, undone = 1",
	} {
		if _, err := db.sql.Exec(statement); err == nil {
			t.Errorf("%s: was done", statement)
		}
	}
	if _, err := db.Undo(t.Context(), model(t), review); err != nil {
		t.Fatal(err)
	}
	if _, err := db.sql.Exec("update review set undone = 0"); err == nil {
		t.Error("an undone review came back")
	}
	mustBeClean(t, db)
}

// TestMovedFile guards against grades that go into a file which nobody will open again: the system
// lets a program write to a file that was removed or replaced as if nothing had happened.
func TestMovedFile(t *testing.T) {
	for name, move := range map[string]func(path string) error{
		"removed":  os.Remove,
		"renamed":  func(path string) error { return os.Rename(path, path+".old") },
		"replaced": func(path string) error { return errors.Join(os.Remove(path), os.WriteFile(path, nil, 0o600)) },
	} {
		db := openTemp(t)
		id := addCards(t, db, "go", 1)[0]
		if err := move(db.Path()); err != nil {
			t.Fatal(err)
		}
		_, _, err := db.Answer(t.Context(), model(t),
			Answer{Card: id, Moment: Moment{AtMS: noon, Day: today}, Grade: srs.Good, Kind: srs.Scheduled})
		if !errors.Is(err, ErrReplaced) || !strings.Contains(err.Error(), db.Path()) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
