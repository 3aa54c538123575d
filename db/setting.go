package db

import (
	"context"
	"database/sql"
	"fmt"
)

// Settings gives all settings that were changed from their defaults, by name.
func (db *DB) Settings(ctx context.Context) (map[string]string, error) {
	rows, err := db.sql.QueryContext(ctx, "select name, value from setting where name <> 'device'")
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

func setSetting(ctx context.Context, tx *sql.Tx, name, value string) error {
	_, err := tx.ExecContext(ctx,
		"insert into setting values (?, ?) on conflict do update set value = excluded.value", name, value)
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	return nil
}
