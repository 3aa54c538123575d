package db

import (
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"iq/db/internal/file"
)

// IsSQLite reports whether err is SQLite's: it is about the file or the disk, not about what was asked.
func IsSQLite(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e)
}

// IsReadOnly reports whether err says that the file or its folder cannot be written.
func IsReadOnly(err error) bool {
	return file.IsCode(err, sqlite3.SQLITE_READONLY) ||
		errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// IsFull reports whether err says that the disk is full, even for the file by which the connections of
// a database know of each other.
func IsFull(err error) bool {
	var e *sqlite.Error
	if file.IsCode(err, sqlite3.SQLITE_FULL) || errors.Is(err, syscall.ENOSPC) {
		return true
	}
	return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE
}

// IsIO reports whether err says that the disk failed, or takes nothing any more.
func IsIO(err error) bool { return file.IsCode(err, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) }

// IsBusy reports whether err says that another program holds the database for too long.
func IsBusy(err error) bool {
	return errors.Is(err, ErrBusy) || file.IsLocked(err)
}

// IsDamaged reports whether err says that the file is not a sound SQLite file.
func IsDamaged(err error) bool {
	return file.IsDamaged(err)
}
