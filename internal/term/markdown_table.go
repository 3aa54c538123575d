package term

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table sets a table, or turns it into a list where its columns cannot be made to fit.
func (r *renderer) table(n ast.Node, width int) ([]string, bool) {
	t, ok := n.(*extast.Table)
	if !ok {
		return nil, false
	}
	spec := TableSpec{Width: width}
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.cell(cell))
		}
		if _, head := row.(*extast.TableHeader); head {
			spec.Header = cells
		} else {
			spec.Rows = append(spec.Rows, cells)
		}
	}
	for _, a := range t.Alignments {
		spec.Right = append(spec.Right, a == extast.AlignRight)
	}
	if len(spec.Rows) == 0 {
		spec.Rows = [][]string{make([]string, len(spec.Header))}
	}
	if !canFit(spec) {
		return r.rowsAsLists(spec), true
	}
	lines, err := tableLines(spec)
	if err != nil {
		return r.rowsAsLists(spec), true
	}
	return lines, true
}

// cell is a cell's text on one line, without colour: a table is measured in plain columns.
func (r *renderer) cell(n ast.Node) string {
	plain := &renderer{src: r.src, opt: r.opt, pal: NewPalette(false), links: r.links, numbers: r.numbers}
	s := strings.Join(wrap(plain.inlines(n), 1<<20), " ")
	r.links = plain.links
	return s
}

// canFit reports whether every column can be given enough for its longest word or the narrowest
// that is still read with ease.
func canFit(t TableSpec) bool {
	needed := len(columnGap) * (len(t.Header) - 1)
	for i := range t.Header {
		column := 0
		for _, row := range append([][]string{t.Header}, t.Rows...) {
			if i < len(row) {
				for _, word := range strings.Fields(row[i]) {
					column = max(column, DisplayWidth(word))
				}
			}
		}
		needed += max(column, min(narrowest, naturalWidths(t)[i]))
	}
	return needed <= t.Width
}

// rowsAsLists gives each row as lines of "column: cell".
func (r *renderer) rowsAsLists(t TableSpec) []string {
	var lines []string
	for i, row := range t.Rows {
		if i > 0 {
			lines = append(lines, "")
		}
		for j, cell := range row {
			if cell == "" || j >= len(t.Header) {
				continue
			}
			if head := t.Header[j]; head != "" {
				cell = head + ": " + cell
			}
			for k, line := range Wrap(cell, max(t.Width-2, fewestColumns)) {
				mark := "  "
				if k == 0 {
					mark = "- "
				}
				lines = append(lines, mark+line)
			}
		}
	}
	return lines
}
