//go:build unix

package torture

import (
	"compress/gzip"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite"
)

// importFor gives a place the cards of a file in inputs.
func importFor(p place, inputs string) error {
	file := filepath.Join(inputs, "list.md")
	if err := writeQuestions(file, 0, cardsOfVictim); err != nil {
		return err
	}
	_, err := p.must("import", file)
	return err
}

// reviewSome grades some cards.
func reviewSome(p place) error {
	l := newLearner(50)
	stderr, err := converse(p.iq("review", "--new", "40"), l, func() {})
	if err == nil && (stderr != "" || l.grades() < 40) {
		err = fmt.Errorf("%d saved: %s", l.grades(), stderr)
	}
	return err
}

// damageSchedule leaves no schedule as it was.
func damageSchedule(path string) error {
	return onFile(path, "update schedule set due = due + 17, reps = reps + 1; delete from tally")
}

func onFile(path, script string) error {
	d, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	_, err = d.Exec(script)
	return errors.Join(err, d.Close())
}

// moreCards is how many a database of an earlier schema gets, so that its migration takes a while.
const moreCards = 1000

// unpackSchema makes a database as an earlier version of iq left it, with more cards and reviews.
func unpackSchema(version int, path string) error {
	f, err := os.Open(fmt.Sprintf("../../db/testdata/schema%d.db.gz", version))
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return err
	}
	return onFile(path, fmt.Sprintf(`
		with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)
		insert into card (uid, deck, position, question, answer, created_ms, edited_ms, key)
			select randomblob(16), 'more', i, 'What is more of ' || i || '?', 'That.', 1, 1, i from n;
		insert into review (uid, card, at_ms, offset_min, day, grade, took_ms, kind, device)
			select randomblob(16), id, 1, 0, 1, 3, 1, 'extra', zeroblob(16) from card where deck = 'more'`, moreCards))
}

// dump proves that a file is a sound database, of whatever schema, and returns a digest of the cards,
// the log and the schedule in it.
func dump(path string) (string, error) {
	d, err := sql.Open("sqlite", path+"?_pragma=foreign_keys(1)")
	if err != nil {
		return "", err
	}
	defer d.Close()
	var verdict string
	if err := d.QueryRow("pragma integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		return "", fmt.Errorf("%s: integrity %q: %v", path, verdict, err)
	}
	var tables int
	if err := d.QueryRow("select count(*) from sqlite_schema").Scan(&tables); err != nil || tables == 0 {
		return "", err // made, and still empty
	}
	sum := sha256.New()
	for _, table := range []string{"card", "review", "schedule"} {
		rows, err := d.Query("select * from " + table + " order by 1")
		if err != nil {
			return "", err
		}
		if err := printRows(sum, rows); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}

func printRows(w io.Writer, rows *sql.Rows) error {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		fmt.Fprintln(w, values...)
	}
	return rows.Err()
}
