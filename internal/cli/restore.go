package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/urfave/cli/v2"

	"iq/db/backup"
	"iq/internal/term"
)

func (p *program) restoreCommand() *cli.Command {
	var yes bool
	return &cli.Command{
		Name:      "restore",
		Usage:     "replace the database with a backup",
		ArgsUsage: "[FILE | N]",
		Description: `
			N is the number in 'iq backup --list'; without it the newest backup is restored. The database that was there
			is kept beside the new one, and backed up if it can be read: running 'iq restore' again undoes it.`,
		Flags: []cli.Flag{
			boolFlag(&yes, "yes", "do not ask before the database is replaced", "y"),
		},
		Action: func(c *cli.Context) error {
			switch {
			case c.NArg() > 1:
				return usage("restore takes at most one file or number")
			}
			path, err := p.path()
			if err != nil {
				return err
			}
			from, err := p.backupNamed(path, c.Args().First())
			if err != nil {
				return err
			}
			return p.restore(c.Context, path, from, yes)
		},
	}
}

// unfitError is for a copy that cannot take a database's place.
type unfitError struct{ error }

func (e unfitError) Unwrap() error { return e.error }

// backupNamed finds the backup that a number or the name of a file means; "" is the newest.
func (p *program) backupNamed(path, name string) (string, error) {
	n, notNumber := strconv.Atoi(name)
	switch {
	case name == "":
		n = 1
	case notNumber != nil:
		return name, nil
	}
	list, err := backup.List(path)
	switch {
	case err != nil:
		return "", err
	case len(list) == 0:
		return "", fmt.Errorf("restore: there are no backups of %s; 'iq restore FILE' restores a copy from elsewhere",
			path)
	case n < 1 || n > len(list):
		return "", unfitError{fmt.Errorf("restore: there is no backup %d", n)}
	}
	return list[n-1].Path, nil
}

func (p *program) restore(ctx context.Context, path, from string, yes bool) error {
	c, err := backup.Inspect(ctx, from)
	if errors.Is(err, fs.ErrNotExist) {
		return unfitError{fmt.Errorf("restore: there is no file %s", from)}
	}
	if err != nil {
		return unfitError{fmt.Errorf("restore: %w", err)}
	}
	if !yes && !p.StdinTerminal {
		return usage("restore replaces the database: add --yes to do it")
	}
	p.writes = true
	p.say("Now:  %s", p.present(ctx, path))
	p.say("Then: %s, %s", term.CleanLine(from), p.described(c))
	if !yes {
		if err := p.ask(ctx, "restore it?"); err != nil {
			return err
		}
	}
	done, err := backup.Restore(ctx, backup.RestoreRequest{Path: path, From: from, NowMS: p.Now().UnixMilli()})
	if err != nil {
		return err
	}
	p.say("Restored: %s.", holding(done.Content))
	if done.Kept != "" {
		p.say("What was replaced is kept as %s", term.CleanLine(done.Kept))
	}
	if done.NoBackup != nil {
		p.note("No backup was made of it: %v", done.NoBackup)
	}
	return nil
}

// present describes the database that will be replaced.
func (p *program) present(ctx context.Context, path string) string {
	name := term.CleanLine(path)
	c, err := backup.Look(ctx, path)
	switch {
	case errors.Is(err, backup.ErrNothing):
		return name + ", which does not exist"
	case err != nil:
		return name + ", which cannot be read: " + term.CleanLine(errors.Unwrap(err).Error())
	}
	return name + ", " + p.described(c)
}

// described says what a database holds and how far it goes.
func (p *program) described(c backup.Content) string {
	if c.LastMS == 0 {
		return holding(c)
	}
	return holding(c) + ", the last on " + p.local(c.LastMS)
}
