// Package db keeps cards, the review log and the schedule in one SQLite file. It is the only
// package that knows SQL.
//
// The review log is the truth: the schedule is what replaying it results in, and everything else
// that is derived can be derived again. One answer is one transaction. No transaction and no open rows are
// kept while somebody waits for a learner.
//
// It must never know how anything looks, what a question file is, or what time it is: instants,
// study days and the scheduling model come from the caller.
package db

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"
	sqlite3 "modernc.org/sqlite/lib"

	"iq/db/internal/file"
	"iq/srs"
)

// Mode is what a database is opened for.
type Mode int

const (
	// Read is for commands that only look: a missing file is an empty database that is not
	// created, and a file or folder that cannot be written is no obstacle.
	Read Mode = iota
	// Write creates the file where there is none.
	Write
)

// Options tell how a database is opened.
type Options struct {
	Mode  Mode
	NowMS int64 // the instant, UTC Unix milliseconds: it names the copy made before a migration
}

// DB is an open database.
type DB struct {
	sql    *sql.DB
	path   string
	file   os.FileInfo // the file that was opened; nil where there is none
	device uuid.UUID

	settings map[string]string // as they were at the opening

	// Waiting is called when another program writes for so long that a write here has to wait for
	// it in earnest, as for a large import; may be nil.
	Waiting func()

	// Daily is the policy of the daily backup; nil: none is made.
	Daily    *DailyBackup
	wrote    bool
	deferred bool
	noBackup error
}

// Errors of Open, and of writing.
var (
	ErrNotIQ   = file.ErrNotIQ
	ErrNewer   = file.ErrNewer
	ErrDamaged = file.ErrDamaged
	// ErrReplaced is the error for a file that is no longer the one that was opened: what was
	// written to it would be lost.
	ErrReplaced = errors.New("was removed or replaced while it was open")
	// ErrBusy is the error of a write that waited in vain for another program to be done.
	ErrBusy = errors.New("is being written by another program")
)

// Open opens the database at path and brings its schema up to date. The error wraps ErrNotIQ or
// ErrNewer for a file that is not iq's to touch; it is left exactly as it was.
func Open(ctx context.Context, path string, opt Options) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db, err := open(ctx, path, opt)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return db, nil
}

func open(ctx context.Context, path string, opt Options) (*DB, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && opt.Mode == Read:
		return connect(ctx, path, ":memory:", Options{Mode: Write})
	case errors.Is(err, fs.ErrNotExist):
		if err := create(path); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("is a folder; name a file in it")
	}
	if err := file.RefuseForeign(path); err != nil {
		return nil, damagedOrForeign(path, err)
	}
	db, err := connectFile(ctx, path, "", opt)
	if opt.Mode == Read && file.IsCode(err, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR) {
		return connectFile(ctx, path, file.ReadOnlyQuery(path), opt)
	}
	return db, err
}

// create makes an empty file that only its owner can read; SQLite gives its companions the same rights.
func create(path string) error {
	if err := file.MakeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func connect(ctx context.Context, path, dsn string, opt Options) (*DB, error) {
	handle, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	handle.SetMaxOpenConns(1)
	db := &DB{sql: handle, path: path}
	if err := db.prepare(ctx, opt); err != nil {
		return nil, errors.Join(err, handle.Close())
	}
	return db, nil
}

// prepare does all that happens at open: a look at the version and the settings, and nothing that
// grows with the file.
func (db *DB) prepare(ctx context.Context, opt Options) error {
	version, err := db.identify(ctx)
	if err == nil && version != file.SchemaVersion {
		if err = db.migrate(ctx, version, opt.NowMS); err == nil {
			_, err = db.identify(ctx)
		}
	}
	if err == nil {
		err = db.setMode(ctx, opt.Mode)
	}
	if err != nil {
		return err
	}
	id := db.settings["device"]
	raw, err := hex.DecodeString(id)
	if err != nil || len(raw) != len(db.device) {
		return fmt.Errorf("device id %q is damaged", id)
	}
	copy(db.device[:], raw)
	delete(db.settings, "device")
	return nil
}

// identify reads the schema's version and the settings in one query: to make a statement takes longer
// than to run it. A file that has no table of settings is empty or not iq's.
func (db *DB) identify(ctx context.Context) (version int, err error) {
	rows, err := db.sql.QueryContext(ctx, `
		select application_id, user_version, name, value
		from pragma_application_id cross join pragma_user_version cross join setting`)
	if file.IsCode(err, sqlite3.SQLITE_ERROR) {
		return file.Identify(ctx, db.sql)
	}
	var id int
	db.settings = map[string]string{}
	err = each(rows, err, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&id, &version, &name, &value)
		db.settings[name] = value
		return err
	})
	if err != nil {
		return 0, err
	}
	return version, file.CheckHeader(id, version)
}

// Settings returns the settings that were changed from their defaults, by name, as they were when
// the database was opened.
func (db *DB) Settings() map[string]string { return db.settings }

// Close closes the database.
func (db *DB) Close() error { return db.sql.Close() }

// Path is the file's absolute path.
func (db *DB) Path() string { return db.path }

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

func setSetting(ctx context.Context, tx execer, name, value string) (err error) {
	defer wrap(&err, "set %s", name)
	_, err = tx.ExecContext(ctx,
		"insert into setting values (?, ?) on conflict do update set value = excluded.value", name, value)
	return err
}

// Settings returns all settings that were changed from their defaults, by name.
func (im *Import) Settings() (_ map[string]string, err error) {
	defer wrap(&err, "read settings")
	return selectMap[string](im.ctx, im.tx, only[string], "select name, value from setting where name <> 'device'")
}

// SetSetting keeps a setting. The caller vouches for name and value.
func (im *Import) SetSetting(name, value string) error { return setSetting(im.ctx, im.tx, name, value) }

// SetSetting keeps a setting that has no part in the schedule. The caller vouches for name and value.
func (db *DB) SetSetting(ctx context.Context, name, value string) error {
	return db.write(ctx, func(tx *sql.Tx) error { return setSetting(ctx, tx, name, value) })
}

// SetScheduling keeps a setting that changes what replaying the log results in, and replays it by the
// model that follows from the setting: both or neither.
func (db *DB) SetScheduling(ctx context.Context, name, value string, model srs.Model) (changed int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		if err := setSetting(ctx, tx, name, value); err != nil {
			return err
		}
		changed, err = rebuild(ctx, tx, model)
		return err
	})
	return changed, err
}
