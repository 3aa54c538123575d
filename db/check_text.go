package db

import (
	"database/sql"
	"fmt"
	"strings"
	"unicode/utf8"

	"iq/srs"
)

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
