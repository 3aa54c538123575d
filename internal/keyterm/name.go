package keyterm

import (
	"slices"
	"strings"
	"unicode"
)

// isName reports whether a word is written as names are: with digits or signs, or as an acronym; "Go" is one too.
func isName(word string) bool {
	isSign := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
	return isAcronym(word) || word == "Go" || strings.ContainsFunc(word, isSign)
}

// isAcronym reports whether a word has at least two capitals and no small letter, but for the s of
// its plural: ACID, HTTP2, APIs.
func isAcronym(word string) bool {
	word = strings.TrimSuffix(word, "s")
	capitals := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1
}

// qualified returns the words of what follows the last dot or colon of a qualified name, if that is
// one identifier of minSlip letters or more.
func qualified(text string) []string {
	i := strings.LastIndexAny(text, ".:")
	if i < 0 {
		return nil
	}
	found := slices.Collect(atoms(text[i+1:]))
	if len(found) != 1 || len(found[0].key) < minSlip || isNumber(found[0].key) {
		return nil
	}
	return splitCamel(text[i+1+found[0].lo : i+1+found[0].hi])
}

// splitCamel returns the folded words of an identifier: HashMap is hash and map. What is not an identifier is
// one word.
func splitCamel(word string) []string {
	var parts []string
	runes, lo := []rune(word), 0
	for i := 1; i < len(runes); i++ {
		if runes[i] == '(' {
			return []string{atomKey(word)}
		}
		if isHump(runes, i) {
			parts, lo = append(parts, atomKey(string(runes[lo:i]))), i
		}
	}
	if parts == nil || len(parts) >= maxParts {
		return []string{atomKey(word)}
	}
	return append(parts, atomKey(string(runes[lo:])))
}

// isHump reports whether a new word of an identifier begins at i: the M of HashMap, the S of
// HTTPServer, but not the I of APIs.
func isHump(word []rune, i int) bool {
	if !unicode.IsUpper(word[i]) {
		return false
	}
	afterCapital := unicode.IsUpper(word[i-1]) && i+1 < len(word) && unicode.IsLower(word[i+1]) && word[i+1] != 's'
	return unicode.IsLower(word[i-1]) || afterCapital
}
