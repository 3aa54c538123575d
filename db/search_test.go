package db

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"iq/internal/card"

	"github.com/google/uuid"
)

// addTexts stores cards with these questions, answers and tags in the deck d.
func addTexts(t *testing.T, db *DB, texts ...card.Text) {
	t.Helper()
	err := db.Import(t.Context(), noon, func(im *Import) error {
		for _, text := range texts {
			text.Deck = "d"
			if _, err := im.Add(uuid.NewSHA1(uuid.Nil, []byte(text.Question)), 0, 0, text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func found(t *testing.T, db *DB, s Selection) string {
	t.Helper()
	cards, err := db.Search(t.Context(), s, 100)
	if err != nil {
		t.Fatal(err)
	}
	ids := []int64{}
	for _, c := range cards {
		ids = append(ids, c.ID)
	}
	return fmt.Sprint(ids)
}

func TestSearch(t *testing.T) {
	db := openTemp(t)
	addTexts(t, db,
		card.Text{Question: "What is a replica?", Answer: "A copy. Partitions happen.", Tags: []string{"storage"}},
		card.Text{Question: "What is sharding?",
			Answer: "It partitions data over nodes; replicas are another thing. Naïve \"quotes\" AND (brackets)*."},
		card.Text{Question: "数据库 索引", Answer: "B+ tree"},
	)
	for query, want := range map[string]string{
		"replica":            "[1 2]", // the question counts more than the answer
		"replicas partition": "[1 2]",
		"naive":              "[2]", // without its accents
		"stor":               "[1]", // a tag, by its beginning
		"shard nothing":      "[]",
		`"quotes" AND (`:     "[2]", // what is syntax elsewhere is words here
		"brackets)* OR":      "[]",
		"数据库":                "[3]",
		"B+ tree":            "[3]",
	} {
		if got := found(t, db, Selection{Search: query}); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
	if Searchable(" *-()\" ") || !Searchable("C++") {
		t.Error("what is searchable")
	}
}

// TestSearchKeepsUp finds what was added and changed since the last search, and no longer what was
// there before.
func TestSearchKeepsUp(t *testing.T) {
	db := openTemp(t)
	addTexts(t, db, card.Text{Question: "zebra?", Answer: "a"})
	if got := found(t, db, Selection{Search: "zebra"}); got != "[1]" {
		t.Fatal(got)
	}
	addTexts(t, db, card.Text{Question: "zebra again?", Answer: "a"})
	c := cardOf(t, db, 1)
	if err := db.Edit(t.Context(), 1, c.Text, card.Text{Deck: "d", Question: "giraffe?", Answer: "b"},
		noon); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{"zebra": "[2]", "giraffe": "[1]"} {
		if got := found(t, db, Selection{Search: query}); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	if _, err := db.Mark(t.Context(), []int64{1}, noon, func(m *card.Marks) { m.Status = card.Deleted }); err != nil {
		t.Fatal(err)
	}
	if got := found(t, db, Selection{Search: "giraffe"}); got != "[]" {
		t.Errorf("a deleted card was found: %s", got)
	}
	if got := found(t, db, Selection{Search: "giraffe", Deleted: true}); got != "[1]" {
		t.Errorf("among the deleted: %s", got)
	}
}

// TestSearchWithoutAnIndex finds words also while the index cannot be brought up to date: here
// because another program is writing.
func TestSearchWithoutAnIndex(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	writer := openAt(t, path, Write)
	addTexts(t, writer, card.Text{Question: "zebra 100%?", Answer: "a_b"},
		card.Text{Question: "other?", Answer: "zebras"})
	reader := openAt(t, path, Read)
	if _, err := reader.sql.Exec("pragma busy_timeout = 0"); err != nil {
		t.Fatal(err)
	}
	err := writer.write(t.Context(), func(*sql.Tx) error {
		for query, want := range map[string]string{"zeb 100%": "[1]", "zebra": "[1 2]", "giraffe": "[]"} {
			if got := found(t, reader, Selection{Search: query}); got != want {
				t.Errorf("%s: found %s, want %s", query, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := found(t, reader, Selection{Search: "zeb 100"}); got != "[]" {
		t.Errorf("with the index a word is whole but for the last: %s", got)
	}
	if _, err := reader.sql.Exec("delete from card"); err == nil {
		t.Error("a database opened for reading can be written after a search")
	}
}

// TestSelections tries each condition of a selection, alone and together.
func TestSelections(t *testing.T) {
	db := openTemp(t)
	addTexts(t, db,
		card.Text{Question: "one?", Answer: "zebra", Tags: []string{"x", "y"}},
		card.Text{Question: "two?", Answer: "zebra", Tags: []string{"x"}},
		card.Text{Question: "three?", Answer: "a"})
	ids := addCards(t, db, "go", 1)
	if _, err := db.Mark(t.Context(), []int64{2, ids[0]}, noon, func(m *card.Marks) { m.Flagged = true }); err != nil {
		t.Fatal(err)
	}
	for want, s := range map[string]Selection{
		"[1 2 3 4]": {}, "[1 2]": {Tags: []string{"x"}}, "[1]": {Tags: []string{"x", "y"}}, "[2 4]": {Flagged: true},
		"[4]": {Decks: []string{"go"}}, "[2]": {Search: "zebra", Flagged: true}, "[3]": {IDs: []int64{3, 77}},
		"[]": {MinLapses: 1},
	} {
		got := []int64{}
		if err := db.Cards(t.Context(), s, func(c Card) error { got = append(got, c.ID); return nil }); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != want && !(want == "[1 2 3 4]" && len(got) == 4) {
			t.Errorf("%+v: %v, want %s", s, got, want)
		}
	}
	if q := queue(t, db, QueueRequest{Selection: Selection{Search: "zebra", Tags: []string{"y"}}, Day: today,
		Left: plenty}); fmt.Sprint(q.New) != "[1]" {
		t.Errorf("queue %+v", q)
	}
	tags := ""
	if err := db.Tags(t.Context(), func(tag string,
		n int) error {
		tags += fmt.Sprint(tag, n, " ")
		return nil
	}); err != nil || tags != "x2 y1 " {
		t.Errorf("tags %q, %v", tags, err)
	}
}
