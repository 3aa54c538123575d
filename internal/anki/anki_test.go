package anki

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"iq/importer"
	"iq/internal/card"
)

func readPackage(t testing.TB, data []byte) (importer.Document, error) {
	t.Helper()
	return Read(t.Context(), "deck.apkg", bytes.NewReader(data), int64(len(data)))
}

// everyKind is a collection with the usual kinds of notes.
func everyKind() made {
	reversed := madeType{id: 2, name: "Basic (and reversed)", fields: []string{"Front", "Back"}, tmpls: []template{
		{"Card 1", "{{Front}}", "{{FrontSide}}<hr id=\"answer\">{{Back}}"}, {"Card 2", "{{Back}}",
			"{{FrontSide}}<hr id=\"answer\">{{Front}}"}}}
	cloze := madeType{id: 3, name: "Cloze", cloze: true, fields: []string{"Text", "Extra"},
		tmpls: []template{{"Card 1", "{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}"}}}
	sections := madeType{id: 4, name: "Term", fields: []string{"Term", "Meaning", "Hint"}, tmpls: []template{
		{"Card 1", "{{#Hint}}({{text:Hint}}) {{/Hint}}What is {{Term}}?{{^Hint}} No hint.{{/Hint}}",
			"{{Meaning}} {{Tags}} {{Deck}}"}}}
	return made{
		types: []madeType{basic, reversed, cloze, sections},
		decks: map[int64]string{1: "Default", 2: "Systems::Storage"},
		notes: []madeNote{
			{1, 1, " go sql ", []string{"What is <b>WAL</b>?", "A log.<br><ul><li>first</li></ul>"},
				[]madeCard{{0, 2}}},
			{2, 2, "", []string{"leader", "the one that writes"}, []madeCard{{0, 1}, {1, 1}}},
			{3, 3, "", []string{"A {{c1::quorum}} is a {{c2::majority::how many}}.", "More."},
				[]madeCard{{0, 1}, {1, 1}}},
			{4, 4, "x", []string{"jitter", "Chance.", ""}, []madeCard{{0, 1}}},
			{5, 4, "", []string{"skew", "Uneven.", "shards"}, []madeCard{{0, 1}}},
			{6, 1, "", []string{"[sound:a.mp3]", ""}, []madeCard{{0, 1}}},
			{7, 1, "", []string{"", "nothing asks this"}, []madeCard{{0, 1}}},
			{8, 99, "", []string{"of no type"}, []madeCard{{0, 1}}},
			{9, 3, "", []string{"{{c1x::slip}} of the pen", ""}, []madeCard{{0, 1}}},
		},
	}
}

func TestKindsOfNotes(t *testing.T) {
	m := everyKind()
	newer := m
	newer.decks = map[int64]string{1: "Default", 2: "Systems\x1fStorage"}
	stub := made{types: []madeType{basic}, notes: []madeNote{basicNote(1, "Please update to the latest version", "x")}}
	for layout, data := range map[string][]byte{
		"anki2":  archive(t, entry{"collection.anki2", m.schema11(t)}, entry{"media", []byte("{}")}),
		"anki21": archive(t, entry{"collection.anki2", stub.schema11(t)}, entry{"collection.anki21", m.schema11(t)}),
		"anki21b": archive(t, entry{"collection.anki2", stub.schema11(t)},
			entry{"collection.anki21b", squeezed(t, newer.schema18(t))}, entry{"meta", []byte{8, 3}}),
	} {
		doc, err := readPackage(t, data)
		if err != nil {
			t.Errorf("%s: %v", layout, err)
			continue
		}
		want := importer.Document{
			Name: "deck.apkg", Format: "apkg", Layout: layout, Deck: "deck",
			Cards: []importer.Card{
				{Line: 1, Text: card.Text{Question: "What is **WAL**?", Answer: "A log.\n\n- first",
					Tags: []string{"go", "sql"}, Deck: "Systems::Storage"}},
				{Line: 2, Text: card.Text{Question: "leader", Answer: "the one that writes", Deck: "Default"}},
				{Line: 2, Text: card.Text{Question: "the one that writes", Answer: "leader", Deck: "Default"}},
				{Line: 3, Text: card.Text{Question: "A [...] is a majority.",
					Answer: "quorum\n\nA quorum is a majority.\nMore.", Deck: "Default"}},
				{Line: 3, Text: card.Text{Question: "A quorum is a [how many].",
					Answer: "majority\n\nA quorum is a majority.\nMore.", Deck: "Default"}},
				{Line: 4, Text: card.Text{Question: "What is jitter? No hint.", Answer: "Chance. x Default",
					Tags: []string{"x"}, Deck: "Default"}},
				{Line: 5, Text: card.Text{Question: "(shards) What is skew?", Answer: "Uneven. Default",
					Deck: "Default"}},
				{Line: 9, Text: card.Text{Question: "[...] of the pen", Answer: "slip\n\nslip of the pen",
					Deck: "Default"}},
			},
			Unanswered: []importer.Card{{Line: 6, Text: card.Text{Question: "[sound:a.mp3]", Deck: "Default"}}},
			Skipped: []importer.Skipped{
				{Line: 7, Reason: "note that makes no card", Text: "nothing asks this"},
				{Line: 8, Reason: "note of an unknown type", Text: "of no type"},
			},
		}
		normal := func(d importer.Document) importer.Document {
			for i := range d.Cards {
				d.Cards[i].Answer = strings.Join(strings.Fields(d.Cards[i].Answer), " ")
				if len(d.Cards[i].Tags) == 0 {
					d.Cards[i].Tags = nil
				}
			}
			for i := range d.Unanswered {
				d.Unanswered[i].Tags = nil
			}
			return d
		}
		if diff := cmp.Diff(normal(want), normal(doc)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", layout, diff)
		}
	}
}

func TestRender(t *testing.T) {
	values := map[string]string{"F": "front", "Empty": "<br>", "B": "back", "R": " 漢字[かんじ] です"}
	for in, want := range map[string]string{
		"{{F}}-{{B}}": "front-back", "{{ F }}": "front", "{{{F}}}": "front", "{{Unknown}}": "", "{{!note}}x": "x",
		"{{#F}}a{{#B}}b{{/B}}{{/F}}c": "abc", "{{#Empty}}a{{/Empty}}{{^Empty}}b{{/Empty}}": "b", "{{^F}}a{{/F}}": "",
		"{{#F}}{{#F}}x{{/F}}{{/F}}y": "xy", "{{text:F}}{{hint:B}}": "frontback", "{{type:F}}": "", "{{tts " +
			"en_US:F}}": "", "{{F}}}": "front}",
		"{{furigana:R}}": "漢字 (かんじ) です", "{{kanji:R}}": "漢字 です", "{{kana:R}}": "かんじ です",
		"{{F": "{{F", "{{#F}}open": "open", "{{/F}}x": "x", "{{}}": "", "a{{": "a{{", "{{#}}{{/}}": "",
	} {
		if got := render(in, false, &view{values: values, full: map[string]bool{}}); strings.TrimSpace(got) != want {
			t.Errorf("render(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestRealPackages reads packages that people published, where they are at hand.
func TestRealPackages(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/apkg/*.apkg")
	if len(files) == 0 {
		t.Skip("no corpus beside the project")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if doc, err := Read(t.Context(), file, bytes.NewReader(data), int64(len(data))); err != nil {
			t.Errorf("%d cards, %v", len(doc.Cards), err)
		}
	}
}
