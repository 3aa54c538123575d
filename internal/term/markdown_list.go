package term

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"iq/internal/markup"
)

// list sets the items with their text hanging beside the mark.
func (r *renderer) list(n *ast.List, width, depth int) []string {
	lines := r.takeLead()
	number := n.Start
	digits := len(strconv.Itoa(number + n.ChildCount() - 1))
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		number = markup.ItemNumber(item, number)
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
		if before := item.PreviousSibling(); before != nil && (!n.IsTight || endsApart(before)) {
			lines = append(lines, "")
		}
		set := func(width int) []string { return r.blocks(item, width, depth+1) }
		lines = append(lines, r.item(mark, width, set)...)
	}
	return lines
}

// endsApart reports whether an item of a tight list holds, below its text, a block that stands on
// lines of its own; the next item would look like a part of it.
func endsApart(item ast.Node) bool {
	last := item.LastChild()
	if last == nil {
		return false
	}
	for n := last; n.PreviousSibling() != nil; n = n.PreviousSibling() {
		if standsApart(n, true) {
			return true
		}
	}
	return last.Kind() == ast.KindList && endsApart(last.LastChild())
}

// item sets what stands beside a list's mark. Where there is no room beside it, the mark goes
// before the text, and what is below stands no deeper.
func (r *renderer) item(mark string, width int, set func(width int) []string) []string {
	hang := strings.Repeat(" ", DisplayWidth(mark))
	if width-len(hang) < r.minRoom() {
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
