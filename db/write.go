package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"iq/db/backup"
	"iq/db/internal/file"
	"iq/srs"
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

// writeDerived writes something that is derived, which a reader may do too, and reports whether it could: a file
// or a disk that cannot be written, or another program that writes, is no error. The reader then does without.
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

// DailyBackup is the policy of the backup that is made before the first change of a study day. No
// change is stopped by a backup that fails.
type DailyBackup struct {
	Now       func() time.Time // the clock, in the learner's time zone
	StartHour int              // of a study day
	// DeferAbove is the size of a database in bytes above which the backup waits for BackUpDeferred,
	// so that no grade waits for it.
	DeferAbove int64
}

// ofToday reports whether a backup is the daily one of the clock's study day.
func (p *DailyBackup) ofToday(now time.Time) func(backup.Backup) bool {
	today := srs.DayAt(now, p.StartHour)
	return func(b backup.Backup) bool {
		return b.Why == backup.Daily && srs.DayOf(b.AtMS, srs.OffsetMinutes(now), p.StartHour) == today
	}
}

// backUpDaily follows the policy before the first write.
func (db *DB) backUpDaily(ctx context.Context) {
	if db.Daily == nil {
		return
	}
	if empty, err := db.IsEmpty(ctx); empty || err != nil {
		return // the change itself will meet the error
	}
	list, err := backup.List(db.path)
	switch {
	case err == nil && slices.ContainsFunc(list, db.Daily.ofToday(db.Daily.Now())):
	case db.Bytes() > db.Daily.DeferAbove:
		db.deferred = true
	default:
		db.backUpToday(ctx)
	}
}

func (db *DB) backUpToday(ctx context.Context) {
	now := db.Daily.Now()
	_, _, err := backup.Make(ctx, backup.Request{
		Path: db.path, NowMS: now.UnixMilli(), Why: backup.Daily, Had: db.Daily.ofToday(now),
	})
	if ctx.Err() == nil {
		db.noBackup = err
	}
}

// BackupDeferred reports whether the daily backup waits for BackUpDeferred.
func (db *DB) BackupDeferred() bool { return db.deferred }

// BackUpDeferred makes the daily backup that was deferred.
func (db *DB) BackUpDeferred(ctx context.Context) {
	db.deferred = false
	db.backUpToday(ctx)
}

// NoBackup returns why there is no daily backup; nil where there is one or none was due.
func (db *DB) NoBackup() error { return db.noBackup }

// IsEmpty reports whether there is nothing in the database that could be lost.
func (db *DB) IsEmpty(ctx context.Context) (empty bool, err error) {
	defer wrap(&err, "look for cards")
	err = db.sql.QueryRowContext(ctx, `
		select not exists (select 1 from card) and not exists (select 1 from review)
			and not exists (select 1 from awaited)`).Scan(&empty)
	return empty, err
}

// Bytes is the size of the file and of the log beside it.
func (db *DB) Bytes() (n int64) {
	for _, name := range []string{db.path, db.path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			n += info.Size()
		}
	}
	return n
}
