package anki

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// collection is Anki's SQLite file, opened in memory.
type collection struct {
	db   *sql.DB
	conn *sql.Conn
}

// limits of the SQLite library on what the file may ask of it.
var limits = map[int]int{
	sqlite3.SQLITE_LIMIT_LENGTH:          64 << 20,
	sqlite3.SQLITE_LIMIT_SQL_LENGTH:      100_000,
	sqlite3.SQLITE_LIMIT_COLUMN:          200,
	sqlite3.SQLITE_LIMIT_EXPR_DEPTH:      50,
	sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 5,
	sqlite3.SQLITE_LIMIT_ATTACHED:        0,
	sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH:   1,
}

// openCollection opens the bytes of a SQLite file; nothing is written anywhere.
func openCollection(ctx context.Context, data []byte) (*collection, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	c := &collection{db, conn}
	if err := c.load(ctx, data); err != nil {
		return nil, errors.Join(damaged(err), c.close())
	}
	return c, nil
}

func (c *collection) load(ctx context.Context, data []byte) error {
	err := c.conn.Raw(func(driver any) error {
		d, ok := driver.(interface{ Deserialize([]byte) error })
		if !ok {
			return errors.New("the SQLite driver cannot open a file in memory")
		}
		return d.Deserialize(data)
	})
	if err != nil {
		return err
	}
	for id, n := range limits {
		if _, err := sqlite.Limit(c.conn, id, n); err != nil {
			return err
		}
	}
	_, err = c.conn.ExecContext(ctx, "pragma trusted_schema = 0; pragma cell_size_check = 1; pragma query_only = 1")
	return err
}

func (c *collection) close() error { return errors.Join(c.conn.Close(), c.db.Close()) }

// has reports whether there is a plain table of the name with all the columns. A view, a virtual
// table or a column that is computed could make reading it run whatever the file's maker wished.
func (c *collection) has(ctx context.Context, table string, columns ...string) (bool, error) {
	var kind, definition string
	err := c.conn.QueryRowContext(ctx, "select type, ifnull(sql, '') from sqlite_schema where name = ?", table).Scan(&kind, &definition)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, damaged(err)
	}
	words := strings.Fields(strings.ToLower(definition))
	if kind != "table" || len(words) < 2 || words[0] != "create" || words[1] != "table" {
		return false, fmt.Errorf("%w: %s is no plain table", ErrDamaged, table)
	}
	found := map[string]bool{}
	rows, err := c.conn.QueryContext(ctx, "select name, hidden from pragma_table_xinfo(?)", table)
	err = each(rows, err, func(rows *sql.Rows) error {
		var name string
		var hidden int
		if err := rows.Scan(&name, &hidden); err != nil {
			return err
		}
		found[strings.ToLower(name)] = hidden == 0
		return nil
	})
	if err != nil {
		return false, damaged(err)
	}
	for _, column := range columns {
		if !found[column] {
			return false, fmt.Errorf("%w: %s has no plain column %s", ErrDamaged, table, column)
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

// query calls f for every row.
func (c *collection) query(ctx context.Context, query string, f func(*sql.Rows) error) error {
	rows, err := c.conn.QueryContext(ctx, query)
	if err := each(rows, err, f); err != nil {
		if errors.Is(err, ErrTooLarge) {
			return err
		}
		return damaged(err)
	}
	return nil
}

func each(rows *sql.Rows, err error, f func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// note is a note with the cards that Anki made of it.
type note struct {
	id, typeID int64
	tags       []string
	fields     []string
	cards      []madeCard
}

// madeCard is one of a note's cards: by which template, or for a cloze by which number from 0, and
// in which deck.
type madeCard struct {
	ord  int
	deck int64
}

// notes reads all notes in the order of their ids, which is that of their making.
func (c *collection) notes(ctx context.Context) ([]note, error) {
	if err := c.need(ctx, "notes", "id", "mid", "tags", "flds"); err != nil {
		return nil, err
	}
	if err := c.need(ctx, "cards", "nid", "ord", "did", "odid"); err != nil {
		return nil, err
	}
	var notes []note
	at := map[int64]int{}
	text := 0
	err := c.query(ctx, "select id, mid, tags, flds from notes order by id", func(rows *sql.Rows) error {
		var n note
		var tags, fields string
		if err := rows.Scan(&n.id, &n.typeID, &tags, &fields); err != nil {
			return err
		}
		if text += len(fields); len(notes) >= MaxNotes || len(fields) > MaxField || text > MaxText {
			return fmt.Errorf("%w: more than %d notes, %d MB of text or %d MB in one note",
				ErrTooLarge, MaxNotes, MaxText>>20, MaxField>>20)
		}
		n.tags, n.fields = strings.Fields(tags), strings.Split(fields, "\x1f")
		at[n.id] = len(notes)
		notes = append(notes, n)
		return nil
	})
	if err != nil {
		return nil, err
	}
	made := 0
	err = c.query(ctx, "select nid, ord, case when odid <> 0 then odid else did end from cards order by nid, ord", func(rows *sql.Rows) error {
		var id int64
		var m madeCard
		if err := rows.Scan(&id, &m.ord, &m.deck); err != nil {
			return err
		}
		if made++; made > 4*MaxNotes {
			return fmt.Errorf("%w: more than %d cards", ErrTooLarge, 4*MaxNotes)
		}
		if i, ok := at[id]; ok {
			notes[i].cards = append(notes[i].cards, m)
		}
		return nil
	})
	return notes, err
}
