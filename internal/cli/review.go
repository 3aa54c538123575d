package cli

import (
	"context"
	"errors"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/session"
	"iq/srs"
)

// reviewOptions are the flags of iq review; -1 leaves a limit to the settings.
type reviewOptions struct {
	newCards int
	limit    int
}

func (p *program) reviewCommand() *cli.Command {
	var opt reviewOptions
	return &cli.Command{
		Name:      "review",
		Usage:     "ask what is due, and some new cards",
		ArgsUsage: "[DECK...]",
		Description: "Enter shows the answer; then grade yourself with 1 to 4 or again, hard, good, easy. Every grade is saved\n" +
			"at once. What was graded again or hard comes back at the end. u takes the last grade back, s skips, q quits.",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "new", Usage: "show `N` new cards at most, whatever the day's limit", Value: -1, DefaultText: "as configured", Destination: &opt.newCards},
			&cli.IntFlag{Name: "limit", Usage: "ask `N` cards at most, whatever the day's limit", Value: -1, DefaultText: "as configured", Destination: &opt.limit},
		},
		Action: func(c *cli.Context) error {
			if c.IsSet("new") && opt.newCards < 0 || c.IsSet("limit") && opt.limit < 0 {
				return usage("--new and --limit want a number from 0")
			}
			return p.with(c.Context, db.Write, func(l *library) error {
				return p.review(c.Context, l, c.Args().Slice(), opt)
			})
		},
	}
}

func (p *program) review(ctx context.Context, l *library, args []string, opt reviewOptions) error {
	if err := p.ensureStarter(ctx, l); err != nil {
		return err
	}
	decks, err := l.resolveDecks(ctx, args)
	if err != nil {
		return err
	}
	plan, err := l.plan(ctx, decks, opt)
	if err != nil {
		return err
	}
	if plan.Cards() == 0 {
		return p.showNothingDue(ctx, l, decks)
	}
	s := session.Session{
		Store: store{l}, Model: l.model, In: p.Stdin, Out: p.Stdout, Echoed: p.StdinTerminal,
		Palette: p.palette(), Columns: p.Columns, Now: p.Now, StartHour: l.hour,
	}
	sum, err := s.Run(ctx, plan)
	if err != nil {
		return err
	}
	// The session's context may be over; what is left to say is short.
	if err := p.showNext(context.WithoutCancel(ctx), l, decks); err != nil {
		return err
	}
	if sum.Interrupted {
		return errInterrupted
	}
	return nil
}

// showNext says when the next cards are due.
func (p *program) showNext(ctx context.Context, l *library, decks []string) error {
	now := p.Now()
	today := srs.DayOf(now.UnixMilli(), offsetMinutes(now), l.hour)
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

// plan chooses the cards of a session.
func (l *library) plan(ctx context.Context, decks []string, opt reviewOptions) (session.Plan, error) {
	left, err := l.left(ctx, opt)
	if err != nil {
		return session.Plan{}, err
	}
	q, err := l.Queue(ctx, db.QueueRequest{Decks: decks, Day: l.day, Left: left})
	if err != nil {
		return session.Plan{}, err
	}
	n, ms, err := l.Pace(ctx)
	if err != nil {
		return session.Plan{}, err
	}
	plan := session.Plan{Repeats: q.Repeats, Due: q.Due, New: q.New, Pace: session.Pace(n, time.Duration(ms)*time.Millisecond)}
	if opt.limit >= 0 {
		plan = plan.First(opt.limit)
	}
	return plan, nil
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
	left := limits.Left(done)
	if opt.newCards >= 0 {
		left.NewPerDay = opt.newCards
	}
	if opt.limit >= 0 {
		left.ReviewsPerDay = opt.limit
	}
	return left, nil
}

// store shows the database to a session.
type store struct{ l *library }

func (s store) Card(ctx context.Context, id int64) (session.Card, error) {
	c, err := s.l.Card(ctx, id)
	if err != nil {
		return session.Card{}, err
	}
	return session.Card{
		ID: c.ID, Deck: c.Deck, Question: c.Question, Answer: c.Answer,
		State: c.State, Seen: c.LastReview, Hidden: c.Status != db.Active,
	}, nil
}

func (s store) Answer(ctx context.Context, a session.Answer) (session.Saved, error) {
	review, next, err := s.l.Answer(ctx, s.l.model, db.Answer{
		Card: a.Card.ID, Seen: a.Card.Seen, AtMS: a.At.UnixMilli(), OffsetMin: offsetMinutes(a.At),
		Day: a.Day, Grade: a.Grade, Kind: a.Kind, TookMS: a.Took.Milliseconds(),
	})
	if errors.Is(err, db.ErrGradedElsewhere) {
		err = errors.Join(session.ErrGradedElsewhere, err)
	}
	return session.Saved{Review: review, Seen: review, Next: next}, err
}

func (s store) Undo(ctx context.Context, review int64) (session.Undone, error) {
	u, err := s.l.Undo(ctx, s.l.model, review)
	if errors.Is(err, db.ErrNothingToUndo) {
		err = errors.Join(session.ErrNothingToUndo, err)
	}
	return session.Undone{Card: u.Card, Grade: u.Grade, Kind: u.Kind}, err
}
