package markup

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table reads a table's caption, and the rows of all its sections. A cell holds running text.
func (h *htmlReader) table(n *html.Node, parent ast.Node) {
	table := extast.NewTable()
	h.rows(n, parent, table)
	if head := table.FirstChild(); head != nil && head != table.LastChild() && isHeader(head) {
		table.ReplaceChild(table, head, extast.NewTableHeader(head.(*extast.TableRow)))
	}
	if table.HasChildren() {
		parent.AppendChild(parent, table)
	}
}

func (h *htmlReader) rows(n *html.Node, parent ast.Node, table *extast.Table) {
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Caption:
			h.fill(c, parent, newLine)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			h.rows(c, parent, table)
		case atom.Tr:
			row := extast.NewTableRow(nil)
			for cell := range c.ChildNodes() {
				if isCell(cell.DataAtom) {
					row.AppendChild(row, h.cell(cell))
				}
			}
			table.AppendChild(table, row)
		}
	}
}

func (h *htmlReader) cell(n *html.Node) ast.Node {
	var within flow
	within.elements(n, nil)
	cell := extast.NewTableCell()
	if n.DataAtom == atom.Th {
		cell.SetAttributeString(headerCell, true)
	}
	cell.AppendChild(cell, &run{pieces: within.take()})
	return cell
}

// headerCell is the attribute of a cell that names its column.
const headerCell = "header"

func isHeader(row ast.Node) bool {
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		if _, ok := cell.AttributeString(headerCell); !ok {
			return false
		}
	}
	return row.HasChildren()
}
