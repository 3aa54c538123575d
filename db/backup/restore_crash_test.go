package backup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"iq/db"
	"iq/db/backup"
	"iq/srs"
)

// TestMain lets the test program be a process that dies in the middle of its work.
func TestMain(m *testing.M) {
	if os.Getenv("IQ_TEST_DIE_AFTER") != "" {
		os.Exit(die())
	}
	os.Exit(m.Run())
}

// die runs one operation and ends the process after so many steps, with nothing closed, removed or
// rolled back, as kill -9 does. Its status is 0 when there were not so many steps.
func die() int {
	steps, err := strconv.Atoi(os.Getenv("IQ_TEST_DIE_AFTER"))
	if err != nil {
		return 2
	}
	backup.OnReached(func(step string) {
		if steps--; steps == 0 {
			fmt.Print(step)
			os.Exit(3)
		}
	})
	path, from := os.Getenv("IQ_TEST_PATH"), os.Getenv("IQ_TEST_FROM")
	ctx := context.Background()
	switch os.Getenv("IQ_TEST_DO") {
	case "restore":
		_, err = backup.Restore(ctx, backup.RestoreRequest{Path: path, From: from, NowMS: noon + 60_000})
	case "back up":
		_, _, err = backup.Make(ctx, backup.Request{Path: path, NowMS: noon + 60_000, Why: backup.Daily})
	case "back up to":
		_, err = backup.CopyTo(ctx, path, from)
	case "open":
		_, err = db.Open(ctx, path, db.Options{Mode: db.Write, NowMS: noon + 60_000})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// dieAfter runs an operation in a process of its own that dies after so many steps; more is false
// when it came to its end before.
func dieAfter(t *testing.T, steps int, do, path, from string) (step string, more bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), "IQ_TEST_DIE_AFTER="+strconv.Itoa(steps), "IQ_TEST_DO="+do, "IQ_TEST_PATH="+path,
		"IQ_TEST_FROM="+from)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return "the end", false
	case errors.As(err, &exit) && exit.ExitCode() == 3:
		return string(out), true
	}
	t.Fatalf("%s: %v", do, err)
	return "", false
}

// atEachStep lets an operation die after each of its steps, each time from a new beginning.
func atEachStep(t *testing.T, least int, do string, begin func(t *testing.T) (path, from string),
	after func(t *testing.T, path, from string)) {
	for steps, more := 1, true; more; steps++ {
		path, from := begin(t)
		var step string
		if step, more = dieAfter(t, steps, do, path, from); !more && steps <= least {
			t.Fatalf("%s has only %d steps", do, steps-1)
		}
		t.Run(fmt.Sprintf("%d %s", steps, step), func(t *testing.T) { after(t, path, from) })
	}
}

// TestCrashInARestore dies at each step: there is a whole database, the one before or the one after,
// it can be worked with, and the restore can be made again.
func TestCrashInARestore(t *testing.T) {
	var then, now string
	begin := func(t *testing.T) (path, from string) {
		var b backup.Backup
		path, b, then, now = changed(t)
		return path, b.Path
	}
	atEachStep(t, 10, "restore", begin, func(t *testing.T, path, from string) {
		got := everything(t, path)
		if got != now && got != then {
			t.Fatalf("after the crash there is\n%s\nwant\n%s\nor\n%s", got, now, then)
		}
		mustAllBeWhole(t, path)
		work(t, path)
		restoreNow(t, path, from)
		if got := everything(t, path); got != then {
			t.Errorf("restored after the crash:\n%s\nwant\n%s", got, then)
		}
		mustHaveNoParts(t, path)
	})
}

// TestCrashInARestoreOfADamagedDatabase dies at each step: nothing is lost of what was there, and the
// log that is left is never beside the new database.
func TestCrashInARestoreOfADamagedDatabase(t *testing.T) {
	var then string
	begin := func(t *testing.T) (path, from string) {
		var b backup.Backup
		path, b, then, _ = changed(t)
		if err := os.Truncate(path, 50); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+"-wal", staleLog(t), 0o600); err != nil {
			t.Fatal(err)
		}
		return path, b.Path
	}
	atEachStep(t, 8, "restore", begin, func(t *testing.T, path, from string) {
		if info, err := os.Stat(path); err != nil {
			t.Fatal(err)
		} else if info.Size() > 50 {
			if got := everything(t, path); got != then {
				t.Fatalf("after the crash there is\n%s\nwant\n%s", got, then)
			}
		}
		logs, err := filepath.Glob(path + "*-wal")
		if err != nil || len(logs) != 1 {
			t.Errorf("logs %v, %v", logs, err)
		}
		restoreNow(t, path, from)
		if got := everything(t, path); got != then {
			t.Errorf("restored after the crash:\n%s\nwant\n%s", got, then)
		}
	})
}

func TestCrashInABackup(t *testing.T) {
	begin := func(t *testing.T) (path, from string) {
		path, b, _, _ := changed(t)
		for i := range backup.NewestKept { // so that one more is thinned away
			name := filepath.Join(path+".backups", fmt.Sprintf("20261123T1100%02dZ-import.db", i))
			if err := os.Link(b.Path, name); err != nil {
				t.Skip("no links here:", err)
			}
		}
		return path, ""
	}
	atEachStep(t, 5, "back up", begin, func(t *testing.T, path, _ string) {
		mustAllBeWhole(t, path)
		backUpNow(t, path, backup.Daily, noon+120_000)
		mustAllBeWhole(t, path)
		mustHaveNoParts(t, path)
	})
}

func TestCrashInABackupToAFile(t *testing.T) {
	begin := func(t *testing.T) (path, from string) {
		path, _, _, _ = changed(t)
		return path, filepath.Join(filepath.Dir(path), "mine.db")
	}
	atEachStep(t, 3, "back up to", begin, func(t *testing.T, path, file string) {
		if _, err := os.Stat(file); err != nil {
			if _, err := backup.CopyTo(t.Context(), path, file); err != nil {
				t.Fatal(err)
			}
		}
		if everything(t, file) != everything(t, path) {
			t.Error("the copy is another")
		}
		mustHaveNoParts(t, path)
	})
}

// TestCrashBeforeAMigration dies at each step of the copy: the database is of the old schema, and is
// brought to the new one the next time.
func TestCrashBeforeAMigration(t *testing.T) {
	begin := func(t *testing.T) (path, from string) { return unpack(t, "schema1.db"), "" }
	atEachStep(t, 4, "open", begin, func(t *testing.T, path, _ string) {
		d := openAt(t, path, db.Write)
		mustBeClean(t, d)
		if got := backups(t, path); len(got) < 1 || !strings.Contains(got[0], string(backup.BeforeMigration)) {
			t.Errorf("backups %v", got)
		}
		mustAllBeWhole(t, path)
		mustHaveNoParts(t, path)
	})
}

// mustAllBeWhole inspects every backup.
func mustAllBeWhole(t *testing.T, path string) {
	t.Helper()
	list, err := backup.List(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range list {
		if c, err := backup.Inspect(t.Context(), b.Path); err != nil || c.Cards == 0 {
			t.Errorf("%+v, %v", c, err)
		}
	}
}

// mustHaveNoParts guards against what a crash has left and nobody cleans up.
func mustHaveNoParts(t *testing.T, path string) {
	t.Helper()
	for _, pattern := range []string{path + "*", filepath.Join(path+".backups", "*"),
		filepath.Join(filepath.Dir(path), "*")} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.Contains(name, backup.TempSuffix) || strings.HasSuffix(name, "-journal") {
				t.Errorf("%s was left behind", name)
			}
		}
	}
}

// work changes the database as a session would, through a log as always.
func work(t testing.TB, path string) {
	t.Helper()
	d := openAt(t, path, db.Write)
	if mode := queryRaw(t, path, "pragma journal_mode"); mode != "wal" {
		t.Errorf("journal mode %s", mode)
	}
	grade(t, d, 6, today, srs.Good)
	mustBeClean(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}
