package db

import (
	"fmt"
	"testing"

	"github.com/google/uuid"
)

// For the tests that use what is above db, and so stand outside of it.

// Model is the scheduling that all tests go by.
var Model = model

// Unsynced spares a database the waiting for the disk, and tells it from its copies.
func Unsynced(db *DB, number byte) {
	db.device[0] = number
	if _, err := db.sql.Exec("pragma synchronous = off"); err != nil {
		panic(err)
	}
}

// CardIDs returns the ids of all cards, whatever their status, in order of their uids.
func CardIDs(t testing.TB, db *DB) (ids []int64) {
	t.Helper()
	rows, err := db.sql.Query("select id from card order by uid")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		ids = append(ids, 0)
		if err := rows.Scan(&ids[len(ids)-1]); err != nil {
			t.Fatal(err)
		}
	}
	return ids
}

// Schedules writes every card's schedule by what is the same on every machine.
func Schedules(t testing.TB, db *DB) (schedules []string) {
	t.Helper()
	rows, err := db.sql.Query(`
		select c.uid, s.due, s.interval, s.ease, s.reps, s.lapses, s.stability, s.difficulty, s.last_day, r.uid
		from card c join schedule s on s.card = c.id join review r on r.id = s.last_review order by c.uid`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var card, review uuid.UUID
		var n [6]int64
		var stability, difficulty float64
		if err := rows.Scan(&card, &n[0], &n[1], &n[2], &n[3], &n[4], &stability, &difficulty, &n[5],
			&review); err != nil {
			t.Fatal(err)
		}
		schedules = append(schedules, fmt.Sprint(card, n, stability, difficulty, review))
	}
	return schedules
}
