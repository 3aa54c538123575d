package record

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"iq/importer/internal/doc"
	"iq/importer/internal/doctest"
	"iq/internal/card"
)

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
		return strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "words"),
			rapid.SampledFrom([]string{" ", "\n", ", ", "; "}).Draw(t, "joined by"))
	})
}

// TestTableRoundTrip reads back what was written as a table, whatever the separator.
func TestTableRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sep := rapid.SampledFrom([]string{",", ";", "|", "\t"}).Draw(t, "separator")
		n := rapid.IntRange(1, 20).Draw(t, "pairs")
		text := "question" + sep + "answer\n"
		var want []doc.Card
		for i := range n {
			q, a := fieldGen().Draw(t, "question"), fieldGen().Draw(t, "answer")
			want = append(want, doc.Card{Line: 2 + i + strings.Count(text, "\n") - 1 - i,
				Text: card.Text{Question: q, Answer: a}})
			text += quoted(q) + sep + quoted(a) + "\n"
		}
		var d doc.Document
		if err := ReadCSV(&d, text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(want, d.Cards); diff != "" || len(d.Skipped)+len(d.Unanswered) > 0 {
			t.Fatalf("%s\n%+v\n%s", diff, d.Skipped, text)
		}
	})
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func FuzzCSV(f *testing.F) {
	doctest.Seed(f, "csv", "tsv", "quizlet")
	f.Add([]byte("a,b\n\"c\n\"\"d\",\"e\"\n,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, ok := doctest.Decoded(data)
		if !ok {
			return
		}
		for _, read := range []func(*doc.Document, string) error{ReadCSV, ReadTSV, ReadTerms} {
			var d doc.Document
			if err := read(&d, text); err != nil {
				t.Errorf("%v of %q", err, text)
			}
			doctest.Check(t, d, text)
		}
		for _, sniff := range []func(string, string) float64{SniffCSV, SniffTSV, SniffTerms} {
			if score := sniff("x.txt", text); score < 0 || score > 1 {
				t.Errorf("score %v of %q", score, text)
			}
		}
		var d doc.Document
		_ = ReadCSV(&d, text)
		doctest.CheckLines(t, d, text)
	})
}
