package cli

import (
	"context"
	"fmt"
	"maps"
	"strconv"

	"github.com/urfave/cli/v2"

	"iq/content"
	"iq/db"
	"iq/importer"
	"iq/internal/intake"
	"iq/internal/term"
)

func (p *program) configCommand() *cli.Command {
	return &cli.Command{
		Name:      "config",
		Usage:     "show or change settings",
		ArgsUsage: "[NAME [VALUE]]",
		Action: func(c *cli.Context) error {
			args := c.Args().Slice()
			switch len(args) {
			case 0:
				return p.withSettings(c.Context, db.Read, p.listSettings)
			case 1:
				if _, err := findSetting(args[0]); err != nil {
					return err
				}
				return p.withSettings(c.Context, db.Read, func(l *library) error {
					value, err := l.settings.value(args[0])
					p.say("%s", value)
					return err
				})
			case 2:
				return p.configure(c.Context, args[0], args[1])
			}
			return usage("config takes a name and a value; 'iq config' lists the settings")
		},
	}
}

func (p *program) listSettings(l *library) error {
	var rows [][]string
	for _, s := range allSettings {
		value, err := l.settings.value(s.name)
		if err != nil {
			return err
		}
		rows = append(rows, []string{s.name, value, s.about})
	}
	return term.Table(p.Stdout, term.TableSpec{
		Header: []string{"setting", "value", "meaning"}, Rows: rows, Width: p.width(), Palette: p.palette(),
	})
}

// configure changes one setting. It is checked before the database is opened, so that a mistake creates none.
func (p *program) configure(ctx context.Context, name, value string) error {
	s, err := findSetting(name)
	if err != nil {
		return err
	}
	if err := s.check(value); err != nil {
		return err
	}
	p.warnedOfFolder = name == folderWarning // nobody who switches the warning needs it first
	return p.withSettings(ctx, db.Write, func(l *library) error {
		switch {
		case name == "starter":
			return p.switchStarter(ctx, l, value)
		case s.replays:
			return p.reschedule(ctx, l, name, value)
		}
		if err := l.SetSetting(ctx, name, value); err != nil {
			return err
		}
		p.say("%s is now %s", name, value)
		return nil
	})
}

// reschedule changes a setting on which the schedule depends, and replays the log by it.
func (p *program) reschedule(ctx context.Context, l *library, name, value string) error {
	changed := settings{}
	maps.Copy(changed, l.settings)
	changed[name] = value
	model, err := changed.model()
	if err != nil {
		return err
	}
	n, err := l.SetScheduling(ctx, name, value, model)
	if err != nil {
		return err
	}
	p.say("%s is now %s; %s rescheduled from the log", name, value, cards(n))
	return nil
}

func (p *program) switchStarter(ctx context.Context, l *library, state string) error {
	out, err := p.setStarter(ctx, l, state)
	switch {
	case err != nil:
		return err
	case state == "on":
		p.say("starter is now on; %s added, %d brought back or changed, %d left as they were",
			cards(out.Added), out.Changed, out.Unchanged)
	default:
		p.say("starter is now off; %s hidden, their history is kept", cards(out.Gone))
	}
	return nil
}

func cards(n int) string { return term.Count(n, "card") }

// starterSource begins the name of every source of the starter bank.
const starterSource = "starter/"

// ensureStarter loads the starter bank into a database that never had a card, and brings a bank
// that was loaded by an older version up to date.
func (p *program) ensureStarter(ctx context.Context, l *library) error {
	on, err := l.settings.value("starter")
	if err != nil || on == "off" {
		return err
	}
	loaded := l.settings[starterVersion]
	if loaded == strconv.Itoa(content.Version) {
		return nil
	}
	if loaded == "" {
		has, err := l.HasCards(ctx)
		if err != nil || has {
			return err
		}
	}
	out, err := p.setStarter(ctx, l, "on")
	switch {
	case err != nil:
		return err
	case loaded == "":
		p.note("No cards yet: loaded %d starter questions. 'iq config starter off' hides them.", out.Added)
	default:
		p.note("The starter questions were brought up to date: %d new, %d changed, your progress is kept.",
			out.Added, out.Changed)
	}
	return nil
}

// setStarter notes the bank as on and imports it, or notes it as off and hides its cards, whose history stays.
func (p *program) setStarter(ctx context.Context, l *library, state string) (total intake.Outcome, err error) {
	version := ""
	if state == "on" {
		version = strconv.Itoa(content.Version)
	}
	err = l.Import(ctx, p.Now().UnixMilli(), func(im *db.Import) error {
		batch := intake.NewBatch(im, sourceExists)
		for _, f := range content.Files() {
			file := intake.File{Source: starterSource + f.Name}
			if state == "on" {
				if file.Doc, err = importer.Parse(f.Name, f.Text); err != nil {
					return fmt.Errorf("starter bank: %w", err)
				}
			}
			out, err := batch.Take(file)
			if err != nil {
				return err
			}
			total = total.Plus(*out)
		}
		if err := im.SetSetting("starter", state); err != nil {
			return err
		}
		if err := im.SetSetting(starterVersion, version); err != nil {
			return err
		}
		return l.settle(im)
	})
	return total, err
}
