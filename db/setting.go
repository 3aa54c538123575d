package db

import (
	"context"
	"database/sql"

	"iq/srs"
)

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

// SetSetting keeps a setting that has no part in the schedule. The caller vouches for name and
// value.
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
