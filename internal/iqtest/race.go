//go:build race

package iqtest

// buildFlags let the race detector see the program as well.
var buildFlags = []string{"-race"}
