package backup_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"iq/db"
	"iq/db/backup"
	"iq/db/internal/file"
	"iq/internal/card"
)

// TestBackupBeforeAMigration restores what an earlier version of iq wrote.
func TestBackupBeforeAMigration(t *testing.T) {
	for version := 1; version < file.SchemaVersion; version++ {
		path := unpack(t, fmt.Sprintf("schema%d.db", version))
		before, err := backup.Look(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		openAt(t, path, db.Write).Close()
		list, err := backup.List(path)
		if err != nil || len(list) != 1 || list[0].Why != backup.BeforeMigration || list[0].AtMS != noon {
			t.Fatalf("schema %d: backups %+v, %v", version, list, err)
		}
		c, err := backup.Inspect(t.Context(), list[0].Path)
		if err != nil || c.Schema != version || c.Cards != before.Cards || c.Reviews != before.Reviews {
			t.Errorf("schema %d: the backup holds %+v, %v; want %+v", version, c, err, before)
		}
		now := everything(t, path)
		if _, err := backup.Restore(t.Context(), backup.RestoreRequest{Path: path, From: list[0].Path, NowMS: noon}); err != nil {
			t.Fatal(err)
		}
		if got := everything(t, path); got != now {
			t.Errorf("schema %d: after a restore and another migration\n%s\nwant\n%s", version, got, now)
		}
	}
}

// TestNoMigrationWithoutABackup leaves the database as it was where it cannot be copied.
func TestNoMigrationWithoutABackup(t *testing.T) {
	path := unpack(t, "schema1.db")
	if err := os.WriteFile(path+".backups", nil, 0o600); err != nil { // no folder
		t.Fatal(err)
	}
	_, err := db.Open(t.Context(), path, db.Options{Mode: db.Write, NowMS: noon})
	if err == nil || !strings.Contains(err.Error(), "could not be copied before") {
		t.Errorf("open: %v", err)
	}
	if c, err := backup.Look(t.Context(), path); err != nil || c.Schema != 1 {
		t.Errorf("it is now %+v, %v", c, err)
	}
}

// TestBeforeWrite is called once, before the first change can be seen.
func TestBeforeWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	d := openAt(t, path, db.Write)
	calls := 0
	d.BeforeWrite(func(context.Context) {
		calls++
		backUpNow(t, path, backup.Daily, noon)
	})
	if _, err := d.Settings(t.Context()); err != nil || calls != 0 {
		t.Errorf("reading called it: %v", err)
	}
	want := everything(t, path)
	for range 2 {
		if err := d.SetSetting(t.Context(), "new-per-day", "3"); err != nil {
			t.Fatal(err)
		}
	}
	if calls != 1 {
		t.Errorf("called %d times", calls)
	}
	list, err := backup.List(path)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if got := everything(t, list[0].Path); got != want {
		t.Errorf("the backup holds\n%s\nwant what was before\n%s", got, want)
	}
}

// TestBackupWithinAnImport holds what was before it.
func TestBackupWithinAnImport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 4)
	want := everything(t, path)
	d := openAt(t, path, db.Write)
	err := d.Import(t.Context(), noon, func(im *db.Import) error {
		for i := range 2000 { // more than the cache holds, so that pages are written before the commit
			text := card.Text{Deck: "new", Question: fmt.Sprint("New ", i), Answer: strings.Repeat("long ", 4000)}
			if _, err := im.Add([16]byte{1, byte(i), byte(i >> 8)}, 0, 0, text); err != nil {
				return err
			}
		}
		backUpNow(t, path, backup.BeforeImport, noon)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := backup.List(path)
	if err != nil || len(list) != 1 || everything(t, list[0].Path) != want {
		t.Errorf("backups %v, %v", list, err)
	}
}
