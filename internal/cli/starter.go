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
	out, err := p.loadStarter(ctx, l)
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

// loadStarter imports the bank.
func (p *program) loadStarter(ctx context.Context, l *library) (intake.Outcome, error) {
	return p.takeStarter(ctx, l, "on", strconv.Itoa(content.Version), func(f content.File) (intake.File, error) {
		doc, err := importer.Parse(f.Name, f.Text)
		if err != nil {
			return intake.File{}, fmt.Errorf("starter bank: %w", err)
		}
		return intake.File{Source: starterSource + f.Name, Doc: doc}, nil
	})
}

// dropStarter hides the bank's cards; their history stays.
func (p *program) dropStarter(ctx context.Context, l *library) (intake.Outcome, error) {
	return p.takeStarter(ctx, l, "off", "", func(f content.File) (intake.File, error) {
		return intake.File{Source: starterSource + f.Name}, nil
	})
}

// takeStarter takes each file of the bank as read says, and notes the bank as on or off.
func (p *program) takeStarter(
	ctx context.Context, l *library, state, version string, read func(content.File) (intake.File, error),
) (intake.Outcome, error) {
	var total intake.Outcome
	err := l.Import(ctx, p.Now().UnixMilli(), func(im *db.Import) error {
		batch := intake.NewBatch(im, sourceExists)
		for _, f := range content.Files() {
			file, err := read(f)
			if err != nil {
				return err
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
