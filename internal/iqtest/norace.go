//go:build !race

package iqtest

// Programs are static, as they ship: to load others takes a millisecond more.
var (
	buildFlags   []string
	buildEnviron = []string{"CGO_ENABLED=0"}
)
