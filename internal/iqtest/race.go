//go:build race

package iqtest

// The race detector, which needs cgo, sees the programs as well.
var (
	buildFlags   = []string{"-race"}
	buildEnviron []string
)
