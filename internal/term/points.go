package term

import (
	"fmt"

	"iq/internal/markup"
)

// Points returns an answer's key points, as one line of plain text each. The n-th is what Markdown
// shows as number n.
func Points(source string) []string {
	source = Clean(source)
	if markup.TooIntricate(source) {
		return nil
	}
	src := []byte(source)
	var texts []string
	for _, n := range markup.Points(markup.Parse(src), src) {
		texts = append(texts, CleanLine(markup.PointText(n, src)))
	}
	return texts
}

// pointMark is how the number of a bold term is shown.
func pointMark(n int, missed bool) string {
	if missed {
		return fmt.Sprintf("(!%d)", n)
	}
	return fmt.Sprintf("(%d)", n)
}
