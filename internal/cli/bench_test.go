package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder writes so many cards into files of 500.
func folder(t testing.TB, cards int) string {
	t.Helper()
	dir := t.TempDir()
	for first := 0; first < cards; first += 500 {
		var list strings.Builder
		fmt.Fprintf(&list, "# Topic %d\n\n", first)
		for i := first; i < min(first+500, cards); i++ {
			fmt.Fprintf(&list, "## What does component %d do when load number %d arrives?\n\nIt answers with **value "+
				"%d** and then waits.\n\n"+
				"- a first point on %d\n- a second one with `code`\n\n```go\nfunc f() int { return %d }\n```\n\n"+
				"A last paragraph that says some more on this, so that the text has a usual length.\n\n", i, i*7, i,
				i, i)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("topic-%04d.md", first/500)), []byte(list.String()),
			0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// BenchmarkImport imports a folder into a new database.
func BenchmarkImport(b *testing.B) {
	for _, cards := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("cards=%d", cards), func(b *testing.B) {
			dir := folder(b, cards)
			for b.Loop() {
				newWorld(b).iq("", "import", dir)
			}
		})
	}
}

// BenchmarkImportUnchanged imports the same folder again.
func BenchmarkImportUnchanged(b *testing.B) {
	for _, cards := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("cards=%d", cards), func(b *testing.B) {
			dir, w := folder(b, cards), newWorld(b)
			w.iq("", "import", dir)
			for b.Loop() {
				w.iq("", "import", dir)
			}
		})
	}
}
