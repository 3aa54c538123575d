package keyterm

import (
	"unicode"

	"iq/internal/near"
)

const (
	// shortestSlip is the length of a word from which on one slip is forgiven. Of shorter words
	// too many differ by one letter.
	shortestSlip = 6
	longestSlip  = 24
	// mostAlike bounds how many words are tried for one that is typed, against texts that are
	// made of words all alike.
	mostAlike = 16
)

// target is a word that is sought, and the stem under which it is marked.
type target struct {
	word []rune
	key  string
}

// slips finds sought words of which a typed one is a slip: one letter more, less or other, or two
// neighbours exchanged. Two such words become equal when one letter, or none, is left out of
// each; so the sought words stand here under all that leaving out one letter makes of them, and
// of a typed word as many look-ups suffice.
type slips map[string][]target

func (s slips) seek(word, key string) {
	runes := []rune(word)
	if !maySlip(runes) {
		return
	}
	for form := range shortened(runes) {
		if alike := s[form]; len(alike) < mostAlike {
			s[form] = append(alike, target{runes, key})
		}
	}
}

// hear marks the words of which word is a slip.
func (s slips) hear(word string, met map[string]bool) {
	if len(s) == 0 || len(word) < shortestSlip-1 || len(word) > 4*longestSlip {
		return
	}
	runes := []rune(word)
	for form := range shortened(runes) {
		for _, t := range s[form] {
			if near.Distance(runes, t.word, 1) <= 1 {
				mark(met, t.key)
			}
		}
	}
}

// maySlip reports whether a slip in a word is forgiven: it is long, and letters alone.
func maySlip(word []rune) bool {
	if len(word) < shortestSlip || len(word) > longestSlip {
		return false
	}
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// shortened gives a word, and what leaving out one letter makes of it. The first letter stays:
// it is seldom mistyped, and leader is no slip for reader, nor asynchronous for synchronous.
func shortened(word []rune) func(func(string) bool) {
	return func(yield func(string) bool) {
		if len(word) > longestSlip+1 || !yield(string(word)) {
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

// endings finds sought words that begin as a typed one does, for languages whose endings no
// stemmer here knows: Datenbank and Datenbanken, konsistent and Konsistenz.
type endings map[string][]target

// beginning is how many letters two forms of a word share at the least.
const beginning = 5

func (e endings) seek(word, key string) {
	runes := []rune(word)
	if len(runes) < beginning || len(word) > longestWord {
		return
	}
	first := string(runes[:beginning])
	if len(e[first]) < mostAlike {
		e[first] = append(e[first], target{runes, key})
	}
}

func (e endings) hear(word string, met map[string]bool) {
	if len(e) == 0 || len(word) > longestWord {
		return
	}
	runes := []rune(word)
	if len(runes) < beginning {
		return
	}
	for _, t := range e[string(runes[:beginning])] {
		if isForm(runes, t.word) {
			mark(met, t.key)
		}
	}
}

// isForm reports whether words differ in their endings alone: they share three quarters of the
// longer one, or two thirds where they share more than five letters. Prozess and Prozent do not.
func isForm(a, b []rune) bool {
	shared := 0
	for shared < min(len(a), len(b)) && a[shared] == b[shared] {
		shared++
	}
	longer := max(len(a), len(b))
	return shared >= beginning && 4*shared >= 3*longer || shared > beginning && 3*shared >= 2*longer
}
