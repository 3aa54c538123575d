package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/markup"
	"iq/internal/term"
	"iq/srs"
)

func (p *program) showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "show a card with its answer and its schedule",
		ArgsUsage: "ID",
		Action:    func(c *cli.Context) error { return p.withCard(c, db.Read, p.showCard) },
	}
}

func (p *program) showCard(ctx context.Context, l *library, c db.Card) error {
	info, err := l.cardInfo(ctx, c)
	if err != nil {
		return err
	}
	pal := p.palette()
	text := func(s string) string {
		return strings.TrimRight(term.Markdown(s, term.MarkdownOptions{Width: p.width(), Palette: pal}), "\n")
	}
	p.say("%s", pal.Dim(fmt.Sprintf("card %d · %s", c.ID, term.CleanLine(c.Deck))))
	p.say("%s", text(c.Question))
	p.say("")
	if strings.TrimSpace(c.Answer) == "" {
		p.say("%s", pal.Dim("(no answer yet)"))
	} else {
		p.say("%s", text(c.Answer))
	}
	p.say("")
	for _, line := range info {
		p.showInfo(pal, line)
	}
	return nil
}

// showInfo prints a line with the blanks that set it in columns, unless it is too long.
func (p *program) showInfo(pal *term.Palette, line string) {
	if term.DisplayWidth(line) <= p.width() {
		p.say("%s", pal.Dim(line))
		return
	}
	for _, w := range term.Wrap(line, p.width()) {
		p.say("%s", pal.Dim(w))
	}
}

// maxHistory is how many reviews of a card are listed one by one, the last ones.
const maxHistory = 12

// cardInfo returns what is known about a card: schedule and origin, its points, its last reviews.
func (l *library) cardInfo(ctx context.Context, c db.Card) ([]string, error) {
	info := l.cardFacts(c)
	points, err := l.pointFacts(ctx, c)
	if err != nil {
		return nil, err
	}
	info = append(info, points...)
	history, err := l.history(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if more := len(history) - maxHistory; more > 0 {
		info = append(info, fmt.Sprintf("%s before these:", term.Count(more, "answer")))
		history = history[more:]
	}
	return append(info, history...), nil
}

// history returns a line for each review of a card that counts, with the interval that it led to.
func (l *library) history(ctx context.Context, card int64) ([]string, error) {
	var lines []string
	var state srs.State
	err := l.History(ctx, card, func(r db.Review) (err error) {
		if r.Undone {
			return nil
		}
		if state, err = l.model.Answer(state, srs.Review{Day: r.Day, Grade: r.Grade, Kind: r.Kind}); err == nil {
			lines = append(lines, historyLine(r, state))
		}
		return err
	})
	return lines, err
}

// historyLine describes one review of a card and the state that it led to.
func historyLine(r db.Review, next srs.State) string {
	if r.Kind == srs.Reset {
		return fmt.Sprintf("%s  reset", r.Day)
	}
	parts := []string{fmt.Sprintf("%s  %-5v  %s", r.Day, r.Grade, term.Span(time.Duration(r.TookMS)*time.Millisecond))}
	if r.Kind == srs.Scheduled {
		parts = append(parts, "next after "+term.Count(next.Interval, "day"))
	} else {
		parts = append(parts, string(r.Kind))
	}
	if r.Confidence > 0 {
		parts = append(parts, db.ConfidenceNames[r.Confidence])
	}
	if r.Points != nil {
		held, missed := len(r.Points.Held), len(r.Points.Missed)
		parts = append(parts, fmt.Sprintf("%d of %d points", held, held+missed))
	}
	return strings.Join(parts, " · ")
}

// pointFacts returns which points of the card's answer were missed, and how often.
func (l *library) pointFacts(ctx context.Context, c db.Card) ([]string, error) {
	records, err := l.PointRecords(ctx, c.ID)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	byKey := map[string]db.PointRecord{}
	for _, r := range records {
		byKey[r.Point] = r
	}
	var facts []string
	for i, text := range term.Points(c.Answer) {
		if r, ok := byKey[markup.PointKey(text)]; ok && r.Missed > 0 {
			facts = append(facts,
				fmt.Sprintf("point %d missed %d of %d times: %s", i+1, r.Missed, r.Answers, term.CleanLine(text)))
		}
	}
	return facts, nil
}

// cardFacts are the lines on a card's schedule and origin.
func (l *library) cardFacts(c db.Card) []string {
	var facts []string
	s := c.State
	if s.New() {
		facts = append(facts, l.state(c)+", never asked")
	} else {
		facts = append(facts, fmt.Sprintf("%s · due %s (%s) · interval %s · ease %.2f · %s",
			l.state(c), s.Due, l.due(s), term.Count(s.Interval, "day"), ease(s), term.Count(s.Lapses, "lapse")),
			fmt.Sprintf("recall now %.0f %% · stability %.1f days · difficulty %.1f of 10",
				100*l.model.Memory.Recall(s, l.day), s.Stability, s.Difficulty))
	}
	if len(c.Tags) > 0 {
		facts = append(facts, "tags: "+term.CleanLine(strings.Join(c.Tags, ", ")))
	}
	if c.BuriedUntil != 0 && c.BuriedUntil > l.day {
		facts = append(facts, "buried until "+c.BuriedUntil.String())
	}
	if c.Flagged {
		facts = append(facts, strings.TrimSuffix("flagged: "+term.CleanLine(c.Note), ": "))
	}
	if c.Source != "" {
		facts = append(facts, fmt.Sprintf("from %s, line %d", term.CleanLine(c.Source), c.Position))
	}
	return facts
}

// due says when a card is due, seen from today.
func (l *library) due(s srs.State) string {
	if late := s.Overdue(l.day); late > 0 {
		return "overdue " + term.Count(late, "day")
	}
	return ahead(s.Due, l.day)
}
