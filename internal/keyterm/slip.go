package keyterm

import (
	"iter"
	"slices"
	"unicode"

	"iq/internal/near"
)

const (
	// minSlip and maxSlip are the letters of a word in which one slip is forgiven: too many shorter words
	// differ by one letter.
	minSlip = 6
	maxSlip = 24
	// maxAlike bounds how many words are tried for a typed one, since a text may consist of words that are all alike.
	maxAlike = 16
)

// target is a word to look for, and the stem under which it is marked.
type target struct {
	word []rune
	key  string
}

// slips finds the words of which a typed one is a slip: one letter more, less or other, or two neighbours
// exchanged. Two such words become equal when at most one letter is left out of each. So each word stands
// here under everything that it becomes without one letter, and a typed word takes as few look-ups.
type slips map[string][]target

func (s slips) add(word, key string) {
	runes := []rune(word)
	if !maySlip(runes) {
		return
	}
	for form := range shortened(runes) {
		if alike := s[form]; len(alike) < maxAlike {
			s[form] = append(alike, target{runes, key})
		}
	}
}

// match marks the words of which word is a slip.
func (s slips) match(word string, found map[string]bool) {
	if len(s) == 0 || len(word) < minSlip-1 || len(word) > 4*maxSlip {
		return
	}
	runes := []rune(word)
	for form := range shortened(runes) {
		for _, t := range s[form] {
			if near.Distance(runes, t.word, 1) <= 1 {
				mark(found, t.key)
			}
		}
	}
}

// maySlip reports whether a slip in a word is forgiven: it is long, and letters alone.
func maySlip(word []rune) bool {
	other := func(r rune) bool { return !unicode.IsLetter(r) }
	return len(word) >= minSlip && len(word) <= maxSlip && !slices.ContainsFunc(word, other)
}

// shortened yields a word, and what it becomes without one letter. The first letter stays: it is seldom
// mistyped, and leader is not a slip for reader, nor asynchronous for synchronous.
func shortened(word []rune) iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(word) > maxSlip+1 || !yield(string(word)) {
			return
		}
		short := make([]rune, len(word)-1)
		for i := 1; i < len(word); i++ {
			copy(short, word[:i])
			copy(short[i:], word[i+1:])
			if !yield(string(short)) {
				return
			}
		}
	}
}

// endings finds the words that begin like a typed one, for languages whose endings no stemmer here knows:
// Datenbank and Datenbanken, konsistent and Konsistenz.
type endings map[string][]target

// minShared is how many letters two forms of a word share at the least.
const minShared = 5

func (e endings) add(word, key string) {
	runes := []rune(word)
	if len(runes) < minShared || len(word) > maxWord {
		return
	}
	first := string(runes[:minShared])
	if len(e[first]) < maxAlike {
		e[first] = append(e[first], target{runes, key})
	}
}

func (e endings) match(word string, found map[string]bool) {
	if len(e) == 0 || len(word) > maxWord {
		return
	}
	runes := []rune(word)
	if len(runes) < minShared {
		return
	}
	for _, t := range e[string(runes[:minShared])] {
		if isForm(runes, t.word) {
			mark(found, t.key)
		}
	}
}

// isForm reports whether words differ in their endings alone: they share three quarters of the longer one,
// or two thirds where that is more than minShared letters. Prozess and Prozent do not.
func isForm(a, b []rune) bool {
	shared := 0
	for shared < min(len(a), len(b)) && a[shared] == b[shared] {
		shared++
	}
	longer := max(len(a), len(b))
	if shared > minShared {
		return 3*shared >= 2*longer
	}
	return shared == minShared && 4*shared >= 3*longer
}
