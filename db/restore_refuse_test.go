package db

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRestoreRefuses what is no sound copy of a database that this iq knows, and changes nothing.
func TestRestoreRefuses(t *testing.T) {
	path, b, _, now := changed(t)
	dir := t.TempDir()
	file := func(name string, data []byte) string {
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
		name = file(name, data)
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
	damaged := file("damaged.db", sound)
	damage(t, damaged)
	isDamaged := errors.New("damaged")
	for from, want := range map[string]error{
		file("text.db", []byte(strings.Repeat("# A question list\n", 20))): ErrNotIQ,
		file("empty.db", nil): ErrNotIQ,
		sqlite("other.db", nil, "pragma application_id = 42; pragma user_version = 1; create table t (a)"): ErrNotIQ,
		sqlite("newer.db", sound, fmt.Sprintf("pragma user_version = %d", SchemaVersion+1)):                ErrNewer,
		file("short.db", sound[:len(sound)/2]):                                                             isDamaged,
		damaged:                                                                                            isDamaged,
		filepath.Join(dir, "none.db"):                                                                      fs.ErrNotExist,
		path:                                                                                               ErrSelf,
	} {
		_, err := Restore(t.Context(), RestoreRequest{Path: path, From: from, NowMS: noon})
		if !errors.Is(err, want) && !(want == isDamaged && IsDamaged(err)) {
			t.Errorf("%s: %v, want %v", filepath.Base(from), err, want)
		} else if !strings.Contains(err.Error(), from) {
			t.Errorf("the error does not name the file: %v", err)
		}
	}
	if _, err := Restore(t.Context(), RestoreRequest{Path: path, From: dir, NowMS: noon}); err == nil {
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
	if _, err := Restore(t.Context(), RestoreRequest{Path: path, From: b.Path, NowMS: noon}); !errors.Is(err, ErrNotIQ) {
		t.Errorf("restore over another program's database: %v", err)
	}
	mustHoldOnly(t, filepath.Dir(path), "bookmarks.db")
}
