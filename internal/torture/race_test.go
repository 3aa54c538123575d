//go:build race

package torture

// slower is how many times fewer cases an ordinary run tries where each is so much slower.
const slower = 30
