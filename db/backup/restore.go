package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"iq/db/internal/file"
)

// RestoreRequest asks to put a copy of a database in the place of one.
type RestoreRequest struct {
	Path  string // the database, which may be missing or damaged
	From  string // the copy
	NowMS int64
}

// Restored is what a restore has done.
type Restored struct {
	Content        // of the database now
	Kept    string // where the replaced database is; "" where there was none
	// NoBackup is why there is no backup of the replaced database; nil where there is one, or where
	// there was nothing to back up.
	NoBackup error
}

// Errors of Restore.
var (
	ErrInUse = errors.New("another iq has it open")
	ErrSelf  = errors.New("is the database itself")
)

// Restore puts a copy in the place of the database. At every moment there is a whole database under
// its name, if there was one before; what is replaced is kept beside it. The database gets another
// device id than the copy's, as any copy that lives on has to. The error wraps file.ErrNotIQ, ErrNewer or
// ErrDamaged for a copy that is not sound, ErrInUse while the database is in use; nothing is changed
// then.
func Restore(ctx context.Context, r RestoreRequest) (done Restored, err error) {
	if r.Path, err = realPath(r.Path); err != nil {
		return done, fmt.Errorf("restore: %w", err)
	}
	defer file.Wrap(&err, "restore %s", r.Path)
	if err := refuseToReplace(ctx, r); err != nil {
		return done, err
	}
	if _, err := Inspect(ctx, r.From); err != nil {
		return done, err
	}
	temp, c, err := restoredCopy(ctx, r)
	if err != nil {
		return done, err
	}
	done.Content = c
	done.NoBackup = backUpReplaced(ctx, r)
	if done.Kept, err = swap(ctx, r, temp); err != nil {
		_ = os.Remove(temp) // unless it is the database by now
		return done, err
	}
	return done, nil
}

// refuseToReplace refuses a database of another program, and the copy that is the database. One
// that is damaged, or of a newer iq, can be replaced.
func refuseToReplace(ctx context.Context, r RestoreRequest) error {
	now, err := os.Stat(r.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !now.Mode().IsRegular() {
		err = errors.New("is not a regular file")
	}
	if err != nil {
		return err
	}
	if from, err := os.Stat(r.From); err == nil && os.SameFile(now, from) {
		return fmt.Errorf("%s %w", r.From, ErrSelf)
	}
	err = reading(ctx, shared, r.Path, func(h *sql.DB) error {
		_, err := file.Identify(ctx, h)
		return err
	})
	if errors.Is(err, file.ErrNotIQ) && !errors.Is(err, file.ErrNotSQLite) {
		return err
	}
	return nil
}

// restoredCopy makes the database that is to be, beside the one that is.
func restoredCopy(ctx context.Context, r RestoreRequest) (temp string, c Content, err error) {
	if err := file.MakeFolder(filepath.Dir(r.Path)); err != nil {
		return "", c, err
	}
	temp, c, err = copyWhole(ctx, exclusive, r.From, r.Path+".restored")
	if err != nil {
		return "", c, err
	}
	if err = renewDevice(ctx, temp); err == nil {
		err = syncFile(temp)
	}
	reached("given a device")
	if err != nil {
		return "", c, errors.Join(err, os.Remove(temp))
	}
	return temp, c, nil
}

func renewDevice(ctx context.Context, path string) error {
	return withHandle(file.DSN(path, ""), func(h *sql.DB) error {
		_, err := h.ExecContext(ctx, "update setting set value = ? where name = 'device'", file.NewDevice())
		if err != nil {
			return err
		}
		_, err = h.ExecContext(ctx, "pragma journal_mode = wal") // so that nobody who opens it needs to
		return err
	})
}

// backUpReplaced makes a backup of the database that will be replaced, where that can be read; it
// is kept as it is in any case.
func backUpReplaced(ctx context.Context, r RestoreRequest) error {
	_, _, err := Make(ctx, Request{Path: r.Path, NowMS: r.NowMS, Why: BeforeRestore})
	if errors.Is(err, ErrNothing) {
		return nil
	}
	return err
}
