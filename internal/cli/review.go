package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/lineedit"
	"iq/internal/session"
	"iq/internal/term"
	"iq/srs"
)

// reviewOptions are the flags of iq review; -1 leaves a limit to the settings.
type reviewOptions struct {
	selection
	newCards, limit, minutes int
	order                    string
	weak, extra, again       bool
	ask                      session.Options
}

// noLimits leaves all limits to the settings.
var noLimits = reviewOptions{newCards: -1, limit: -1}

func (p *program) reviewCommand() *cli.Command {
	opt := noLimits
	return &cli.Command{
		Name:      "review",
		Usage:     "ask what is due, and some new cards",
		ArgsUsage: "[DECK...]",
		Description: `
			Enter shows the answer; then grade yourself with 1 to 4, or again, hard, good, easy. Every grade is saved at
			once. What you grade again or hard comes back at the end. At any prompt u takes back what you did last, e
			edits the card, s skips it, b buries it until tomorrow, x suspends it, f flags it, i shows its history and q
			quits. 'iq help scheduling' explains it all.`,
		Flags: append([]cli.Flag{
			numberFlag(&opt.newCards, "new", "setting new-per-day",
				"ask at most `N` new cards, regardless of the day's limit"),
			numberFlag(&opt.limit, "limit", "setting reviews-per-day",
				"ask at most `N` cards, regardless of the day's limit"),
			numberFlag(&opt.minutes, "minutes", "as long as it takes",
				"stop after some `N` minutes; cards most at risk first"),
			&cli.StringFlag{
				Name: "order", Destination: &opt.order, DefaultText: "due",
				Usage: "due cards by `HOW`: due (most overdue first), risk (least likely recalled first), random, file",
			},
			boolFlag(&opt.weak, "weak", "the cards and topics you fail most, due or not"),
			boolFlag(&opt.again, "again", "the cards you failed today"),
			boolFlag(&opt.extra, "extra", "practise cards whether due or not, and change no schedule"),
			boolFlag(&opt.ask.Points, "points",
				"ask which key points of the answer yours held, and suggest the grade (see 'iq config grading')"),
			boolFlag(&opt.ask.Type, "type", "take your answer in writing before the card's is shown, and compare"),
			boolFlag(&opt.ask.Sure, "sure",
				"ask how sure you are before the answer is shown; 'iq stats' compares it with the grades"),
		}, opt.selection.flags()...),
		Action: func(c *cli.Context) error {
			if err := opt.check(c); err != nil {
				return err
			}
			return p.with(c.Context, db.Write, func(l *library) error {
				return p.review(c.Context, l, c.Args().Slice(), opt)
			})
		},
	}
}

func (o *reviewOptions) check(c *cli.Context) error {
	kinds := 0
	for _, on := range []bool{o.weak, o.again, o.extra} {
		if on {
			kinds++
		}
	}
	switch {
	case o.order != "" && !srs.Order(o.order).Valid():
		return usage("--order is %q but must be due, risk, random or file", o.order)
	case c.IsSet("new") && o.newCards < 0:
		return usage("--new takes a whole number from 0 up")
	case c.IsSet("limit") && o.limit < 1:
		return usage("--limit takes a whole number from 1 up")
	case c.IsSet("minutes") && o.minutes < 1:
		return usage("--minutes takes a whole number from 1 up")
	case kinds > 1:
		return usage("--weak, --again and --extra exclude each other: choose one")
	case (o.weak || o.again) && o.order != "":
		return usage("--weak and --again have an order of their own")
	case kinds > 0 && c.IsSet("new"):
		return usage("--new is for what is due; --limit N limits --weak, --again and --extra")
	}
	return nil
}

func (p *program) review(ctx context.Context, l *library, args []string, opt reviewOptions) error {
	if err := p.ensureStarter(ctx, l); err != nil {
		return err
	}
	wanted, err := opt.resolve(ctx, l, args, false)
	if err != nil {
		return adviseID(err, args)
	}
	queue, err := l.queue(ctx, wanted, opt, uint64(p.Now().UnixNano()))
	if err != nil {
		return err
	}
	if len(queue) == 0 {
		return p.nothingToAsk(ctx, l, wanted, opt)
	}
	budget, err := l.budget(ctx, opt.minutes)
	if err != nil {
		return err
	}
	s, err := p.session(l, opt)
	if err != nil {
		return err
	}
	sum, err := s.Run(ctx, queue, budget)
	if err != nil {
		return err
	}
	// The session's context may be over; what is left to say is short.
	if err := p.showNext(context.WithoutCancel(ctx), l, wanted.Decks); err != nil {
		return err
	}
	if sum.Interrupted {
		return errInterrupted
	}
	return nil
}

// adviseID helps whoever gave a card's id where a deck is asked for.
func adviseID(err error, args []string) error {
	if len(args) == 1 {
		if _, notID := strconv.ParseUint(args[0], 10, 63); notID == nil {
			return fmt.Errorf("there is no deck %q; to see card %s run 'iq show %s'", args[0], args[0], args[0])
		}
	}
	return err
}

func (p *program) session(l *library, opt reviewOptions) (s session.Session, err error) {
	leech, err := l.settings.number("leech-threshold")
	if err != nil {
		return s, err
	}
	grading, err := l.settings.value("grading")
	if err != nil {
		return s, err
	}
	keep, err := l.settings.value("keep-answers")
	if err != nil {
		return s, err
	}
	ask := opt.ask
	ask.Points = ask.Points || grading == "points"
	desk := desk{p: p, l: l, leech: leech, keep: keep == "on"}
	s = session.Session{
		Store: desk, Desk: desk, Model: l.model, In: p.Stdin, Out: p.Stdout, Echoed: p.StdinTerminal,
		Resumed: p.Resumed,
		Palette: p.palette(), Columns: p.Columns, Now: p.Now, StartHour: l.hour, Leech: leech, Ask: ask,
		Explain: func(err error) string { return explain(l.named(err)) },
	}
	if p.Raw == nil || !p.StdinTerminal || !p.StdoutTerminal {
		return s, nil
	}
	s.Lines = lines{lineedit.New(lineedit.Terminal{
		In: p.Stdin, Out: p.Stdout, Raw: p.Raw, Columns: p.Columns, Suspend: p.Suspend, Unsafe: term.Unsafe,
	})}
	return s, nil
}

// nothingToAsk says why there is nothing to review.
func (p *program) nothingToAsk(ctx context.Context, l *library, wanted db.Selection, opt reviewOptions) error {
	if err := l.missingTag(ctx, wanted); err != nil {
		return err
	}
	switch {
	case opt.again:
		p.sentence("Nothing failed today.")
	case opt.weak:
		p.sentence("Nothing has failed lately.")
	case opt.extra:
		p.sentence("No card matches.")
	case len(wanted.Tags) > 0 || wanted.Flagged || wanted.Search != "" || wanted.MinLapses > 0:
		n := 0
		err := l.Cards(ctx, wanted, func(db.Card) error { n++; return nil })
		if err != nil {
			return err
		}
		if n == 0 {
			p.sentence("No card matches.")
			return nil
		}
		p.sentence("No such card is due now. --extra practises cards that are not due.")
	default:
		return p.showNothingDue(ctx, l, wanted.Decks)
	}
	return nil
}

func (p *program) showNext(ctx context.Context, l *library, decks []string) error {
	today := srs.DayAt(p.Now(), l.hour)
	next, err := l.NextDue(ctx, decks, today)
	if err != nil || next.Cards == 0 {
		return err
	}
	verb := "are"
	if next.Cards == 1 {
		verb = "is"
	}
	p.say("%s %s due %s.", cards(next.Cards), verb, ahead(next.Day, today))
	return nil
}

func (l *library) queue(
	ctx context.Context, wanted db.Selection, opt reviewOptions, seed uint64,
) (q srs.Queue, err error) {
	if opt.weak || opt.again || opt.extra {
		q, err = l.practice(ctx, wanted, opt, seed)
	} else {
		q, err = l.daily(ctx, wanted, opt, seed)
	}
	if err == nil && opt.limit >= 0 {
		q = q.First(opt.limit)
	}
	return q, err
}

// budget is the time that a session takes at the learner's pace.
func (l *library) budget(ctx context.Context, minutes int) (srs.Budget, error) {
	n, ms, err := l.Pace(ctx)
	return srs.Budget{
		Pace: srs.Pace(n, time.Duration(ms)*time.Millisecond), Within: time.Duration(minutes) * time.Minute,
	}, err
}

// daily chooses what is due, and new cards.
func (l *library) daily(ctx context.Context, wanted db.Selection, opt reviewOptions, seed uint64) (srs.Queue, error) {
	left, err := l.left(ctx, opt)
	if err != nil {
		return nil, err
	}
	order := srs.Order(opt.order)
	if order == "" && opt.minutes > 0 {
		order = srs.ByRisk
	}
	today, err := l.Queue(ctx, db.QueueRequest{Selection: wanted, Day: l.day, Left: left, Order: order, Seed: seed})
	if err != nil {
		return nil, err
	}
	if opt.minutes > 0 {
		return today.QueueWithin(), nil
	}
	return today.Queue(), nil
}

// left is what the day's limits, or the flags in their place, still allow.
func (l *library) left(ctx context.Context, opt reviewOptions) (srs.Limits, error) {
	limits, err := l.settings.limits()
	if err != nil {
		return srs.Limits{}, err
	}
	done, err := l.Done(ctx, l.day)
	if err != nil {
		return srs.Limits{}, err
	}
	return opt.override(limits.Left(done)), nil
}

// override puts the flags in place of the day's limits.
func (o reviewOptions) override(limits srs.Limits) srs.Limits {
	if o.newCards >= 0 {
		limits.NewPerDay = o.newCards
	}
	if o.limit >= 0 {
		limits.ReviewsPerDay = o.limit
	}
	return limits
}
