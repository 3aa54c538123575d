// Package near measures how far apart two words are, so that a misspelt one can be told from another.
// Where a slip may be and how long a word has to be for one is up to its callers.
package near

// Distance counts the insertions, deletions, replacements and exchanges of neighbours that turn one word into the
// other (optimal string alignment). It looks no further than limit, and returns limit+1 for all that is beyond.
func Distance(a, b []rune, limit int) int {
	a, b = differing(a, b)
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(b)-len(a) > limit:
		return limit + 1
	case len(a) == 0:
		return len(b)
	}
	var room [3 * 32]int // enough for words
	rows := room[:]
	if 3*(len(a)+1) > len(rows) {
		rows = make([]int, 3*(len(a)+1))
	}
	return min(align(a, b, limit, rows), limit+1)
}

// differing cuts off what two words begin and end with alike.
func differing(a, b []rune) (x, y []rune) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

// align fills the table of distances between the beginnings of two words row by row, of which it keeps
// three in the space of rows, and stops when no later row can come within the limit.
func align(a, b []rune, limit int, rows []int) int {
	width := len(a) + 1
	before, last, row := rows[:width], rows[width:2*width], rows[2*width:3*width]
	for i := range last {
		last[i] = i
	}
	least := 0 // of the row before
	for j := 1; j <= len(b); j++ {
		row[0] = j
		leastBefore := least
		least = j
		for i := 1; i <= len(a); i++ {
			replaced := last[i-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			row[i] = min(last[i]+1, row[i-1]+1, replaced)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[i] = min(row[i], before[i-2]+1)
			}
			least = min(least, row[i])
		}
		if min(least, leastBefore) > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(a)]
}
