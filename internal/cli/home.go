package cli

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
	"iq/srs"
)

// home is iq alone: what is due today, and the next step.
func (p *program) home(c *cli.Context) error {
	if c.Bool("version") {
		p.say("iq %s", Version)
		return nil
	}
	err := p.with(c.Context, db.Write, func(l *library) error {
		if err := p.ensureStarter(c.Context, l); err != nil {
			return err
		}
		return p.showHome(c.Context, l)
	})
	cannotWrite := db.IsReadOnly(err) || db.IsFull(err) || db.IsIO(err)
	if !cannotWrite || !p.hasDatabase() {
		return err
	}
	// What is due can still be shown.
	return p.with(c.Context, db.Read, func(l *library) error { return p.showHome(c.Context, l) })
}

func (p *program) hasDatabase() bool {
	path, err := p.path()
	if err == nil {
		_, err = os.Stat(path)
	}
	return err == nil
}

func (p *program) showHome(ctx context.Context, l *library) error {
	queue, err := l.daily(ctx, db.Selection{}, noLimits, 0)
	if err != nil {
		return err
	}
	budget, err := l.budget(ctx, 0)
	if err != nil {
		return err
	}
	work, err := l.Work(ctx, nil, l.day)
	if err != nil {
		return err
	}
	streak, err := l.Streak(ctx, l.day)
	if err != nil {
		return err
	}
	pal := p.palette()
	if len(queue) > 0 {
		p.say("%s · %s", pal.Bold(queue.Count().String()), term.About(budget.Duration(len(queue))))
		p.say("Next: %s", pal.Accent("iq review"))
	} else if err := p.showNothingDue(ctx, l, nil); err != nil {
		return err
	}
	if work.Reviews > 0 {
		p.say("Today: %s in %s · streak %s", cards(work.Cards),
			term.Span(time.Duration(work.TookMS)*time.Millisecond), term.Count(streak, "day"))
	}
	return nil
}

// showNothingDue says why there is nothing to review, and when there will be.
func (p *program) showNothingDue(ctx context.Context, l *library, decks []string) error {
	counts, err := l.Counts(ctx, decks, l.day)
	if err != nil {
		return err
	}
	total := sum(counts)
	if total.Cards == 0 {
		p.sentence("There are no cards yet. 'iq import FILE' adds your question lists, 'iq import --starter' the " +
			"starter questions.")
		return nil
	}
	next, err := l.NextDue(ctx, decks, l.day)
	if err != nil {
		return err
	}
	line, more := "Nothing is due.", ""
	if total.Due > 0 || total.New > 0 {
		line = "Done for today: " + overLimit(total.Due, total.New) + " over today's limit."
		more = " 'iq review --new N' or '--limit N' takes more now."
	}
	if next.Cards > 0 {
		line += fmt.Sprintf(" Next: %s %s.", term.Count(next.Cards, "card"), ahead(next.Day, l.day))
	}
	p.sentence("%s", line+more)
	return nil
}

// overLimit says which cards are over a limit, with the verb.
func overLimit(due, unseen int) string {
	var parts []string
	if due > 0 {
		parts = append(parts, term.Count(due, "due card"))
	}
	if unseen > 0 {
		parts = append(parts, term.Count(unseen, "new card"))
	}
	if due+unseen == 1 {
		return parts[0] + " is"
	}
	return strings.Join(parts, " and ") + " are"
}

func sum(counts []db.DeckCount) db.DeckCount {
	total := db.DeckCount{Deck: "all"}
	for _, c := range counts {
		total.Cards += c.Cards
		total.New += c.New
		total.Learning += c.Learning
		total.Young += c.Young
		total.Mature += c.Mature
		total.Due += c.Due
		total.Overdue += c.Overdue
	}
	return total
}

// ahead says when a day is, seen from today.
func ahead(d, today srs.Day) string { return term.Ahead(d.Date(), int(d-today)) }

// dueJSON is what `iq due --json` prints.
type dueJSON struct {
	Day     string `json:"day"`
	Due     int    `json:"due"`
	New     int    `json:"new"`
	Overdue int    `json:"overdue"`
}

func (p *program) dueCommand() *cli.Command {
	var asJSON bool
	return &cli.Command{
		Name:        "due",
		Usage:       "count what is due, for a prompt or a cron job",
		ArgsUsage:   "[DECK...]",
		Description: "Counts everything that is due or new, regardless of the day's limits.",
		Flags:       []cli.Flag{jsonFlag(&asJSON)},
		Action: func(c *cli.Context) error {
			return p.withDecks(c, func(l *library, decks []string) error {
				counts, err := l.Counts(c.Context, decks, l.day)
				if err != nil {
					return err
				}
				total := sum(counts)
				if asJSON {
					return p.printJSON(dueJSON{l.day.String(), total.Due, total.New, total.Overdue})
				}
				p.say("%d due, %d new", total.Due, total.New)
				return nil
			})
		},
	}
}
