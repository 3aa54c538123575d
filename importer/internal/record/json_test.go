package record

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"iq/importer/internal/doc"
	"iq/importer/internal/doctest"
	"iq/internal/card"
)

func read(text string) (doc.Document, error) {
	var d doc.Document
	err := ReadJSON(&d, text)
	return d, err
}

func TestJSONRefuses(t *testing.T) {
	tests := []struct {
		name, text string
		want       error
	}{
		{"deep arrays", strings.Repeat("[", 100_000), errJSONDeep},
		{"deep objects", strings.Repeat(`{"a":`, 100_000), errJSONDeep},
		{"no questions", `{"name": "tool", "scripts": {"build": "make", "test": "make test"}, "files": ["a", "b"]}`,
			nil},
	}
	for _, tt := range tests {
		d, err := read(tt.text)
		if !errors.Is(err, tt.want) || len(d.Cards)+len(d.Unanswered) > 0 {
			t.Errorf("%s: %v and %d cards, want %v", tt.name, err, len(d.Cards), tt.want)
		}
	}
}

func TestJSONHostileValues(t *testing.T) {
	text := `[{"question": "a?", "question": "b?", "answer": 1e999999999, "answer": "two", "tags": [null, 3, {"x": []}],
		"options": [[], {}, null]},
		{"question": "\u0000\ud800?", "answer": "half a pair"}]`
	d, err := read(text)
	if err != nil || len(d.Cards) != 2 {
		t.Fatalf("%v, %+v", err, d)
	}
}

// TestJSONOnOneLine counts questions on one line on: cards of one line would be taken for siblings.
func TestJSONOnOneLine(t *testing.T) {
	d, err := read(`[{"q":"a?","a":"1"},{"q":"b?","a":"2"},{"q":"c?","a":"3"}]`)
	if err != nil || len(d.Cards) != 3 {
		t.Fatalf("%v, %+v", err, d)
	}
	if d.Cards[0].Line != 1 || d.Cards[1].Line != 2 || d.Cards[2].Line != 3 {
		t.Errorf("lines %d, %d, %d", d.Cards[0].Line, d.Cards[1].Line, d.Cards[2].Line)
	}
}

func TestIndexBase(t *testing.T) {
	const options = `"options": ["x", "y", "z"]`
	tests := []struct{ name, in, want string }{
		{"zero is used", `[{"q": "a?", ` + options + `, "answer": 0}, {"q": "b?", ` + options + `, "answer": 2}]`,
			"C) z"},
		{"the number of options is used", `[{"q": "a?", ` + options + `, "correct": 3}, {"q": "b?", ` + options +
			`, "correct": 2}]`, "B) y"},
		{"a zero beside a mistake", `[{"q": "a?", ` + options + `, "answer": 3}, {"q": "b?", ` + options +
			`, "answer": 0}]`, "A) x"},
		{"neither is used", `[{"q": "b?", ` + options + `, "correctIndex": 1}]`, "B) y"},
		{"written as text", `[{"q": "b?", ` + options + `, "correct": "1"}]`, "A) x"},
		{"the text of an option", `[{"q": "b?", "options": ["3", "2", "1"], "answer": "1"}]`, "C) 1"},
	}
	for _, tt := range tests {
		d, err := read(tt.in)
		if err != nil || d.Cards[len(d.Cards)-1].Answer != tt.want {
			t.Errorf("%s: %v, %+v, want %s", tt.name, err, d.Cards, tt.want)
		}
	}
}

func TestMendJSON(t *testing.T) {
	in := "{ // one, two\n\"a\": \"x, // ] no\", /* c,\n */ \"b\": [1,],\n}"
	want := "{            \n\"a\": \"x, // ] no\",      \n    \"b\": [1 ] \n}"
	if got := mendJSON(in); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestJSONRoundTrip reads back what was written as JSON, under any of the usual names.
func TestJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		question := rapid.SampledFrom([]string{"question", "q", "front", "term", "prompt", "Frage"}).Draw(t,
			"question key")
		answer := rapid.SampledFrom([]string{"answer", "a", "back", "definition", "solution", "Antwort"}).Draw(t,
			"answer key")
		var objects []map[string]any
		var want []doc.Card
		for range rapid.IntRange(1, 10).Draw(t, "cards") {
			q, a := fieldGen().Draw(t, "question"), fieldGen().Draw(t, "answer")
			objects = append(objects, map[string]any{question: q, answer: a, "id": len(want), "zz": []string{"more"}})
			want = append(want, doc.Card{Line: len(want) + 1, Text: card.Text{Question: q, Answer: a}})
		}
		var value any = objects
		if key := rapid.SampledFrom([]string{"", "questions", "cards", "data"}).Draw(t, "nested under"); key != "" {
			value = map[string]any{key: objects}
		}
		data, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		d, err := read(string(data))
		if err != nil {
			t.Fatalf("%v of %s", err, data)
		}
		if diff := cmp.Diff(want, d.Cards); diff != "" {
			t.Fatalf("%s\n%s", diff, data)
		}
	})
}

func FuzzJSON(f *testing.F) {
	doctest.Seed(f, "json")
	f.Add([]byte(`{"q":["a?"],"a":{"en":"x"}}` + "\n" + `{"q":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, ok := doctest.Decoded(data)
		if !ok {
			return
		}
		var d doc.Document
		err := ReadJSON(&d, text)
		if err != nil && !errors.Is(err, errJSONDeep) && !errors.Is(err, errJSONMany) {
			t.Errorf("%v of %q", err, text)
		}
		doctest.Check(t, d, text)
	})
}
