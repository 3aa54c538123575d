package db

import (
	"context"
	"database/sql"
	"fmt"

	"iq/srs"
)

func setSetting(ctx context.Context, tx *sql.Tx, name, value string) error {
	_, err := tx.ExecContext(ctx,
		"insert into setting values (?, ?) on conflict do update set value = excluded.value", name, value)
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	return nil
}

// Settings returns all settings that were changed from their defaults, by name.
func (im *Import) Settings() (map[string]string, error) {
	rows, err := im.tx.QueryContext(im.ctx, "select name, value from setting where name <> 'device'")
	settings := map[string]string{}
	err = each(rows, err, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		settings[name] = value
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	return settings, nil
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
