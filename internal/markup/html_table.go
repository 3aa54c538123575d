package markup

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table reads a table's caption, and the rows of all its sections. A first row of nothing but headings
// names the columns of those below.
func (h *htmlReader) table(n *html.Node, parent ast.Node) {
	table, rows := extast.NewTable(), h.rows(n, parent)
	for i, tr := range rows {
		row, isHead := htmlRow(tr)
		if isHead && i == 0 && len(rows) > 1 {
			table.AppendChild(table, extast.NewTableHeader(row))
		} else {
			table.AppendChild(table, row)
		}
	}
	if table.HasChildren() {
		parent.AppendChild(parent, table)
	}
}

func (h *htmlReader) rows(n *html.Node, parent ast.Node) (rows []*html.Node) {
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Caption:
			h.fill(c, parent, newLine)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, h.rows(c, parent)...)
		case atom.Tr:
			rows = append(rows, c)
		}
	}
	return rows
}

// htmlRow reads a row, and reports whether all its cells are headings. A cell holds running text.
func htmlRow(tr *html.Node) (row *extast.TableRow, isHead bool) {
	row, isHead = extast.NewTableRow(nil), true
	for c := range tr.ChildNodes() {
		if !isCell(c.DataAtom) {
			continue
		}
		var within flow
		within.elements(c, nil)
		cell := extast.NewTableCell()
		cell.AppendChild(cell, &run{pieces: within.take()})
		row.AppendChild(row, cell)
		isHead = isHead && c.DataAtom == atom.Th
	}
	return row, isHead && row.HasChildren()
}
