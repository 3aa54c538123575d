package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"iq/db/internal/file"

	sqlite3 "modernc.org/sqlite/lib"
)

// write runs f in one immediate transaction: it holds the write lock from the start, so that
// what f reads cannot change before it writes.
func (db *DB) write(ctx context.Context, f func(tx *sql.Tx) error) error {
	if !db.wrote {
		db.wrote = true
		db.backUpDaily(ctx)
	}
	tx, err := db.begin(ctx)
	if err != nil {
		return err
	}
	return db.within(tx, f)
}

// within runs f in a transaction and ends it.
func (db *DB) within(tx *sql.Tx, f func(tx *sql.Tx) error) error {
	defer tx.Rollback()
	if err := db.isInPlace(); err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// maxWaits is how often a write waits for as long as busy_timeout says: a minute in all, which is
// longer than the import of a hundred thousand cards takes.
const maxWaits = 6

// begin waits for the write lock and takes it.
func (db *DB) begin(ctx context.Context) (*sql.Tx, error) {
	for waits := 1; ; waits++ {
		tx, err := db.sql.BeginTx(ctx, nil)
		switch {
		case !file.IsCode(err, sqlite3.SQLITE_BUSY) || ctx.Err() != nil:
			return tx, err
		case waits == maxWaits:
			return nil, fmt.Errorf("%s %w", db.path, ErrBusy)
		case waits == 1 && db.Waiting != nil:
			db.Waiting()
		}
	}
}

// isInPlace looks, with the write lock held, whether the path still leads to the open file. A file
// that was removed or renamed takes writes as if nothing were wrong.
func (db *DB) isInPlace() error {
	if db.file == nil {
		return nil
	}
	info, err := os.Stat(db.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(info, db.file) {
		return fmt.Errorf("%s %w", db.path, ErrReplaced)
	}
	return nil
}

// derivedWait is how long a reader waits to keep what it has derived, in milliseconds.
const derivedWait = 100

// writeDerived writes something that is derived, which a reader may do too, and reports whether it
// could: a file or a disk that cannot be written, or another program that writes, is no error. The
// reader then does without.
func (db *DB) writeDerived(ctx context.Context, f func(context.Context, *sql.Tx) error) (done bool, err error) {
	restore, err := db.letWrite(ctx)
	if err != nil {
		return false, err
	}
	tx, err := db.sql.BeginTx(ctx, nil) // once: it is not worth waiting for
	if err == nil {
		err = db.within(tx, func(tx *sql.Tx) error { return f(ctx, tx) })
	}
	done = err == nil
	if IsReadOnly(err) || IsFull(err) || IsBusy(err) || IsIO(err) {
		err = nil
	}
	return done, errors.Join(err, restore())
}

// letWrite lets the connection write for a moment, if it can do so soon.
func (db *DB) letWrite(ctx context.Context) (restore func() error, err error) {
	var queryOnly, wait int
	err = db.sql.QueryRowContext(ctx, `
		select (select query_only from pragma_query_only), (select timeout from pragma_busy_timeout)`,
	).Scan(&queryOnly, &wait)
	if err != nil {
		return nil, err
	}
	set := func(ctx context.Context, queryOnly, wait int) error {
		_, err := db.sql.ExecContext(ctx,
			fmt.Sprintf("pragma query_only = %d; pragma busy_timeout = %d", queryOnly, wait))
		return err
	}
	return func() error { return set(context.WithoutCancel(ctx), queryOnly, wait) }, set(ctx, 0, derivedWait)
}
