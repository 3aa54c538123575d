package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"iq/internal/card"
)

// ErrEditedElsewhere is the error for a card that changed while it was edited.
var ErrEditedElsewhere = errors.New("was changed elsewhere meanwhile")

// given is a card as its source last gave it, as the column of that name keeps it.
type given struct {
	card.Text
	Key int64 `json:"key"`
}

// givenColumn returns what the column given has to hold for a card whose text is own: null where
// the source says the same.
func givenColumn(from, own card.Text) any {
	if from.Equal(own) {
		return nil
	}
	text, err := json.Marshal(given{from, card.Key(from.Question)})
	if err != nil {
		panic(err) // strings always have a JSON form
	}
	return string(text)
}

// Edit gives a card another text, unless it is no longer what the learner was shown: then the
// error wraps ErrEditedElsewhere. What its source gave is kept beside it, so that the next import
// does not take the edit back. ms is the instant in UTC Unix milliseconds.
func (db *DB) Edit(ctx context.Context, id int64, shown, text card.Text, ms int64) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		_, err := edit(ctx, tx, id, ms, func(t *card.Text) error {
			if !t.Equal(shown) {
				return ErrEditedElsewhere
			}
			*t = text
			return nil
		})
		return err
	})
	if err != nil {
		return fmt.Errorf("edit card %d: %w", id, err)
	}
	return nil
}

// Tag adds and removes tags of cards, and tells how many cards it changed.
func (db *DB) Tag(ctx context.Context, cards []int64, add, remove []string, ms int64) (changed int, err error) {
	changed, err = db.changeCards(ctx, cards, func(tx *sql.Tx, id int64) (bool, error) {
		return edit(ctx, tx, id, ms, retagging(add, remove))
	})
	if err != nil {
		return 0, fmt.Errorf("tag cards: %w", err)
	}
	return changed, nil
}

// retagging is an edit that adds and removes tags.
func retagging(add, remove []string) func(*card.Text) error {
	return func(t *card.Text) error {
		t.Tags = retag(t.Tags, add, remove)
		return nil
	}
}

// retag leaves the order of what stays, and puts what is new behind it.
func retag(tags, add, remove []string) []string {
	var out []string
	for _, t := range slices.Concat(tags, add) {
		if !slices.Contains(remove, t) && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// edit changes a card's text as f says, and reports whether that changed anything.
func edit(ctx context.Context, tx *sql.Tx, id, ms int64, f func(*card.Text) error) (changed bool, err error) {
	var old card.Text
	var source int64
	var tags string
	var kept sql.NullString
	err = tx.QueryRowContext(ctx,
		"select deck, question, answer, tags, ifnull(source, 0), given from card where id = ?", id,
	).Scan(&old.Deck, &old.Question, &old.Answer, &tags, &source, &kept)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("card %d: %w", id, ErrNoCard)
	}
	if err == nil {
		err = json.Unmarshal([]byte(tags), &old.Tags)
	}
	if err != nil {
		return false, err
	}
	text := old
	if err := f(&text); err != nil || text.Equal(old) {
		return false, err
	}
	from := given{Text: old}
	if kept.Valid {
		if err := json.Unmarshal([]byte(kept.String), &from); err != nil {
			return false, fmt.Errorf("card %d: given: %w", id, err)
		}
	}
	var column any
	if source != 0 {
		column = givenColumn(from.Text, text)
	}
	_, err = tx.ExecContext(ctx,
		"update card set deck = ?, question = ?, answer = ?, tags = ?, key = ?, given = ?, edited_ms = max(?, edited_ms + 1) where id = ?",
		text.Deck, text.Question, text.Answer, jsonList(text.Tags), card.Key(text.Question), column, ms, id)
	return true, err
}

// RenameDeck gives all cards of a deck another one, which may exist already, and tells how many.
// The sources of these cards go on filling the deck under its new name. ms is the instant in UTC
// Unix milliseconds.
func (db *DB) RenameDeck(ctx context.Context, from, to string, ms int64) (changed int, err error) {
	err = db.write(ctx, func(tx *sql.Tx) error {
		changed, err = renameDeck(ctx, tx, from, to, ms)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("rename deck %s: %w", from, err)
	}
	return changed, nil
}

// renameDeck keeps also the name of a deck that got back the one its source gives, so that a merge
// knows which of two names is the newer.
func renameDeck(ctx context.Context, tx *sql.Tx, from, to string, ms int64) (int, error) {
	_, err := tx.ExecContext(ctx, `
		update source_deck set deck = @to, renamed_ms = max(@ms, renamed_ms + 1) where deck = @from;
		insert into source_deck (source, given, deck, renamed_ms)
			select distinct source, @from, @to, @ms from card where deck = @from and source is not null
			on conflict do update set deck = excluded.deck, renamed_ms = max(@ms, renamed_ms + 1);
		update card set given = json_set(given, '$.deck', @to) where given ->> 'deck' = @from`,
		sql.Named("from", from), sql.Named("to", to), sql.Named("ms", ms))
	if err != nil {
		return 0, err
	}
	done, err := tx.ExecContext(ctx, "update card set deck = ?, edited_ms = max(?, edited_ms + 1) where deck = ?", to, ms, from)
	if err != nil {
		return 0, err
	}
	n, err := done.RowsAffected()
	return int(n), err
}
