package importer

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"iq/internal/card"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestGoldenFormats reads every file of the formats beside Markdown and compares everything found with
// the file of the same name and the ending .golden.
func TestGoldenFormats(t *testing.T) {
	for _, folder := range []string{"csv", "tsv", "quizlet", "anki-text", "json", "org"} {
		paths, err := filepath.Glob(filepath.Join("testdata", folder, "*"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(paths), err)
		}
		for _, path := range paths {
			if filepath.Ext(path) != ".golden" {
				t.Run(strings.TrimPrefix(path, "testdata/"), func(t *testing.T) { compareFormat(t, path, folder) })
			}
		}
	}
}

func compareFormat(t *testing.T, path, format string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(path, data)
	if err != nil && !errors.Is(err, ErrNoQuestions) {
		t.Fatal(err)
	}
	if d.Format != format {
		t.Errorf("read as %s", d.Format)
	}
	got := describe(d)
	for _, c := range d.Cards {
		if c.Deck != "" {
			got += fmt.Sprintf("\nline %d: deck %s\n", c.Line, c.Deck)
		}
	}
	if *update {
		if err := os.WriteFile(path+".golden", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path + ".golden")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("golden and found differ (-golden +found):\n%s", diff)
	}
}

// Tables of something else are no lists of questions.
func TestTablesThatAreNone(t *testing.T) {
	for name, text := range map[string]string{
		"prices.csv":  "id,price,quantity\n1,2.5,3\n2,3.5,4\n",
		"prose.csv":   "This is a sentence.\nAnother one follows, with a comma.\nAnd a third.\n",
		"prose.txt":   "One line - with a dash.\nAnother without.\nA third, with a comma.\n",
		"notes.txt":   strings.Repeat("a term - its meaning\nanother - more\nthird one - text\nfourth - text\n", 1) + "A sentence of prose.\n",
		"labels.txt":  "Q: What?\nA: That.\nQ: Who?\nA: They.\n",
		"people.csv":  "name,age,city\nAnn,3,Rome\nBob,4,Oslo\n",
		"numbers.tsv": "1\t2\n3\t4\n",
	} {
		d, _ := Parse(name, []byte(text))
		if d.Format != "markdown" {
			t.Errorf("%s was read as %s with %d cards", name, d.Format, len(d.Cards))
		}
	}
}

func TestReadRecord(t *testing.T) {
	tests := []struct {
		in   string
		sep  string
		want []string
	}{
		{"a,b", ",", []string{"a", "b"}},
		{`"a,b",c`, ",", []string{"a,b", "c"}},
		{`a, "b, c"`, ",", []string{"a", "b, c"}},
		{`"a ""b""",c`, ",", []string{`a "b"`, "c"}},
		{"\"a\nb\",c", ",", []string{"a\nb", "c"}},
		{`"a" b,c"`, ",", []string{`"a" b`, `c"`}},
		{`"a "b", c","d"`, ",", []string{`a "b", c`, "d"}},
		{`"a \"b\" c",d`, ",", []string{`a "b" c`, "d"}},
		{`"open,b`, ",", []string{`"open`, "b"}},
		{"a\t\"b\" c\td", "\t", []string{"a", `"b" c`, "d"}},
		{",", ",", []string{"", ""}},
		{`"",x`, ",", []string{"", "x"}},
	}
	for _, tt := range tests {
		r, size := readRecord(tt.in, tt.sep)
		if diff := cmp.Diff(tt.want, r.fields); diff != "" || size != len(tt.in) {
			t.Errorf("%q: size %d of %d, %s", tt.in, size, len(tt.in), diff)
		}
	}
}

func TestReadRecordsBounds(t *testing.T) {
	wide := slices.Collect(records("a"+strings.Repeat(",b", 1_000_000)+"\nc,d\n", ","))
	if len(wide) != 2 || len(wide[0].fields) != maxColumns || wide[1].line != 2 {
		t.Fatalf("%d rows, %d columns", len(wide), len(wide[0].fields))
	}
	for name, text := range map[string]string{
		"quotes that never close":   strings.Repeat("\"a\n", 200_000),
		"careless quotes in a line": strings.Repeat(`"a"b,`, 200_000),
		"doubled quotes":            strings.Repeat(`,""""`, 200_000),
	} {
		rows := 0
		for r := range records(text, ",") {
			rows += len(r.fields)
		}
		if rows == 0 {
			t.Errorf("%s: nothing was read", name)
		}
	}
}

// fieldGen makes texts as people write them, with all that a delimited file has to quote.
func fieldGen() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		word := rapid.StringMatching(`[a-zA-ZäéЖ][a-zA-Z"',;|é. ?]{0,20}[a-z"?]`)
		return strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "words"), rapid.SampledFrom([]string{" ", "\n", ", ", "; "}).Draw(t, "joined by"))
	})
}

// What is written as a table is read back the same, whatever the separator.
func TestTableRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sep := rapid.SampledFrom([]string{",", ";", "|", "\t"}).Draw(t, "separator")
		n := rapid.IntRange(1, 20).Draw(t, "pairs")
		text := "question" + sep + "answer\n"
		var want []Card
		for i := range n {
			q, a := fieldGen().Draw(t, "question"), fieldGen().Draw(t, "answer")
			want = append(want, Card{Line: 2 + i + strings.Count(text, "\n") - 1 - i, Text: card.Text{Question: q, Answer: a}})
			text += quoted(q) + sep + quoted(a) + "\n"
		}
		d, err := ParseAs("csv", "pairs.csv", []byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(want, d.Cards); diff != "" || len(d.Skipped)+len(d.Unanswered) > 0 {
			t.Fatalf("%s\n%+v\n%s", diff, d.Skipped, text)
		}
	})
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// checkFormat holds what every reader promises of every text.
func checkFormat(t *testing.T, d Document, text string) {
	t.Helper()
	for _, c := range d.Cards {
		if strings.TrimSpace(c.Question) == "" || strings.TrimSpace(c.Answer) == "" || c.Line < 1 {
			t.Errorf("card %+v of %q", c, text)
		}
	}
	for _, u := range d.Unanswered {
		if strings.TrimSpace(u.Question) == "" || u.Line < 1 {
			t.Errorf("unanswered %+v of %q", u, text)
		}
	}
	for _, s := range d.Skipped {
		if s.Reason == "" || s.Line < 1 || s.Line > 1+strings.Count(text, "\n") {
			t.Errorf("skipped %+v of %q", s, text)
		}
	}
}

// lastLine is the highest line that a card may have.
func lastLine(d Document) int {
	last := 0
	for _, c := range d.Cards {
		last = max(last, c.Line)
	}
	return last
}

func FuzzCSV(f *testing.F) {
	addFolder(f, "csv", "tsv", "quizlet")
	f.Add([]byte("a,b\n\"c\n\"\"d\",\"e\"\n,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, _, err := decode(data)
		if err != nil {
			return
		}
		for _, read := range []func(*Document, string) error{readCSV, readTSV, readTerms} {
			var d Document
			if err := read(&d, text); err != nil {
				t.Errorf("%v of %q", err, text)
			}
			checkFormat(t, d, text)
		}
		for _, sniff := range []func(string, string) float64{sniffCSV, sniffTSV, sniffTerms} {
			if score := sniff("x.txt", text); score < 0 || score > 1 {
				t.Errorf("score %v of %q", score, text)
			}
		}
		var d Document
		if _ = readCSV(&d, text); lastLine(d) > 1+strings.Count(text, "\n") {
			t.Errorf("line %d of %q", lastLine(d), text)
		}
	})
}

func addFolder(f *testing.F, folders ...string) {
	for _, folder := range folders {
		paths, err := filepath.Glob(filepath.Join("testdata", folder, "*"))
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}
