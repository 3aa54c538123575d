package file

import (
	"errors"
	"fmt"
	"slices"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Errors of a file that is not to be used as a database.
var (
	ErrNotIQ = errors.New("is not an iq database")
	ErrNewer = errors.New("was written by a newer version of iq")
	// ErrDamaged is the error for a file that can be read in parts only.
	ErrDamaged = errors.New("is damaged")
)

// IsCode reports whether err is SQLite's with one of the primary result codes.
func IsCode(err error, codes ...int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && slices.Contains(codes, e.Code()&0xff)
}

// Wrap says what was being done when there was an error.
func Wrap(err *error, doing string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(doing, args...), *err)
	}
}

// IsDamaged reports whether err says that the file is not a sound SQLite file.
func IsDamaged(err error) bool {
	return IsCode(err, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) || errors.Is(err, ErrDamaged)
}

// IsLocked reports whether err says that another connection holds the file.
func IsLocked(err error) bool { return IsCode(err, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) }
