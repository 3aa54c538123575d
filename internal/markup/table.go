package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tables finds the tables that paragraphs end in. Goldmark's own parser of tables is in a package that
// makes its regular expressions at each start of iq.
type tables struct{}

func (tables) Transform(paragraph *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, source := paragraph.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		rule := lines.At(i)
		alignments := readAlignments(rule.Value(source))
		if alignments == nil {
			continue
		}
		head := tableRow(lines.At(i-1), source)
		if head.ChildCount() > len(alignments) {
			return
		}
		table := extast.NewTable()
		table.Alignments = alignments
		table.AppendChild(table, extast.NewTableHeader(fitRow(head, len(alignments))))
		for _, line := range lines.Sliced(i+1, lines.Len()) {
			table.AppendChild(table, fitRow(tableRow(line, source), len(alignments)))
		}
		replaceLines(paragraph, i-1, table)
		return
	}
}

// replaceLines puts a table in the place of a paragraph's lines from the given one on.
func replaceLines(paragraph *ast.Paragraph, from int, table ast.Node) {
	lines, parent := paragraph.Lines(), paragraph.Parent()
	lines.SetSliced(0, from)
	parent.InsertAfter(parent, paragraph, table)
	if from == 0 {
		parent.RemoveChild(parent, paragraph)
		return
	}
	last := lines.At(from - 1)
	last.Stop-- // the newline
	lines.Set(from-1, last)
}

// readAlignments reads the line below a table's head, such as "|:--|--:|". It returns nil for any other.
func readAlignments(line []byte) []extast.Alignment {
	indent, _ := util.IndentWidth(line, 0)
	if indent > 3 || bytes.IndexByte(line, '|') < 0 && bytes.IndexByte(line, ':') < 0 {
		return nil
	}
	columns := bytes.Split(line, []byte("|"))
	if util.IsBlank(columns[0]) {
		columns = columns[1:]
	}
	if n := len(columns); n > 0 && util.IsBlank(columns[n-1]) {
		columns = columns[:n-1]
	}
	var alignments []extast.Alignment
	for _, column := range columns {
		column = bytes.TrimSpace(column)
		dashes, left := bytes.CutPrefix(column, []byte(":"))
		dashes, right := bytes.CutSuffix(dashes, []byte(":"))
		if len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 {
			return nil
		}
		alignments = append(alignments, alignmentOf[[2]bool{left, right}])
	}
	return alignments
}

// alignmentOf a column: whether its rule has a colon to the left, and to the right.
var alignmentOf = map[[2]bool]extast.Alignment{
	{true, true}: extast.AlignCenter, {true, false}: extast.AlignLeft,
	{false, true}: extast.AlignRight, {false, false}: extast.AlignNone,
}

// tableRow splits a line at its bars, but not at those behind a backslash.
func tableRow(line text.Segment, source []byte) *extast.TableRow {
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	written := line.Value(source)
	end := len(bytes.TrimSuffix(written, []byte("|")))
	row := extast.NewTableRow(nil)
	for from := len(written) - len(bytes.TrimPrefix(written, []byte("|"))); from < end; from++ {
		to := from
		for to < end && !isBar(written, to) {
			to++
		}
		segment := text.NewSegment(line.Start+from, line.Start+to)
		segment = segment.TrimLeftSpace(source)
		cell := extast.NewTableCell()
		cell.Lines().Append(segment.TrimRightSpace(source))
		row.AppendChild(row, cell)
		from = to
	}
	return row
}

// isBar reports whether a bar stands at an index that is not escaped.
func isBar(s []byte, i int) bool { return s[i] == '|' && (i == 0 || s[i-1] != '\\') }

// fitRow gives a row as many cells as its table has columns.
func fitRow(row *extast.TableRow, columns int) *extast.TableRow {
	for row.ChildCount() > columns {
		row.RemoveChild(row, row.LastChild())
	}
	for row.ChildCount() < columns {
		row.AppendChild(row, extast.NewTableCell())
	}
	return row
}
