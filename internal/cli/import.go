package cli

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/importer"
	"iq/internal/ingest"
	"iq/internal/intake"
)

// importOptions are the flags of iq import.
type importOptions struct {
	deck    string
	format  string
	dryRun  bool
	drafts  bool
	verbose bool
	explain bool
	asJSON  bool
	starter bool
}

func (p *program) importCommand() *cli.Command {
	var opt importOptions
	return &cli.Command{
		Name:      "import",
		Usage:     "add the questions of files and folders, or update them",
		ArgsUsage: "PATH...",
		Description: `
			Importing a file again updates its cards and keeps all progress; what the file no longer has is
			hidden. - reads standard input. All files of one command are one transaction. The exit status is 1
			when a file could not be read; the others are imported. What 'iq export' wrote is merged with what is
			there. 'iq help layouts' shows how lists are written. Formats:
			` + strings.Join(importer.Formats(), ", ") + ".",
		Flags: []cli.Flag{
			&cli.StringFlag{
				Name: "deck", Destination: &opt.deck,
				Usage: "put all cards into the deck `NAME` (default: what the file says, else its name)",
			},
			&cli.StringFlag{
				Name: "format", Destination: &opt.format,
				Usage: "read every file as `FORMAT` instead of detecting its format",
			},
			boolFlag(&opt.dryRun, "dry-run", "show what would happen and change nothing"),
			boolFlag(&opt.verbose, "verbose", "print a line for each card: new, changed, kept, duplicate or gone"),
			boolFlag(&opt.explain, "explain", "show which layouts competed for a file and why one won"),
			boolFlag(&opt.drafts, "unanswered",
				"import questions without an answer too; iq then asks you for the answer"),
			boolFlag(&opt.starter, "starter", "load the starter questions"),
			jsonFlag(&opt.asJSON),
		},
		Action: func(c *cli.Context) error {
			switch {
			case opt.starter && (c.NArg() > 0 || c.NumFlags() > 1):
				return usage("--starter takes nothing else: 'iq import --starter'")
			case opt.starter:
				return p.configure(c.Context, "starter", "on")
			case c.NArg() == 0:
				return usage("import needs a file or a folder")
			case c.IsSet("deck"):
				opt.deck = strings.TrimSpace(opt.deck)
				if err := wantDeck("--deck", opt.deck); err != nil {
					return err
				}
			}
			if err := checkFormat(opt.format); err != nil {
				return err
			}
			return p.importPaths(c.Context, c.Args().Slice(), opt)
		},
	}
}

// imported is one file with what became of it.
type imported struct {
	doc     importer.Document
	deck    string
	outcome *intake.Outcome
	merged  *mergedFile // of an export; nil of a question file
}

func (p *program) importPaths(ctx context.Context, paths []string, opt importOptions) error {
	r := p.fileReader(opt)
	defer r.Close()
	if slices.Contains(paths, ingest.StdinPath) {
		if err := r.ReadStdin(ctx, p.openInput(ctx, "Type or paste the questions")); err != nil {
			return err
		}
	}
	r.collect(paths)
	defer r.endProgress()
	path, err := p.path()
	if err != nil {
		return err
	}
	mode := db.Write
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		// The files are read first, so that a database is not made for nothing; a dry run does not make one.
		r.Start(ctx, r.files, nil)
		if r.readAhead(); len(r.ready) == 0 {
			return r.verdict(ctx)
		}
		if opt.dryRun {
			mode = db.Read
		}
	}
	return p.with(ctx, mode, func(l *library) error {
		done, err := p.importInto(ctx, l, r)
		r.endProgress()
		if err != nil {
			return err
		}
		if err := p.reportImport(done, opt); err != nil {
			return err
		}
		if !opt.dryRun {
			r.indexWords(ctx, l)
		}
		return r.verdict(ctx)
	})
}

// importInto reads the files and imports all of them in one transaction; a dry run takes it back.
func (p *program) importInto(ctx context.Context, l *library, r *fileReader) ([]imported, error) {
	var done []imported
	empty, err := l.IsEmpty(ctx)
	if err != nil {
		return nil, err
	}
	if len(r.ready) == 0 {
		if r.known, err = l.Sources(ctx); err != nil {
			return nil, err
		}
		r.Start(ctx, r.files, r.unchanged)
		if r.readAhead(); len(r.ready) == 0 {
			return nil, nil
		}
	}
	if r.opt.dryRun {
		l.Daily = nil
	}
	err = l.Import(ctx, p.Now().UnixMilli(), func(im *db.Import) error {
		if r.known, err = im.Sources(); err != nil {
			return err
		}
		if err := im.Expect(r.newCards()); err != nil {
			return err
		}
		batch := intake.NewBatch(im, sourceExists)
		for f := r.next(ctx); f != nil; f = r.next(ctx) {
			result, err := r.take(ctx, im, batch, f)
			if err != nil {
				return err
			}
			done = append(done, result)
		}
		if err := l.finish(ctx, im, batch, done); err != nil {
			return err
		}
		if r.opt.dryRun {
			return db.ErrRollback
		}
		if empty {
			return nil
		}
		return p.backUpBeforeImport(ctx, l, changedCards(done))
	})
	return done, err
}

// finish settles what depends on all files together.
func (l *library) finish(ctx context.Context, im *db.Import, batch *intake.Batch, done []imported) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := batch.Finish(); err != nil {
		return err
	}
	if err := l.settle(im); err != nil {
		return err
	}
	waiting, err := im.Waiting()
	for _, f := range done {
		if f.merged != nil {
			f.merged.waiting = waiting
		}
	}
	return err
}

// take brings the database up to date with one file.
func (r *fileReader) take(ctx context.Context, im *db.Import, batch *intake.Batch, f *ingest.File) (imported, error) {
	if f.Export {
		return r.merge(ctx, im, f)
	}
	if f.Unchanged {
		before := r.known[f.Source]
		return imported{doc: importer.Document{Name: f.Name}, deck: r.opt.deck, outcome: &intake.Outcome{
			Unchanged: before.Cards, Unanswered: before.Unanswered, Skipped: before.Skipped,
		}}, nil
	}
	out, err := batch.Take(intake.File{
		Source: f.Source, Deck: r.opt.deck, Doc: f.Doc, Digest: f.Digest, Drafts: r.opt.drafts, Partial: f.Partial,
	})
	if err != nil {
		return imported{}, err
	}
	// What the report does not need goes, so that memory does not grow with the folder.
	if !r.opt.asJSON {
		f.Doc.Cards = nil
	}
	if !r.opt.verbose {
		out.Forget()
	}
	return imported{doc: f.Doc, deck: cmp.Or(r.opt.deck, f.Doc.Deck), outcome: out}, nil
}

// sourceExists reports whether a source is still there. The starter bank and standard input always are.
func sourceExists(name string) bool {
	if strings.HasPrefix(name, starterSource) || strings.HasPrefix(name, ingest.StdinSource) {
		return true
	}
	_, err := os.Stat(name)
	return !errors.Is(err, fs.ErrNotExist)
}
