package db

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// applicationID marks a SQLite file as iq's: "iqDB" in ASCII.
const applicationID = 0x69714442

//go:embed migration/*.sql
var migrations embed.FS

// SchemaVersion is the version of the schema that this iq writes, and the newest it can read.
const SchemaVersion = 3

// migrate brings the schema to SchemaVersion, one transaction a step. A database that holds
// something is copied before.
func (db *DB) migrate(ctx context.Context, nowMS int64) error {
	version, err := identify(ctx, db.sql)
	if err != nil || version == SchemaVersion {
		return err
	}
	if version > 0 {
		if _, _, err := BackUp(ctx, BackupRequest{Path: db.path, NowMS: nowMS, Why: BeforeMigration}); err != nil {
			return fmt.Errorf("it is of schema %d and has to be brought to %d, but could not be copied before: %w", version, SchemaVersion, err)
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
	for version < SchemaVersion {
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
		case !isCode(err, sqlite3.SQLITE_BUSY) || n == attempts:
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
		if version, err = identify(ctx, tx); err != nil || version >= SchemaVersion {
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
		device, err := newDevice()
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "insert into setting values ('device', ?)", device); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("pragma application_id = %d; pragma user_version = %d", applicationID, version))
	return err
}

// identify gives the schema version: 0 for an empty file.
func identify(ctx context.Context, q querier) (int, error) {
	var id, version, tables int
	err := q.QueryRowContext(ctx,
		"select (select application_id from pragma_application_id), (select user_version from pragma_user_version), (select count(*) from sqlite_schema)",
	).Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return 0, err
	case id == 0 && version == 0 && tables == 0:
		return 0, nil
	}
	return version, judge(id, version)
}

// errNotSQLite is ErrNotIQ for a file that is not even SQLite's, or is no longer.
var errNotSQLite = fmt.Errorf("%w", ErrNotIQ)

// refuseForeign looks at the first bytes of the file before SQLite does, because SQLite may write
// to whatever it opens.
func refuseForeign(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 100)
	switch n, err := io.ReadFull(f, head); {
	case n == 0:
		return nil // an empty file is an empty database
	case err != nil && err != io.ErrUnexpectedEOF:
		return err
	case n < len(head) || !bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		if canBeTakenBack(path) {
			return nil
		}
		return errNotSQLite
	}
	id, version := binary.BigEndian.Uint32(head[68:]), binary.BigEndian.Uint32(head[60:])
	if id == 0 && version == 0 {
		return nil // its first transaction may still be in the log beside it; SQLite tells
	}
	return judge(int(id), int(version))
}

// canBeTakenBack reports whether the file's head may be half of a write that the power was lost in:
// then there is a journal of SQLite's beside it, by which that is taken back when the file is opened.
func canBeTakenBack(path string) bool {
	f, err := os.Open(path + "-journal")
	if err != nil {
		return false
	}
	defer f.Close()
	magic := make([]byte, 8)
	_, err = io.ReadFull(f, magic)
	return err == nil && string(magic) == "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
}

// damagedOrForeign tells a database whose head is damaged from a file that never was one: it has
// backups.
func damagedOrForeign(path string, err error) error {
	if list, _ := Backups(path); errors.Is(err, errNotSQLite) && len(list) > 0 {
		return fmt.Errorf("%w: it does not begin as a database does", ErrDamaged)
	}
	return err
}

func judge(id, version int) error {
	switch {
	case id != applicationID:
		return ErrNotIQ
	case version > SchemaVersion:
		return fmt.Errorf("%w (schema %d, this one knows %d)", ErrNewer, version, SchemaVersion)
	}
	return nil
}
