package cli

import (
	"context"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
)

func (p *program) checkCommand() *cli.Command {
	var rebuild bool
	return &cli.Command{
		Name:        "check",
		Usage:       "prove that the database is sound and the schedule is what the log gives",
		Description: "Exit status 1 when something is wrong.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "rebuild", Usage: "make schedule and counts anew from the log", Destination: &rebuild, DisableDefaultText: true},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usage("check takes no argument")
			}
			if rebuild {
				return p.with(c.Context, db.Write, func(l *library) error {
					changed, err := l.Rebuild(c.Context, l.model)
					if err != nil {
						return err
					}
					p.say("Rebuilt from the log: %s changed.", term.Count(changed, "schedule"))
					return p.check(c.Context, l)
				})
			}
			return p.with(c.Context, db.Read, func(l *library) error { return p.check(c.Context, l) })
		},
	}
}

func (p *program) check(ctx context.Context, l *library) error {
	r, err := l.Check(ctx, l.model)
	if err != nil {
		return err
	}
	if len(r.Problems) == 0 {
		p.say("%s: %s, %s; the file is sound and the schedule is what the log gives.",
			term.CleanLine(l.Path()), cards(r.Cards), term.Count(r.Reviews, "review"))
		return nil
	}
	derived := true
	for _, problem := range r.Problems {
		p.say("%s", term.CleanLine(problem.Text))
		derived = derived && problem.Derived
	}
	if derived {
		p.warn("%s in what is derived from the log; 'iq check --rebuild' makes it anew", term.Count(len(r.Problems), "problem"))
	} else {
		p.warn("%s in %s; keep a copy of the file before anything else is done with it", term.Count(len(r.Problems), "problem"), l.Path())
	}
	return errReported
}
