package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Export calls f for every line of an export, each a value to be written as one line of JSON: the
// header, then settings, sources, renamed decks, cards in file order and reviews in the log's. All
// are of one state of the database, and the same state gives the same lines. f must not use the
// database.
func (db *DB) Export(ctx context.Context, f func(line any) error) (err error) {
	defer wrap(&err, "export %s", db.path)
	// Without the write lock: a read transaction sees one state, whoever writes meanwhile.
	tx, err := db.sql.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f(headerLine{"export", ExportFormat}); err != nil {
		return err
	}
	for _, lines := range []func(context.Context, *sql.Tx, func(any) error) error{
		exportSettings, exportSources, exportRenames, exportCards, exportReviews,
	} {
		if err := lines(ctx, tx, f); err != nil {
			return err
		}
	}
	return nil
}

// exportRows calls f for the line of every row of a query; columns says where the row belongs in it.
func exportRows[T any](
	ctx context.Context, tx *sql.Tx, f func(any) error, columns func(*T) []any, query string,
) error {
	rows, err := tx.QueryContext(ctx, query)
	return each(rows, err, func(rows *sql.Rows) error {
		var line T
		if err := rows.Scan(columns(&line)...); err != nil {
			return err
		}
		return f(line)
	})
}

func exportSettings(ctx context.Context, tx *sql.Tx, f func(any) error) error {
	return exportRows(ctx, tx, f, func(s *settingLine) []any { return []any{&s.Type, &s.Name, &s.Value} },
		"select 'setting', name, value from setting where name <> 'device' order by name")
}

// exportSources keeps the order in which new cards are shown.
func exportSources(ctx context.Context, tx *sql.Tx, f func(any) error) error {
	return exportRows(ctx, tx, f, func(s *sourceLine) []any { return []any{&s.Type, &s.Name} },
		"select 'source', name from source order by id")
}

func exportRenames(ctx context.Context, tx *sql.Tx, f func(any) error) error {
	return exportRows(ctx, tx, f, func(r *renameLine) []any {
		return []any{&r.Type, &r.Source, &r.Given, &r.Deck, &r.At}
	}, `
		select 'rename', o.name, d.given, d.deck, d.renamed_ms from source_deck d join source o on o.id = d.source
		order by o.name, d.given`)
}

// exportCardQueries go through the indexes of source and position, so that no more than the cards
// of one line are sorted. The cards written by hand come first.
var exportCardQueries = []string{
	cardLineColumns + "from card c join (select null as name) o where c.source is null order by c.position, c.uid",
	cardLineColumns + "from source o cross join card c on c.source = o.id order by o.name, c.position, c.uid",
}

func exportCards(ctx context.Context, tx *sql.Tx, f func(any) error) error {
	for _, query := range exportCardQueries {
		rows, err := tx.QueryContext(ctx, query)
		err = each(rows, err, func(rows *sql.Rows) error {
			var c storedLine
			if err := c.scan(rows); err != nil {
				return err
			}
			return f(c.cardLine)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

const cardLineColumns = `
	select c.id, ifnull(c.source, 0), c.uid, c.deck, o.name, c.position, c.question, c.answer, c.tags, c.given,
		c.status, c.buried_until, c.flagged, c.flag_note, c.created_ms, c.edited_ms, c.marked_ms `

// storedLine is a card as its line, with what it is known by here.
type storedLine struct {
	cardLine
	id     int64
	source int64
}

// scan reads a row of cardLineColumns.
func (c *storedLine) scan(row scanner) error {
	c.Type = "card"
	err := row.Scan(&c.id, &c.source, &c.UID, &c.Deck, &c.Source, &c.Position, &c.Question, &c.Answer,
		jsonColumn{&c.Tags}, jsonColumn{&c.Given}, &c.Status, &c.Buried, &c.Flagged, &c.Note,
		&c.Created, &c.Edited, &c.Marked)
	c.cardText.canonical()
	c.cardMarks.canonical()
	return err
}

const reviewLineColumns = `
	select r.uid, c.uid, r.at_ms, r.offset_min, r.day, r.grade, r.kind, r.took_ms, r.reveal_ms,
		ifnull(r.confidence, 0), r.points, ifnull(r.typed, ''), r.leech, r.device, r.undone, null
	from review r join card c on c.id = r.card `

// exportReviewQuery merges two lists that are in order: the log, and the reviews that wait for their cards.
const exportReviewQuery = reviewLineColumns + `
	union all select uid, card, 0, 0, 0, 0, '', 0, 0, 0, null, '', 0, card, 0, line from awaited
	order by 1`

func exportReviews(ctx context.Context, tx *sql.Tx, f func(any) error) error {
	rows, err := tx.QueryContext(ctx, exportReviewQuery)
	return each(rows, err, func(rows *sql.Rows) error {
		r, err := scanReviewLine(rows)
		if err != nil {
			return err
		}
		return f(r)
	})
}

// scanReviewLine reads a row of reviewLineColumns, the last of which is the whole line of a review that waits.
func scanReviewLine(row scanner) (reviewLine, error) {
	r := reviewLine{Type: "review"}
	var waits sql.NullString
	err := row.Scan(&r.UID, &r.Card, &r.At, &r.Offset, &r.Day, &r.Grade, &r.Kind, &r.MS, &r.Reveal,
		&r.Confidence, jsonColumn{&r.Points}, &r.Typed, &r.Leech, &r.Device, &r.Undone, &waits)
	if err == nil && waits.Valid {
		return awaitedLine(waits.String)
	}
	r.canonical()
	return r, err
}

// awaitedLine reads the line of a review that waits for its card.
func awaitedLine(text string) (r reviewLine, err error) {
	if err = json.Unmarshal([]byte(text), &r); err != nil {
		return r, fmt.Errorf("a review that waits for its card: %w", err)
	}
	r.canonical()
	return r, nil
}
