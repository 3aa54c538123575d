package cli

import (
	"context"
	"fmt"
	"strconv"

	"iq/content"
	"iq/db"
	"iq/importer"
	"iq/internal/intake"
)

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
