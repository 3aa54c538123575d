package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"iq/db/internal/file"
)

// querier is what a query needs: the database itself or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// execer is what a query and a change need within a transaction.
type execer interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// each calls f for every row; it closes the rows whatever happens.
func each(rows *sql.Rows, err error, f func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scanner is one row of a query.
type scanner interface{ Scan(into ...any) error }

// selectAll returns the rows of a query; columns says where those of one row belong.
func selectAll[T any](
	ctx context.Context, q querier, columns func(*T) []any, query string, args ...any,
) (list []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		list = append(list, *new(T))
		return rows.Scan(columns(&list[len(list)-1])...)
	})
	return list, err
}

// selectMap returns the rows of a query by the first of their columns; columns says where the others belong.
func selectMap[K comparable, T any](
	ctx context.Context, q querier, columns func(*T) []any, query string, args ...any,
) (map[K]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	byKey := map[K]T{}
	err = each(rows, err, func(rows *sql.Rows) error {
		var key K
		var value T
		err := rows.Scan(append([]any{&key}, columns(&value)...)...)
		byKey[key] = value
		return err
	})
	return byKey, err
}

// only is for a query of one column.
func only[T any](value *T) []any { return []any{value} }

// jsonColumn reads a column of JSON; null leaves the value as it is.
type jsonColumn struct{ into any }

func (c jsonColumn) Scan(column any) error {
	var text sql.NullString
	if err := text.Scan(column); err != nil || !text.Valid {
		return err
	}
	return json.Unmarshal([]byte(text.String), c.into)
}

// wrap says what was being done when there was an error.
var wrap = file.Wrap

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
func IsBusy(err error) bool { return errors.Is(err, ErrBusy) || file.IsLocked(err) }

// IsDamaged reports whether err says that the file is not a sound SQLite file.
func IsDamaged(err error) bool { return file.IsDamaged(err) }
