package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"iq/db/internal/file"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// swap puts the file temp in the place of the database, which nobody may have open, and returns the
// name under which the replaced one is kept.
func swap(ctx context.Context, r RestoreRequest, temp string) (kept string, err error) {
	release, err := holdAlone(ctx, r.Path)
	if err != nil {
		return "", err
	}
	defer release()
	reached("held")
	kept, err = setAside(r)
	if err != nil {
		return "", err
	}
	if err := os.Rename(temp, r.Path); err != nil {
		return "", errors.Join(err, putBack(r.Path, kept))
	}
	reached("renamed")
	if isFree(kept) {
		kept = "" // there was nothing
	}
	return kept, file.SyncFolder(filepath.Dir(r.Path))
}

// A restore waits a second for other processes to end.
const (
	triesAlone = 50
	pauseAlone = 20 * time.Millisecond
)

// holdAlone makes sure that no other process has the database open and none can begin to use it,
// until release. Then its file is complete, with nothing left in a log. A damaged file, which
// SQLite cannot open, is left with its log as it is, and nobody can be kept from it; who has it open
// all the same is stopped by ErrReplaced at their next change.
func holdAlone(ctx context.Context, path string) (release func(), err error) {
	if err := file.RefuseForeign(path); errors.Is(err, fs.ErrNotExist) || errors.Is(err, file.ErrNotSQLite) {
		return func() {}, nil
	}
	// Not the settings of every other connection: to set some of them SQLite reads the file, and would
	// wait for it long before it is asked.
	address := url.URL{
		Scheme: "file", Path: filepath.ToSlash(path),
		RawQuery: "_pragma=busy_timeout(0)&_pragma=locking_mode(exclusive)",
	}
	handle, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, err
	}
	handle.SetMaxOpenConns(1)
	for range triesAlone {
		if err = takeAlone(ctx, handle, path); !file.IsLocked(err) {
			break
		}
		time.Sleep(pauseAlone)
	}
	switch {
	case file.IsLocked(err):
		err = ErrInUse
	case file.IsDamaged(err), isUnreadable(err):
		err = nil
	}
	if err != nil {
		return nil, errors.Join(err, handle.Close())
	}
	return func() { _ = handle.Close() }, nil // it has nothing of its own to write
}

// isUnreadable reports whether err is of a disk that fails when it is read.
func isUnreadable(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code() == sqlite3.SQLITE_IOERR_READ || e.Code() == sqlite3.SQLITE_IOERR_SHORT_READ)
}

// takeAlone takes the lock that excludes everybody, which the connection then keeps. Leaving
// write-ahead logging fails while another connection is open, whether or not it is at work. The
// connection gives up its journal, which by then is empty: at its end it would remove a file of that
// name, whosever it is.
func takeAlone(ctx context.Context, handle *sql.DB, path string) error {
	var mode string
	if err := handle.QueryRowContext(ctx, "pragma journal_mode = delete").Scan(&mode); err != nil {
		return err
	}
	if mode != "delete" {
		return fmt.Errorf("its log cannot be written into it (%s)", mode)
	}
	if _, err := handle.ExecContext(ctx, "pragma journal_mode = memory; begin exclusive"); err != nil {
		return err
	}
	return removeAny(path + "-journal")
}

// setAside keeps the database that is to be replaced under a second name, and moves what is left of
// its logs there: beside the new file SQLite would apply them to that.
func setAside(r RestoreRequest) (kept string, err error) {
	if kept, err = keepReplaced(r); err != nil {
		return "", err
	}
	reached("kept")
	if err = moveLogs(r.Path, kept); err == nil {
		err = removeAny(r.Path + "-shm")
	}
	if err != nil {
		return "", errors.Join(err, putBack(r.Path, kept))
	}
	reached("logs moved")
	if err := file.SyncFolder(filepath.Dir(r.Path)); err != nil {
		return "", errors.Join(err, putBack(r.Path, kept))
	}
	return kept, nil
}

// keepReplaced gives the replaced database, where there is one, a second name, which it returns.
func keepReplaced(r RestoreRequest) (string, error) {
	name := r.Path + ".replaced-" + time.UnixMilli(r.NowMS).UTC().Format(stampFormat)
	free := name
	for n := 2; !isFree(free); n++ {
		free = fmt.Sprintf("%s-%d", name, n)
	}
	err := keepAs(r.Path, free)
	if errors.Is(err, fs.ErrNotExist) {
		return free, nil // a log may be there all the same
	}
	return free, err
}

// isFree reports whether neither a database nor a log of one has the name.
func isFree(name string) bool {
	for _, suffix := range append(logSuffixes, "") {
		if _, err := os.Lstat(name + suffix); err == nil {
			return false
		}
	}
	return true
}

// logSuffixes end the names of the logs that may hold a part of a database.
var logSuffixes = []string{"-wal", "-journal"}

func moveLogs(from, to string) error {
	for _, suffix := range logSuffixes {
		if err := os.Rename(from+suffix, to+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// removeAny removes a file that need not exist.
func removeAny(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// putBack undoes setAside.
func putBack(path, kept string) error {
	if err := moveLogs(kept, path); err != nil {
		return err
	}
	return removeAny(kept)
}
