package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

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
