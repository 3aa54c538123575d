package term

import (
	"math"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table sets a Markdown table.
func (r *renderer) table(t *extast.Table, width int) []string {
	spec := TableSpec{Width: width, Palette: r.pal, prose: true}
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.cell(cell))
		}
		for len(spec.Header) < len(cells) {
			spec.Header = append(spec.Header, "") // a table of HTML may have none
		}
		if row.Kind() == extast.KindTableHeader {
			copy(spec.Header, cells)
		} else {
			spec.Rows = append(spec.Rows, cells)
		}
	}
	for _, a := range t.Alignments {
		spec.Right = append(spec.Right, a == extast.AlignRight)
	}
	return r.grid(spec)
}

// maxTables is how many tables of a text are set in columns, which takes its time; more are set as lists.
const maxTables = 50

// grid sets a table in columns or, where these would be too narrow for their words, as a list.
func (r *renderer) grid(t TableSpec) []string {
	if len(t.Rows) == 0 {
		t.Rows = [][]string{make([]string, len(t.Header))}
	}
	r.tables++
	if _, fits := columns(t); fits && r.tables <= maxTables {
		return trimEmpty(tableLines(t))
	}
	return rowsAsList(t)
}

// cell is a cell's text, without colour: a table is measured in plain columns.
func (r *renderer) cell(n ast.Node) string {
	pal, marks := r.pal, r.marks
	r.pal, r.marks = nil, false
	defer func() { r.pal, r.marks = pal, marks }()
	return strings.Join(wrap(r.inlines(n, 0), math.MaxInt, nil), "\n")
}

// rowsAsList sets each row as an item, with a line of "column: cell" for each cell.
func rowsAsList(t TableSpec) []string {
	var lines []string
	for _, row := range t.Rows {
		mark := "- "
		for i, cell := range row {
			if cell == "" {
				continue
			}
			if i < len(t.Header) && t.Header[i] != "" {
				gap := " "
				if strings.Contains(cell, "\n") {
					gap = "\n" // lines of their own begin below the column's name
				}
				cell = CleanLine(t.Header[i]) + ":" + gap + cell
			}
			for _, line := range wrapLines(cell, t.Width-4) {
				lines = append(lines, mark+line)
				mark = "    "
			}
			mark = "  "
		}
	}
	return lines
}
