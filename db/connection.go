package db

import (
	"context"
	"os"

	"iq/db/internal/file"
)

// connectFile opens the file to which the path leads. A restore may put another one there between
// the first look at the path and the end of the waiting for its lock: what was opened then, or could
// not be opened, is the file that was replaced.
func connectFile(ctx context.Context, path, query string, opt Options) (*DB, error) {
	for range 10 {
		before, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		db, err := connect(ctx, path, file.DSN(path, query), opt)
		after, gone := os.Stat(path)
		if gone == nil && os.SameFile(before, after) {
			if err == nil {
				db.file = before
			}
			return db, err
		}
		if err == nil {
			_ = db.Close() // nothing was written to it
		}
	}
	return nil, ErrReplaced
}

// setMode forbids writing where it is not wanted. Where it is, it makes sure that the file is written
// through a log: a copy made by SQLite is not, nor is a file whose replacement was broken
// off. As long as somebody reads the file in the old way it stays so, which costs no safety.
func (db *DB) setMode(ctx context.Context, mode Mode) error {
	if mode == Read {
		_, err := db.sql.ExecContext(ctx, "pragma query_only = on")
		return err
	}
	var journal string
	if err := db.sql.QueryRowContext(ctx, "pragma journal_mode").Scan(&journal); err != nil {
		return err
	}
	if journal != "delete" {
		return nil
	}
	if err := db.useWAL(ctx); !IsBusy(err) {
		return err
	}
	return nil
}
