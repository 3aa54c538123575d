package keyterm

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// maxTerms keeps what is shown of a point within two lines.
const maxTerms = 7

// choose keeps the candidates that tell most of a point, in the order of the point. spread counts in how many
// points of the answer each stands.
func choose(found []candidate, spread map[string]int) []candidate {
	if len(found) <= maxTerms {
		return found
	}
	ranked := slices.Clone(found)
	slices.SortStableFunc(ranked, func(a, b candidate) int { return cmp.Compare(weight(b, spread), weight(a, spread)) })
	ranked = ranked[:maxTerms]
	slices.SortFunc(ranked, func(a, b candidate) int { return cmp.Compare(a.at, b.at) })
	return ranked
}

// weight says how much a candidate tells of its point: names before words, what the point is about before what
// it says of it, what no other point has, long words before short and common ones.
func weight(c candidate, spread map[string]int) int {
	n := 0
	switch c.kind {
	case name, code, symbol:
		n += 4
	case compound, number:
		n += 3
	case piece:
		n++
	}
	if c.label {
		n += 3
	}
	if spread[c.id] > 1 {
		n -= 2
	}
	if c.kind == word && common()[c.id] {
		n -= 2
	}
	if utf8.RuneCountInString(c.text) >= 8 {
		n++
	}
	return n
}
