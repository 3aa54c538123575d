package db

import (
	"database/sql"
	"fmt"
)

// What is kept of each card beside the table, and not needed to take in a file, takes as long to keep
// up to date as all the rest of an import. Where most cards are new it is quicker to make it anew.
const (
	deferrable = "'card_place', 'card_new', 'card_new_in_deck', 'card_is_counted'"
	// minDeferred is from how many cards on that pays: a change of the schema lets every open
	// connection read it anew.
	minDeferred = 1000
)

// Expect announces how many new cards are to come, at most. When these are more than the database has,
// the indexes that show cards and the counters are left out until all are stored. They are made again
// before the import is committed, so that nobody else ever sees the database without them.
func (im *Import) Expect(cards int) error {
	var there int
	if err := im.row("select ifnull(max(id), 0) from card", nil, &there); err != nil {
		return fmt.Errorf("count cards: %w", err)
	}
	if cards < max(minDeferred, there) {
		return nil
	}
	rows, err := im.tx.QueryContext(im.ctx,
		"select type, name, sql from sqlite_schema where name in ("+deferrable+") order by rowid")
	err = each(rows, err, func(rows *sql.Rows) error {
		var o schemaObject
		err := rows.Scan(&o.kind, &o.name, &o.sql)
		im.deferred = append(im.deferred, o)
		return err
	})
	for _, o := range im.deferred {
		if err == nil {
			_, err = im.tx.ExecContext(im.ctx, "drop "+o.kind+" "+o.name)
		}
	}
	if err != nil {
		return fmt.Errorf("set indexes aside: %w", err)
	}
	return nil
}

// restoreDerived makes again what Expect has left out.
func (im *Import) restoreDerived() error {
	if len(im.deferred) == 0 {
		return nil
	}
	for _, o := range im.deferred {
		if _, err := im.tx.ExecContext(im.ctx, o.sql); err != nil {
			return fmt.Errorf("make the %s %s again: %w", o.kind, o.name, err)
		}
	}
	if _, err := im.tx.ExecContext(im.ctx, "delete from tally; insert into tally "+recountTally); err != nil {
		return fmt.Errorf("count cards: %w", err)
	}
	return nil
}
