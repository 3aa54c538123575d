// Package doctest holds what the tests of every reader ask of a document. Nothing that ships imports it.
package doctest

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"iq/importer/internal/doc"
)

var update = flag.Bool("update", false, "write the golden files anew")

// parser reads a file's bytes, as importer.Parse does.
type parser func(name string, data []byte) (doc.Document, error)

// Golden reads a file and compares everything found with its golden file. Only the error allowed is one
// that a golden file may show.
func Golden(t *testing.T, path, golden string, parse parser, allowed error) doc.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := parse(path, data)
	if err != nil && !errors.Is(err, allowed) {
		t.Fatal(err)
	}
	compare(t, golden, describe(d))
	return d
}

// GoldenFormat reads every file of a format's folder in testdata.
func GoldenFormat(t *testing.T, format string, parse parser, allowed error) {
	t.Helper()
	for _, path := range filesIn(t, format) {
		if filepath.Ext(path) == ".golden" {
			continue
		}
		t.Run(strings.TrimPrefix(path, "testdata/"), func(t *testing.T) {
			if d := Golden(t, path, path+".golden", parse, allowed); d.Format != format {
				t.Errorf("read as %s", d.Format)
			}
		})
	}
}

func filesIn(t testing.TB, folder string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d files, %v", folder, len(paths), err)
	}
	return paths
}

func compare(t *testing.T, golden, got string) {
	t.Helper()
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

func describe(d doc.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "layout %s, deck %s\n", d.Layout, d.Deck)
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	for _, c := range d.Cards {
		fmt.Fprintf(&b, "\n=== card, line %d %s\n%s\n---\n%s\n", c.Line, strings.Join(c.Tags, " / "), c.Question,
			c.Answer)
	}
	for _, u := range d.Unanswered {
		fmt.Fprintf(&b, "\n=== unanswered, line %d %s\n%s\n", u.Line, strings.Join(u.Tags, " / "), u.Question)
	}
	for _, s := range d.Skipped {
		fmt.Fprintf(&b, "\n=== skipped, line %d: %s\n%s\n", s.Line, s.Reason, s.Text)
	}
	for _, c := range d.Cards {
		if c.Deck != "" {
			fmt.Fprintf(&b, "\nline %d: deck %s\n", c.Line, c.Deck)
		}
	}
	return b.String()
}

// CheckFile holds what must be true of every file that was read as a whole.
func CheckFile(t *testing.T, d doc.Document, text string) {
	t.Helper()
	if d.Deck == "" {
		t.Error("no deck")
	}
	Check(t, d, text)
	CheckLines(t, d, text)
}

// Check holds what every reader promises of every text: cards have both sides, questions a text, and
// what was skipped a reason and a short beginning, at a line of the text.
func Check(t *testing.T, d doc.Document, text string) {
	t.Helper()
	for _, c := range d.Cards {
		if strings.TrimSpace(c.Question) == "" || strings.TrimSpace(c.Answer) == "" || c.Line < 1 {
			t.Fatalf("card %+v of %q", c, text)
		}
	}
	for _, u := range d.Unanswered {
		if strings.TrimSpace(u.Question) == "" || u.Line < 1 {
			t.Fatalf("question without an answer %+v of %q", u, text)
		}
	}
	for _, s := range d.Skipped {
		if s.Line < 1 || s.Line > lines(text) {
			t.Fatalf("skipped %+v, but there are %d lines in %q", s, lines(text), text)
		}
		if s.Reason == "" || utf8.RuneCountInString(s.Text) > 80 || strings.Contains(s.Text, "\n") {
			t.Fatalf("skipped piece %+v", s)
		}
	}
}

// CheckLines holds the lines of cards and questions too. Formats that may have several on one line count
// them on from it, and so promise less.
func CheckLines(t *testing.T, d doc.Document, text string) {
	t.Helper()
	last := 0
	for _, c := range d.Cards {
		last = max(last, c.Line)
	}
	for _, u := range d.Unanswered {
		last = max(last, u.Line)
	}
	if last > lines(text) {
		t.Fatalf("line %d of %d in %q", last, lines(text), text)
	}
}

// lines counts the lines of a text, whatever ends them.
func lines(text string) int {
	return 1 + strings.Count(text, "\n") + strings.Count(text, "\r") + strings.Count(text, "\u2028") +
		strings.Count(text, "\u2029") + strings.Count(text, "\u0085")
}

// Decoded is what decoding leaves of bytes that need no repair, to be read by a format directly.
func Decoded(data []byte) (text string, ok bool) {
	return string(data), utf8.Valid(data) && !bytes.ContainsAny(data, "\x00\r") && len(bytes.TrimSpace(data)) > 0
}

// Seed adds the files of a folder of testdata to a fuzz target.
func Seed(f *testing.F, folders ...string) {
	for _, folder := range folders {
		for _, path := range filesIn(f, folder) {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}
