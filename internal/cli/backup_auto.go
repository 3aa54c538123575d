package cli

import (
	"context"
	"errors"

	"iq/db"
	"iq/db/backup"
)

// deferBackupAbove is the size of a database in bytes above which the daily backup is made at the end
// of a command, so that no grade waits for it: some 50,000 cards.
const deferBackupAbove = 16 << 20

// bigImport is from how many cards on that it adds, changes or hides an import is preceded by a
// backup.
const bigImport = 100

// dailyBackup is the policy of the daily backup. Where the hour at which a day begins is about to be
// mended, days begin at midnight.
func (p *program) dailyBackup(s settings) *db.DailyBackup {
	hour, err := s.number("day-starts-at")
	if err != nil {
		hour = 0
	}
	return &db.DailyBackup{Now: p.Now, StartHour: hour, DeferAbove: p.deferBackupAbove}
}

// backUpDeferred makes the daily backup that waited for the end of the command.
func (p *program) backUpDeferred(ctx context.Context, l *library) {
	if l.BackupDeferred() && ctx.Err() == nil {
		p.note("Making the backup of the day of %s; Ctrl-C skips it.", size(l.Bytes()))
		l.BackUpDeferred(ctx)
	}
}

// warnOfNoBackup says which backups could not be made. Where the command itself failed, the same disk
// or folder is in its way, and one line about it is enough.
func (p *program) warnOfNoBackup(l *library) {
	if err := l.NoBackup(); err != nil {
		p.warn("no backup today: %s", explain(err))
	}
	if err := l.noBackupBeforeImport; err != nil {
		p.warn("no backup before the import: %s", explain(err))
	}
}

// backUpBeforeImport makes a backup of what was before an import that has changed so many cards and
// is not committed yet. An import without one goes on: what the learner graded it never takes away.
func (p *program) backUpBeforeImport(ctx context.Context, l *library, changed int) error {
	if changed < bigImport {
		return nil
	}
	_, _, err := backup.Make(ctx, backup.Request{Path: l.Path(), NowMS: p.Now().UnixMilli(), Why: backup.BeforeImport})
	if err == nil || errors.Is(err, backup.ErrNothing) {
		return nil
	}
	if ctx.Err() == nil {
		l.noBackupBeforeImport = err
	}
	return ctx.Err()
}

// changedCards counts what an import has added, changed and hidden, and the reviews by which the
// schedules of cards have changed.
func changedCards(done []imported) (n int) {
	for _, d := range done {
		n += d.outcome.Added + d.outcome.Changed + d.outcome.Gone
		if d.merged != nil {
			n += d.merged.Reviews + d.merged.TakenBack
		}
	}
	return n
}
