package db

import (
	"context"
	"os"
	"slices"
	"time"

	"iq/db/backup"
	"iq/srs"
)

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
