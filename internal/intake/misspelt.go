package intake

import (
	"slices"
	"unicode"

	"iq/internal/near"
)

// misspelt reports whether two words are one but for a slip or an ending. The first letter has to
// agree: slips are rare there, and opposites differ there (synchronous and asynchronous).
func misspelt(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 4 || x[0] != y[0] || hasDigit(x) || hasDigit(y) {
		return false
	}
	if len(x) == 4 { // too short for a slip, not for an s
		return len(y) <= 5 && slices.Equal(x, y[:4])
	}
	return near.Distance(x, y, 1) <= 1
}

func hasDigit(word []rune) bool {
	for _, r := range word {
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
