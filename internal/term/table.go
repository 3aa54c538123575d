package term

import (
	"cmp"
	"io"
	"slices"
	"strings"
)

// TableSpec is a table to print. Its cells are plain text, and are cleaned.
type TableSpec struct {
	Header  []string   // as it is shown; empty names for a table without a header
	Right   []bool     // columns of numbers, set to the right; may be shorter than Header
	Rows    [][]string // a row may be shorter than Header; what is beyond it is not shown
	Footer  []string   // a last row apart; nil for none
	Width   int        // columns that it may take, 0 for 80; wider cells are wrapped, longer words cut
	Palette *Palette   // nil: no colour

	prose bool // the cells are text of more than one line, whose breaks are kept
}

const (
	columnGap = "  " // between two columns
	ruleSign  = "─"  // what lines are made of, such as that under a header
)

// Table prints a table; without rows it prints nothing.
func Table(w io.Writer, t TableSpec) error {
	if len(t.Rows) == 0 {
		return nil
	}
	_, err := io.WriteString(w, strings.Join(tableLines(t), "\n")+"\n")
	return err
}

// tableLines lays a table out, without blanks at the ends of its lines.
func tableLines(t TableSpec) []string {
	widths, _ := columns(t)
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = t.wrapCells(row, widths)
	}
	if t.prose && runTogether(rows) {
		rows = spaced(rows)
	}
	return t.layOut(t.wrapCells(t.Header, widths), rows, t.wrapCells(t.Footer, widths))
}

// wrapCells returns a row with one cell for each column, broken into lines of the column's width.
func (t TableSpec) wrapCells(row []string, widths []int) []string {
	cells := make([]string, len(widths))
	for i := range min(len(row), len(cells)) {
		var lines []string
		for _, line := range t.cellLines(row[i]) {
			if DisplayWidth(line) <= widths[i] {
				lines = append(lines, line)
				continue
			}
			for _, part := range wrapItem(line, widths[i]) {
				lines = append(lines, Shorten(part, widths[i])) // a word alone may be too long
			}
		}
		cells[i] = strings.Join(lines, "\n")
	}
	return cells
}

// wrapItem is Wrap, with the text of a list's item hanging beside its mark.
func wrapItem(line string, width int) []string {
	const mark = "- "
	text, found := strings.CutPrefix(line, mark)
	if !found || width < narrowest {
		return Wrap(line, width)
	}
	return hang(mark, Wrap(text, width-len(mark)))
}

// cellLines is a cell's text before it is wrapped.
func (t TableSpec) cellLines(cell string) []string {
	if !t.prose {
		return []string{CleanLine(cell)}
	}
	var lines []string
	for line := range strings.SplitSeq(cell, "\n") {
		if line = CleanLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// runTogether reports whether one cannot see where a row begins: rows take more than one line, and
// their first cell does not tell.
func runTogether(rows [][]string) bool {
	unclear, tall := false, false
	for _, row := range rows {
		unclear = unclear || row[0] == "" || strings.Contains(row[0], "\n")
		for _, cell := range row {
			tall = tall || strings.Contains(cell, "\n")
		}
	}
	return unclear && tall
}

// spaced puts an empty row between any two.
func spaced(rows [][]string) [][]string {
	var apart [][]string
	for i, row := range rows {
		if i > 0 {
			apart = append(apart, make([]string, len(row)))
		}
		apart = append(apart, row)
	}
	return apart
}

// narrowest is how far a column may be made narrower for its text to be read with ease.
const narrowest = 8

// columns shares the table's width out, and reports whether each column got enough for its longest
// word. A column becomes narrower only while it is the widest of those that can.
func columns(t TableSpec) (widths []int, fits bool) {
	widths, words := naturalWidths(t)
	room := cmp.Or(max(t.Width, 0), defaultColumns) - len(columnGap)*(len(widths)-1)
	least, needed := make([]int, len(widths)), 0
	for i, w := range widths {
		least[i] = max(words[i], min(narrowest, w))
		needed += least[i]
	}
	fits = needed <= room
	if !fits {
		for i, w := range widths {
			least[i] = min(narrowest, w)
		}
	}
	shrink(widths, least, room)
	return widths, fits
}

// naturalWidths is what each column takes when nothing is wrapped, and what its longest word takes.
func naturalWidths(t TableSpec) (widths, words []int) {
	widths, words = make([]int, len(t.Header)), make([]int, len(t.Header))
	for _, row := range slices.Concat([][]string{t.Header, t.Footer}, t.Rows) {
		for i := range min(len(row), len(widths)) {
			for _, line := range t.cellLines(row[i]) {
				widths[i] = max(widths[i], DisplayWidth(line))
				for _, word := range Wrap(line, 1) {
					words[i] = max(words[i], DisplayWidth(word))
				}
			}
		}
	}
	return widths, words
}

// shrink takes from the widest columns, none below its least, until all fit into the room.
func shrink(widths, least []int, room int) {
	total := 0
	for i, w := range widths {
		widths[i] = min(w, max(room, least[i]))
		total += widths[i]
	}
	for ; total > room; total-- {
		widest := -1
		for i, w := range widths {
			if w > least[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// layOut sets rows of cells, whose lines fit their columns, with a rule under the header and one above the footer.
func (t TableSpec) layOut(head []string, rows [][]string, foot []string) []string {
	widths := make([]int, len(head))
	for _, row := range slices.Concat([][]string{head}, rows, [][]string{foot}) {
		for i, cell := range row {
			widths[i] = max(widths[i], widest(strings.Split(cell, "\n")))
		}
	}
	top, bottom := t.setRow(head, widths), t.setRow(foot, widths)
	var body []string
	for _, row := range rows {
		body = append(body, t.setRow(row, widths)...)
	}
	rule := strings.Repeat(ruleSign, widest(slices.Concat(top, body, bottom)))
	var lines []string
	if strings.Join(head, "") != "" {
		for _, line := range top {
			lines = append(lines, t.Palette.Bold(line))
		}
		lines = append(lines, rule)
	}
	lines = append(lines, body...)
	if t.Footer != nil {
		lines = append(append(lines, rule), bottom...)
	}
	return lines
}

func widest(lines []string) int {
	width := 0
	for _, line := range lines {
		width = max(width, DisplayWidth(line))
	}
	return width
}

// setRow sets the cells of a row beside each other, line by line.
func (t TableSpec) setRow(cells []string, widths []int) []string {
	columns, height := make([][]string, len(cells)), 0
	for i, cell := range cells {
		columns[i] = strings.Split(cell, "\n")
		height = max(height, len(columns[i]))
	}
	lines := make([]string, height)
	for n := range lines {
		var b strings.Builder
		for i, column := range columns {
			text := ""
			if n < len(column) {
				text = column[n]
			}
			padding := strings.Repeat(" ", widths[i]-DisplayWidth(text))
			if i < len(t.Right) && t.Right[i] {
				b.WriteString(padding + text + columnGap)
			} else {
				b.WriteString(text + padding + columnGap)
			}
		}
		lines[n] = strings.TrimRight(b.String(), " ")
	}
	return lines
}
