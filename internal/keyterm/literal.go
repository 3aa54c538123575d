package keyterm

import (
	"index/suffixarray"
	"iter"
	"strings"
	"unicode"
)

// literal looks for the wording of points that have no terms. Its index is made for the first of them, since
// most answers have none.
type literal struct {
	text  string
	index *suffixarray.Index
}

// contains reports whether the typed text has wording that literalOf returned.
func (l *literal) contains(wording string) bool {
	if strings.TrimSpace(wording) == "" {
		return false
	}
	if l.index == nil {
		l.index = suffixarray.New([]byte(literalOf(l.text)))
	}
	return len(l.index.Lookup([]byte(wording), 1)) > 0
}

// literalOf returns a text as wording: its words, folded, and its signs, each between blanks. Characters of
// writing without blanks stand alone.
func literalOf(text string) string {
	b := []byte{' '}
	end := 0
	for a := range atoms(text) {
		b = appendSigns(b, text[end:a.lo])
		if a.script == alphabetic {
			b = append(append(b, a.key...), ' ')
		} else {
			b = appendSigns(b, a.key)
		}
		end = a.hi
	}
	return string(appendSigns(b, text[end:]))
}

func appendSigns(b []byte, text string) []byte {
	for _, r := range text {
		if !unicode.IsSpace(r) && r != '`' {
			b = append(append(b, string(foldRune(r))...), ' ')
		}
	}
	return b
}

// wordingOf returns a point's wording without the signs around it, unless it has nothing else.
func wordingOf(point string) string {
	lo, hi := len(point), 0
	for a := range atoms(point) {
		lo, hi = min(lo, a.lo), max(hi, a.hi)
	}
	if lo < hi {
		point = point[lo:hi]
	}
	return literalOf(point)
}

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
