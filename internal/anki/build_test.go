package anki

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// made is a collection to be built for a test.
type made struct {
	types []madeType
	notes []madeNote
	decks map[int64]string
	after string // SQL to run when all is there
}

type madeType struct {
	id     int64
	name   string
	cloze  bool
	fields []string
	tmpls  []template
}

type madeNote struct {
	id, typeID int64
	tags       string
	fields     []string
	cards      []madeCard
}

// basic is the usual note type.
var basic = madeType{id: 1, name: "Basic", fields: []string{"Front", "Back"},
	tmpls: []template{{"Card 1", "{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"}}}

func basicNote(id int64, front, back string) madeNote {
	return madeNote{id: id, typeID: 1, fields: []string{front, back}, cards: []madeCard{{0, 1}}}
}

// sqliteFile runs a script on a new database and returns the file's bytes. Nothing waits for the disk.
func sqliteFile(t testing.TB, script func(*sql.DB) error) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "collection")
	h, err := sql.Open("sqlite", path+"?_pragma=synchronous(off)&_pragma=journal_mode(off)")
	if err != nil {
		t.Fatal(err)
	}
	if err := script(h); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (m made) fill(h *sql.DB) error {
	_, err := h.Exec(`
		create table notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text,
			flds text, sfld text, csum integer, flags integer, data text);
		create table cards (id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer,
			type integer, queue integer, due integer,
			ivl integer, factor integer, reps integer, lapses integer, left integer, odue integer,
				odid integer default 0, flags integer, data text)`)
	for _, n := range m.notes {
		fields := ""
		for i, f := range n.fields {
			if i > 0 {
				fields += "\x1f"
			}
			fields += f
		}
		if err == nil {
			_, err = h.Exec("insert into notes (id, mid, tags, flds) values (?, ?, ?, ?)", n.id, n.typeID, n.tags,
				fields)
		}
		for _, c := range n.cards {
			if err == nil {
				_, err = h.Exec("insert into cards (nid, did, ord) values (?, ?, ?)", n.id, c.deck, c.ord)
			}
		}
	}
	if err == nil && m.after != "" {
		_, err = h.Exec(m.after)
	}
	return err
}

// schema11 builds the older form.
func (m made) schema11(t testing.TB) []byte {
	models, decks := map[string]any{}, map[string]any{}
	for _, mt := range m.types {
		var fields, tmpls []any
		for i, f := range mt.fields {
			fields = append(fields, map[string]any{"name": f, "ord": i})
		}
		for i, tm := range mt.tmpls {
			tmpls = append(tmpls, map[string]any{"name": tm.name, "ord": i, "qfmt": tm.front, "afmt": tm.back})
		}
		kind := 0
		if mt.cloze {
			kind = 1
		}
		models[fmt.Sprint(mt.id)] = map[string]any{"name": mt.name, "type": kind, "flds": fields, "tmpls": tmpls}
	}
	for id, name := range m.decks {
		decks[fmt.Sprint(id)] = map[string]any{"name": name}
	}
	return sqliteFile(t, func(h *sql.DB) error {
		a, _ := json.Marshal(models)
		b, _ := json.Marshal(decks)
		if _, err := h.Exec("create table col (id integer primary key, ver integer, models text, decks text); insert "+
			"into col values (1, 11, ?, ?)", string(a), string(b)); err != nil {
			return err
		}
		return m.fill(h)
	})
}

// schema18 builds the newer form, with the collation that only Anki has. It is put in last, since
// SQLite makes no table with a collation it does not know.
func (m made) schema18(t testing.TB) []byte {
	return sqliteFile(t, func(h *sql.DB) error {
		h.SetMaxOpenConns(1)
		_, err := h.Exec(`create table col (id integer primary key, ver integer, models text,
			decks text); insert into col values (1, 18, '', '');
			create table notetypes (id integer not null primary key, name text not null collate nocase,
				mtime_secs integer, usn integer, config blob);
			create unique index notetypes_name on notetypes (name);
			create table fields (ntid integer not null, ord integer not null, name text not null collate nocase,
				config blob, primary key (ntid, ord)) without rowid;
			create unique index fields_name on fields (name, ntid);
			create table templates (ntid integer not null, ord integer not null, name text not null collate nocase,
				mtime_secs integer, usn integer, config blob,
				primary key (ntid, ord)) without rowid;
			create unique index templates_name on templates (name, ntid);
			create table decks (id integer primary key not null, name text not null collate nocase, mtime_secs integer,
				usn integer, common blob, kind blob);
			create unique index decks_name on decks (name)`)
		for _, mt := range m.types {
			err = errors.Join(err, mt.insert(h))
		}
		for id, name := range m.decks {
			_, failed := h.Exec("insert into decks (id, name) values (?, ?)", id, name)
			err = errors.Join(err, failed)
		}
		if err = errors.Join(err, m.fill(h)); err != nil {
			return err
		}
		_, err = h.Exec("pragma writable_schema = 1; update sqlite_schema set sql = replace(sql, 'nocase', 'unicase')")
		return err
	})
}

func (mt madeType) insert(h *sql.DB) error {
	config := []byte{}
	if mt.cloze {
		config = []byte{0x08, 1} // field 1, a varint
	}
	_, err := h.Exec("insert into notetypes (id, name, config) values (?, ?, ?)", mt.id, mt.name, config)
	for i, f := range mt.fields {
		_, failed := h.Exec("insert into fields (ntid, ord, name) values (?, ?, ?)", mt.id, i, f)
		err = errors.Join(err, failed)
	}
	for i, tm := range mt.tmpls {
		_, failed := h.Exec("insert into templates (ntid, ord, name, config) values (?, ?, ?, ?)", mt.id, i, tm.name,
			append(message(1, tm.front), message(2, tm.back)...))
		err = errors.Join(err, failed)
	}
	return err
}

// message is a text field of a protobuf message.
func message(field int, s string) []byte {
	b := []byte{byte(field<<3 | 2)}
	n := len(s)
	for n >= 0x80 {
		b = append(b, byte(n)|0x80)
		n >>= 7
	}
	return append(append(b, byte(n)), s...)
}

// entry is a file of an archive.
type entry struct {
	name string
	data []byte
}

func archive(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		header := &zip.FileHeader{Name: e.name} // stored as it is
		if len(e.data) > 0 {
			header.Method = zip.Deflate
		}
		w, err := z.CreateHeader(header)
		if err == nil {
			_, err = w.Write(e.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func squeezed(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}
