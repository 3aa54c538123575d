package backup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"iq/db"
	"iq/db/backup"
	"iq/db/internal/file"
	"iq/srs"
)

// everything returns all that a database holds and that a restore has to bring back: settings, cards
// with their schedules and the whole log.
func everything(t testing.TB, path string) string {
	t.Helper()
	d, err := db.Open(t.Context(), path, db.Options{Mode: db.Read, NowMS: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var b strings.Builder
	fmt.Fprintln(&b, d.Settings())
	if err := d.Cards(t.Context(), db.Selection{},
		func(c db.Card) error { fmt.Fprintf(&b, "%+v\n", c); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := d.Reviews(t.Context(), func(r db.Review) error { fmt.Fprintf(&b, "%+v\n", r); return nil }); err != nil {
		t.Fatal(err)
	}
	mustBeClean(t, d)
	return b.String()
}

// filled makes a database with cards, reviews, one of them taken back, and a setting; it is closed.
func filled(t testing.TB, path string, cards int) {
	t.Helper()
	d := openAt(t, path, db.Write)
	ids := addCards(t, d, "go", cards)
	for _, id := range ids[:cards/2] {
		grade(t, d, id, today-7, srs.Good)
		grade(t, d, id, today, srs.Hard)
	}
	if _, err := d.Undo(t.Context(), model(t), 0); err != nil {
		t.Fatal(err)
	}
	if err := d.SetSetting(t.Context(), "new-per-day", "7"); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func backUpNow(t testing.TB, path string, why backup.Why, ms int64) backup.Backup {
	t.Helper()
	b, _, err := backup.Make(t.Context(), backup.Request{Path: path, NowMS: ms, Why: why})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func backups(t testing.TB, path string) (names []string) {
	t.Helper()
	list, err := backup.List(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range list {
		names = append(names, filepath.Base(b.Path))
	}
	return names
}

func mustHaveMode(t testing.TB, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != want {
		t.Errorf("%s has mode %o, want %o", filepath.Base(path), info.Mode().Perm(), want)
	}
}

// TestBackup copies a database that is open and has just been written to.
func TestBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 10)
	want := everything(t, path)
	d := openAt(t, path, db.Write)
	if err := d.SetSetting(t.Context(), "max-interval", "90"); err != nil { // it is in the log beside the file
		t.Fatal(err)
	}
	want = strings.Replace(want, "map[", "map[max-interval:90 ", 1)

	b, c, err := backup.Make(t.Context(), backup.Request{Path: path, NowMS: noon + 999, Why: backup.Manual})
	if err != nil {
		t.Fatal(err)
	}
	if c.Cards != 10 || c.Reviews != 10 || c.Schema != file.SchemaVersion || c.LastMS != noon || c.Bytes != b.Bytes {
		t.Errorf("it holds %+v", c)
	}
	if name := filepath.Join(path+".backups", "20261123T120000Z-manual.db"); b.Path != name || b.AtMS != noon {
		t.Errorf("the backup is %+v, want %s", b, name)
	}
	mustHaveMode(t, path+".backups", 0o700)
	mustHaveMode(t, b.Path, 0o600)
	if got := everything(t, b.Path); got != want {
		t.Errorf("the backup holds\n%s\nwant\n%s", got, want)
	}
	mustHoldOnly(t, path+".backups", filepath.Base(b.Path), backup.LockName)
}

// mustHoldOnly guards against files that are left behind.
func mustHoldOnly(t testing.TB, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(names)
	if !slices.Equal(got, names) {
		t.Errorf("%s holds %v, want %v", folder, got, names)
	}
}

func TestBackupNames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	for range 11 {
		backUpNow(t, path, backup.Daily, noon)
	}
	backUpNow(t, path, backup.Manual, noon+1000)
	for _, other := range []string{"notes.txt", "20261123T120000Z-mine.db", "20261399T120000Z-daily.db",
		"copy-1.iq-party.db"} {
		if err := os.WriteFile(filepath.Join(path+".backups", other), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := backups(t, path)
	want := []string{"20261123T120001Z-manual.db"}
	for n := 11; n > 1; n-- {
		want = append(want, fmt.Sprintf("20261123T120000Z-daily-%d.db", n))
	}
	if want = append(want, "20261123T120000Z-daily.db"); !slices.Equal(got, want) {
		t.Errorf("backups %v, want %v", got, want)
	}
	if got := backups(t, filepath.Join(t.TempDir(), "none.db")); got != nil {
		t.Errorf("of no database: %v", got)
	}
}

// TestBackupThroughALink guards against a second folder of backups for one database.
func TestBackupThroughALink(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	backUpNow(t, link, backup.Manual, noon)
	if got := backups(t, path); len(got) != 1 {
		t.Errorf("backups %v", got)
	}
}

func TestBackupThatIsNotNeeded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	request := backup.Request{Path: path, NowMS: noon, Why: backup.Daily,
		Had: func(b backup.Backup) bool { return b.Why == backup.Daily }}
	for i, want := range []bool{true, false} {
		b, _, err := backup.Make(t.Context(), request)
		if err != nil || (b.Path != "") != want {
			t.Errorf("%d: %+v, %v", i, b, err)
		}
	}
	if got := backups(t, path); len(got) != 1 {
		t.Errorf("backups %v", got)
	}
}

func TestBackupOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	if _, _, err := backup.Make(t.Context(),
		backup.Request{Path: path, NowMS: noon, Why: backup.Manual}); !errors.Is(err, backup.ErrNothing) {
		t.Errorf("no database: %v", err)
	}
	mustHoldOnly(t, filepath.Dir(path))
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := backup.Make(t.Context(),
		backup.Request{Path: path, NowMS: noon, Why: backup.Manual}); !errors.Is(err, backup.ErrNothing) {
		t.Errorf("an empty file: %v", err)
	}
	mustHoldOnly(t, path+".backups", backup.LockName)
}

func TestBackupToAFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "iq.db")
	filled(t, path, 4)
	file := filepath.Join(dir, "mine.db")
	leftOver := filepath.Join(dir, "mine.db.copy-1"+backup.TempSuffix)
	if err := os.WriteFile(leftOver, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := backup.CopyTo(t.Context(), path, file)
	if err != nil || c.Cards != 4 {
		t.Fatalf("%+v, %v", c, err)
	}
	mustHaveMode(t, file, 0o600)
	if everything(t, file) != everything(t, path) {
		t.Error("the copy is another")
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.CopyTo(t.Context(), path, file); !errors.Is(err, os.ErrExist) {
		t.Errorf("onto an existing file: %v", err)
	}
	if after, err := os.ReadFile(file); err != nil || !slices.Equal(before, after) {
		t.Error("the existing file has changed", err)
	}
	if _, err := backup.CopyTo(t.Context(), path, filepath.Join(dir, "no", "folder.db")); !errors.Is(err,
		os.ErrNotExist) {
		t.Errorf("into no folder: %v", err)
	}
	mustHoldOnly(t, dir, "iq.db", "mine.db")
}

// TestInterruptedBackup leaves none.
func TestInterruptedBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := backup.Make(ctx, backup.Request{Path: path, NowMS: noon, Why: backup.Manual}); !errors.Is(err,
		context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if got := backups(t, path); got != nil {
		t.Errorf("backups %v", got)
	}
}

// TestDamagedDatabaseMakesNoBackup guards against a damaged copy that thins sound ones away.
func TestDamagedDatabaseMakesNoBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 300)
	damage(t, path)
	if _, _, err := backup.Make(t.Context(),
		backup.Request{Path: path, NowMS: noon, Why: backup.Daily}); !db.IsDamaged(err) {
		t.Errorf("back up: %v", err)
	}
	mustHoldOnly(t, path+".backups", backup.LockName)
}

// damage overwrites the middle of a file, but not its first page.
func damage(t testing.TB, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 4; i < len(data)*3/4; i++ {
		data[i] = 0xa5
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTwoBackupsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 20)
	const n = 8
	done := make(chan error, n)
	for range n {
		go func() {
			_, _, err := backup.Make(t.Context(), backup.Request{Path: path, NowMS: noon, Why: backup.Manual})
			done <- err
		}()
	}
	for range n {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got := backups(t, path); len(got) != n {
		t.Errorf("backups %v", got)
	}
}
