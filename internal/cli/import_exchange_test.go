package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBackupBeforeManyReviews: a merge that changes no card but the schedules of many, or takes many
// grades back, is preceded by a backup like any other large import.
func TestBackupBeforeManyReviews(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "iq.db")
	run := func(args ...string) string {
		t.Helper()
		var out, warned bytes.Buffer
		env := Env{Args: args, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &warned, DataHome: folder,
			Getenv: func(string) string { return "" }, Now: time.Now, Columns: func() int { return 0 }}
		if status := Run(context.Background(), env); status != exitDone {
			t.Fatalf("%v: status %d: %s", args, status, &warned)
		}
		return out.String()
	}
	write := func(name string, reviews int, undone bool) string {
		file := filepath.Join(folder, name)
		lines := `{"iq":"export","format":1}` + "\n"
		for i := range reviews {
			lines += fmt.Sprintf(`{"type":"review","uid":"01a2136f-49f5-7d42-b0ff-%012x",`+
				`"card":"00000000-0000-5000-8000-000000000001","at":"2026-11-23T12:00:00.003Z","day":"2026-11-23",`+
				`"grade":3,"kind":"extra","undone":%v}`+"\n", i, undone)
		}
		if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	run("--db", path, "add", "--question", "Q?", "--answer", "A.")
	for _, step := range []struct {
		file string
		more int // backups than before
	}{
		{write("few.jsonl", bigImport-1, false), 0},
		{write("many.jsonl", 3*bigImport, false), 1},
		{write("known.jsonl", 3*bigImport, false), 0},
		{write("undone.jsonl", 3*bigImport, true), 1},
	} {
		before := strings.Count(run("--db", path, "backup", "--list", "--json"), `"import"`)
		run("--db", path, "import", step.file)
		after := strings.Count(run("--db", path, "backup", "--list", "--json"), `"import"`)
		if after-before != step.more {
			t.Errorf("%s: %d more backups, want %d", filepath.Base(step.file), after-before, step.more)
		}
	}
}
