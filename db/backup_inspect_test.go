package db

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestInspectReadsAll finds damage to any table and any index, and not only to what is counted.
func TestInspectReadsAll(t *testing.T) {
	path, _, _, _ := changed(t)
	db := openAt(t, path, Read)
	var size int64
	if err := db.sql.QueryRow("pragma page_size").Scan(&size); err != nil {
		t.Fatal(err)
	}
	roots := map[string]int64{}
	rows, err := db.sql.Query("select name, rootpage from sqlite_schema where rootpage > 1")
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
		if c, err := Inspect(t.Context(), file); !IsDamaged(err) {
			t.Errorf("%s is damaged: %+v, %v", name, c, err)
		}
	}
}

// TestDamagedIndexOfWords is no reason for having no backup: it can be made anew.
func TestDamagedIndexOfWords(t *testing.T) {
	path, b, then, _ := changed(t)
	restoreNow(t, path, b.Path)
	db := openAt(t, path, Write)
	if got := found(t, db, Selection{Search: "question"}); got == "[]" { // now there is an index
		t.Fatal("nothing found")
	}
	if _, err := db.sql.Exec("update card_words_data set block = x'00ff00ff' where id > 10"); err != nil {
		t.Fatal(err)
	}
	var said string
	if err := db.sql.QueryRow("pragma quick_check(1)").Scan(&said); err != nil || said == "ok" {
		t.Fatalf("the index is not damaged: %q, %v", said, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b = backUpNow(t, path, Daily, noon+120_000)
	restoreNow(t, path, b.Path)
	db = openAt(t, path, Write)
	if _, err := db.Rebuild(t.Context(), model(t), noon); err != nil {
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
	copy(journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\x00\x00\x00\x00\xac\x74\x56\x8e\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x10\x00")
	writeFile(t, path, make([]byte, 4096))
	writeFile(t, path+"-journal", journal)
	db := openAt(t, path, Write)
	addCards(t, db, "go", 1)
	mustBeClean(t, db)
}

func writeFile(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
