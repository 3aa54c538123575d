package backup_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"iq/db"
	"iq/db/backup"
	"iq/db/internal/file"
)

// TestRestoreRefuses what is no sound copy of a database that this iq knows, and changes nothing.
func TestRestoreRefuses(t *testing.T) {
	path, b, _, now := changed(t)
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	sound, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	sqlite := func(name string, data []byte, script string) string {
		name = write(name, data)
		h, err := sql.Open("sqlite", name)
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		if _, err := h.Exec(script); err != nil {
			t.Fatal(err)
		}
		return name
	}
	damaged := write("damaged.db", sound)
	damage(t, damaged)
	isDamaged := errors.New("damaged")
	for from, want := range map[string]error{
		write("text.db", []byte(strings.Repeat("# A question list\n", 20))): db.ErrNotIQ,
		write("empty.db", nil): db.ErrNotIQ,
		sqlite("other.db", nil, "pragma application_id = 42; pragma user_version = 1; create table t (a)"): db.ErrNotIQ,
		sqlite("newer.db", sound, fmt.Sprintf("pragma user_version = %d", file.SchemaVersion+1)):           db.ErrNewer,

		write("short.db", sound[:len(sound)/2]): isDamaged,
		damaged:                                 isDamaged,
		filepath.Join(dir, "none.db"):           fs.ErrNotExist,
		path:                                    backup.ErrSelf,
	} {
		_, err := backup.Restore(t.Context(), backup.RestoreRequest{Path: path, From: from, NowMS: noon})
		if !errors.Is(err, want) && !(want == isDamaged && db.IsDamaged(err)) {
			t.Errorf("%s: %v, want %v", filepath.Base(from), err, want)
		} else if !strings.Contains(err.Error(), from) {
			t.Errorf("the error does not name the file: %v", err)
		}
	}
	if _, err := backup.Restore(t.Context(), backup.RestoreRequest{Path: path, From: dir, NowMS: noon}); err == nil {
		t.Error("a folder was restored")
	}
	if got := everything(t, path); got != now {
		t.Errorf("the database has changed:\n%s\nwant\n%s", got, now)
	}
	mustHoldOnly(t, filepath.Dir(path), "iq.db", "iq.db.backups")
	mustHoldOnly(t, path+".backups", filepath.Base(b.Path))
}

// TestRestoreLeavesForeignDatabases guards a database of another program against a mistyped --db.
func TestRestoreLeavesForeignDatabases(t *testing.T) {
	_, b, _, _ := changed(t)
	path := filepath.Join(t.TempDir(), "bookmarks.db")
	h, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Exec("create table t (a)"); err != nil {
		t.Fatal(err)
	}
	h.Close()
	if _, err := backup.Restore(t.Context(),
		backup.RestoreRequest{Path: path, From: b.Path, NowMS: noon}); !errors.Is(err, db.ErrNotIQ) {
		t.Errorf("restore over another program's database: %v", err)
	}
	mustHoldOnly(t, filepath.Dir(path), "bookmarks.db")
}

// TestRestoreThatFailsLate puts everything back when the copy cannot take its place after all, also
// where there was no database to be kept but only a log of one.
func TestRestoreThatFailsLate(t *testing.T) {
	loseTheCopy := func(t *testing.T, path string) {
		backup.OnReached(func(step string) {
			if step != "logs moved" {
				return
			}
			copies, err := filepath.Glob(path + ".restored-*")
			if err != nil || len(copies) != 1 || os.Remove(copies[0]) != nil {
				t.Errorf("copies %v, %v", copies, err)
			}
		})
		t.Cleanup(func() { backup.OnReached(func(string) {}) })
	}
	mustFail := func(t *testing.T, path, from string) {
		t.Helper()
		_, err := backup.Restore(t.Context(), backup.RestoreRequest{Path: path, From: from, NowMS: noon})
		if !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), "remove ") {
			t.Errorf("restore: %v; want that the copy is gone, and nothing else", err)
		}
	}
	t.Run("of a database", func(t *testing.T) {
		path, b, _, now := changed(t)
		loseTheCopy(t, path)
		mustFail(t, path, b.Path)
		if got := everything(t, path); got != now {
			t.Errorf("the database has changed:\n%s\nwant\n%s", got, now)
		}
		mustHoldOnly(t, filepath.Dir(path), "iq.db", "iq.db.backups")
	})
	t.Run("of a log alone", func(t *testing.T) {
		path, b, _, _ := changed(t)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		writeFile(t, path+"-wal", staleLog(t))
		loseTheCopy(t, path)
		mustFail(t, path, b.Path)
		mustHoldOnly(t, filepath.Dir(path), "iq.db-wal", "iq.db.backups")
	})
}
