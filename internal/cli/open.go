package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/srs"
)

// library is an open database with the settings in it, as every command needs them.
type library struct {
	*db.DB
	settings             settings
	model                srs.Model
	day                  srs.Day
	hour                 int   // at which a study day begins
	noBackupBeforeImport error // why there is none
}

// path is where the database is: --db, else IQ_DB, else the user's data folder.
func (p *program) path() (string, error) {
	switch {
	case p.dbPath != "":
		return p.dbPath, nil
	case p.Getenv("IQ_DB") != "":
		return p.Getenv("IQ_DB"), nil
	case p.DataHome == "":
		return "", errors.New("there is no folder for the user's data; set HOME, or name a file with --db or IQ_DB")
	}
	return filepath.Join(p.DataHome, "iq", "iq.db"), nil
}

// openSettings opens the database for its settings alone: they may be such that nothing else can be
// done before one is mended.
func (p *program) openSettings(ctx context.Context, mode db.Mode) (*library, error) {
	path, err := p.path()
	if err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, path, db.Options{Mode: mode, NowMS: p.Now().UnixMilli()})
	if err != nil {
		return nil, err
	}
	d.Waiting = func() { p.note("another iq is writing to %s; waiting until it is done", d.Path()) }
	l := &library{DB: d, settings: d.Settings()}
	l.Daily = p.dailyBackup(l.settings)
	if mode == db.Write {
		p.writes = true
		p.warnOfFolder(l)
	}
	return l, nil
}

// named adds the name of the file to an error of SQLite's, which is about a file or a disk.
func (l *library) named(err error) error {
	if db.IsSQLite(err) {
		return fmt.Errorf("%s: %w", l.Path(), err)
	}
	return err
}

// load finds out what follows from the settings.
func (l *library) load(now time.Time) (err error) {
	if l.hour, err = l.settings.number("day-starts-at"); err != nil {
		return err
	}
	l.day = srs.DayAt(now, l.hour)
	l.model, err = l.settings.model()
	return err
}

// with opens the database, runs f and closes it again.
func (p *program) with(ctx context.Context, mode db.Mode, f func(*library) error) error {
	return p.withSettings(ctx, mode, func(l *library) error {
		if err := l.load(p.Now()); err != nil {
			return err
		}
		return f(l)
	})
}

// withSettings does so for the settings alone.
func (p *program) withSettings(ctx context.Context, mode db.Mode, f func(*library) error) error {
	l, err := p.openSettings(ctx, mode)
	if err != nil {
		return err
	}
	err = l.named(f(l))
	if err == nil || errors.Is(err, errReported) {
		p.backUpDeferred(ctx, l)
	}
	if err == nil || errors.Is(err, errReported) || errors.Is(err, errInterrupted) {
		p.warnOfNoBackup(l)
	}
	return cmp.Or(err, l.named(l.Close()))
}

// withDecks opens the database for reading and finds the decks that the arguments name; no argument means all decks.
func (p *program) withDecks(c *cli.Context, f func(l *library, decks []string) error) error {
	return p.with(c.Context, db.Read, func(l *library) error {
		named, err := new(selection).resolve(c.Context, l, c.Args().Slice(), false)
		if err != nil {
			return err
		}
		return f(l, named.Decks)
	})
}

// withCard opens the database and finds the card whose id is the command's one argument.
func (p *program) withCard(
	c *cli.Context, mode db.Mode, f func(ctx context.Context, l *library, card db.Card) error,
) error {
	if c.NArg() != 1 {
		return usage("%s needs the id of one card; 'iq list' shows the ids", c.Command.Name)
	}
	id, err := strconv.ParseInt(c.Args().First(), 10, 64)
	if err != nil {
		return usage("%q is not the id of a card, which is a number; 'iq list' shows the ids", c.Args().First())
	}
	return p.with(c.Context, mode, func(l *library) error {
		card, err := l.Card(c.Context, id)
		if err != nil {
			return err
		}
		return f(c.Context, l, card)
	})
}

// folderWarning is the setting that turns the warning about the database's folder off.
const folderWarning = "folder-warning"

// warnOfFolder says once a command, before the work, that what is written to the database may be lost
// where it is. SQLite's log and the file have to change together, which whatever copies them one by
// one does not know, and locks do not hold over most networks.
func (p *program) warnOfFolder(l *library) {
	if p.warnedOfFolder || p.FolderDanger == nil {
		return
	}
	p.warnedOfFolder = true
	if on, err := l.settings.value(folderWarning); err == nil && on == "off" {
		return
	}
	path, err := filepath.EvalSymlinks(l.Path())
	if err != nil {
		return // it was opened there a moment ago: whatever this is, the command will meet it too
	}
	if where := p.FolderDanger(filepath.Dir(path)); where != "" {
		p.warn("the database %s is %s, where it can be damaged or lose grades; keep it in a local folder and "+
			"put only copies there: 'iq backup FILE' or 'iq export' ('iq config %s off' ends this warning)",
			path, where, folderWarning)
	}
}
