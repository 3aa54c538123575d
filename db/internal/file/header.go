package file

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ApplicationID marks a SQLite file as iq's: "iqDB" in ASCII.
const ApplicationID = 0x69714442

// SchemaVersion is the version of the schema that this iq writes, and the newest it can read.
const SchemaVersion = 3

// querier is what a query needs: a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Identify returns the schema version: 0 for an empty file.
func Identify(ctx context.Context, q querier) (int, error) {
	var id, version, tables int
	err := q.QueryRowContext(ctx, `
		select (select application_id from pragma_application_id), (select user_version from pragma_user_version),
			(select count(*) from sqlite_schema)`).Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return 0, err
	case id == 0 && version == 0 && tables == 0:
		return 0, nil
	}
	return version, CheckHeader(id, version)
}

// ErrNotSQLite is ErrNotIQ for a file that is not even SQLite's, or is no longer.
var ErrNotSQLite = fmt.Errorf("%w", ErrNotIQ)

// RefuseForeign looks at the first bytes of the file before SQLite does, because SQLite may write
// to whatever it opens.
func RefuseForeign(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 100)
	switch n, err := io.ReadFull(f, head); {
	case n == 0:
		return nil // an empty file is an empty database
	case err != nil && err != io.ErrUnexpectedEOF:
		return err
	case n < len(head) || !bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		if hasRollbackJournal(path) {
			return nil
		}
		return ErrNotSQLite
	}
	id, version := binary.BigEndian.Uint32(head[68:]), binary.BigEndian.Uint32(head[60:])
	if id == 0 && version == 0 {
		return nil // its first transaction may still be in the log beside it; SQLite knows
	}
	return CheckHeader(int(id), int(version))
}

// hasRollbackJournal reports whether the file's head may be half of a write that the power was lost in:
// then there is a journal of SQLite's beside it, by which that is taken back when the file is opened.
func hasRollbackJournal(path string) bool {
	f, err := os.Open(path + "-journal")
	if err != nil {
		return false
	}
	defer f.Close()
	magic := make([]byte, 8)
	_, err = io.ReadFull(f, magic)
	return err == nil && string(magic) == "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
}

// CheckHeader refuses what another program or a newer iq wrote, by its application id and version.
func CheckHeader(id, version int) error {
	switch {
	case id != ApplicationID:
		return ErrNotIQ
	case version > SchemaVersion:
		return fmt.Errorf("%w (schema %d, this one knows %d)", ErrNewer, version, SchemaVersion)
	}
	return nil
}

// NewDevice makes the random id of a copy of a database.
func NewDevice() string {
	var id [16]byte
	rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}

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
