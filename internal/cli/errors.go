package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"iq/db"
	"iq/db/backup"
)

// usageError is a mistake in the command line: exit status 2.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usage(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// errReported ends a command with status 1 when everything has been said already.
var errReported = errors.New("some of it failed")

// errInterrupted ends a command that was interrupted and has said so.
var errInterrupted = errors.New("interrupted")

// explain adds to an error what to do about it.
func explain(err error) string {
	for _, known := range []struct {
		is     bool
		advice string
	}{
		{errors.As(err, new(unfitError)), "; nothing was changed, 'iq backup --list' lists the backups"},
		{errors.Is(err, backup.ErrNothing), "; 'iq import FILE' creates one"},
		{errors.Is(err, backup.ErrInUse), "; close it there and try again, nothing was changed"},
		{errors.Is(err, backup.ErrSelf), "; name a copy of it, 'iq backup --list' lists the backups"},
		{errors.Is(err, fs.ErrExist), "; name another file, it was left as it is"},
		{errors.Is(err, syscall.EPIPE), "; whatever read the output stopped early"},
		{errors.Is(err, db.ErrNewer), "; install that version or name another file with --db"},
		{errors.Is(err, db.ErrNotIQ), "; it was left as it is, name another file with --db"},
		{errors.Is(err, db.ErrReplaced), "; start iq again, and look for the file where it was moved"},
		{db.IsDamaged(err), "; 'iq check' says what is wrong, 'iq restore' brings back the newest backup"},
		{db.IsReadOnly(err), "; make the file and its folder writable or name another with --db"},
		{db.IsFull(err), "; free some space on the disk and try again, what was saved before is safe"},
		{db.IsIO(err), "; check the disk, its free space and any limit on the size of files, then try again, " +
			"what was saved before is safe"},
		{db.IsBusy(err), "; try again when it is done"},
		{errors.Is(err, db.ErrNoCard), "; 'iq list' shows the ids"},
		{errors.Is(err, db.ErrEditedElsewhere), "; look at it again, then repeat the edit"},
		{errors.Is(err, fs.ErrNotExist), "; check the name"},
		{errors.Is(err, fs.ErrPermission), "; check its permissions"},
	} {
		if known.is {
			return err.Error() + known.advice
		}
	}
	return err.Error()
}
