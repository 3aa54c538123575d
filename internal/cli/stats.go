package cli

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
	"iq/srs"
)

// retentionDays is over how many days, today included, retention is measured.
const retentionDays = 30

// forecastDays is how many days after today stats look ahead.
const forecastDays = 7

func (p *program) statsCommand() *cli.Command {
	var asJSON bool
	return &cli.Command{
		Name:      "stats",
		Usage:     "show progress by deck, today's work and the days ahead",
		ArgsUsage: "[DECK...]",
		Description: `
			new: never asked. young: interval below 21 days. mature: 21 days or more. retention: how many of the reviews
			of the last 30 days, of cards seen before, were recalled.`,
		Flags: []cli.Flag{jsonFlag(&asJSON)},
		Action: func(c *cli.Context) error {
			return p.withDecks(c, func(l *library, decks []string) error {
				s, err := l.statistics(c.Context, decks)
				if err != nil {
					return err
				}
				if asJSON {
					return p.printJSON(s)
				}
				return p.showStatistics(s)
			})
		},
	}
}

// statistics is every figure of `iq stats`, and its JSON.
type statistics struct {
	Day    string     `json:"day"`
	Decks  []deckLine `json:"decks"`
	Total  deckLine   `json:"total"`
	Today  todayLine  `json:"today"`
	Streak int        `json:"streak"` // study days in a row
	Next   []nextLine `json:"next"`

	Confidence []calibrationLine `json:"confidence"` // surest first; of the last 90 days
	Points     []pointLine       `json:"points"`     // missed each time, of the last 90 days
}

type deckLine struct {
	Deck      string   `json:"deck"`
	Cards     int      `json:"cards"`
	New       int      `json:"new"`
	Learning  int      `json:"learning"`
	Young     int      `json:"young"`
	Mature    int      `json:"mature"`
	Due       int      `json:"due"`
	Overdue   int      `json:"overdue"`
	Reviews   int      `json:"reviews"`   // that retention is of
	Recalled  int      `json:"recalled"`  // of these
	Retention *float64 `json:"retention"` // 0 to 1; null without a review
}

type todayLine struct {
	Cards   int   `json:"cards"`
	New     int   `json:"new"`
	Reviews int   `json:"reviews"`
	Again   int   `json:"again"`
	Hard    int   `json:"hard"`
	Good    int   `json:"good"`
	Easy    int   `json:"easy"`
	MS      int64 `json:"ms"`
}

type nextLine struct {
	Day   string `json:"day"`
	Cards int    `json:"cards"`
	day   srs.Day
}

func (l *library) statistics(ctx context.Context, decks []string) (statistics, error) {
	counts, err := l.Counts(ctx, decks, l.day)
	if err != nil {
		return statistics{}, err
	}
	kept, err := l.Retention(ctx, l.day-retentionDays+1, l.day)
	if err != nil {
		return statistics{}, err
	}
	s := statistics{Day: l.day.String(), Decks: []deckLine{}}
	var all db.Retention
	for _, c := range counts {
		r := kept[c.Deck]
		all.Reviews += r.Reviews
		all.Recalled += r.Recalled
		s.Decks = append(s.Decks, newDeckLine(c, r))
	}
	s.Total = newDeckLine(sum(counts), all)
	if err := l.addDays(ctx, decks, &s); err != nil {
		return statistics{}, err
	}
	return s, l.addInsight(ctx, decks, &s)
}

// addDays fills in today's work, the streak and the days ahead.
func (l *library) addDays(ctx context.Context, decks []string, s *statistics) error {
	w, err := l.Work(ctx, decks, l.day)
	if err != nil {
		return err
	}
	s.Today = todayLine{w.Cards, w.New, w.Reviews, w.Grades[0], w.Grades[1], w.Grades[2], w.Grades[3], w.TookMS}
	if s.Streak, err = l.Streak(ctx, l.day); err != nil {
		return err
	}
	due, err := l.Forecast(ctx, decks, l.day+1, l.day+forecastDays)
	if err != nil {
		return err
	}
	byDay := map[srs.Day]int{}
	for _, d := range due {
		byDay[d.Day] = d.Cards
	}
	for day := l.day + 1; day <= l.day+forecastDays; day++ {
		s.Next = append(s.Next, nextLine{day.String(), byDay[day], day})
	}
	return nil
}

func newDeckLine(c db.DeckCount, r db.Retention) deckLine {
	line := deckLine{
		Deck: c.Deck, Cards: c.Cards, New: c.New, Learning: c.Learning, Young: c.Young, Mature: c.Mature,
		Due: c.Due, Overdue: c.Overdue, Reviews: r.Reviews, Recalled: r.Recalled,
	}
	if r.Reviews > 0 {
		rate := math.Round(1e4*float64(r.Recalled)/float64(r.Reviews)) / 1e4
		line.Retention = &rate
	}
	return line
}

func (p *program) showStatistics(s statistics) error {
	if s.Total.Cards == 0 {
		p.sentence("There are no cards yet. 'iq import FILE' adds your question lists.")
		return nil
	}
	t := term.TableSpec{
		Header:  []string{"deck", "cards", "new", "young", "mature", "due", "retention"},
		Right:   []bool{false, true, true, true, true, true, true},
		Footer:  s.Total.row(),
		Width:   p.width(),
		Palette: p.palette(),
	}
	for _, d := range s.Decks {
		t.Rows = append(t.Rows, d.row())
	}
	if err := term.Table(p.Stdout, t); err != nil {
		return err
	}
	p.say("")
	p.sentence("%s", s.todaySentence())
	p.sentence("%s", s.streakSentence())
	p.sentence("%s", s.nextSentence())
	p.showInsight(s)
	return nil
}

// row is a deck's line of the table; what is being learned counts as young there.
func (d deckLine) row() []string {
	retention := "-"
	if d.Retention != nil {
		retention = fmt.Sprintf("%.0f %%", 100**d.Retention)
	}
	return []string{
		term.CleanLine(d.Deck), strconv.Itoa(d.Cards), strconv.Itoa(d.New), strconv.Itoa(d.Learning + d.Young),
		strconv.Itoa(d.Mature), strconv.Itoa(d.Due), retention,
	}
}

func (s statistics) todaySentence() string {
	if s.Today.Reviews == 0 {
		return "Today: nothing reviewed yet."
	}
	return fmt.Sprintf("Today: %s for %s (%d new) in %s: %d again, %d hard, %d good, %d easy.",
		term.Count(s.Today.Reviews, "grade"), cards(s.Today.Cards), s.Today.New,
		term.Span(time.Duration(s.Today.MS)*time.Millisecond), s.Today.Again, s.Today.Hard, s.Today.Good, s.Today.Easy)
}

func (s statistics) streakSentence() string {
	if s.Streak == 0 {
		return "Streak: none yet; a review today starts one."
	}
	if s.Today.Reviews == 0 {
		return fmt.Sprintf("Streak: %s; a review today keeps it.", term.Count(s.Streak, "day"))
	}
	return fmt.Sprintf("Streak: %s.", term.Count(s.Streak, "day"))
}

func (s statistics) nextSentence() string {
	var parts []string
	total := 0
	for _, n := range s.Next {
		parts = append(parts, fmt.Sprintf("%s %d", n.day.Date().Format("Mon"), n.Cards))
		total += n.Cards
	}
	if total == 0 {
		return fmt.Sprintf("Next %d days: no card is due.", forecastDays)
	}
	return fmt.Sprintf("Next %d days: %s.", forecastDays, strings.Join(parts, " · "))
}
