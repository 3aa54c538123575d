package cli

import (
	"context"
	"errors"
	"slices"

	"iq/db/backup"
	"iq/srs"
)

// lateFrom is from which size of the database on the daily backup is made at the end of a command,
// so that no grade waits for it: some 50,000 cards.
const lateFrom = 16 << 20

// bigImport is from how many cards on that it adds, changes or hides an import is preceded by a
// backup.
const bigImport = 100

// dailyBackup makes the backup of a study day before its first change, unless the database is large
// or holds nothing yet. No change is stopped by a backup that fails.
func (p *program) dailyBackup(l *library) func(context.Context) {
	return func(ctx context.Context) {
		if empty, err := l.IsEmpty(ctx); empty || err != nil {
			return // the change itself will tell of the error
		}
		list, err := backup.List(l.Path())
		switch {
		case err == nil && slices.ContainsFunc(list, p.ofToday(l)):
		case l.Bytes() > p.lateFrom:
			l.late = true
		default:
			p.backUpToday(ctx, l)
		}
	}
}

// lateBackup makes the daily backup that waited for the end of the command.
func (p *program) lateBackup(ctx context.Context, l *library) {
	if !l.late || ctx.Err() != nil {
		return
	}
	p.note("Making the backup of the day of %s; Ctrl-C skips it.", size(l.Bytes()))
	p.backUpToday(ctx, l)
}

func (p *program) backUpToday(ctx context.Context, l *library) {
	_, _, err := backup.Make(ctx, backup.Request{Path: l.Path(), NowMS: p.Now().UnixMilli(), Why: backup.Daily, Had: p.ofToday(l)})
	if err != nil && ctx.Err() == nil {
		l.noBackup = append(l.noBackup, "no backup today: "+explain(err))
	}
}

// ofToday tells whether a backup is the daily one of this study day. Where the hour at which a day
// begins is about to be mended, days begin at midnight.
func (p *program) ofToday(l *library) func(backup.Backup) bool {
	now := p.Now()
	offset := srs.OffsetMinutes(now)
	hour, err := l.settings.number("day-starts-at")
	if err != nil {
		hour = 0
	}
	today := srs.DayOf(now.UnixMilli(), offset, hour)
	return func(b backup.Backup) bool { return b.Why == backup.Daily && srs.DayOf(b.AtMS, offset, hour) == today }
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
		l.noBackup = append(l.noBackup, "no backup before the import: "+explain(err))
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
