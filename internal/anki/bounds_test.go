package anki

import (
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"
)

func openMade(t *testing.T, m made) *collection {
	t.Helper()
	c, err := openCollection(t.Context(), m.schema11(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// TestRowsAreCounted as they come: pages in a circle hold more rows than any file has bytes.
func TestRowsAreCounted(t *testing.T) {
	c := openMade(t, made{types: []madeType{basic}, notes: []madeNote{basicNote(1, "a", "b"), basicNote(2, "c", "d")}})
	for most, want := range map[int]error{1: ErrTooLarge, 2: nil} {
		err := c.query(t.Context(), most, "select id from notes", func(*sql.Rows) error { return nil })
		if !errors.Is(err, want) {
			t.Errorf("at most %d: %v", most, err)
		}
	}
}

// TestNotesInOrder guards the order that no query asks for: sorting would read all rows before the first is
// counted.
func TestNotesInOrder(t *testing.T) {
	c := openMade(t, made{types: []madeType{basic},
		notes: []madeNote{
			{id: 3, typeID: 1, fields: []string{"a"}, cards: []madeCard{{1, 1}, {0, 1}, {1, 1}}},
			{id: 1, typeID: 1, fields: []string{"b"}, cards: []madeCard{{0, 1}}},
		},
		after: `alter table notes rename to n; create table notes (id, mid, tags, flds);
			insert into notes select id, mid, tags, flds from n order by id desc`})
	notes, err := c.notes(t.Context())
	if err != nil || len(notes) != 2 {
		t.Fatalf("%d notes, %v", len(notes), err)
	}
	if notes[0].id != 1 || notes[1].id != 3 {
		t.Errorf("notes %d, %d", notes[0].id, notes[1].id)
	}
	if !slices.Equal(notes[1].cards, []madeCard{{0, 1}, {1, 1}}) {
		t.Errorf("cards %v: want one of each template, in order", notes[1].cards)
	}
}

func TestSchemaIsBounded(t *testing.T) {
	for _, change := range []string{"update templates set config = zeroblob(?)",
		"update notetypes set config = zeroblob(?)",
		"update fields set name = hex(zeroblob(?)) where ord = 0", "update decks set name = hex(zeroblob(?))"} {
		m := made{types: []madeType{basic}, decks: map[int64]string{1: "Default"},
			notes: []madeNote{basicNote(1, "a", "b")}}
		m.after = strings.Replace(change, "?", "8388609", 1)
		_, err := readPackage(t, archive(t, entry{"collection.anki21b", squeezed(t, m.schema18(t))}))
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

// TestWorkIsBounded holds for all that a template makes iq look at, also where nothing comes of it.
func TestWorkIsBounded(t *testing.T) {
	value := "[" + strings.Repeat("x", 1<<20) + "]"
	for template, ends := range map[string]bool{
		strings.Repeat("{{kanji:R}}", 10) + "end":   true,
		strings.Repeat("{{kanji:R}}", 100) + "end":  false,
		strings.Repeat("{{#R}}{{/R}}", 100) + "end": true, // looked at once
	} {
		out := render(template, false, &view{values: map[string]string{"R": value}, full: map[string]bool{}})
		if strings.HasSuffix(out, "end") != ends {
			t.Errorf("%.12s... %d times: came to its end is %v", template, len(template)/11, !ends)
		}
	}
}
