package term

import (
	"slices"
	"strings"
)

// layOut sets rows of cells, whose lines fit their columns, with a rule under the header and one
// above the footer.
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
