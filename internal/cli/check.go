package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
)

func (p *program) checkCommand() *cli.Command {
	var full, rebuild bool
	return &cli.Command{
		Name:  "check",
		Usage: "prove that the database is sound and the schedule agrees with the log",
		Description: `
			Looks at the file, its references and its counts, and replays the log of the cards reviewed last and of a
			sample of the others. For each problem it names the command that fixes it. The exit status is 1 when there
			is a problem.`,
		Flags: []cli.Flag{
			boolFlag(&full, "full", "replay every card, read every text and every index"),
			boolFlag(&rebuild, "rebuild",
				"rebuild schedule, counts and indexes from the log and the cards, then check everything"),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usage("check takes no arguments")
			}
			err := p.runCheck(c.Context, full, rebuild)
			if db.IsDamaged(err) { // it cannot even be opened
				p.say("%s", term.CleanLine(err.Error()))
				p.sayMends([]db.Problem{{Mend: db.ByRestoring}})
				return errReported
			}
			return err
		},
	}
}

func (p *program) runCheck(ctx context.Context, full, rebuild bool) error {
	if !rebuild {
		return p.with(ctx, db.Read, func(l *library) error { return p.check(ctx, l, full) })
	}
	return p.with(ctx, db.Write, func(l *library) error {
		changed, err := l.Rebuild(ctx, l.model, p.Now().UnixMilli())
		if err != nil {
			return err
		}
		p.say("Rebuilt from the log: %s changed.", term.Count(changed, "schedule"))
		return p.check(ctx, l, true)
	})
}

func (p *program) check(ctx context.Context, l *library, full bool) error {
	extent := db.Quick
	if full {
		extent = db.Full
	}
	r, err := l.Check(ctx, l.model, moment(p.Now(), l.day), extent)
	if err != nil {
		return err
	}
	if len(r.Problems) > 0 {
		for _, problem := range r.Problems {
			p.say("%s", term.CleanLine(problem.Text))
		}
		p.sayMends(r.Problems)
		p.warn("%s in %s", term.Count(len(r.Problems), "problem"), l.Path())
		return errReported
	}
	proof := "the schedule agrees with the log"
	if r.Replayed < r.Cards {
		proof = fmt.Sprintf("the schedule of %d cards agrees with the log ('iq check --full' replays all)", r.Replayed)
	}
	p.say("%s: %s, %s", term.CleanLine(l.Path()), cards(r.Cards), term.Count(r.Reviews, "review"))
	p.sentence("The file is sound and %s.", proof)
	return nil
}

// sayMends names the command that mends each kind of problem, the gentlest first.
func (p *program) sayMends(problems []db.Problem) {
	has := func(m db.Mend) bool {
		return slices.ContainsFunc(problems, func(p db.Problem) bool { return p.Mend == m })
	}
	p.say("")
	if has(db.ByRebuilding) {
		p.sentence("'iq check --rebuild' rebuilds what is derived from the log and the cards, and repairs references " +
			"and texts.")
	}
	for _, problem := range problems {
		if problem.Mend == db.ByUndoing {
			p.sentence("If the clock is right: 'iq undo %d' takes back the last review of card %d.",
				problem.Card, problem.Card)
		}
	}
	if has(db.ByRestoring) {
		p.sentence("Keep a copy of the file first. 'iq backup --list' shows earlier copies, " +
			"'iq restore' puts one in its place; 'iq export > everything.jsonl' saves what can still be read.")
	}
}
