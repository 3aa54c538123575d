// Package keyterm compares what learners type with the key points of an answer, and says which key terms of
// each point the text names and which it misses. It compares words, by rules that learners can see through,
// and knows nothing of cards, terminals or databases.
//
// It does not understand what it reads: "not durable" names durable, terms count even if the text puts them
// in the wrong relation, and a good answer in other words goes unseen. It helps learners to grade; it does
// not grade.
package keyterm

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Term is a word or phrase of a point that an answer has to name.
type Term struct {
	Text string // as it stands in the point, without backticks
	Held bool   // the typed text names it
}

// Match is what a typed answer held of one point.
type Match struct {
	Terms []Term // at most seven, in the order of the point
	Held  bool   // the point counts as given
}

// Points compares a typed text with the points of an answer, which are plain text with code in backticks,
// and returns one match for each point.
func Points(typed string, points []string) []Match {
	m := &matcher{
		foreign: isForeign(typed, points), literal: literal{text: typed}, slips: slips{}, endings: endings{},
		words: map[string]bool{}, whole: map[string]string{}, phrases: map[string]bool{}, pairs: map[string]bool{},
		known: map[string]bool{}, expanded: map[string]bool{},
	}
	chosen := m.choose(points)
	m.scan(typed)
	matches := make([]Match, len(points))
	for i, terms := range chosen {
		matches[i] = m.match(points[i], terms)
	}
	return matches
}

// choose returns the terms of each point, after adding them to what the matcher looks for.
func (m *matcher) choose(points []string) [][]candidate {
	chosen := make([][]candidate, len(points))
	spread := map[string]int{}
	for i, point := range points {
		m.addKnown(point)
		chosen[i] = candidates(point, m.foreign)
		for _, c := range chosen[i] {
			spread[c.id]++
		}
	}
	for i := range chosen {
		chosen[i] = choose(chosen[i], spread)
		for _, c := range chosen[i] {
			m.addTerm(c)
		}
	}
	return chosen
}

// match says what the scanned text holds of a point.
func (m *matcher) match(point string, terms []candidate) Match {
	if len(terms) == 0 {
		return Match{Held: m.literal.contains(wordingOf(point))}
	}
	all, held := make([]Term, len(terms)), 0
	for i, c := range terms {
		all[i] = Term{Text: c.text, Held: m.holds(c)}
		if all[i].Held {
			held++
		}
	}
	return Match{Terms: all, Held: isGiven(held, len(terms))}
}

// isGiven reports whether a point counts as given when the text holds so many of its terms: at least half,
// and both of two, since one word of two ("connection" of "connection draining") stands in many an answer.
// Of 63 points judged by hand (judged_test.go) the rule is wrong about 6. A third would be wrong about 5,
// but would mostly count as given what was not, which is the worse error: the learner would have to take
// back what flatters. Two thirds would be wrong about 17.
func isGiven(held, terms int) bool {
	if terms == 2 {
		return held == 2
	}
	return 2*held >= terms
}

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
	n := [...]int{word: 0, piece: 1, compound: 3, number: 3, name: 4, code: 4, symbol: 4}[c.kind]
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
