package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"iq/db"
)

// onFirst is a writer that calls f at its first write.
type onFirst struct {
	bytes.Buffer
	f func()
}

func (w *onFirst) Write(p []byte) (int, error) {
	if f := w.f; f != nil {
		w.f = nil
		f()
	}
	return w.Buffer.Write(p)
}

// TestGradeWhileAnImportReads grades a card at the moment when an import, which has files to read
// still, says that one of them holds no questions: the grade does not wait until the import is over.
func TestGradeWhileAnImportReads(t *testing.T) {
	w := newWorld(t)
	w.iq("", "import", w.file("one.md", "## What is asked?\n\nThis.\n"))
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": "", "b.md": "## What else?\n\nThat.\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said := ""
	stderr := &onFirst{f: func() { said = w.iq("\n3\n", "review") }}
	var stdout bytes.Buffer
	if status := Run(t.Context(), w.env("", &stdout, stderr, "import", dir)); status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr.String())
	}
	if !strings.Contains(said, "saved") {
		t.Errorf("the grade during the import was not saved: %q", said)
	}
	if want := "1 card added"; !strings.Contains(stdout.String(), want) {
		t.Errorf("the import says %q, want %q", stdout.String(), want)
	}
}

// TestImportIndexesWords imports ten cards where a search may wait for so many: the words of more are
// indexed at once.
func TestImportIndexesWords(t *testing.T) {
	for maxUnindexed, want := range map[int]int{9: 0, 10: 10} {
		w := newWorld(t)
		var questions strings.Builder
		for i := range 10 {
			fmt.Fprintf(&questions, "## What is number %d?\n\nIt is %d.\n\n", i, i)
		}
		var stdout, stderr bytes.Buffer
		env := w.env("", &stdout, &stderr, "import", w.file("ten.md", questions.String()))
		p := &program{Env: env, maxUnindexed: maxUnindexed}
		if err := p.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		d, err := db.Open(t.Context(), w.db, db.Options{Mode: db.Read})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if n, err := d.Unindexed(t.Context()); err != nil || n != want {
			t.Errorf("where %d may wait %d wait, want %d: %v", maxUnindexed, n, want, err)
		}
		if said := strings.Contains(stderr.String(), "Indexing the words"); said != (want == 0) {
			t.Errorf("where %d may wait: %q", maxUnindexed, stderr.String())
		}
	}
}
