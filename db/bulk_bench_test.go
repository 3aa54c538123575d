package db

import (
	"fmt"
	"testing"

	"github.com/google/uuid"

	"iq/internal/card"
)

// BenchmarkBulk changes 20,000 cards of 50,000 in one go, each answered once: others wait as long
// for the write lock.
func BenchmarkBulk(b *testing.B) {
	db := openTemp(b)
	const all, changed = 50_000, 20_000
	ids := filledFrom(b, db, all)[:changed]
	must := func(n int, err error) {
		b.Helper()
		if err != nil || n != changed {
			b.Fatalf("%d changed, %v", n, err)
		}
	}
	mark := func(f func(*card.Marks)) {
		b.Helper()
		must(db.Mark(b.Context(), ids, noon, f))
	}
	for _, bulk := range []struct {
		name     string
		do, undo func()
	}{
		{"suspend", func() { mark(func(m *card.Marks) { m.Status = card.Suspended }) },
			func() { mark(func(m *card.Marks) { m.Status = card.Active }) }},
		{"delete", func() { mark(func(m *card.Marks) { m.Status = card.Deleted }) },
			func() { mark(func(m *card.Marks) { m.Status = card.Active }) }},
		{"flag", func() { mark(func(m *card.Marks) { m.Flagged, m.Note = true, "why" }) },
			func() { mark(func(m *card.Marks) { m.Flagged, m.Note = false, "" }) }},
		{"tag", func() { must(db.Tag(b.Context(), ids, []string{"new"}, nil, noon)) },
			func() { must(db.Tag(b.Context(), ids, nil, []string{"new"}, noon)) }},
		{"reset", func() { must(db.Reset(b.Context(), ids, Moment{AtMS: noon, Day: today})) },
			func() { answerAll(b, db) }},
	} {
		b.Run(bulk.name, func(b *testing.B) {
			for b.Loop() {
				bulk.do()
				b.StopTimer()
				bulk.undo()
				b.StartTimer()
			}
		})
	}
}

// filledFrom stores cards of many topics and ten sources, and answers each of them.
func filledFrom(b *testing.B, db *DB, n int) (ids []int64) {
	b.Helper()
	err := db.Import(b.Context(), noon, func(im *Import) error {
		for i := range n {
			source, err := im.SetSource(fmt.Sprintf("%d.md", i%10), Source{})
			if err != nil {
				return err
			}
			text := card.Text{Deck: "go", Question: fmt.Sprintf("Question %d?", i), Answer: "Answer."}
			text.Tags = []string{fmt.Sprint("topic ", i%50)}
			id, err := im.Add(uuid.NewSHA1(uuid.Nil, []byte(text.Question)), source, int64(i), text)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	answerAll(b, db)
	return ids
}

// answerAll returns every card that has no schedule a review and what follows from it.
func answerAll(b *testing.B, db *DB) {
	b.Helper()
	_, err := db.sql.Exec(`
		insert into review (uid, card, at_ms, offset_min, day, grade, took_ms, kind, device)
			select unhex(printf('%032x', id + 100000 * (select count(*) from review))), id, ?1, 0, ?2 - 30 + id % 30,
				3, 1000, 'scheduled', randomblob(16) from card where reviewed = 0;
		insert into schedule (card, due, interval, ease, reps, lapses, stability, difficulty, last_day, last_review)
			select c.id, ?2 + c.id % 30, 30, 250, 1, 0, 30, 5, ?2 - 30 + c.id % 30,
				(select max(id) from review r where r.card = c.id)
			from card c where reviewed = 0`, noon, int64(today))
	if err != nil {
		b.Fatal(err)
	}
}
