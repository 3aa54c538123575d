package markdown_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"iq/importer"
	"iq/importer/internal/doctest"
)

// TestGolden reads every Markdown file in testdata and compares everything found with the file of the
// same name and the ending .golden.
func TestGolden(t *testing.T) {
	files := 0
	err := filepath.WalkDir("testdata", func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		files++
		t.Run(strings.TrimPrefix(path, "testdata/"), func(t *testing.T) {
			doctest.Golden(t, path, strings.TrimSuffix(path, ".md")+".golden", importer.Parse, importer.ErrNoQuestions)
		})
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("walked %d files: %v", files, err)
	}
}
