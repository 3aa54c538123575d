package keyterm

import (
	"iter"
	"strings"
)

// span is a stretch of a point: prose, or what stands in backticks.
type span struct {
	text string
	lo   int // where in the point
	code bool
}

// spans parts a point at its backticks. Code ends with as many backticks as it began with;
// backticks without an end are prose.
func spans(point string) iter.Seq[span] {
	return func(yield func(span) bool) {
		prose := 0
		for pos := 0; pos < len(point); {
			i := strings.IndexByte(point[pos:], '`')
			if i < 0 {
				break
			}
			lo := pos + i
			fence := point[lo : len(point)-len(strings.TrimLeft(point[lo:], "`"))]
			pos = lo + len(fence)
			hi := closing(point, pos, fence)
			if hi < 0 { // and no other of its length is to come
				continue
			}
			before, code := span{text: point[prose:lo], lo: prose}, span{text: point[pos:hi], lo: pos, code: true}
			if !yield(before) || !yield(code) {
				return
			}
			pos = hi + len(fence)
			prose = pos
		}
		yield(span{text: point[prose:], lo: prose})
	}
}

// closing returns where the backticks stand that end what began before pos, or -1.
func closing(point string, pos int, fence string) int {
	for pos < len(point) {
		i := strings.Index(point[pos:], fence)
		if i < 0 {
			return -1
		}
		lo := pos + i
		pos = len(point) - len(strings.TrimLeft(point[lo:], "`"))
		if pos-lo == len(fence) {
			return lo
		}
	}
	return -1
}
