package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// pages has SQLite look at the file. The index of words is derived, and can be rebuilt.
func (c *check) pages() error {
	pragma := "quick_check"
	if c.extent == Full {
		pragma = "integrity_check"
	}
	found, err := selectAll(c.ctx, c.sql, only[string], fmt.Sprintf("pragma %s(%d)", pragma, maxProblems))
	if err != nil {
		return err
	}
	for _, text := range found {
		switch {
		case text == "ok":
		case strings.Contains(text, "card_words"):
			c.add(ByRebuilding, "the index of words is damaged: %s", text)
		default:
			c.add(ByRestoring, "the file is damaged: %s", text)
		}
	}
	return nil
}

// schemaObject is a table, an index or a trigger.
type schemaObject struct{ kind, name, sql string }

func (o *schemaObject) columns() []any { return []any{&o.kind, &o.name, &o.sql} }

// missing returns what a database of this version has and this one has not, or not in that form.
func (db *DB) missing(ctx context.Context, q querier) ([]schemaObject, error) {
	want, err := intendedSchema()
	if err != nil {
		return nil, err
	}
	have, err := schemaObjects(ctx, q)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(want), func(o schemaObject) bool { return slices.Contains(have, o) }), nil
}

// intendedSchema returns what a new database has. It is made once a process, since the migrations take
// longer than the rest of a check of a small file.
var intendedSchema = sync.OnceValues(func() (_ []schemaObject, err error) {
	ctx := context.Background()
	fresh, err := connect(ctx, "", ":memory:", Options{Mode: Write})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	return schemaObjects(ctx, fresh.sql)
})

func schemaObjects(ctx context.Context, q querier) ([]schemaObject, error) {
	return selectAll(ctx, q, (*schemaObject).columns,
		"select type, name, ifnull(sql, '') from sqlite_schema order by type desc, name")
}

// schema looks for tables, indexes and triggers that are gone or of another form: without the
// triggers the log could be changed and the counters would be wrong.
func (c *check) schema() error {
	missing, err := c.missing(c.ctx, c.sql)
	if err != nil {
		return err
	}
	for _, o := range missing {
		mend := ByRebuilding
		if o.kind == "table" {
			mend = ByRestoring
		}
		c.add(mend, "the %s %s is missing or wrong", o.kind, o.name)
	}
	return nil
}

// references looks for rows that refer to others which do not exist.
func (c *check) references() error {
	rows, err := c.sql.QueryContext(c.ctx,
		`select "table", rowid, parent from pragma_foreign_key_check limit ?`, maxProblems+1)
	var found []string
	err = each(rows, err, func(rows *sql.Rows) error {
		var table, parent string
		var id sql.NullInt64
		err := rows.Scan(&table, &id, &parent)
		found = append(found, fmt.Sprintf("%s %d refers to a %s that does not exist", table, id.Int64, parent))
		return err
	})
	c.listed(ByRebuilding, found)
	return err
}

// uids looks for two rows of one uid, without trusting the index that forbids them.
func (c *check) uids() error {
	if c.extent != Full {
		return nil
	}
	for _, table := range []string{"card", "review"} {
		err := c.count(ByRestoring, "%d uids belong to more than one "+table,
			"select count(*) from (select 1 from "+table+" not indexed group by uid having count(*) > 1)")
		if err != nil {
			return err
		}
	}
	return nil
}
