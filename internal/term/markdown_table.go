package term

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table sets a Markdown table.
func (r *renderer) table(t *extast.Table, width int) []string {
	spec := TableSpec{Width: width, Palette: r.pal}
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.cell(cell))
		}
		if row.Kind() == extast.KindTableHeader {
			spec.Header = cells
		} else {
			spec.Rows = append(spec.Rows, cells)
		}
	}
	for _, a := range t.Alignments {
		spec.Right = append(spec.Right, a == extast.AlignRight)
	}
	return r.grid(spec)
}

// grid sets a table in columns or, where these would be too narrow for their words, as a list.
func (r *renderer) grid(t TableSpec) []string {
	if len(t.Rows) == 0 {
		t.Rows = [][]string{make([]string, len(t.Header))}
	}
	r.tables++
	if _, fits := columns(t); fits && r.tables <= mostTables {
		if lines, err := tableLines(t); err == nil {
			return trimEmpty(lines)
		}
	}
	return rowsAsList(t)
}

// cell is a cell's text on one line, without colour: a table is measured in plain columns.
func (r *renderer) cell(n ast.Node) string {
	pal := r.pal
	r.pal = nil
	defer func() { r.pal = pal }()
	return oneLine(r.inlines(n, 0))
}

// rowsAsList gives each row as an item, with a line of "column: cell" for each cell.
func rowsAsList(t TableSpec) []string {
	var lines []string
	for _, row := range t.Rows {
		mark := "- "
		for i, cell := range row {
			if cell == "" {
				continue
			}
			if i < len(t.Header) && t.Header[i] != "" {
				cell = t.Header[i] + ": " + cell
			}
			for _, line := range Wrap(cell, t.Width-4) {
				lines = append(lines, mark+line)
				mark = "    "
			}
			mark = "  "
		}
	}
	return lines
}
