package backup_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"iq/db"
	"iq/db/backup"
	"iq/srs"
)

// TestRestoreWhileInUse is refused, also while the other only waits for its learner; what the other
// was told is saved stays.
func TestRestoreWhileInUse(t *testing.T) {
	path, b, _, _ := changed(t)
	d := openAt(t, path, db.Write)
	if _, err := backup.Restore(t.Context(),
		backup.RestoreRequest{Path: path, From: b.Path, NowMS: noon}); !errors.Is(err, backup.ErrInUse) {
		t.Fatalf("restore: %v", err)
	}
	grade(t, d, 5, today, srs.Good)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if got := everything(t, path); strings.Count(got, "{UID:") != 8 {
		t.Errorf("after it there is\n%s", got)
	}
	mustHoldOnly(t, filepath.Dir(path), "iq.db", "iq.db.backups")
	restoreNow(t, path, b.Path)
}

// TestNothingIsWrittenIntoAReplacedFile guards against grades that are acknowledged and lost: of one
// who had a database open that was too damaged for anybody to be kept from it.
func TestNothingIsWrittenIntoAReplacedFile(t *testing.T) {
	path, b, then, _ := changed(t)
	d := openAt(t, path, db.Write)
	card, err := d.Card(t.Context(), 5)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 50); err != nil {
		t.Fatal(err)
	}
	restoreNow(t, path, b.Path)
	_, _, err = d.Answer(t.Context(), model(t),
		db.Answer{Card: card.ID, Seen: card.LastReview, Moment: db.Moment{AtMS: noon, Day: today}, Grade: srs.Good,
			Kind: srs.Scheduled})
	if err == nil {
		t.Error("a grade was saved in the file that was replaced")
	}
	if got := everything(t, path); got != then {
		t.Errorf("restored\n%s\nwant\n%s", got, then)
	}
}

// TestOpenDuringARestore opens the database while a restore holds it: what waited for the lock of the
// file that is replaced meanwhile has to end up with the new one.
func TestOpenDuringARestore(t *testing.T) {
	path, b, _, _ := changed(t)
	opened := make(chan error, 1)
	backup.OnReached(func(step string) {
		if step != "held" {
			return
		}
		go func() {
			d, err := db.Open(context.Background(), path, db.Options{Mode: db.Write, NowMS: noon})
			if err == nil {
				err = errors.Join(d.SetSetting(context.Background(), "max-interval", "77"), d.Close())
			}
			opened <- err
		}()
		time.Sleep(100 * time.Millisecond) // so that it most likely waits for the lock by now
	})
	defer backup.OnReached(func(string) {})
	restoreNow(t, path, b.Path)
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
	if got := everything(t, path); !strings.Contains(got, "max-interval:77") {
		t.Errorf("what was written during the restore is lost:\n%s", got)
	}
}

// mountTmpfs gives a file system of its own, where the system lets the test have one.
func mountTmpfs(t *testing.T, folder, options string) {
	t.Helper()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("no file system of its own for this test: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			t.Errorf("umount %s: %v %s", folder, err, out)
		}
	})
}

// fillUp leaves a file system with so many bytes, or nearly.
func fillUp(t *testing.T, folder string, left int) {
	t.Helper()
	f, err := os.Create(filepath.Join(folder, "full"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := int64(0)
	for block := make([]byte, 4096); err == nil; size += int64(len(block)) {
		_, err = f.Write(block)
	}
	if err := f.Truncate(max(0, size-int64(left))); err != nil {
		t.Fatal(err)
	}
}

func TestFullDisk(t *testing.T) {
	_, b, _, now := changed(t)
	folder := t.TempDir()
	mountTmpfs(t, folder, "size=4m")
	path := filepath.Join(folder, "iq.db")
	old := filepath.Join(folder, "old.db")
	for name, data := range map[string][]byte{path: theScene.file, old: fileOf(t, unpack(t, "schema1.db"))} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	openAt(t, path, db.Write).Close()
	for _, left := range []int{0, 16 << 10, 96 << 10} { // not even a folder, not all of a copy
		fillUp(t, folder, left)
		if _, _, err := backup.Make(t.Context(),
			backup.Request{Path: path, NowMS: noon, Why: backup.Daily}); !db.IsFull(err) {
			t.Errorf("%d bytes: back up: %v", left, err)
		}
		if _, err := backup.CopyTo(t.Context(), path, filepath.Join(folder, "mine.db")); !db.IsFull(err) {
			t.Errorf("%d bytes: back up to a file: %v", left, err)
		}
		if _, err := backup.Restore(t.Context(),
			backup.RestoreRequest{Path: path, From: b.Path, NowMS: noon}); !db.IsFull(err) {
			t.Errorf("%d bytes: restore: %v", left, err)
		}
		if _, err := db.Open(t.Context(), old, db.Options{Mode: db.Write, NowMS: noon}); !db.IsFull(err) {
			t.Errorf("%d bytes: migrate: %v", left, err)
		}
	}
	if got := backups(t, path); got != nil {
		t.Errorf("backups %v", got)
	}
	if err := os.Remove(filepath.Join(folder, "full")); err != nil {
		t.Fatal(err)
	}
	mustHaveNoParts(t, path)
	mustHaveNoParts(t, old)
	if got := everything(t, path); got != now {
		t.Errorf("after it there is\n%s\nwant\n%s", got, now)
	}
	if c, err := backup.Look(t.Context(), old); err != nil || c.Schema != 1 {
		t.Errorf("the old database is now %+v, %v", c, err)
	}
	restoreNow(t, path, b.Path)
}

func fileOf(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestReadOnlyBackups hinder only what cannot be done without them.
func TestReadOnlyBackups(t *testing.T) {
	path, b, then, _ := changed(t)
	elsewhere := filepath.Join(t.TempDir(), "b.db")
	if err := os.WriteFile(elsewhere, fileOf(t, b.Path), 0o600); err != nil {
		t.Fatal(err)
	}
	mountTmpfs(t, path+".backups", "ro")
	if _, _, err := backup.Make(t.Context(),
		backup.Request{Path: path, NowMS: noon, Why: backup.Daily}); !db.IsReadOnly(err) ||
		!strings.Contains(err.Error(), path+".backups") {
		t.Errorf("back up: %v", err)
	}
	done := restoreNow(t, path, elsewhere)
	if got := everything(t, path); got != then || !db.IsReadOnly(done.NoBackup) {
		t.Errorf("%+v\n%s\nwant\n%s", done, got, then)
	}
}

// TestBackupFromAReadOnlyFolder is how to get at what a disk holds that fails.
func TestBackupFromAReadOnlyFolder(t *testing.T) {
	_, _, _, now := changed(t)
	folder := t.TempDir()
	mountTmpfs(t, folder, "size=4m")
	path := filepath.Join(folder, "iq.db")
	if err := os.WriteFile(path, theScene.file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-o", "remount,ro", folder).CombinedOutput(); err != nil {
		t.Skipf("cannot make it read-only: %v %s", err, out)
	}
	file := filepath.Join(t.TempDir(), "mine.db")
	if _, err := backup.CopyTo(t.Context(), path, file); err != nil {
		t.Fatal(err)
	}
	if got := everything(t, file); got != now {
		t.Errorf("the copy holds\n%s\nwant\n%s", got, now)
	}
	if _, err := backup.Restore(t.Context(),
		backup.RestoreRequest{Path: path, From: file, NowMS: noon}); !db.IsReadOnly(err) {
		t.Errorf("restore: %v", err)
	}
}
