package keyterm

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// kind is what a candidate looks like.
type kind int

const (
	word     kind = iota // a plain word
	piece                // a run of Chinese, Japanese or Korean
	compound             // words with hyphens
	number               // a number of two figures or more, or with its unit
	name                 // an acronym, an identifier, a language
	code                 // what stands in backticks
	symbol               // code without a letter: &&
)

// candidate is a word or phrase of a point that may become one of its terms.
type candidate struct {
	kind  kind
	text  string   // as it stands in the point
	parts []string // its words, folded
	tail  []string // those behind the last dot, which are enough to name sync.WaitGroup
	id    string   // the same wherever the point repeats the term
	weak  bool     // a term only where the point has no other
	at    int      // where in the point
	label bool     // in front of the colon, where a point names its subject
}

// maxParts is how many words may be one term. Of longer code, the names in it are terms.
const maxParts = 5

// reader finds the candidates of one point.
type reader struct {
	foreign bool
	base    int // where in the point the text stands that is being read
	label   int // where the point's label ends
	found   []candidate
	seen    map[string]bool
}

// candidates returns the words and phrases of a point that carry meaning, each once, in order.
func candidates(point string, foreign bool) []candidate {
	r := reader{foreign: foreign, label: labelEnd(point), seen: map[string]bool{}}
	for span := range spans(point) {
		r.base = span.lo
		if span.code {
			r.code(span.text)
		} else {
			r.prose(span.text)
		}
	}
	if strong := slices.DeleteFunc(slices.Clone(r.found), func(c candidate) bool { return c.weak }); len(strong) > 0 {
		return strong
	}
	return r.found
}

// labelEnd returns where the label of a point ends, such as "Isolation" in "Isolation: ...", or 0.
func labelEnd(point string) int {
	end := 0
	for _, sign := range []string{":", " - ", " – ", " — "} {
		if i := strings.Index(point, sign); i > 0 && (end == 0 || i < end) {
			end = i
		}
	}
	if len(strings.Fields(point[:end])) > 5 {
		return 0
	}
	return end
}

func (r *reader) add(c candidate) {
	if c.id == "" {
		c.id = strings.Join(c.parts, "")
		if len(c.parts) == 1 {
			c.id = stem(c.id)
		}
	}
	if !r.seen[c.id] && len(c.text) <= maxWord {
		r.seen[c.id] = true
		c.at += r.base
		c.label = c.at < r.label
		r.found = append(r.found, c)
	}
}

// code takes what stands in backticks as one term if it is short enough to be typed as one.
func (r *reader) code(text string) {
	text = strings.TrimSpace(text)
	found := slices.Collect(atoms(text))
	if len(found) == 0 {
		if sign := literalOf(text); strings.TrimSpace(sign) != "" {
			r.add(candidate{kind: symbol, text: text, id: sign})
		}
		return
	}
	var parts []string
	for i, a := range found {
		if a.script != alphabetic || a.first && i > 0 {
			r.prose(text)
			return
		}
		parts = append(parts, splitCamel(text[a.lo:a.hi])...)
	}
	if len(parts) > maxParts {
		r.prose(text)
		return
	}
	empty := isStop(parts[0], r.foreign) || len(parts[0]) == 1
	weak := len(parts) == 1 && !isAcronym(text) && empty
	r.add(candidate{kind: code, text: text, parts: parts, tail: qualified(text), weak: weak})
}

// prose takes the words of a text; those that belong together are one term.
func (r *reader) prose(text string) {
	var group []atom
	for a := range atoms(text) {
		if n := len(group); n > 0 && !belong(text, group[n-1], a) {
			r.group(text, group)
			group = group[:0]
		}
		group = append(group, a)
	}
	r.group(text, group)
}

// belong reports whether b is part of one name with a, which stands before it: write-ahead, node.js,
// snake_case, TCP/IP, N+1, 100 ms.
func belong(text string, a, b atom) bool {
	if a.script != alphabetic || b.script != alphabetic || b.first {
		return false
	}
	switch text[a.hi:b.lo] {
	case "-", "‐", "‑", "_", "__", ".", "+", "::":
		return true
	case "/":
		return isShortName(text[a.lo:a.hi]) && isShortName(text[b.lo:b.hi])
	case " ":
		return isNumber(a.key) && units()[b.key]
	}
	return false
}

// isShortName reports whether a word is of the kind that a stroke joins: TCP/IP and I/O, but not read/write,
// which is two words.
func isShortName(word string) bool { return len(word) == 1 || isAcronym(word) }

func isNumber(key string) bool { return strings.Trim(key, "0123456789.") == "" }

func (r *reader) group(text string, group []atom) {
	if len(group) < 2 || len(group) > maxParts {
		for _, a := range group {
			r.single(text, a)
		}
		return
	}
	var parts []string
	letters, empty := true, true
	for _, a := range group {
		parts = append(parts, a.key)
		letters = letters && len(a.key) == 1 && !isNumber(a.key)
		empty = empty && isStop(a.key, r.foreign)
	}
	text = text[group[0].lo:group[len(group)-1].hi]
	c := candidate{kind: groupKind(text, parts), at: group[0].lo, text: text, parts: parts, tail: qualified(text)}
	dotted := letters && !strings.ContainsAny(text, "/+") // "e.g"
	empty = empty && c.kind == compound || stops()[strings.Join(parts, "")]
	if !empty && !dotted {
		r.add(c)
	}
}

func groupKind(text string, parts []string) kind {
	switch {
	case isNumber(parts[0]):
		return number
	case strings.ContainsAny(text, "_./+:") || isAcronym(text):
		return name
	}
	return compound
}

// single takes an atom that stands by itself.
func (r *reader) single(text string, a atom) {
	if a.script != alphabetic {
		r.piece(text, a)
		return
	}
	word := text[a.lo:a.hi]
	switch parts := splitCamel(word); {
	case isNumber(a.key):
		if len(a.key) > 1 {
			if strings.HasPrefix(text[a.hi:], "%") {
				word += "%"
			}
			r.add(candidate{kind: number, at: a.lo, text: word, parts: []string{a.key}, id: a.key})
		}
	case word != "Go" && isStop(a.key, r.foreign) || utf8.RuneCountInString(a.key) < 2:
	case len(parts) > 1 || isName(word):
		r.add(candidate{kind: name, at: a.lo, text: word, parts: parts})
	default:
		r.add(candidate{at: a.lo, text: word, parts: parts})
	}
}
