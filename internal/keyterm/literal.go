package keyterm

import (
	"index/suffixarray"
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
