package backup_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"iq/db"
	"iq/db/backup"
	"iq/db/internal/file"
)

// scene is a database with a backup, after which it went on, and what both hold.
type scene struct {
	file, backup []byte
	then, now    string
}

var theScene scene

// changed returns a database, a backup of it from before it went on, and what the backup and the
// database hold.
func changed(t testing.TB) (path string, b backup.Backup, then, now string) {
	t.Helper()
	if theScene.file == nil {
		theScene = newScene(t)
	}
	path = filepath.Join(t.TempDir(), "iq.db")
	b = backup.Backup{Path: filepath.Join(path+".backups", "20261123T120000Z-manual.db")}
	err := errors.Join(os.WriteFile(path, theScene.file, 0o600), os.Mkdir(path+".backups", 0o700),
		os.WriteFile(b.Path, theScene.backup, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	return path, b, theScene.then, theScene.now
}

func newScene(t testing.TB) (s scene) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 6)
	s.then = everything(t, path)
	b := backUpNow(t, path, backup.Manual, noon)
	work(t, path)
	s.now = everything(t, path)
	if s.then == s.now {
		t.Fatal("nothing has changed since the backup")
	}
	var errs [2]error
	s.file, errs[0] = os.ReadFile(path)
	s.backup, errs[1] = os.ReadFile(b.Path)
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	return s
}

func deviceOf(t testing.TB, path string) string {
	t.Helper()
	return queryRaw(t, path, "select value from setting where name = 'device'")
}

func restoreNow(t testing.TB, path, from string) backup.Restored {
	t.Helper()
	done, err := backup.Restore(t.Context(), backup.RestoreRequest{Path: path, From: from, NowMS: noon + 60_000})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestRestore(t *testing.T) {
	path, b, then, now := changed(t)
	device := deviceOf(t, path)
	done := restoreNow(t, path, b.Path)
	if done.Cards != 6 || done.Reviews != 6 || done.NoBackup != nil {
		t.Errorf("restored %+v", done)
	}
	if got := everything(t, path); got != then {
		t.Errorf("restored\n%s\nwant\n%s", got, then)
	}
	if done.Kept != path+".replaced-20261123T120100Z" || everything(t, done.Kept) != now {
		t.Errorf("what was replaced is not in %s", done.Kept)
	}
	if got := backups(t, path); len(got) != 2 || got[0] != "20261123T120100Z-restore.db" {
		t.Fatalf("backups %v", got)
	}
	if deviceOf(t, path) == device || deviceOf(t, done.Kept) != device || deviceOf(t, b.Path) != device {
		t.Error("the restored database and no other has to have a new device id")
	}
	mustHaveMode(t, path, 0o600)
	mustHaveMode(t, done.Kept, 0o600)
	mustHoldOnly(t, filepath.Dir(path), "iq.db", "iq.db.backups", filepath.Base(done.Kept))

	work(t, path)

	// The backup made before the restore takes it back.
	again := restoreNow(t, path, filepath.Join(path+".backups", "20261123T120100Z-restore.db"))
	if got := everything(t, path); got != now || again.Kept != done.Kept+"-2" {
		t.Errorf("taken back, kept in %s:\n%s\nwant\n%s", again.Kept, got, now)
	}
}

func TestRestoreWithNoDatabase(t *testing.T) {
	path, b, then, _ := changed(t)
	fresh := filepath.Join(t.TempDir(), "new", "iq.db")
	done := restoreNow(t, fresh, b.Path)
	if got := everything(t, fresh); got != then || done.NoBackup != nil {
		t.Errorf("restored %+v\n%s\nwant\n%s", done, got, then)
	}
	mustHoldOnly(t, filepath.Dir(fresh), "iq.db")

	// A log without its database would be applied to the new one.
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+"-wal", staleLog(t), 0o600); err != nil {
		t.Fatal(err)
	}
	done = restoreNow(t, path, b.Path)
	if got := everything(t, path); got != then {
		t.Errorf("beside a stale log:\n%s\nwant\n%s", got, then)
	}
	if log, err := os.ReadFile(done.Kept + "-wal"); err != nil || !bytes.Equal(log, staleLog(t)) {
		t.Errorf("the log is not in %s-wal: %v", done.Kept, err)
	}
}

var theStaleLog []byte

// staleLog returns a log with which another database ended without being closed.
func staleLog(t testing.TB) []byte {
	t.Helper()
	if theStaleLog != nil {
		return theStaleLog
	}
	path := filepath.Join(t.TempDir(), "other.db")
	d := openAt(t, path, db.Write)
	addCards(t, d, "stale", 50)
	log, err := os.ReadFile(path + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatalf("no log: %v", err)
	}
	theStaleLog = log
	return log
}

// TestRestoreOfADamagedDatabase puts a sound one into the place of one that cannot even be opened,
// or only in parts, with a log left beside it.
func TestRestoreOfADamagedDatabase(t *testing.T) {
	for name, spoil := range map[string]func(t testing.TB, path string){
		"in the middle": damage,
		"at its head": func(t testing.TB, path string) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			copy(data, bytes.Repeat([]byte{0x5a}, 200))
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"cut short": func(t testing.TB, path string) {
			if err := os.Truncate(path, 50); err != nil {
				t.Fatal(err)
			}
		},
		"cut to nothing": func(t testing.TB, path string) {
			if err := os.Truncate(path, 0); err != nil {
				t.Fatal(err)
			}
		},
		"first page": func(t testing.TB, path string) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			copy(data[100:], bytes.Repeat([]byte{0x5a}, 2000))
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			path, b, then, _ := changed(t)
			spoil(t, path)
			for file, data := range map[string][]byte{"-wal": staleLog(t), "-shm": make([]byte, 32768)} {
				if err := os.WriteFile(path+file, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			done := restoreNow(t, path, b.Path)
			if got := everything(t, path); got != then {
				t.Errorf("restored\n%s\nwant\n%s", got, then)
			}
			if _, err := os.Stat(done.Kept); err != nil {
				t.Error(err)
			}
			work(t, path)
		})
	}
}

// TestRestoreOverANewerDatabase is the way back after an upgrade.
func TestRestoreOverANewerDatabase(t *testing.T) {
	path, b, then, _ := changed(t)
	execRaw(t, path, fmt.Sprintf("pragma user_version = %d", file.SchemaVersion+1))
	done := restoreNow(t, path, b.Path)
	if got := everything(t, path); got != then || !errors.Is(done.NoBackup, db.ErrNewer) {
		t.Errorf("%+v\n%s\nwant\n%s", done, got, then)
	}
}

// TestRestoreFromALiveCopy takes a file with what is in the log beside it, and leaves both as they
// are.
func TestRestoreFromALiveCopy(t *testing.T) {
	path, _, _, _ := changed(t)
	other := filepath.Join(t.TempDir(), "other.db")
	filled(t, other, 3)
	d := openAt(t, other, db.Write)
	if err := d.SetSetting(t.Context(), "max-interval", "90"); err != nil {
		t.Fatal(err)
	}
	want := everything(t, other)
	before, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	restoreNow(t, path, other)
	if got := everything(t, path); got != want {
		t.Errorf("restored\n%s\nwant\n%s", got, want)
	}
	if after, err := os.ReadFile(other); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the copy has changed: %v", err)
	}
}

func TestRestoreThroughALink(t *testing.T) {
	path, b, then, _ := changed(t)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	restoreNow(t, link, b.Path)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v, %v", info.Mode(), err)
	}
	if got := everything(t, path); got != then {
		t.Errorf("restored\n%s\nwant\n%s", got, then)
	}
}
