package anki

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
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
type template struct {
	front, back string
}

// noteTypes reads them from the JSON of the older schema or the tables of the newer.
func (c *collection) noteTypes(ctx context.Context) (map[int64]*noteType, error) {
	newer, err := c.has(ctx, "notetypes", "id", "name", "config")
	if err != nil {
		return nil, err
	}
	if newer {
		return c.tableTypes(ctx)
	}
	return c.jsonTypes(ctx)
}

// jsonTypes reads schema 11, where col.models holds them all.
func (c *collection) jsonTypes(ctx context.Context) (map[int64]*noteType, error) {
	if err := c.need(ctx, "col", "models", "decks"); err != nil {
		return nil, err
	}
	var models string
	if err := c.conn.QueryRowContext(ctx, "select models from col").Scan(&models); err != nil {
		return nil, damaged(err)
	}
	var parsed map[string]struct {
		Name string `json:"name"`
		Type int    `json:"type"`
		Flds []struct {
			Name string `json:"name"`
		} `json:"flds"`
		Tmpls []struct {
			Ord  int    `json:"ord"`
			Qfmt string `json:"qfmt"`
			Afmt string `json:"afmt"`
		} `json:"tmpls"`
	}
	if err := json.Unmarshal([]byte(models), &parsed); err != nil {
		return nil, fmt.Errorf("%w: its note types: %w", ErrDamaged, err)
	}
	types := map[int64]*noteType{}
	for key, m := range parsed {
		id, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			continue
		}
		t := &noteType{name: m.Name, cloze: m.Type == 1, templates: map[int]template{}}
		for _, f := range m.Flds {
			t.fields = append(t.fields, f.Name)
		}
		for _, tmpl := range m.Tmpls {
			t.templates[tmpl.Ord] = template{tmpl.Qfmt, tmpl.Afmt}
		}
		types[id] = t
	}
	return types, nil
}

// tableTypes reads schema 18, where templates and settings are in protobuf.
func (c *collection) tableTypes(ctx context.Context) (map[int64]*noteType, error) {
	if err := c.need(ctx, "fields", "ntid", "ord", "name"); err != nil {
		return nil, err
	}
	if err := c.need(ctx, "templates", "ntid", "ord", "config"); err != nil {
		return nil, err
	}
	types := map[int64]*noteType{}
	err := c.query(ctx, "select id, name, config from notetypes", func(rows *sql.Rows) error {
		var id int64
		var config []byte
		t := &noteType{templates: map[int]template{}}
		if err := rows.Scan(&id, &t.name, &config); err != nil {
			return err
		}
		kind, _ := protobuf(config)
		t.cloze = kind[1] == 1
		types[id] = t
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = c.query(ctx, "select ntid, name from fields order by ntid, ord", func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		if t := types[id]; t != nil {
			t.fields = append(t.fields, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return types, c.query(ctx, "select ntid, ord, config from templates", func(rows *sql.Rows) error {
		var id int64
		var ord int
		var config []byte
		err := rows.Scan(&id, &ord, &config)
		if t := types[id]; t != nil {
			_, text := protobuf(config)
			t.templates[ord] = template{text[1], text[2]}
		}
		return err
	})
}

// decks gives the names of decks by id, their levels joined by "::".
func (c *collection) decks(ctx context.Context) (map[int64]string, error) {
	decks := map[int64]string{}
	newer, err := c.has(ctx, "decks", "id", "name")
	if err != nil {
		return nil, err
	}
	if newer {
		return decks, c.query(ctx, "select id, name from decks", func(rows *sql.Rows) error {
			var id int64
			var name string
			err := rows.Scan(&id, &name)
			decks[id] = strings.ReplaceAll(name, "\x1f", "::")
			return err
		})
	}
	var text string
	if err := c.conn.QueryRowContext(ctx, "select decks from col").Scan(&text); err != nil {
		return nil, damaged(err)
	}
	var parsed map[string]struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		return nil, fmt.Errorf("%w: its decks: %w", ErrDamaged, err)
	}
	for key, d := range parsed {
		if id, err := strconv.ParseInt(key, 10, 64); err == nil {
			decks[id] = d.Name
		}
	}
	return decks, nil
}

// protobuf gives the numbers and the texts of a message's own fields, by field number. What it
// cannot read ends it; what came before counts.
func protobuf(b []byte) (numbers map[int]uint64, texts map[int]string) {
	numbers, texts = map[int]uint64{}, map[int]string{}
	for len(b) > 0 {
		key, n := varint(b)
		if n == 0 {
			return numbers, texts
		}
		b = b[n:]
		field, wire := int(key>>3), key&7
		switch wire {
		case 0:
			v, n := varint(b)
			if n == 0 {
				return numbers, texts
			}
			numbers[field], b = v, b[n:]
		case 2:
			size, n := varint(b)
			if n == 0 || size > uint64(len(b)-n) {
				return numbers, texts
			}
			texts[field], b = string(b[n:n+int(size)]), b[n+int(size):]
		case 1, 5:
			size := 8
			if wire == 5 {
				size = 4
			}
			if len(b) < size {
				return numbers, texts
			}
			b = b[size:]
		default:
			return numbers, texts
		}
	}
	return numbers, texts
}

// varint reads a number in groups of seven bits, the lowest first; the length is 0 when it breaks
// off or goes on for too long.
func varint(b []byte) (v uint64, length int) {
	for i := 0; i < len(b) && i < 10; i++ {
		v |= uint64(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
