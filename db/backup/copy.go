package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"iq/db/internal/file"

	sqlite3 "modernc.org/sqlite/lib"
)

// Content is what a database holds.
type Content struct {
	Bytes   int64 // of the file
	Schema  int   // version; 0: nothing at all
	Cards   int
	Reviews int
	LastMS  int64 // instant of the newest review, UTC Unix milliseconds; 0 where there is none
}

// access is how others use a database that is read whole.
type access int

const (
	// shared is a database that others may be writing to.
	shared access = iota
	// exclusive is one that nobody writes to; it is left exactly as it is, without files beside it.
	exclusive
)

// Look returns what the database at path holds, without migrating or checking it. The error wraps
// ErrNothing where there is none.
func Look(ctx context.Context, path string) (c Content, err error) {
	defer file.Wrap(&err, "read %s", path)
	if path, err = realPath(path); err == nil {
		err = mustExist(path)
	}
	if err != nil {
		return c, err
	}
	err = reading(ctx, shared, path, func(h *sql.DB) error {
		c, err = content(ctx, h)
		return err
	})
	if err == nil {
		c.Bytes, err = bytesOf(path)
	}
	return c, err
}

// Inspect reads a copy of a database whole and returns what it holds. The file is left as it is. The
// error wraps file.ErrNotIQ or ErrNewer, or is of a damaged file.
func Inspect(ctx context.Context, path string) (c Content, err error) {
	defer file.Wrap(&err, "read %s", path)
	return inspect(ctx, path)
}

func inspect(ctx context.Context, path string) (c Content, err error) {
	if err := mustBeFile(path); err != nil {
		return c, err
	}
	err = reading(ctx, exclusive, path, func(h *sql.DB) error {
		if c, err = content(ctx, h); err != nil {
			return err
		}
		if c.Schema == 0 {
			return fmt.Errorf("%w: it is empty", file.ErrNotIQ)
		}
		return mustBeSound(ctx, h)
	})
	if err == nil {
		c.Bytes, err = bytesOf(path)
	}
	return c, err
}

// mustBeSound lets the index of words be as it is: it is derived, and no reason to be without a copy of all else.
func mustBeSound(ctx context.Context, h *sql.DB) error {
	rows, err := h.QueryContext(ctx, "pragma quick_check(20)")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var found string
		if err := rows.Scan(&found); err != nil {
			return err
		}
		if found != "ok" && !strings.Contains(found, "card_words") {
			return fmt.Errorf("%w: %s", file.ErrDamaged, found)
		}
	}
	return rows.Err()
}

// reading lets f read a database of any schema that this iq knows, on a connection of its own.
func reading(ctx context.Context, a access, path string, f func(*sql.DB) error) error {
	path, err := filepath.Abs(path)
	if err == nil {
		err = file.RefuseForeign(path)
	}
	if err != nil {
		return err
	}
	if a == exclusive {
		return withHandle(file.DSN(path, file.ReadOnlyQuery(path)), f)
	}
	err = withHandle(file.DSN(path, ""), f)
	if file.IsCode(err, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR) {
		return withHandle(file.DSN(path, file.ReadOnlyQuery(path)), f)
	}
	return err
}

func withHandle(dsn string, f func(*sql.DB) error) error {
	h, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	h.SetMaxOpenConns(1)
	return errors.Join(f(h), h.Close())
}

// content counts what every version of the schema has.
func content(ctx context.Context, h *sql.DB) (c Content, err error) {
	if c.Schema, err = file.Identify(ctx, h); err != nil || c.Schema == 0 {
		return c, err
	}
	err = h.QueryRowContext(ctx, `
		select (select count(*) from card), (select count(*) from review),
			ifnull((select at_ms from review order by uid desc limit 1), 0)`).Scan(&c.Cards, &c.Reviews, &c.LastMS)
	return c, err
}

// copyWhole copies a database, of whatever schema, into a new file whose name begins with prefix,
// reads the copy and returns when it is on the disk. After an error there is no file.
func copyWhole(ctx context.Context, a access, path, prefix string) (temp string, c Content, err error) {
	if temp, err = newTemp(prefix); err != nil {
		return "", c, err
	}
	reached("begun")
	if c, err = copyInto(ctx, a, path, temp); err != nil {
		return "", c, errors.Join(err, os.Remove(temp))
	}
	return temp, c, nil
}

func copyInto(ctx context.Context, a access, path, temp string) (c Content, err error) {
	var before Content
	err = reading(ctx, a, path, func(h *sql.DB) error {
		if before, err = content(ctx, h); err != nil {
			return err
		}
		if before.Schema == 0 {
			return ErrNothing
		}
		_, err := h.ExecContext(ctx, "vacuum into ?", temp)
		return err
	})
	if err != nil {
		return c, err
	}
	reached("copied")
	if c, err = inspect(ctx, temp); err != nil {
		return c, fmt.Errorf("the copy: %w", err)
	}
	// Neither ever gets fewer, and others may have added to them meanwhile.
	if c.Cards < before.Cards || c.Reviews < before.Reviews {
		return c, fmt.Errorf("the copy: %w: it has %d cards and %d reviews of %d and %d",
			file.ErrDamaged, c.Cards, c.Reviews, before.Cards, before.Reviews)
	}
	err = syncFile(temp)
	reached("synced")
	return c, err
}

// mustBeFile refuses what is no file before SQLite makes one of it.
func mustBeFile(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("is not a regular file")
	}
	return err
}

func bytesOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
