package importer

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden reads every Markdown file in testdata and compares everything found with the file of the
// same name and the ending .golden.
func TestGolden(t *testing.T) {
	files := 0
	err := filepath.WalkDir("testdata", func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		files++
		t.Run(strings.TrimPrefix(path, "testdata/"), func(t *testing.T) { compareGolden(t, path) })
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("walked %d files: %v", files, err)
	}
}

func compareGolden(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(path, data)
	if err != nil && !errors.Is(err, ErrNoQuestions) {
		t.Fatal(err)
	}
	got := describe(d)
	golden := strings.TrimSuffix(path, ".md") + ".golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("golden and found differ (-golden +found):\n%s", diff)
	}
}

// describe writes a document for a golden file.
func describe(d Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "layout %s, deck %s\n", d.Layout, d.Deck)
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	for _, c := range d.Cards {
		fmt.Fprintf(&b, "\n=== card, line %d %s\n%s\n---\n%s\n", c.Line, strings.Join(c.Tags, " / "), c.Question, c.Answer)
	}
	for _, u := range d.Unanswered {
		fmt.Fprintf(&b, "\n=== unanswered, line %d %s\n%s\n", u.Line, strings.Join(u.Tags, " / "), u.Question)
	}
	for _, s := range d.Skipped {
		fmt.Fprintf(&b, "\n=== skipped, line %d: %s\n%s\n", s.Line, s.Reason, s.Text)
	}
	return b.String()
}
