package anki

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"strings"
	"testing"

	"iq/importer"
)

// hostilePackages are what nobody's Anki ever wrote.
func hostilePackages(t testing.TB) map[string]hostile {
	all := hostileArchives(t)
	maps.Copy(all, hostileCollections(t))
	return all
}

// hostile is a package, and what reading it must come to.
type hostile struct {
	data []byte
	want error
}

var goodCollection = made{types: []madeType{basic}, decks: map[int64]string{1: "Default"},
	notes: []madeNote{basicNote(1, "What is good?", "This.")}}

// hostileArchives are hostile around the collection.
func hostileArchives(t testing.TB) map[string]hostile {
	whole := goodCollection.schema11(t)
	zeros := make([]byte, MaxCollection+4096)
	copy(zeros, "SQLite format 3\x00")
	broken := bytes.Clone(whole)
	for i := 4096; i < len(broken); i += 7 {
		broken[i] ^= 0x5a
	}
	many := make([]entry, 0, MaxEntries+2)
	for i := range MaxEntries + 1 {
		many = append(many, entry{name: fmt.Sprint(i)})
	}
	return map[string]hostile{
		"empty":               {nil, ErrNoPackage},
		"text":                {[]byte("just a text"), ErrNoPackage},
		"an empty archive":    {archive(t), ErrNoPackage},
		"no collection":       {archive(t, entry{"media", []byte("{}")}), ErrNoPackage},
		"cut off":             {archive(t, entry{"collection.anki2", whole})[:300], ErrNoPackage},
		"no SQLite file":      {archive(t, entry{"collection.anki2", []byte("nothing")}), ErrDamaged},
		"an empty collection": {archive(t, entry{"collection.anki2", nil}), ErrDamaged},
		"half a collection":   {archive(t, entry{"collection.anki2", whole[:len(whole)/2]}), ErrDamaged},
		"broken pages":        {archive(t, entry{"collection.anki2", broken}), ErrDamaged},
		"no zstd":             {archive(t, entry{"collection.anki21b", whole}), ErrDamaged},
		"zip bomb":            {archive(t, entry{"collection.anki2", zeros}), ErrTooLarge},
		"zstd bomb":           {archive(t, entry{"collection.anki21b", squeezed(t, zeros)}), ErrTooLarge},
		"too many entries":    {archive(t, many...), ErrTooLarge},
		"encrypted":           {encryptedArchive(t, whole), ErrEncrypted},
		"a lying size":        {lyingArchive(t, whole), ErrDamaged},
		"path traversal":      {archive(t, entry{"../../collection.anki2", whole}), ErrNoPackage},
		"paths beside": {archive(t, entry{"../evil", []byte("x")}, entry{"/etc/evil", nil},
			entry{"collection.anki2", whole}), nil},
		"twice": {archive(t, entry{"collection.anki2", whole}, entry{"collection.anki2", []byte("evil")}),
			nil},
		"long names of files": {archive(t, longNames()...), ErrTooLarge},
	}
}

// hostileCollections are hostile within it.
func hostileCollections(t testing.TB) map[string]hostile {
	with := func(change func(*made)) []byte {
		m := goodCollection
		change(&m)
		return archive(t, entry{"collection.anki2", m.schema11(t)})
	}
	after := func(script string) []byte { return with(func(m *made) { m.after = script }) }
	return map[string]hostile{
		"a view for notes": {after("alter table notes rename to n; create view notes as select * from n"),
			ErrDamaged},
		"an endless view": {after("drop table notes; create view notes as with recursive r (id, mid, tags, flds) as " +
			"(select 1, 1, '', 'a' union all select id + 1, 1, '', 'a' from r) select * from r"), ErrDamaged},
		"a virtual table": {after("drop table notes; create virtual table notes using fts5 (id, mid, tags, flds)"),
			ErrDamaged},
		"a generated column": {after("drop table notes; create table notes (id integer primary key, mid integer, " +
			"tags text, a text, flds text generated always as (a || a) virtual)"), ErrDamaged},
		"a missing column": {after("drop table notes; create table notes (id integer primary key, mid integer)"),
			ErrDamaged},
		"a missing table":   {after("drop table cards"), ErrDamaged},
		"a trigger":         {after("create trigger evil after insert on notes begin delete from cards; end"), nil},
		"broken note types": {after("update col set models = '{'"), ErrDamaged},
		"deep note types": {after("update col set models = replace(hex(zeroblob(100000)), '00', '[')"),
			ErrDamaged},
		"note types of a list": {after("update col set models = '[]'"), ErrDamaged},
		"broken decks":         {after("update col set decks = 'x'"), ErrDamaged},
		"no col":               {after("delete from col"), ErrDamaged},
		"a gigantic field": {after(fmt.Sprintf("update notes set flds = replace(hex(zeroblob(%d)), '00', 'x')",
			MaxField+1)), ErrTooLarge},
		"blobs for texts":   {after("update notes set flds = x'ff00fe1f00', tags = x'00'"), nil},
		"numbers for texts": {after("update notes set mid = 'one'"), ErrDamaged},
		"escape sequences": {after("update notes set flds = 'What is ' || char(27) || '[31m?' || char(31) || " +
			"char(155) || 'x'"), nil},
		"many sections": {with(func(m *made) { m.types = sectionBomb() }), importer.ErrNoQuestions},
		"many fields": {with(func(m *made) {
			m.types = fieldBomb()
			m.notes = []madeNote{basicNote(1, strings.Repeat("x", 1<<20), "y")}
		}), nil},
		"sections without work": {with(func(m *made) {
			m.types = emptySections()
			m.notes = []madeNote{basicNote(1, strings.Repeat("<b></b>", 100_000), "y"), basicNote(2, "x", "y")}
		}), nil},
		"a note of too many fields": {with(func(m *made) {
			m.notes = []madeNote{basicNote(1,
				strings.Repeat("\x1f", MaxFields), "y")}
		}), ErrTooLarge},
		"a note of too many tags": {after(fmt.Sprintf("update notes set tags = replace(hex(zeroblob(%d)), '00', ' "+
			"x')", MaxField/2)), ErrTooLarge},
		"a text beyond all limits": {after(fmt.Sprintf("update notes set flds = replace(hex(zeroblob(%d)), '00', 'x')",
			4*MaxField+1)), ErrTooLarge},
		"too many note types": {after(fmt.Sprintf("update col set models = replace(hex(zeroblob(%d)), '00', '[')",
			MaxSchema+1)), ErrTooLarge},
		"too many decks": {after(fmt.Sprintf("update col set decks = replace(hex(zeroblob(%d)), '00', '[')",
			MaxSchema+1)), ErrTooLarge},
		"many cards of one note": {after(`
			with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000)
			insert into cards (nid, did, ord) select 1, 1, 0 from n`), nil},
		"no keys": {after(`alter table notes rename to n; create table notes (id, mid, tags, flds);
			insert into notes select id, mid, tags, flds from n`), nil},
		"no notes": {with(func(m *made) { m.notes = nil }), importer.ErrNoQuestions},
	}
}

func sectionBomb() []madeType {
	b := basic
	b.tmpls = []template{{"Card 1", strings.Repeat("{{#Front}}", 20_000) + strings.Repeat("{{/Front}}", 20_000), "x"}}
	return []madeType{b}
}

// emptySections ask over and over whether a field is empty, for which its HTML must be read.
func emptySections() []madeType {
	b := basic
	b.tmpls = []template{{"Card 1", strings.Repeat("{{#Front}}{{/Front}}", 20_000) + "{{Front}}", "{{Back}}"}}
	return []madeType{b}
}

// longNames are few files with so long names that a list of them takes too much room.
func longNames() []entry {
	entries := make([]entry, 600)
	for i := range entries {
		entries[i].name = fmt.Sprint(i, strings.Repeat("x", 60_000))
	}
	return entries
}

func fieldBomb() []madeType {
	b := basic
	b.tmpls = []template{{"Card 1", strings.Repeat("{{Front}}", 10_000), "{{Back}}"}}
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
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if testing.Short() && i%3 != 0 {
			continue
		}
		h := all[name]
		t.Run(name, func(t *testing.T) {
			doc, err := readPackage(t, h.data)
			if !errors.Is(err, h.want) {
				t.Errorf("error %v, want %v", err, h.want)
			}
			if err == nil && len(doc.Cards) == 0 {
				t.Error("no card, and no error")
			}
			if err != nil && (!strings.Contains(err.Error(), "deck.apkg") || strings.Contains(err.Error(), "\n")) {
				t.Errorf("the error is not one line that names the file: %q", err)
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
		out := render(tmpl, false, &view{values: map[string]string{"F": value, "B": ""}, full: map[string]bool{}})
		if len(out) > maxOutput+len(tmpl)+2*len(value)+1<<16 {
			t.Errorf("%d bytes", len(out))
		}
	})
}
