package term

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlTable is a table as far as it has been read.
type htmlTable struct {
	rows  [][]string
	plain bool // its first row has a cell that is no heading
}

// tableTag reads a tag within a table. What a cell holds is set as running text.
func (h *htmlSetter) tableTag(kind html.TokenType, t html.Token) {
	closing := kind == html.EndTagToken
	switch tag := t.DataAtom; {
	case tag == atom.Table && closing:
		h.endTable()
	case tag == atom.Tr:
		h.endCell()
		if !closing {
			h.table.rows = append(h.table.rows, nil)
		}
	case tag == atom.Td, tag == atom.Th:
		h.endCell()
		if !closing {
			h.beginCell(tag == atom.Td)
		}
	case breaks[tag]:
		h.breakWithin(kind, tag)
	default:
		h.tag(kind, t)
	}
}

func (h *htmlSetter) beginCell(plain bool) {
	h.flush() // a caption, or what has no place in a table
	if h.table.rows == nil {
		h.table.rows = [][]string{nil}
	}
	if len(h.table.rows) == 1 && plain {
		h.table.plain = true
	}
	h.cell = true
}

func (h *htmlSetter) endCell() {
	if !h.cell {
		return
	}
	last := &h.table.rows[len(h.table.rows)-1]
	h.endSigns()
	*last = append(*last, cellText(h.words))
	h.words, h.blank, h.cell = nil, true, false
}

// endTable sets the table that is open.
func (h *htmlSetter) endTable() {
	if h.table == nil {
		return
	}
	h.endCell()
	t := h.table
	h.table = nil
	columns := 0
	for _, row := range t.rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return
	}
	spec := TableSpec{Header: make([]string, columns), Rows: t.rows, Width: h.width(), Palette: h.pal, prose: true}
	if !t.plain && len(t.rows) > 1 {
		copy(spec.Header, t.rows[0])
		spec.Rows = t.rows[1:]
	}
	h.gap = true
	h.emit(h.grid(spec))
	h.gap = true
}
