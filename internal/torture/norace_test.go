//go:build !race

package torture

const slower = 1
