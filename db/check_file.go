package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// pages has SQLite look at the file. The index of words is derived, and can be rebuilt.
func (c *check) pages() error {
	pragma := "quick_check"
	if c.extent == Full {
		pragma = "integrity_check"
	}
	found, err := c.pragma(fmt.Sprintf("%s(%d)", pragma, maxProblems))
	if err != nil {
		return err
	}
	for _, text := range found {
		if strings.Contains(text, "card_words") {
			c.add(ByRebuilding, "the index of words is damaged: %s", text)
		} else {
			c.add(ByRestoring, "the file is damaged: %s", text)
		}
	}
	return nil
}

// pragma returns what a pragma finds wrong.
func (c *check) pragma(name string) (found []string, err error) {
	rows, err := c.sql.QueryContext(c.ctx, "pragma "+name)
	err = each(rows, err, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		if text != "ok" {
			found = append(found, text)
		}
		return err
	})
	return found, err
}

// schemaObject is a table, an index or a trigger.
type schemaObject struct{ kind, name, sql string }

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
	is := map[schemaObject]bool{}
	for _, o := range have {
		is[o] = true
	}
	var missing []schemaObject
	for _, o := range want {
		if !is[o] {
			missing = append(missing, o)
		}
	}
	return missing, nil
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

func schemaObjects(ctx context.Context, q querier) (objects []schemaObject, err error) {
	rows, err := q.QueryContext(ctx, "select type, name, ifnull(sql, '') from sqlite_schema order by type desc, name")
	err = each(rows, err, func(rows *sql.Rows) error {
		var o schemaObject
		err := rows.Scan(&o.kind, &o.name, &o.sql)
		objects = append(objects, o)
		return err
	})
	return objects, err
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
		n, err := c.number(
			"select count(*) from (select 1 from " + table + " not indexed group by uid having count(*) > 1)")
		if err != nil {
			return err
		}
		if n > 0 {
			c.add(ByRestoring, "%d uids belong to more than one %s", n, table)
		}
	}
	return nil
}
