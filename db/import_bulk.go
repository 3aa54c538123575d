package db

import "fmt"

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
func (im *Import) Expect(cards int) (err error) {
	defer wrap(&err, "set indexes aside")
	var there int
	if err := im.row("select ifnull(max(id), 0) from card").Scan(&there); err != nil {
		return err
	}
	if cards < max(minDeferred, there) {
		return nil
	}
	im.deferred, err = selectAll(im.ctx, im.tx.Tx, (*schemaObject).columns,
		"select type, name, sql from sqlite_schema where name in ("+deferrable+") order by rowid")
	for _, o := range im.deferred {
		if err == nil {
			_, err = im.tx.Tx.ExecContext(im.ctx, "drop "+o.kind+" "+o.name)
		}
	}
	return err
}

// restoreDerived makes again what Expect has left out.
func (im *Import) restoreDerived() error {
	if len(im.deferred) == 0 {
		return nil
	}
	for _, o := range im.deferred {
		if _, err := im.tx.Tx.ExecContext(im.ctx, o.sql); err != nil {
			return fmt.Errorf("make the %s %s again: %w", o.kind, o.name, err)
		}
	}
	if _, err := im.tx.Tx.ExecContext(im.ctx, "delete from tally; insert into tally "+recountTally); err != nil {
		return fmt.Errorf("count cards: %w", err)
	}
	return nil
}
