package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"iq/importer"
	"iq/importer/internal/doctest"
)

// TestCorpus counts what is found in real question files, which are not part of this project. Every
// file of a text format that is at hand must have the numbers counted by hand.
func TestCorpus(t *testing.T) {
	root := "../../shared/corpus"
	manifest, err := os.ReadFile(filepath.Join(root, "MANIFEST.tsv"))
	if err != nil {
		t.Skip("the corpus of real question files is not here")
	}
	for _, row := range strings.Split(strings.TrimSpace(string(manifest)), "\n")[1:] {
		f := strings.Split(row, "\t")
		if len(f) < 4 || filepath.Ext(f[0]) != ".md" && !strings.HasPrefix(filepath.Base(f[0]), "seed") {
			continue
		}
		t.Run(f[0], func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(root, f[0]))
			if err != nil {
				t.Fatal(err)
			}
			d, err := importer.Parse(f[0], data)
			if err != nil && !errors.Is(err, importer.ErrNoQuestions) {
				t.Fatal(err)
			}
			doctest.CheckFile(t, d, string(data))
			lines := map[int]bool{}
			for _, c := range d.Cards {
				lines[c.Line] = true
			}
			if got := strconv.Itoa(len(lines)); got != f[2] {
				t.Errorf("layout %s: %s cards, want %s", d.Layout, got, f[2])
			}
			if got := strconv.Itoa(len(d.Unanswered)); got != f[3] {
				t.Errorf("layout %s: %s without answer, want %s", d.Layout, got, f[3])
			}
		})
	}
}
