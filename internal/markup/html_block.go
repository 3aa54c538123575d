package markup

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlBlocks reads blocks of HTML into the blocks that Markdown would have made of them.
type htmlBlocks struct{}

func (htmlBlocks) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		block, ok := n.(*ast.HTMLBlock)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		readHTML(block, string(Source(block, reader.Source())))
		return ast.WalkSkipChildren, nil
	})
}

// Source is a block's own lines.
func Source(n ast.Node, source []byte) []byte {
	lines := n.Lines().Value(source)
	if block, ok := n.(*ast.HTMLBlock); ok && block.HasClosure() {
		lines = append(lines, block.ClosureLine.Value(source)...)
	}
	return lines
}

func readHTML(block *ast.HTMLBlock, source string) {
	var h htmlReader
	source = escapeForeign(source)
	if root := parseHTML(source); root != nil {
		joinLinks(root)
		h.fill(root, block, newLine)
		return
	}
	for line := range strings.Lines(textOfHTML(source)) {
		h.add(Words, line)
		h.flush(block, newLine)
	}
}

// escapeForeign turns the tags that are not HTML's into text.
func escapeForeign(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		written := string(z.Raw())
		if isForeign(z.Token(), written) {
			written = html.EscapeString(written)
		}
		b.WriteString(written)
	}
	return b.String()
}

// joinLinks removes the address of an empty link that goes on in the next: HTML's parser splits a link
// that is around several blocks.
func joinLinks(root *html.Node) {
	var empty *html.Node
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.A:
			if empty != nil && attribute(empty.Attr, "href") == attribute(n.Attr, "href") {
				empty.Attr = nil
			}
			empty = n
		case n.DataAtom == atom.Img, n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
			empty = nil
		}
	}
}

// htmlReader makes blocks of a tree of HTML.
type htmlReader struct{ flow }

// fill appends what an element holds to a block; newText makes the blocks of its text.
func (h *htmlReader) fill(n *html.Node, parent ast.Node, newText func() ast.Node) {
	h.elements(n, h.blockIn(parent, newText))
	h.flush(parent, newText)
}

// blockIn reads an element that stands on lines of its own, below the text before it.
func (h *htmlReader) blockIn(parent ast.Node, newText func() ast.Node) func(*html.Node) {
	return func(n *html.Node) {
		h.flush(parent, newText)
		h.block(n, parent)
	}
}

// flush makes a block of the text so far, if there is any.
func (h *htmlReader) flush(parent ast.Node, newText func() ast.Node) {
	pieces := h.take()
	for len(pieces) > 0 && pieces[0].Kind == Line {
		pieces = pieces[1:]
	}
	if !holdsText(pieces) {
		return
	}
	block := newText()
	block.AppendChild(block, &run{pieces: pieces})
	parent.AppendChild(parent, block)
}

func newLine() ast.Node      { return ast.NewTextBlock() }
func newParagraph() ast.Node { return ast.NewParagraph() }

func (h *htmlReader) block(n *html.Node, parent ast.Node) {
	switch tag := n.DataAtom; tag {
	case atom.P:
		h.fill(n, parent, newParagraph)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		level := int(n.Data[1] - '0')
		h.title = true
		h.fill(n, parent, func() ast.Node { return ast.NewHeading(level) })
		h.title = false
	case atom.Summary:
		h.elements(n, nil)
		h.flush(parent, func() ast.Node { return &Block{Shape: Summary} })
	case atom.Dt:
		h.fill(n, parent, func() ast.Node { return &Block{Shape: Term} })
	case atom.Ul, atom.Ol:
		h.list(n, parent)
	case atom.Li:
		h.looseItem(n, parent)
	case atom.Dd:
		h.nest(n, parent, &Block{Shape: Indented})
	case atom.Blockquote:
		h.nest(n, parent, ast.NewBlockquote())
	case atom.Details, atom.Section, atom.Article, atom.Dl:
		h.nest(n, parent, &Block{Shape: Group})
	case atom.Hr:
		parent.AppendChild(parent, ast.NewThematicBreak())
	case atom.Pre:
		parent.AppendChild(parent, &Block{Shape: CodeText, Code: preText(n)})
	case atom.Table:
		h.table(n, parent)
	default:
		h.fill(n, parent, newLine)
	}
}

// nest puts what an element holds into a block of its own.
func (h *htmlReader) nest(n *html.Node, parent, block ast.Node) {
	h.fill(n, block, newLine)
	if block.HasChildren() {
		parent.AppendChild(parent, block)
	}
}

func (h *htmlReader) list(n *html.Node, parent ast.Node) {
	list := newList('-')
	if n.DataAtom == atom.Ol {
		list = newList('.')
		list.Start = number(n, "start", 1)
	}
	for c := range n.ChildNodes() {
		if c.Type != html.TextNode || strings.TrimSpace(c.Data) != "" {
			h.item(c, list)
		}
	}
	if list.HasChildren() {
		parent.AppendChild(parent, list)
	}
}

func newList(marker byte) *ast.List {
	list := ast.NewList(marker)
	list.IsTight = true
	return list
}

// looseItem puts an item that stands in no list into one.
func (h *htmlReader) looseItem(n *html.Node, parent ast.Node) {
	list, ok := parent.LastChild().(*ast.List)
	if !ok {
		list = newList('-')
		parent.AppendChild(parent, list)
	}
	h.item(n, list)
}

// item adds an item to a list. What is not an item goes into the last one.
func (h *htmlReader) item(n *html.Node, list *ast.List) {
	item := list.LastChild()
	if n.DataAtom == atom.Li || item == nil {
		item = ast.NewListItem(0)
		list.AppendChild(list, item)
	}
	if n.DataAtom != atom.Li {
		h.element(n, h.blockIn(item, newLine))
		h.flush(item, newLine)
		return
	}
	if value := number(n, "value", -1); value >= 0 {
		item.SetAttributeString(itemValue, value)
	}
	h.fill(n, item, newLine)
	if !item.HasChildren() && !list.IsOrdered() {
		list.RemoveChild(list, item)
	}
}

// itemValue is the attribute of an item whose number does not follow from the one before.
const itemValue = "value"

// ItemNumber is the number of an item in an ordered list; next is one more than that of the item before.
func ItemNumber(item ast.Node, next int) int {
	if value, ok := item.AttributeString(itemValue); ok {
		return value.(int)
	}
	return next
}

const maxDigits = 6 // of a list's number

// number is the value of an attribute that is a number of a few digits, or else otherwise.
func number(n *html.Node, name string, otherwise int) int {
	value := attribute(n.Attr, name)
	if n, err := strconv.Atoi(value); err == nil && n >= 0 && len(value) <= maxDigits {
		return n
	}
	return otherwise
}

// preText is preformatted text without the empty lines around it.
func preText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return strings.Trim(b.String(), "\n")
}

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
		if !is(c.DataAtom, cell) {
			continue
		}
		var within flow
		within.elements(c, nil)
		td := extast.NewTableCell()
		td.AppendChild(td, &run{pieces: within.take()})
		row.AppendChild(row, td)
		isHead = isHead && c.DataAtom == atom.Th
	}
	return row, isHead && row.HasChildren()
}
