package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/db/backup"
	"iq/internal/term"
)

// backupJSON is a line of `iq backup --list --json`.
type backupJSON struct {
	N     int    `json:"n"` // 1 is the newest
	At    string `json:"at"`
	Why   string `json:"why"`
	Bytes int64  `json:"bytes"`
	File  string `json:"file"`
}

func (p *program) backupCommand() *cli.Command {
	var list, asJSON bool
	return &cli.Command{
		Name:      "backup",
		Usage:     "copy the database; --list lists the copies",
		ArgsUsage: "[FILE]",
		Description: `
			Without FILE the copy goes into the folder beside the database whose name ends in .backups, and is kept for
			good. iq also makes copies there by itself; 'iq help backups' says when, and how long it keeps them. 'iq
			restore' replaces the database with a copy.`,
		Flags: []cli.Flag{
			boolFlag(&list, "list", "list the backups, newest first"),
			jsonFlag(&asJSON),
		},
		Action: func(c *cli.Context) error {
			switch {
			case c.NArg() > 1:
				return usage("backup takes at most one file")
			case list && c.NArg() > 0:
				return usage("backup --list takes no file")
			case asJSON && !list:
				return usage("--json needs --list")
			case c.NArg() == 1 && c.Args().First() == "":
				return usage("backup needs the name of a file")
			}
			path, err := p.path()
			if err != nil {
				return err
			}
			if list {
				return p.listBackups(path, asJSON)
			}
			return p.backUp(c.Context, path, c.Args().First())
		},
	}
}

func (p *program) backUp(ctx context.Context, path, file string) error {
	var c backup.Content
	var err error
	if file == "" {
		var b backup.Backup
		b, c, err = backup.Make(ctx, backup.Request{Path: path, NowMS: p.Now().UnixMilli(), Why: backup.Manual})
		file = b.Path
	} else if info, statErr := os.Stat(file); statErr == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder; name a file in it", file)
	} else {
		c, err = backup.CopyTo(ctx, path, file)
	}
	if err != nil {
		return err
	}
	p.say("%s: %s, %s", term.CleanLine(file), holding(c), size(c.Bytes))
	return nil
}

func (p *program) listBackups(path string, asJSON bool) error {
	list, err := backup.List(path)
	if err != nil {
		return err
	}
	if len(list) == 0 && !asJSON {
		p.note("There are no backups of %s yet.", path)
	}
	for i, b := range list {
		if asJSON {
			at := time.UnixMilli(b.AtMS).UTC().Format(instantFormat)
			if err := p.printJSON(backupJSON{i + 1, at, string(b.Why), b.Bytes, b.Path}); err != nil {
				return err
			}
			continue
		}
		p.say("%3d  %s  %-9s  %9s", i+1, p.local(b.AtMS), b.Why, size(b.Bytes))
	}
	return nil
}

func holding(c backup.Content) string {
	return cards(c.Cards) + ", " + term.Count(c.Reviews, "review")
}

// local is an instant as the learner's clock shows it.
func (p *program) local(ms int64) string {
	return time.UnixMilli(ms).In(p.Now().Location()).Format("Mon _2 Jan 2006 15:04")
}

func size(bytes int64) string {
	if bytes < 1e6 {
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// deferBackupAbove is the size of a database in bytes above which the daily backup is made at the end
// of a command, so that no grade waits for it: some 50,000 cards.
const deferBackupAbove = 16 << 20

// bigImport is from how many cards on that it adds, changes or hides an import is preceded by a backup.
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
