package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"iq/internal/card"
)

// ErrEditedElsewhere is the error for a card that changed while it was edited.
var ErrEditedElsewhere = errors.New("was changed elsewhere in the meantime")

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
	return string(jsonOf(given{from, card.Key(from.Question)}))
}

// Edit gives a card another text, unless it is no longer what the learner was shown: then the
// error wraps ErrEditedElsewhere. What its source gave is kept beside it, so that the next import
// does not take the edit back. ms is the instant in UTC Unix milliseconds.
func (db *DB) Edit(ctx context.Context, id int64, shown, text card.Text, ms int64) (err error) {
	defer wrap(&err, "edit card %d", id)
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := edit(ctx, tx, id, ms, func(t *card.Text) error {
			if !t.Equal(shown) {
				return ErrEditedElsewhere
			}
			*t = text
			return nil
		})
		return err
	})
}

// Tag adds and removes tags of cards, and returns how many cards it changed.
func (db *DB) Tag(ctx context.Context, cards []int64, add, remove []string, ms int64) (changed int, err error) {
	defer wrap(&err, "tag cards")
	return db.changeCards(ctx, cards, func(tx *sql.Tx, some []int64) (int, error) {
		return tag(ctx, tx, some, add, remove, ms)
	})
}

// tag needs one statement for all cards.
func tag(ctx context.Context, tx *sql.Tx, cards []int64, add, remove []string, ms int64) (int, error) {
	stored, err := selectAll(ctx, tx, (*storedText).columns,
		storedTextColumns+"where id in (select value from json_each(?))", jsonList(cards))
	var lines [][3]any // id, and the columns tags and given
	for _, old := range stored {
		text := old.Text
		text.Tags = retag(text.Tags, add, remove)
		if !text.Equal(old.Text) {
			lines = append(lines, [3]any{old.id, jsonList(text.Tags), old.given(text)})
		}
	}
	if err != nil || len(lines) == 0 {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `
		update card set tags = line.value ->> 1, given = line.value ->> 2, edited_ms = max(?, edited_ms + 1)
		from json_each(?) line where card.id = line.value ->> 0`, ms, string(jsonOf(lines)))
	return len(lines), err
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

// storedText is a card's text with what an edit has to know beside it.
type storedText struct {
	card.Text
	id     int64
	source int64      // 0: written by hand
	kept   *card.Text // the column given
}

const storedTextColumns = "select id, deck, question, answer, tags, ifnull(source, 0), given from card "

// columns is where a row of storedTextColumns belongs.
func (s *storedText) columns() []any {
	return []any{&s.id, &s.Deck, &s.Question, &s.Answer, jsonColumn{&s.Tags}, &s.source, jsonColumn{&s.kept}}
}

// given returns what the column of that name has to hold once the card has another text.
func (s *storedText) given(text card.Text) any {
	switch {
	case s.source == 0:
		return nil
	case s.kept != nil:
		return givenColumn(*s.kept, text)
	}
	return givenColumn(s.Text, text)
}

// edit changes a card's text as f says.
func edit(ctx context.Context, tx *sql.Tx, id, ms int64, f func(*card.Text) error) (changed bool, err error) {
	var old storedText
	err = tx.QueryRowContext(ctx, storedTextColumns+"where id = ?", id).Scan(old.columns()...)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("card %d: %w", id, ErrNoCard)
	}
	if err != nil {
		return false, err
	}
	text := old.Text
	if err := f(&text); err != nil || text.Equal(old.Text) {
		return false, err
	}
	_, err = tx.ExecContext(ctx, `
		update card set deck = ?, question = ?, answer = ?, tags = ?, key = ?, given = ?,
			edited_ms = max(?, edited_ms + 1)
		where id = ?`,
		text.Deck, text.Question, text.Answer, jsonList(text.Tags), card.Key(text.Question), old.given(text), ms, id)
	return true, err
}

// RenameDeck gives all cards of a deck another one, which may exist already, and returns how many. The sources of
// these cards go on filling the deck under its new name. ms is the instant in UTC Unix milliseconds.
func (db *DB) RenameDeck(ctx context.Context, from, to string, ms int64) (changed int, err error) {
	defer wrap(&err, "rename deck %s", from)
	err = db.write(ctx, func(tx *sql.Tx) error {
		changed, err = renameDeck(ctx, tx, from, to, ms)
		return err
	})
	return changed, err
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
	done, err := tx.ExecContext(ctx,
		"update card set deck = ?, edited_ms = max(?, edited_ms + 1) where deck = ?", to, ms, from)
	if err != nil {
		return 0, err
	}
	n, err := done.RowsAffected()
	return int(n), err
}
