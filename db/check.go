package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode/utf8"

	"iq/srs"
)

// Mend is how something that a check found can be mended.
type Mend int

const (
	// ByRestoring an earlier copy of the file: its pages or its tables are not sound.
	ByRestoring Mend = iota
	// ByRebuilding: Rebuild mends it.
	ByRebuilding
	// ByUndoing the card's last review.
	ByUndoing
)

// Problem is something that a check found.
type Problem struct {
	Text string
	Mend Mend
	Card int64 // of ByUndoing
}

// Report is what a check looked at and what it found.
type Report struct {
	Cards    int
	Reviews  int
	Replayed int // cards whose log was replayed
	Problems []Problem
}

// Extent is how much a check looks at.
type Extent int

const (
	// Quick replays the cards reviewed last and some from all over the file.
	Quick Extent = iota
	// Full replays every card, and reads every text and every index.
	Full
)

// maxProblems bounds what is listed of one kind of problem.
const maxProblems = 20

// check is a check under way.
type check struct {
	*DB
	sql    querier // one view of the file, whatever others write meanwhile
	ctx    context.Context
	model  srs.Model
	now    Moment
	extent Extent
	report Report
}

// Check examines the file itself, whether its schema is this version's, the references within it,
// the counters and the sums of days, instants that lie in the future, and whether replaying the log
// results in the stored schedule; a full one also all texts. It changes nothing, and looks at one
// state of the file, whatever others write meanwhile. The future is what lies after now.
func (db *DB) Check(ctx context.Context, model srs.Model, now Moment, extent Extent) (Report, error) {
	view, err := db.sql.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return Report{}, err
	}
	defer view.Rollback()
	c := &check{DB: db, sql: view, ctx: ctx, model: model, now: now, extent: extent}
	for _, part := range []func() error{
		c.pages, c.schema, c.references, c.counts, c.counters, c.sums, c.schedules, c.future, c.texts, c.uids,
	} {
		err := part()
		if IsDamaged(err) { // the other parts may still tell something
			c.add(ByRestoring, "the file is damaged: %v", err)
			continue
		}
		if err != nil {
			return Report{}, fmt.Errorf("check: %w", err)
		}
	}
	return c.report, nil
}

func (c *check) add(mend Mend, format string, args ...any) {
	c.report.Problems = append(c.report.Problems, Problem{Text: fmt.Sprintf(format, args...), Mend: mend})
}

// listed adds problems of one kind, not all of them where there are many.
func (c *check) listed(mend Mend, texts []string) {
	for _, text := range texts[:min(len(texts), maxProblems)] {
		c.add(mend, "%s", text)
	}
	if len(texts) > maxProblems {
		c.add(mend, "and more of the same")
	}
}

func (c *check) counts() error {
	return c.sql.QueryRowContext(c.ctx, "select (select count(*) from card), (select count(*) from review)").
		Scan(&c.report.Cards, &c.report.Reviews)
}

// count adds a problem when the only number that a query returns is not 0.
func (c *check) count(mend Mend, problem, query string, args ...any) error {
	var n int
	err := c.sql.QueryRowContext(c.ctx, query, args...).Scan(&n)
	if n > 0 {
		c.add(mend, problem, n)
	}
	return err
}

// counters holds the counters against what they count.
func (c *check) counters() error {
	err := c.count(ByRebuilding, "%d cards are wrongly marked as new or reviewed", `
		select count(*) from card where reviewed <> exists (select 1 from schedule where schedule.card = card.id)`)
	if err != nil {
		return err
	}
	return c.count(ByRebuilding, "%d counts of cards by deck and day are wrong", `
		select count(*) from (select * from (select * from tally except `+recountTally+`)
			union all select * from (`+recountTally+` except select * from tally))`)
}

// recountTally is what tally has to hold.
const recountTally = `select ifnull(s.due, 0), ifnull(s.stage, 'new'), c.deck, count(*)
	from card c left join schedule s on s.card = c.id where c.status = 'active' group by 1, 2, 3`

const dayMS = 86_400_000

// future looks for instants after the next day: a wrong clock made them, and they would win every
// merge or keep a card away for years.
func (c *check) future() error {
	rows, err := c.sql.QueryContext(c.ctx,
		"select card, max(day) from review where day > ? and undone = 0 group by card order by card limit ?",
		int64(c.now.Day)+1, maxProblems)
	err = each(rows, err, func(rows *sql.Rows) error {
		p := Problem{Mend: ByUndoing}
		var day srs.Day
		err := rows.Scan(&p.Card, &day)
		p.Text = fmt.Sprintf("card %d: it was reviewed on %v, which is in the future", p.Card, day)
		c.report.Problems = append(c.report.Problems, p)
		return err
	})
	if err != nil || c.extent != Full {
		return err
	}
	return c.count(ByRebuilding, "%d cards have a change dated in the future",
		"select count(*) from card where max(created_ms, edited_ms, marked_ms) > ?", c.now.AtMS+dayMS)
}

// storedTexts are the columns that hold what people wrote and may change, with the ids of their rows.
var storedTexts = []struct{ table, id, columns string }{
	{"card", "id", "deck, question, answer, tags, flag_note"},
	{"source", "id", "name"},
	{"setting", "0", "name, value"},
}

// texts looks for invalid UTF-8.
func (c *check) texts() error {
	if c.extent != Full {
		return nil
	}
	for _, s := range storedTexts {
		var found []string
		err := eachText(c.ctx, c.sql, s.table, s.id, s.columns, func(id int64, texts []string) error {
			for _, text := range texts {
				if !utf8.ValidString(text) {
					found = append(found,
						fmt.Sprintf("%s %d: the text is not valid UTF-8: %q", s.table, id, excerpt(text)))
					break
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		c.listed(ByRebuilding, found)
	}
	return nil
}

// excerpt is the text around the first invalid byte.
func excerpt(text string) string {
	for at, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[at:], string(utf8.RuneError)) {
			return strings.TrimSpace(text[max(0, at-20):min(len(text), at+20)])
		}
	}
	return ""
}
