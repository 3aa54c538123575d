package intake

import "unicode"

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
	common := 0
	for common < len(x) && x[common] == y[common] {
		common++
	}
	if len(y)-len(x) <= 1 && common == len(x) {
		return true // an s
	}
	tail := 0
	for tail < len(x)-common && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	changed := max(len(x), len(y)) - common - tail
	swapped := len(x) == len(y) && changed == 2 && x[common] == y[common+1] && x[common+1] == y[common]
	return len(x) >= 5 && (changed == 1 || swapped)
}

func hasDigit(word []rune) bool {
	for _, r := range word {
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
