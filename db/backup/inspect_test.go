package backup_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"iq/db"
	"iq/db/backup"
)

// TestInspectReadsAll finds damage to any table and any index, and not only to what is counted.
func TestInspectReadsAll(t *testing.T) {
	path, _, _, _ := changed(t)
	h := raw(t, path)
	var size int64
	if err := h.QueryRow("pragma page_size").Scan(&size); err != nil {
		t.Fatal(err)
	}
	roots := map[string]int64{}
	rows, err := h.Query("select name, rootpage from sqlite_schema where rootpage > 1")
	for err == nil && rows.Next() {
		var name string
		var root int64
		err = rows.Scan(&name, &root)
		roots[name] = root
	}
	if err != nil || rows.Err() != nil || len(roots) < 20 {
		t.Fatal(err, rows.Err(), roots)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	sound := fileOf(t, path)
	for name, root := range roots {
		file := filepath.Join(t.TempDir(), name+".db")
		data := slices.Clone(sound)
		for i := range size {
			data[(root-1)*size+i] = 0xa5
		}
		writeFile(t, file, data)
		if c, err := backup.Inspect(t.Context(), file); !db.IsDamaged(err) {
			t.Errorf("%s is damaged: %+v, %v", name, c, err)
		}
	}
}

// TestDamagedIndexOfWords is no reason for having no backup: it can be rebuilt.
func TestDamagedIndexOfWords(t *testing.T) {
	path, b, then, _ := changed(t)
	restoreNow(t, path, b.Path)
	d := openAt(t, path, db.Write)
	found, err := d.Search(t.Context(), db.Selection{Search: "question"}, 100) // now there is an index
	if err != nil || len(found) == 0 {
		t.Fatalf("found %v, %v", found, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	execRaw(t, path, "update card_words_data set block = x'00ff00ff' where id > 10")
	if said := queryRaw(t, path, "pragma quick_check(1)"); said == "ok" {
		t.Fatal("the index is not damaged")
	}
	b = backUpNow(t, path, backup.Daily, noon+120_000)
	restoreNow(t, path, b.Path)
	d = openAt(t, path, db.Write)
	if _, err := d.Rebuild(t.Context(), model(t), noon); err != nil {
		t.Fatal(err)
	}
	if got := everything(t, path); got != then {
		t.Errorf("restored\n%s\nwant\n%s", got, then)
	}
}

// TestPowerLostWhileADatabaseIsMade leaves what the cut of the power in the middle of the first write
// does: half a page, and beside it the journal by which SQLite takes that back. It was refused as no
// database of iq's.
func TestPowerLostWhileADatabaseIsMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	journal := make([]byte, 512) // of a file that was empty, in sectors of 512 bytes and pages of 4096
	copy(journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"+
		"\x00\x00\x00\x00\xac\x74\x56\x8e\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x10\x00")
	writeFile(t, path, make([]byte, 4096))
	writeFile(t, path+"-journal", journal)
	d := openAt(t, path, db.Write)
	addCards(t, d, "go", 1)
	mustBeClean(t, d)
}

func writeFile(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
