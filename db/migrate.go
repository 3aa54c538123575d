package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"iq/db/backup"
	"iq/db/internal/file"

	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migration/*.sql
var migrations embed.FS

// migrate brings the schema from a version to SchemaVersion, one transaction a step. A database that
// holds something is copied before.
func (db *DB) migrate(ctx context.Context, version int, nowMS int64) (err error) {
	if version > 0 {
		_, _, err := backup.Make(ctx, backup.Request{Path: db.path, NowMS: nowMS, Why: backup.BeforeMigration})
		if err != nil {
			return fmt.Errorf("it has schema %d and must be upgraded to %d, but could not be backed up first: %w",
				version, file.SchemaVersion, err)
		}
	}
	if err := db.useWAL(ctx); err != nil {
		return err
	}
	// A table that others refer to cannot be replaced while references are enforced, and within a
	// transaction they cannot be turned off.
	if _, err := db.sql.ExecContext(ctx, "pragma foreign_keys = off"); err != nil {
		return err
	}
	for version < file.SchemaVersion {
		if version, err = db.step(ctx); err != nil {
			return err
		}
	}
	_, err = db.sql.ExecContext(ctx, "pragma foreign_keys = on")
	return err
}

// useWAL turns on write-ahead logging, which the file then keeps. Where several processes find a new
// file in the same moment SQLite refuses some of them at once, whatever busy_timeout says.
func (db *DB) useWAL(ctx context.Context) error {
	const attempts = 100
	for n := 1; ; n++ {
		var mode string
		err := db.sql.QueryRowContext(ctx, "pragma journal_mode = wal").Scan(&mode)
		switch {
		case err == nil:
			return nil
		case !file.IsCode(err, sqlite3.SQLITE_BUSY) || n == attempts:
			return fmt.Errorf("turn on write-ahead logging: %w", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rand.N(100 * time.Millisecond)): // not all at once again
		}
	}
}

// step applies the next migration, unless another process has just done so.
func (db *DB) step(ctx context.Context) (version int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		if version, err = file.Identify(ctx, tx); err != nil || version >= file.SchemaVersion {
			return err
		}
		version++
		return apply(ctx, tx, version)
	})
	switch {
	case err != nil && version == 0:
		return 0, fmt.Errorf("migrate: %w", err) // not even begun
	case err != nil:
		return 0, fmt.Errorf("migrate to schema version %d: %w", version, err)
	}
	return version, nil
}

func apply(ctx context.Context, tx *sql.Tx, version int) error {
	script, err := migrations.ReadFile(fmt.Sprintf("migration/%04d.sql", version))
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if version == 1 {
		_, err := tx.ExecContext(ctx, "insert into setting values ('device', ?)", file.NewDevice())
		if err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx,
		fmt.Sprintf("pragma application_id = %d; pragma user_version = %d", file.ApplicationID, version))
	return err
}

// damagedOrForeign tells a database whose head is damaged from a file that never was one: it has backups.
func damagedOrForeign(path string, err error) error {
	if list, _ := backup.List(path); errors.Is(err, file.ErrNotSQLite) && len(list) > 0 {
		return fmt.Errorf("%w: it does not begin like a database", ErrDamaged)
	}
	return err
}
