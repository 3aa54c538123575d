package term

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// list sets the items with their text hanging beside the mark.
func (r *renderer) list(n *ast.List, width, depth int) []string {
	lines := r.takeLead()
	number := n.Start
	digits := len(strconv.Itoa(number + n.ChildCount() - 1))
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		switch point := r.numbers[item]; {
		case point > 0 && r.missed[point]:
			mark = fmt.Sprintf("!%2d. ", point)
		case point > 0:
			mark = fmt.Sprintf("%3d. ", point)
		case n.IsOrdered():
			mark = fmt.Sprintf("%*d%c ", digits, number, n.Marker)
		}
		number++
		if item.PreviousSibling() != nil && !n.IsTight {
			lines = append(lines, "")
		}
		lines = append(lines, r.item(mark, width, func(width int) []string { return r.blocks(item, width, depth+1) })...)
	}
	return lines
}

// item sets what stands beside a list's mark. Where there is no room beside it, the mark goes
// before the text, and what is below stands no deeper.
func (r *renderer) item(mark string, width int, set func(width int) []string) []string {
	hang := strings.Repeat(" ", DisplayWidth(mark))
	if width-len(hang) < r.leastRoom() {
		r.lead = mark
		return append(set(width), r.takeLead()...)
	}
	lines := set(width - len(hang))
	if len(lines) == 0 {
		return []string{mark}
	}
	for i, line := range lines {
		if i == 0 {
			lines[i] = mark + line
		} else if line != "" {
			lines[i] = hang + line
		}
	}
	return lines
}
