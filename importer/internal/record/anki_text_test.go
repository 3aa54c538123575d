package record

import (
	"fmt"
	"strings"
	"testing"

	"iq/importer/internal/cloze"
	"iq/importer/internal/doc"
	"iq/importer/internal/doctest"
)

func TestSniffAnkiText(t *testing.T) {
	tests := []struct {
		text string
		want float64
	}{
		{"#separator:tab\na\tb\n", 1},
		{"#mystery:x\n#html:true\na\tb\n", 1},
		{"# Heading: about\n\ntext\n", 0},
		{"#hashtag: not a header\na\n", 0},
		{"a\tb\n", 0},
	}
	for _, tt := range tests {
		if got := SniffAnkiText("notes.txt", tt.text); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}

// TestAnkiTextClozeBudget keeps one note of many clozes from growing to more than the file's share.
func TestAnkiTextClozeBudget(t *testing.T) {
	var clozes strings.Builder
	for i := range 400 {
		fmt.Fprintf(&clozes, "{{c%d::x}} ", i+1)
	}
	note := strings.Repeat("x", 10_000) + clozes.String() + "\t\n"
	var d doc.Document
	if err := ReadAnkiText(&d, "#separator:tab\n"+strings.Repeat(note, 40)); err != nil {
		t.Fatal(err)
	}
	size := 0
	for _, c := range d.Cards {
		size += len(c.Question)
	}
	if size > 2*cloze.MaxTotal || len(d.Skipped) == 0 {
		t.Errorf("%d bytes of questions, %d skipped", size, len(d.Skipped))
	}
}

func FuzzAnkiText(f *testing.F) {
	doctest.Seed(f, "anki-text")
	f.Add([]byte("#separator:\\t\n#deck column:0\n#tags column:99999999999\na\tb"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, ok := doctest.Decoded(data)
		if !ok {
			return
		}
		var d doc.Document
		if err := ReadAnkiText(&d, text); err != nil {
			t.Errorf("%v of %q", err, text)
		}
		doctest.Check(t, d, text)
		doctest.CheckLines(t, d, text)
	})
}
