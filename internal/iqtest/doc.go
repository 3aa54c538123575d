// Package iqtest starts iq in tests: as a process of its own, out of one build that all packages share,
// and in the test's own process, which is quicker. Nothing of it ships.
package iqtest
