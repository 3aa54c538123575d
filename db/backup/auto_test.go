package backup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
		if _, err := backup.Restore(t.Context(),
			backup.RestoreRequest{Path: path, From: list[0].Path, NowMS: noon}); err != nil {
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
	if err == nil || !strings.Contains(err.Error(), "could not be backed up first") {
		t.Errorf("open: %v", err)
	}
	if c, err := backup.Look(t.Context(), path); err != nil || c.Schema != 1 {
		t.Errorf("it is now %+v, %v", c, err)
	}
}

// TestDailyBackup is made once, before the first change of a study day can be seen.
func TestDailyBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	want := everything(t, path)
	now := time.UnixMilli(noon).UTC()
	daily := &db.DailyBackup{Now: func() time.Time { return now }, StartHour: 4, DeferAbove: 1 << 30}
	open := func() *db.DB {
		d := openAt(t, path, db.Write)
		d.Daily = daily
		return d
	}
	change := func(d *db.DB) {
		t.Helper()
		if err := d.SetSetting(t.Context(), "new-per-day", now.Format(time.TimeOnly)); err != nil {
			t.Fatal(err)
		}
	}
	d := open()
	if got := everything(t, path); got != want || backups(t, path) != nil {
		t.Errorf("reading made backups %v", backups(t, path))
	}
	change(d)
	change(d)
	if got := backups(t, path); !slices.Equal(got, []string{"20261123T120000Z-daily.db"}) || d.NoBackup() != nil {
		t.Fatalf("backups %v, %v", got, d.NoBackup())
	}
	if got := everything(t, filepath.Join(path+".backups", "20261123T120000Z-daily.db")); got != want {
		t.Errorf("the backup holds\n%s\nwant what was before\n%s", got, want)
	}
	now = now.Add(15 * time.Hour) // 3:00, of the same study day
	change(open())
	if got := backups(t, path); len(got) != 1 {
		t.Errorf("before the day began: backups %v", got)
	}
	now = now.Add(time.Hour)
	change(open())
	if got := backups(t, path); len(got) != 2 {
		t.Errorf("on the next day: backups %v", got)
	}
}

// TestDeferredBackup of a large database waits for the end of the work.
func TestDeferredBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	d := openAt(t, path, db.Write)
	d.Daily = &db.DailyBackup{Now: func() time.Time { return time.UnixMilli(noon).UTC() }, StartHour: 4}
	if err := d.SetSetting(t.Context(), "new-per-day", "3"); err != nil {
		t.Fatal(err)
	}
	if got := backups(t, path); got != nil || !d.BackupDeferred() {
		t.Errorf("backups %v, deferred %v", got, d.BackupDeferred())
	}
	d.BackUpDeferred(t.Context())
	if got := backups(t, path); len(got) != 1 || d.BackupDeferred() || d.NoBackup() != nil {
		t.Errorf("backups %v, deferred %v, %v", got, d.BackupDeferred(), d.NoBackup())
	}
}

// TestNoDailyBackup stops no change.
func TestNoDailyBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	writeFile(t, path+".backups", nil) // no folder
	d := openAt(t, path, db.Write)
	d.Daily = &db.DailyBackup{Now: func() time.Time { return time.UnixMilli(noon) }, DeferAbove: 1 << 30}
	if err := d.SetSetting(t.Context(), "new-per-day", "3"); err != nil || d.NoBackup() == nil {
		t.Errorf("%v; no backup: %v", err, d.NoBackup())
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
