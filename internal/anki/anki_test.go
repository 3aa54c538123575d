package anki

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"iq/importer"
)

func readPackage(t testing.TB, data []byte) (importer.Document, error) {
	t.Helper()
	return Read(t.Context(), "deck.apkg", bytes.NewReader(data), int64(len(data)))
}

// everyKind is a collection with the usual kinds of notes.
func everyKind() made {
	reversed := madeType{id: 2, name: "Basic (and reversed)", fields: []string{"Front", "Back"}, tmpls: []template{
		{"{{Front}}", "{{FrontSide}}<hr id=\"answer\">{{Back}}"}, {"{{Back}}", "{{FrontSide}}<hr id=\"answer\">{{Front}}"}}}
	cloze := madeType{id: 3, name: "Cloze", cloze: true, fields: []string{"Text", "Extra"},
		tmpls: []template{{"{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}"}}}
	sections := madeType{id: 4, name: "Term", fields: []string{"Term", "Meaning", "Hint"}, tmpls: []template{
		{"{{#Hint}}({{text:Hint}}) {{/Hint}}What is {{Term}}?{{^Hint}} No hint.{{/Hint}}", "{{Meaning}} {{Tags}} {{Deck}}"}}}
	return made{
		types: []madeType{basic, reversed, cloze, sections},
		decks: map[int64]string{1: "Default", 2: "Systems::Storage"},
		notes: []madeNote{
			{1, 1, " go sql ", []string{"What is <b>WAL</b>?", "A log.<br><ul><li>first</li></ul>"}, []madeCard{{0, 2}}},
			{2, 2, "", []string{"leader", "the one that writes"}, []madeCard{{0, 1}, {1, 1}}},
			{3, 3, "", []string{"A {{c1::quorum}} is a {{c2::majority::how many}}.", "More."}, []madeCard{{0, 1}, {1, 1}}},
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
		"anki2":   archive(t, entry{"collection.anki2", m.schema11(t)}, entry{"media", []byte("{}")}),
		"anki21":  archive(t, entry{"collection.anki2", stub.schema11(t)}, entry{"collection.anki21", m.schema11(t)}),
		"anki21b": archive(t, entry{"collection.anki2", stub.schema11(t)}, entry{"collection.anki21b", squeezed(t, newer.schema18(t))}, entry{"meta", []byte{8, 3}}),
	} {
		doc, err := readPackage(t, data)
		if err != nil {
			t.Errorf("%s: %v", layout, err)
			continue
		}
		want := importer.Document{
			Name: "deck.apkg", Format: "apkg", Layout: layout, Deck: "deck",
			Cards: []importer.Card{
				{Line: 1, Question: "What is **WAL**?", Answer: "A log.\n\n- first", Tags: []string{"go", "sql"}, Deck: "Systems::Storage"},
				{Line: 2, Question: "leader", Answer: "the one that writes", Deck: "Default"},
				{Line: 2, Question: "the one that writes", Answer: "leader", Deck: "Default"},
				{Line: 3, Question: "A [...] is a majority.", Answer: "quorum\n\nA quorum is a majority.\nMore.", Deck: "Default"},
				{Line: 3, Question: "A quorum is a [how many].", Answer: "majority\n\nA quorum is a majority.\nMore.", Deck: "Default"},
				{Line: 4, Question: "What is jitter? No hint.", Answer: "Chance. x Default", Tags: []string{"x"}, Deck: "Default"},
				{Line: 5, Question: "(shards) What is skew?", Answer: "Uneven. Default", Deck: "Default"},
				{Line: 9, Question: "[...] of the pen", Answer: "slip\n\nslip of the pen", Deck: "Default"},
			},
			Unanswered: []importer.Unanswered{{Line: 6, Question: "[sound:a.mp3]", Deck: "Default"}},
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
		"{{#F}}{{#F}}x{{/F}}{{/F}}y": "xy", "{{text:F}}{{hint:B}}": "frontback", "{{type:F}}": "", "{{tts en_US:F}}": "front",
		"{{furigana:R}}": "漢字 (かんじ) です", "{{kanji:R}}": "漢字 です", "{{kana:R}}": "かんじ です",
		"{{F": "{{F", "{{#F}}open": "open", "{{/F}}x": "x", "{{}}": "", "a{{": "a{{", "{{#}}{{/}}": "",
	} {
		if got := render(in, values, nil); strings.TrimSpace(got) != want {
			t.Errorf("render(%q) = %q, want %q", in, got, want)
		}
	}
}

// hostilePackages are what nobody's Anki ever wrote.
func hostilePackages(t testing.TB) map[string]struct {
	data []byte
	want error
} {
	good := made{types: []madeType{basic}, decks: map[int64]string{1: "Default"}, notes: []madeNote{basicNote(1, "What is good?", "This.")}}
	with := func(change func(*made)) []byte {
		m := good
		change(&m)
		return archive(t, entry{"collection.anki2", m.schema11(t)})
	}
	after := func(script string) []byte { return with(func(m *made) { m.after = script }) }
	zeros := make([]byte, MaxCollection+4096)
	copy(zeros, "SQLite format 3\x00")
	whole := good.schema11(t)
	broken := bytes.Clone(whole)
	for i := 4096; i < len(broken); i += 7 {
		broken[i] ^= 0x5a
	}
	many := make([]entry, 0, MaxEntries+2)
	for i := range MaxEntries + 1 {
		many = append(many, entry{name: fmt.Sprint(i)})
	}
	type h = struct {
		data []byte
		want error
	}
	return map[string]h{
		"empty":                {nil, ErrNoPackage},
		"text":                 {[]byte("just a text"), ErrNoPackage},
		"an empty archive":     {archive(t), ErrNoPackage},
		"no collection":        {archive(t, entry{"media", []byte("{}")}), ErrNoPackage},
		"cut off":              {archive(t, entry{"collection.anki2", whole})[:300], ErrNoPackage},
		"no SQLite file":       {archive(t, entry{"collection.anki2", []byte("nothing")}), ErrDamaged},
		"an empty collection":  {archive(t, entry{"collection.anki2", nil}), ErrDamaged},
		"half a collection":    {archive(t, entry{"collection.anki2", whole[:len(whole)/2]}), ErrDamaged},
		"broken pages":         {archive(t, entry{"collection.anki2", broken}), ErrDamaged},
		"no zstd":              {archive(t, entry{"collection.anki21b", whole}), ErrDamaged},
		"zip bomb":             {archive(t, entry{"collection.anki2", zeros}), ErrTooLarge},
		"zstd bomb":            {archive(t, entry{"collection.anki21b", squeezed(t, zeros)}), ErrTooLarge},
		"too many entries":     {archive(t, many...), ErrTooLarge},
		"encrypted":            {encryptedArchive(t, whole), ErrEncrypted},
		"a lying size":         {lyingArchive(t, whole), ErrDamaged},
		"path traversal":       {archive(t, entry{"../../collection.anki2", whole}), ErrNoPackage},
		"paths beside":         {archive(t, entry{"../evil", []byte("x")}, entry{"/etc/evil", nil}, entry{"collection.anki2", whole}), nil},
		"twice":                {archive(t, entry{"collection.anki2", whole}, entry{"collection.anki2", []byte("evil")}), nil},
		"a view for notes":     {after("alter table notes rename to n; create view notes as select * from n"), ErrDamaged},
		"an endless view":      {after("drop table notes; create view notes as with recursive r (id, mid, tags, flds) as (select 1, 1, '', 'a' union all select id + 1, 1, '', 'a' from r) select * from r"), ErrDamaged},
		"a virtual table":      {after("drop table notes; create virtual table notes using fts5 (id, mid, tags, flds)"), ErrDamaged},
		"a generated column":   {after("drop table notes; create table notes (id integer primary key, mid integer, tags text, a text, flds text generated always as (a || a) virtual)"), ErrDamaged},
		"a missing column":     {after("drop table notes; create table notes (id integer primary key, mid integer)"), ErrDamaged},
		"a missing table":      {after("drop table cards"), ErrDamaged},
		"a trigger":            {after("create trigger evil after insert on notes begin delete from cards; end"), nil},
		"broken note types":    {after("update col set models = '{'"), ErrDamaged},
		"deep note types":      {after("update col set models = replace(hex(zeroblob(100000)), '00', '[')"), ErrDamaged},
		"note types of a list": {after("update col set models = '[]'"), ErrDamaged},
		"broken decks":         {after("update col set decks = 'x'"), ErrDamaged},
		"no col":               {after("delete from col"), ErrDamaged},
		"a gigantic field":     {after(fmt.Sprintf("update notes set flds = replace(hex(zeroblob(%d)), '00', 'x')", MaxField+1)), ErrTooLarge},
		"blobs for texts":      {after("update notes set flds = x'ff00fe1f00', tags = x'00'"), nil},
		"numbers for texts":    {after("update notes set mid = 'one'"), ErrDamaged},
		"escape sequences":     {after("update notes set flds = 'What is ' || char(27) || '[31m?' || char(31) || char(155) || 'x'"), nil},
		"many sections":        {with(func(m *made) { m.types = sectionBomb() }), importer.ErrNoQuestions},
		"many fields": {with(func(m *made) {
			m.types = fieldBomb()
			m.notes = []madeNote{basicNote(1, strings.Repeat("x", 1<<20), "y")}
		}), nil},
		"no notes": {with(func(m *made) { m.notes = nil }), importer.ErrNoQuestions},
	}
}

func sectionBomb() []madeType {
	b := basic
	b.tmpls = []template{{strings.Repeat("{{#Front}}", 20_000) + strings.Repeat("{{/Front}}", 20_000), "x"}}
	return []madeType{b}
}

func fieldBomb() []madeType {
	b := basic
	b.tmpls = []template{{strings.Repeat("{{Front}}", 10_000), "{{Back}}"}}
	return []madeType{b}
}

func encryptedArchive(t testing.TB, data []byte) []byte {
	b := archive(t, entry{"collection.anki2", data})
	for _, magic := range []string{"PK\x03\x04", "PK\x01\x02"} {
		i := bytes.Index(b, []byte(magic))
		flags := i + 6
		if magic == "PK\x01\x02" {
			flags = i + 8
		}
		b[flags] |= encrypted
	}
	return b
}

// lyingArchive holds a file that claims to be of one byte, stored as it is.
func lyingArchive(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "collection.anki2", Method: zip.Store, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: 100})
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHostilePackages(t *testing.T) {
	all := hostilePackages(t)
	if len(all) < 25 {
		t.Fatalf("only %d packages", len(all))
	}
	for name, h := range all {
		t.Run(name, func(t *testing.T) {
			doc, err := readPackage(t, h.data)
			if h.want == nil && err != nil || h.want != nil && !errors.Is(err, h.want) {
				t.Errorf("error %v, want %v", err, h.want)
			}
			if err == nil && len(doc.Cards) == 0 {
				t.Error("no card, and no error")
			}
			if err != nil && (!strings.Contains(err.Error(), "deck.apkg") || strings.Contains(err.Error(), "\n")) {
				t.Errorf("the error is no line that names the file: %q", err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	m := everyKind()
	f.Add(archive(f, entry{"collection.anki2", m.schema11(f)}))
	f.Add(archive(f, entry{"collection.anki21b", squeezed(f, m.schema18(f))}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := readPackage(t, data)
		checkDocument(t, doc, err)
	})
}

// FuzzCollection goes past the archive's checksums.
func FuzzCollection(f *testing.F) {
	m := everyKind()
	f.Add(m.schema11(f))
	f.Add(m.schema18(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := readPackage(t, archive(t, entry{"collection.anki2", data}))
		checkDocument(t, doc, err)
	})
}

func checkDocument(t *testing.T, doc importer.Document, err error) {
	t.Helper()
	if err != nil {
		return
	}
	for _, c := range doc.Cards {
		if c.Question == "" || c.Answer == "" || c.Line < 1 {
			t.Errorf("card %+v", c)
		}
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add("{{#F}}{{cloze:F}}{{/F}}{{^B}}x{{/B}}", "a [b] {{c1::d}}")
	f.Add("{{furigana:F}}{{{F}}}{{", " 漢[か]")
	f.Fuzz(func(t *testing.T, tmpl, value string) {
		out := render(tmpl, map[string]string{"F": value, "B": ""}, nil)
		if len(out) > mostOutput+len(tmpl)+2*len(value)+1<<16 {
			t.Errorf("%d bytes", len(out))
		}
	})
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
