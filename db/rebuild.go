package db

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"iq/srs"
)

// Rebuild derives everything derived from the log and the cards again, and mends what a check calls ByRebuilding.
// It returns how many schedules changed by it. ms is the instant in UTC Unix milliseconds.
func (db *DB) Rebuild(ctx context.Context, model srs.Model, ms int64) (changed int, err error) {
	defer wrap(&err, "rebuild")
	// What is missing of references and triggers is mended in one go with what depends on it.
	if _, err := db.sql.ExecContext(ctx, "pragma foreign_keys = off"); err != nil {
		return 0, err
	}
	err = db.write(ctx, func(tx *sql.Tx) error {
		for _, mend := range []func(context.Context, *sql.Tx) error{
			db.mendSchema, mendReferences, mendTexts, mendWords,
		} {
			if err := mend(ctx, tx); err != nil {
				return err
			}
		}
		if err := mendInstants(ctx, tx, ms); err != nil {
			return err
		}
		changed, err = rebuild(ctx, tx, model)
		return err
	})
	if _, on := db.sql.ExecContext(context.WithoutCancel(ctx), "pragma foreign_keys = on"); err == nil {
		err = on
	}
	return changed, err
}

// rebuild derives the schedules and the counters again.
func rebuild(ctx context.Context, tx *sql.Tx, model srs.Model) (changed int, err error) {
	err = compareSchedules(ctx, tx, model, func(d difference) error {
		switch {
		case d.stored == d.replayed:
			return nil
		case d.replayed == scheduled{}:
			changed++
			_, err := tx.ExecContext(ctx, "delete from schedule where card = ?", d.card)
			return err
		}
		changed++
		return saveSchedule(ctx, tx, d.card, d.replayed.state, d.replayed.review)
	})
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `
		delete from day_known;
		delete from day_recall;
		delete from tally;
		update card set reviewed = 1 - reviewed
			where reviewed <> exists (select 1 from schedule where schedule.card = card.id);
		insert into tally `+recountTally)
	return changed, err
}

// mendSchema makes the indexes and triggers again that are gone or of another form.
func (db *DB) mendSchema(ctx context.Context, tx *sql.Tx) error {
	missing, err := db.missing(ctx, tx)
	if err != nil {
		return err
	}
	for _, o := range missing {
		if o.kind == "table" || o.sql == "" {
			continue // nothing here could make up for it
		}
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("drop %s if exists %s; %s", o.kind, o.name, o.sql)); err != nil {
			return fmt.Errorf("make the %s %s again: %w", o.kind, o.name, err)
		}
	}
	return nil
}

// mendReferences gives reviews whose card is gone a hidden one, so that no line of the log is lost
// to exports and copies; other rows that refer to nothing are derived.
func mendReferences(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `
		insert into card (id, uid, deck, question, answer, created_ms, edited_ms, status, key)
			select card, randomblob(16), 'lost', 'This card was lost; its reviews are kept.', '', 0, 0, 'gone', 0
			from (select distinct card from review where card not in (select id from card));
		delete from schedule where card not in (select id from card) or last_review not in (select id from review);
		update card set source = null where source not in (select id from source);
		delete from source_deck where source not in (select id from source)`)
	return err
}

// mendTexts replaces invalid UTF-8.
func mendTexts(ctx context.Context, tx *sql.Tx) error {
	for _, s := range storedTexts {
		if s.table == "setting" {
			continue // a setting that is not text is reported when it is read
		}
		columns := strings.Split(s.columns, ", ")
		damaged := map[int64][]string{}
		err := eachText(ctx, tx, s.table, s.id, s.columns, func(id int64, texts []string) error {
			if slices.ContainsFunc(texts, func(text string) bool { return !utf8.ValidString(text) }) {
				damaged[id] = slices.Clone(texts)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for id, texts := range damaged {
			args := []any{}
			for _, text := range texts {
				args = append(args, strings.ToValidUTF8(text, "\uFFFD"))
			}
			query := "update " + s.table + " set " + strings.Join(columns, " = ?, ") + " = ? where id = ?"
			if _, err := tx.ExecContext(ctx, query, append(args, id)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachText calls f for each row of a table with its id and the texts of the columns. f must not use
// the database, and must not keep the slice.
func eachText(ctx context.Context, q querier, table, id, columns string, f func(id int64, texts []string) error) error {
	rows, err := q.QueryContext(ctx, "select "+id+", "+columns+" from "+table)
	texts := make([]string, strings.Count(columns, ",")+1)
	return each(rows, err, func(rows *sql.Rows) error {
		var row int64
		into := []any{&row}
		for i := range texts {
			into = append(into, &texts[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		return f(row, texts)
	})
}

// mendWords empties the index of words when it is damaged; the next search fills it.
func mendWords(ctx context.Context, tx *sql.Tx) error {
	var text string
	err := tx.QueryRowContext(ctx, "pragma integrity_check(card_words)").Scan(&text)
	if err != nil || text == "ok" {
		return err
	}
	_, err = tx.ExecContext(ctx, "insert into card_words (card_words) values ('delete-all'); delete from unindexed")
	return err
}

// mendInstants brings instants that are still to come back to now.
func mendInstants(ctx context.Context, tx *sql.Tx, ms int64) error {
	_, err := tx.ExecContext(ctx, `
		update card set created_ms = min(created_ms, @now), edited_ms = min(edited_ms, @now),
			marked_ms = min(marked_ms, @now)
		where max(created_ms, edited_ms, marked_ms) > @now + @day`, sql.Named("now", ms), sql.Named("day", dayMS))
	return err
}
