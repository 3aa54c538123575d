package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestTroubleNamesTheFile damages the pages of a database that hold its cards: it can be opened, and
// what then goes wrong is said of the file, which may be one of many.
func TestTroubleNamesTheFile(t *testing.T) {
	w := newWorld(t)
	w.iq("", "import", w.file("one.md", "## What is asked?\n\nThis.\n"))
	data, err := os.ReadFile(w.db)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for i := page; i < len(data); i += page {
		if bytes.Contains(data[i:i+page], []byte("What is asked?")) {
			copy(data[i:], "damaged!")
		}
	}
	if err := os.WriteFile(w.db, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"list"}, {"show", "1"}, {"review"}, {"add", "--question", "What is more?"},
		{"suspend", "1"}} {
		var stdout, stderr bytes.Buffer
		status := Run(t.Context(), w.env("", &stdout, &stderr, args...))
		if status != exitFailed || stderr.Len() == 0 {
			t.Errorf("iq %v: exit status %d: %q, want 1 and a word on it", args, status, stderr.String())
		}
		for line := range strings.Lines(stderr.String()) { // of the day's backup too, where it fails
			if strings.Count(line, w.db) != 1 {
				t.Errorf("iq %v: %q, want the file named once", args, line)
			}
		}
	}
}
