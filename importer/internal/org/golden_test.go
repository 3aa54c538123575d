package org_test

import (
	"testing"

	"iq/importer"
	"iq/importer/internal/doctest"
)

// TestGolden reads every org file and compares everything found with the file of the same name and the
// ending .golden.
func TestGolden(t *testing.T) {
	doctest.GoldenFormat(t, "org", importer.Parse, importer.ErrNoQuestions)
}
