package anki

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// noteType is what a kind of note consists of.
type noteType struct {
	name      string
	cloze     bool
	fields    []string
	templates map[int]template // by ordinal
}

// template is how a card of a note is shown.
type template struct{ name, front, back string }

// newTemplate leaves out what is never seen: a template may hold far more program than text, and is filled in for
// every card.
func newTemplate(name, front, back string) template {
	return template{name, programs().ReplaceAllString(front, ""), programs().ReplaceAllString(back, "")}
}

// noteTypes reads the note types by id, from the JSON of the older schema or the tables of the newer.
func (c *collection) noteTypes(ctx context.Context) (map[int64]*noteType, error) {
	newer, err := c.has(ctx, "notetypes", "id", "name", "config")
	switch {
	case err != nil:
		return nil, err
	case newer:
		return c.tableTypes(ctx)
	}
	return c.jsonTypes(ctx)
}

// jsonTypes reads schema 11, where col.models holds them all.
func (c *collection) jsonTypes(ctx context.Context) (map[int64]*noteType, error) {
	if err := c.need(ctx, "col", "models", "decks"); err != nil {
		return nil, err
	}
	types := map[int64]*noteType{}
	return types, jsonByID(ctx, c, "models", func(id int64, m struct {
		Name  string
		Type  int
		Flds  []struct{ Name string }
		Tmpls []struct {
			Ord              int
			Name, Qfmt, Afmt string
		}
	}) {
		t := &noteType{name: m.Name, cloze: m.Type == 1, templates: map[int]template{}}
		for _, f := range m.Flds {
			t.fields = append(t.fields, f.Name)
		}
		for _, tmpl := range m.Tmpls {
			t.templates[tmpl.Ord] = newTemplate(tmpl.Name, tmpl.Qfmt, tmpl.Afmt)
		}
		types[id] = t
	})
}

// tableTypes reads schema 18, where templates and settings are in protobuf.
func (c *collection) tableTypes(ctx context.Context) (map[int64]*noteType, error) {
	if err := c.need(ctx, "fields", "ntid", "ord", "name"); err != nil {
		return nil, err
	}
	if err := c.need(ctx, "templates", "ntid", "ord", "name", "config"); err != nil {
		return nil, err
	}
	types := map[int64]*noteType{}
	err := c.schemaRows(ctx, "select id, 0, name, config from notetypes",
		func(id int64, _ int, name string, config []byte) {
			kind, _ := protobuf(config)
			types[id] = &noteType{name: name, cloze: kind == 1, templates: map[int]template{}}
		})
	if err != nil {
		return nil, err
	}
	numbered := map[int64]map[int]string{} // the fields of each type: their rows come in any order
	err = c.schemaRows(ctx, "select ntid, ord, name, x'' from fields", func(id int64, ord int, name string, _ []byte) {
		if numbered[id] == nil {
			numbered[id] = map[int]string{}
		}
		numbered[id][ord] = name
	})
	if err != nil {
		return nil, err
	}
	for id, t := range types {
		for _, ord := range slices.Sorted(maps.Keys(numbered[id])) {
			t.fields = append(t.fields, numbered[id][ord])
		}
	}
	return types, c.schemaRows(ctx, "select ntid, ord, name, config from templates",
		func(id int64, ord int, name string, config []byte) {
			if t := types[id]; t != nil {
				_, sides := protobuf(config)
				t.templates[ord] = newTemplate(name, sides[0], sides[1])
			}
		})
}

var errSchema = fmt.Errorf("%w: more than %d MB of note types or of decks", ErrTooLarge, MaxSchema>>20)

// schemaRows calls f with the id, the number, the name and the settings in every row.
func (c *collection) schemaRows(ctx context.Context, query string,
	f func(id int64, ord int, name string, config []byte)) error {
	size := 0
	return c.query(ctx, MaxSchema/20, query, func(rows *sql.Rows) error {
		var id int64
		var ord int
		var name string
		var config []byte
		if err := rows.Scan(&id, &ord, &name, &config); err != nil {
			return err
		}
		if size += len(name) + len(config); size > MaxSchema {
			return errSchema
		}
		f(id, ord, name, config)
		return nil
	})
}

// jsonByID calls f with each value that a column of schema 11 holds by id.
func jsonByID[T any](ctx context.Context, c *collection, column string, f func(id int64, value T)) error {
	var text string
	if err := c.conn.QueryRowContext(ctx, "select "+column+" from col limit 1").Scan(&text); err != nil {
		return tableError(err)
	}
	if len(text) > MaxSchema {
		return errSchema
	}
	var parsed map[string]T
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		return fmt.Errorf("%w: its %s: %w", ErrDamaged, column, err)
	}
	for key, value := range parsed {
		if id, err := strconv.ParseInt(key, 10, 64); err == nil {
			f(id, value)
		}
	}
	return nil
}

// decks returns the names of decks by id, their levels joined by "::".
func (c *collection) decks(ctx context.Context) (map[int64]string, error) {
	decks := map[int64]string{}
	newer, err := c.has(ctx, "decks", "id", "name")
	if err != nil {
		return nil, err
	}
	if newer {
		add := func(id int64, _ int, name string, _ []byte) { decks[id] = strings.ReplaceAll(name, "\x1f", "::") }
		return decks, c.schemaRows(ctx, "select id, 0, name, x'' from decks", add)
	}
	return decks, jsonByID(ctx, c, "decks", func(id int64, d struct{ Name string }) { decks[id] = d.Name })
}

// protobuf returns what iq needs of Anki's messages: the number in field 1, and the texts in fields 1 and 2. It
// stops at what it cannot read; what came before counts.
func protobuf(b []byte) (number uint64, texts [2]string) {
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			break
		}
		b = b[n:]
		field := key >> 3
		var skip uint64
		switch key & 7 {
		case 0:
			v, n := binary.Uvarint(b)
			if n > 0 && field == 1 {
				number = v
			}
			skip = uint64(n)
		case 1:
			skip = 8
		case 2:
			size, n := binary.Uvarint(b)
			b = b[max(n, 0):]
			if (field == 1 || field == 2) && size <= uint64(len(b)) {
				texts[field-1] = string(b[:size])
			}
			skip = size
		case 5:
			skip = 4
		default:
			return number, texts
		}
		if skip > uint64(len(b)) {
			return number, texts
		}
		b = b[skip:]
	}
	return number, texts
}
