package anki

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// has reports whether there is a plain table of the name with all the columns. Reading a view, a virtual table or
// a computed column could run whatever the maker of the file wanted.
func (c *collection) has(ctx context.Context, table string, columns ...string) (bool, error) {
	var kind, definition string
	err := c.conn.QueryRowContext(ctx, "select type, ifnull(sql, '') from sqlite_schema where name = ?",
		table).Scan(&kind, &definition)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, damaged(err)
	}
	words := strings.Fields(strings.ToLower(definition))
	if kind != "table" || len(words) < 2 || words[0] != "create" || words[1] != "table" {
		return false, fmt.Errorf("%w: %s is not a plain table", ErrDamaged, table)
	}
	for _, column := range columns {
		var ordinary bool
		const count = "select count(*) from pragma_table_xinfo(?) where lower(name) = ? and hidden = 0"
		if err := c.conn.QueryRowContext(ctx, count, table, column).Scan(&ordinary); err != nil {
			return false, damaged(err)
		}
		if !ordinary {
			return false, fmt.Errorf("%w: %s has no ordinary column %s", ErrDamaged, table, column)
		}
	}
	return true, nil
}

// need is has for a table without which there is nothing to read.
func (c *collection) need(ctx context.Context, table string, columns ...string) error {
	ok, err := c.has(ctx, table, columns...)
	if err == nil && !ok {
		err = fmt.Errorf("%w: it has no table %s", ErrDamaged, table)
	}
	return err
}

// query calls f for each of at most maxRows rows. A query must not sort: pages that point to one another can hold
// more rows than the file has bytes, and sorting reads them all before the first can be counted.
func (c *collection) query(ctx context.Context, maxRows int, query string, f func(*sql.Rows) error) error {
	rows, err := c.conn.QueryContext(ctx, query)
	if err != nil {
		return tableError(err)
	}
	defer rows.Close()
	for count := 0; rows.Next(); count++ {
		if count == maxRows {
			return fmt.Errorf("%w: more than %d rows in one of its tables", ErrTooLarge, maxRows)
		}
		if err := f(rows); err != nil {
			return tableError(err)
		}
	}
	return tableError(rows.Err())
}

// tableError says what an error of reading a table means.
func tableError(err error) error {
	var failed *sqlite.Error
	switch {
	case err == nil, errors.Is(err, ErrTooLarge):
		return err
	case errors.As(err, &failed) && failed.Code() == sqlite3.SQLITE_TOOBIG:
		return fmt.Errorf("%w: a text in it is larger than %d MB", ErrTooLarge, limits[sqlite3.SQLITE_LIMIT_LENGTH]>>20)
	}
	return damaged(err)
}

// note is a note with the cards that Anki made of it.
type note struct {
	id, typeID   int64
	tags, fields string // as in the file: separated by blanks, and by 0x1f
	cards        []madeCard
}

// madeCard is one of a note's cards.
type madeCard struct {
	ord  int // of its template or, of a cloze, its number from 0
	deck int64
}

// notes reads all notes in the order of their ids, in which they were made.
func (c *collection) notes(ctx context.Context) ([]note, error) {
	if err := c.need(ctx, "notes", "id", "mid", "tags", "flds"); err != nil {
		return nil, err
	}
	if err := c.need(ctx, "cards", "nid", "ord", "did", "odid"); err != nil {
		return nil, err
	}
	var notes []note
	text := 0
	err := c.query(ctx, MaxNotes, "select id, mid, ifnull(tags, ''), ifnull(flds, '') from notes",
		func(rows *sql.Rows) error {
			var n note
			if err := rows.Scan(&n.id, &n.typeID, &n.tags, &n.fields); err != nil {
				return err
			}
			size := len(n.tags) + len(n.fields)
			if text += size; size > MaxField || text > MaxText || strings.Count(n.fields, "\x1f") >= MaxFields {
				return fmt.Errorf("%w: more than %d MB of notes, or %d MB or %d fields in one",
					ErrTooLarge, MaxText>>20, MaxField>>20, MaxFields)
			}
			notes = append(notes, n)
			return nil
		})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(notes, func(a, b note) int { return cmp.Compare(a.id, b.id) })
	return notes, c.cards(ctx, notes)
}

// cards adds to the notes the cards that were made of them, by their number.
func (c *collection) cards(ctx context.Context, notes []note) error {
	at := make(map[int64]int, len(notes))
	for i, n := range notes {
		at[n.id] = i
	}
	err := c.query(ctx, MaxCards, "select nid, ord, case when odid <> 0 then odid else did end from cards",
		func(rows *sql.Rows) error {
			var id int64
			var m madeCard
			if err := rows.Scan(&id, &m.ord, &m.deck); err != nil {
				return err
			}
			if i, ok := at[id]; ok {
				notes[i].cards = append(notes[i].cards, m)
			}
			return nil
		})
	for i := range notes {
		made := notes[i].cards
		slices.SortStableFunc(made, func(a, b madeCard) int { return cmp.Compare(a.ord, b.ord) })
		// One card of each: a second one would ask the same.
		notes[i].cards = slices.CompactFunc(made, func(a, b madeCard) bool { return a.ord == b.ord })
	}
	return err
}
