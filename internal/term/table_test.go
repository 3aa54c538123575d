package term

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func printed(t *testing.T, spec TableSpec) string {
	t.Helper()
	var b bytes.Buffer
	if err := Table(&b, spec); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTable(t *testing.T) {
	decks := TableSpec{
		Header: []string{"deck", "cards", "meaning of it"},
		Right:  []bool{false, true},
		Rows:   [][]string{{"Go", "7", "a language"}, {"distributed-systems", "1200", "何台もの機械"}, {"👩‍💻 team", "55"}},
		Footer: []string{"total", "1262", ""},
		Width:  60,
	}
	for _, tt := range []struct {
		name string
		spec TableSpec
		want string
	}{
		{"no rows", TableSpec{Header: []string{"a"}, Footer: []string{"total"}}, ""},
		{"a header as given, numbers right, the total apart", decks, `
deck                 cards  meaning of it
─────────────────────────────────────────
Go                       7  a language
distributed-systems   1200  何台もの機械
👩‍💻 team                 55
─────────────────────────────────────────
total                 1262
`},
		{"no header", TableSpec{Header: []string{"", ""}, Rows: [][]string{{"a", "b"}, {"ccc", "d"}}}, `
a    b
ccc  d
`},
		{"cells are wrapped, words that are too long cut", TableSpec{
			Header: []string{"setting", "meaning"},
			Rows: [][]string{{"new-per-day", "how many new cards are asked on one day"},
				{"a-name-that-is-far-too-long-to-be-shown", "x"}},
			Width: 30,
		}, `
setting         meaning
────────────────────────────
new-per-day     how many new
                cards are
                asked on one
                day
a-name…e-shown  x
`},
		{"a cell that looks like a rule", TableSpec{Header: []string{""}, Rows: [][]string{{"──"}, {"two words"}}}, `
──
two words
`},
		{"more cells than columns, tabs and newlines", TableSpec{Header: []string{"a"},
			Rows: [][]string{{"x\ty\nz", "lost"}}}, `
a
─────
x y z
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), printed(t, tt.spec)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTableLosesNothing draws tables: each letter of a cell is shown once, no line is wider than the
// table may be or ends in blanks, and the rules are as wide as the widest line.
func TestTableLosesNothing(t *testing.T) {
	cell := rapid.SampledFrom([]string{"", "a", "1234", "日本", "👩‍💻", "several words in a cell", "- an item of a list"})
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(rt, "columns")
		row := rapid.SliceOfN(cell, n, n)
		spec := TableSpec{
			Header: row.Draw(rt, "header"),
			Right:  rapid.SliceOfN(rapid.Bool(), 0, n).Draw(rt, "right"),
			Rows:   rapid.SliceOfN(row, 1, 3).Draw(rt, "rows"),
			Footer: row.Draw(rt, "footer"),
			Width:  rapid.IntRange(40, 90).Draw(rt, "width"),
		}
		out := printed(t, spec)
		var rules []int
		widest := 0
		for line := range strings.Lines(out) {
			line = strings.TrimSuffix(line, "\n")
			if strings.TrimRight(line, " ") != line || DisplayWidth(line) > spec.Width {
				rt.Errorf("%q in\n%s", line, out)
			}
			if strings.HasPrefix(line, ruleSign) {
				rules = append(rules, DisplayWidth(line))
			} else {
				widest = max(widest, DisplayWidth(line))
			}
		}
		for _, width := range rules {
			if width != widest {
				rt.Errorf("a rule of %d columns under lines of %d:\n%s", width, widest, out)
			}
		}
		given := slices.Concat([][]string{spec.Header, spec.Footer}, spec.Rows)
		if want, got := letters(fmt.Sprint(given)), letters(out); got != want {
			rt.Errorf("%q are the letters of %q:\n%s", got, want, out)
		}
	})
}

// letters are the letters of a text in order of the alphabet.
func letters(s string) string {
	all := []rune(s)
	slices.Sort(all)
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n[]─", r) {
			return -1
		}
		return r
	}, string(all))
}

func TestTableLeavesItsTextsAlone(t *testing.T) {
	row := []string{"some words that have to be wrapped", "1"}
	before := slices.Clone(row)
	printed(t, TableSpec{Header: []string{"a", "b"}, Rows: [][]string{row}, Width: 20})
	if !slices.Equal(row, before) {
		t.Errorf("the caller's row has become %q", row)
	}
}

func TestTableHeadIsBold(t *testing.T) {
	spec := TableSpec{Header: []string{"two words", "b"}, Rows: [][]string{{"x", "a b c d e f g h i j k l"}},
		Width: 20, Palette: NewPalette(true)}
	first, _, _ := strings.Cut(printed(t, spec), "\n")
	if want := "\x1b[1mtwo words  b\x1b[22m"; first != want {
		t.Errorf("got %q, want %q", first, want)
	}
}

// TestColumnsAreInLine sets characters before a column whose widths are told differently by
// different libraries, in a table that has no other rows to hide it.
func TestColumnsAreInLine(t *testing.T) {
	for _, s := range []string{"abc", "日本", "한국어", "é", "e\u0301", "👩‍💻", "👨‍👩‍👧", "🏳️‍🌈", "❤️", "✅", "⚠️", "1️⃣",
		"🇩🇪", "·", "…", "─", "→", "α",
		"مرحبا", "नमस्ते", "ｆｕｌｌ", "①", "\ufffd", "★", "½", "\U000f0000", "\U00100000", "\U0010fffd", "\ue0b0"} {
		out := printed(t, TableSpec{Header: []string{"", ""}, Rows: [][]string{{s, "|"}, {"1234567", "|"},
			{s + " " + s + " 🧑‍🚀 words", "|"}}, Width: 12})
		column := -1
		for line := range strings.Lines(out) {
			before, _, found := strings.Cut(line, "|")
			if found && column >= 0 && DisplayWidth(before) != column {
				t.Errorf("%q: the second column begins at %d and at %d in\n%s", s, column, DisplayWidth(before), out)
			}
			if found {
				column = DisplayWidth(before)
			}
		}
		if n := strings.Count(strings.Join(strings.Fields(out), ""), s); n != 3 {
			t.Errorf("%q is shown %d times in\n%s", s, n, out)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestTableTellsThatItCannotWrite(t *testing.T) {
	if err := Table(fullDisk{}, TableSpec{Header: []string{"a"}, Rows: [][]string{{"b"}}}); err == nil {
		t.Error("no error")
	}
}
