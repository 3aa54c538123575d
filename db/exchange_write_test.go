package db

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"iq/srs"
)

// TestExportIsOneState: what is written while it goes on is not in it.
func TestExportIsOneState(t *testing.T) {
	db := openTemp(t)
	ids := addCards(t, db, "go", 2)
	other := openAt(t, db.Path(), Write)
	var lines []string
	err := db.Export(t.Context(), func(line any) error {
		lines = append(lines, string(jsonOf(line)))
		if len(lines) == 3 { // after the first card
			grade(t, other, ids[0], today, srs.Good)
			addCards(t, other, "sql", 1)
		}
		return nil
	})
	if err != nil || len(lines) != 4 { // the header, a source, two cards
		t.Errorf("%d lines, %v: %v", len(lines), err, lines)
	}
}

// TestExportNeedsNoSort of all cards or reviews, so that its memory does not grow with them.
func TestExportNeedsNoSort(t *testing.T) {
	db := openTemp(t)
	for _, query := range append(slices.Clone(exportCardQueries), exportReviewQuery) {
		plan := planOf(t, db, query)
		for _, step := range plan {
			if step == "USE TEMP B-TREE FOR ORDER BY" {
				t.Errorf("sorts everything: %v", plan)
			}
		}
		t.Log(strings.Join(plan, "; "))
	}
}

// planOf returns the steps by which SQLite would answer a query.
func planOf(t *testing.T, db *DB, query string, args ...any) (plan []string) {
	t.Helper()
	rows, err := db.sql.Query("explain query plan "+query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var id, parent, unused int
		plan = append(plan, "")
		return rows.Scan(&id, &parent, &unused, &plan[len(plan)-1])
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}
