package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"iq/internal/card"
)

// Import is one import of any number of files: one transaction, whole or not at all.
type Import struct {
	ctx        context.Context
	tx         *sql.Tx
	ms         int64
	statements map[string]*sql.Stmt // prepared once, run for every card
	touched    cardSet              // whose schedules wait for Settle
	deferred   []schemaObject       // made again when all cards are stored
}

// ErrRollback, returned by the function given to Import, leaves the database as it was.
var ErrRollback = errors.New("rolled back as asked")

// importCache is how much of the database an import keeps in memory, in KiB; with less the pages
// of its indexes would be written and read again and again.
const importCache = 24 << 10

// Import runs f in one transaction; ms is the instant that counts for all its cards, in UTC Unix
// milliseconds. f must watch for the end of ctx itself: to watch it at each of a hundred thousand
// statements would cost as much as the statements do.
func (db *DB) Import(ctx context.Context, ms int64, f func(*Import) error) error {
	// Each statement keeps the pages that its triggers change until it is done; in memory, not in a
	// file.
	pragmas := fmt.Sprintf("pragma cache_size = -%d; pragma temp_store = memory", importCache)
	if _, err := db.sql.ExecContext(ctx, pragmas); err != nil {
		return err
	}
	err := db.write(ctx, func(tx *sql.Tx) error {
		im := &Import{
			ctx: context.WithoutCancel(ctx), tx: tx, ms: ms, statements: map[string]*sql.Stmt{}, touched: cardSet{},
		}
		if err := f(im); err != nil {
			return err
		}
		return im.restoreDerived()
	})
	if errors.Is(err, ErrRollback) {
		return nil
	}
	return err
}

// prepared returns the statement of a query. The transaction closes all of them when it ends.
func (im *Import) prepared(query string) (*sql.Stmt, error) {
	if s := im.statements[query]; s != nil {
		return s, nil
	}
	s, err := im.tx.PrepareContext(im.ctx, query)
	if err == nil {
		im.statements[query] = s
	}
	return s, err
}

// row runs a query of one row and reads it.
func (im *Import) row(query string, args []any, into ...any) error {
	s, err := im.prepared(query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(im.ctx, args...).Scan(into...)
}

func (im *Import) exec(query string, args ...any) error {
	_, err := im.change(query, args...)
	return err
}

func (im *Import) change(query string, args ...any) (sql.Result, error) {
	s, err := im.prepared(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(im.ctx, args...)
}

// Known is a stored card as an import compares it.
type Known struct {
	card.Text           // as its source last had it
	Own       card.Text // as it is stored: the same, unless the learner has changed it
	ID        int64
	Source    int64
	Position  int64 // line in the source; cards that share one are siblings
	Status    card.Status
}

// Source is what is known of a file that cards came from.
type Source struct {
	ID         int64 // 0: never imported
	Digest     []byte
	Cards      int
	Duplicate  int // of the cards, those that another source has
	Unanswered int
	Skipped    int
}

// Source looks up a source by its name.
func (im *Import) Source(name string) (Source, error) {
	var s Source
	err := im.row("select id, digest, cards, duplicate, unanswered, skipped from source where name = ?", []any{name},
		&s.ID, &s.Digest, &s.Cards, &s.Duplicate, &s.Unanswered, &s.Skipped)
	if errors.Is(err, sql.ErrNoRows) {
		return Source{}, nil
	}
	if err != nil {
		return Source{}, fmt.Errorf("look up source %s: %w", name, err)
	}
	return s, nil
}

// Sources returns all sources by name.
func (im *Import) Sources() (map[string]Source, error) { return sources(im.ctx, im.tx) }

// Sources returns all sources by name.
func (db *DB) Sources(ctx context.Context) (map[string]Source, error) { return sources(ctx, db.sql) }

func sources(ctx context.Context, q querier) (map[string]Source, error) {
	rows, err := q.QueryContext(ctx, "select name, id, digest, cards, duplicate, unanswered, skipped from source")
	sources := map[string]Source{}
	err = each(rows, err, func(rows *sql.Rows) error {
		var name string
		var s Source
		err := rows.Scan(&name, &s.ID, &s.Digest, &s.Cards, &s.Duplicate, &s.Unanswered, &s.Skipped)
		sources[name] = s
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	return sources, nil
}

// SourceName returns the name of a source.
func (im *Import) SourceName(id int64) (name string, err error) {
	err = im.row("select name from source where id = ?", []any{id}, &name)
	if err != nil {
		return "", fmt.Errorf("look up source %d: %w", id, err)
	}
	return name, nil
}

// RenameSource gives a source another name, which no other source may have.
func (im *Import) RenameSource(id int64, name string) error {
	if err := im.exec("update source set name = ? where id = ?", name, id); err != nil {
		return fmt.Errorf("rename source %d: %w", id, err)
	}
	return nil
}

// JoinSource moves all cards of a source, and what is known of its decks, to another source. That does
// not count as a change of a card: on another machine it may still be of either source.
func (im *Import) JoinSource(from, to int64) error {
	err := im.exec("update card set source = ? where source = ?", to, from)
	if err == nil {
		err = im.exec(`
			insert or ignore into source_deck
				select ?, given, deck, renamed_ms from source_deck where source = ?`, to, from)
	}
	if err == nil {
		err = im.exec("update source set digest = null where id in (?, ?)", from, to)
	}
	if err != nil {
		return fmt.Errorf("join sources %d and %d: %w", from, to, err)
	}
	return nil
}

// SetSource keeps what is known of a source, adding it where it is new, and returns its id.
func (im *Import) SetSource(name string, s Source) (id int64, err error) {
	err = im.row(`
		insert into source (name, digest, cards, duplicate, unanswered, skipped) values (?, ?, ?, ?, ?, ?)
		on conflict (name) do update set digest = excluded.digest, cards = excluded.cards,
			duplicate = excluded.duplicate, unanswered = excluded.unanswered, skipped = excluded.skipped
		returning id`, []any{name, s.Digest, s.Cards, s.Duplicate, s.Unanswered, s.Skipped}, &id)
	if err != nil {
		return 0, fmt.Errorf("note source %s: %w", name, err)
	}
	return id, nil
}

const knownColumns = "select id, ifnull(source, 0), status, deck, position, question, answer, tags, given from card "

// Known returns all cards of a source in file order, whatever their status.
func (im *Import) Known(source int64) ([]Known, error) {
	return im.known(knownColumns+"where source = ? order by position, id", source)
}

// Equal returns the cards, of whatever source, whose normalised question has the hash of one of these,
// by that hash.
func (im *Import) Equal(questions ...string) (map[int64][]*Known, error) {
	keys := make([]int64, len(questions))
	for i, question := range questions {
		keys[i] = card.Key(question)
	}
	cards, err := im.known(knownColumns+"where key in (select value from json_each(?)) order by id", jsonList(keys))
	equal := map[int64][]*Known{}
	for i, k := range cards {
		key := card.Key(k.Own.Question)
		equal[key] = append(equal[key], &cards[i])
	}
	return equal, err
}

func (im *Import) known(query string, args ...any) ([]Known, error) {
	statement, err := im.prepared(query)
	if err != nil {
		return nil, fmt.Errorf("read known cards: %w", err)
	}
	rows, err := statement.QueryContext(im.ctx, args...)
	var cards []Known
	err = each(rows, err, func(rows *sql.Rows) error {
		k, err := scanKnown(rows)
		cards = append(cards, k)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read known cards: %w", err)
	}
	return cards, nil
}

func scanKnown(rows *sql.Rows) (k Known, err error) {
	var tags string
	var from sql.NullString
	err = rows.Scan(&k.ID, &k.Source, &k.Status, &k.Own.Deck, &k.Position, &k.Own.Question, &k.Own.Answer, &tags, &from)
	if err == nil {
		err = json.Unmarshal([]byte(tags), &k.Own.Tags)
	}
	k.Text = k.Own
	if err != nil || !from.Valid {
		return k, err
	}
	var g given
	err = json.Unmarshal([]byte(from.String), &g)
	k.Text = g.Text
	return k, err
}

// Renamed returns the decks of a source that the learner has renamed: what they are called now, by the
// name that the source has for them.
func (im *Import) Renamed(source int64) (map[string]string, error) {
	rows, err := im.tx.QueryContext(im.ctx,
		"select given, deck from source_deck where source = ? and deck <> given", source)
	decks := map[string]string{}
	err = each(rows, err, func(rows *sql.Rows) error {
		var from, to string
		err := rows.Scan(&from, &to)
		decks[from] = to
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up renamed decks: %w", err)
	}
	return decks, nil
}

// Add stores a new card of a source (0: written by hand), which has it on the line position, and
// returns its id; 0 when another card has the uid.
func (im *Import) Add(uid uuid.UUID, source, position int64, t card.Text) (id int64, err error) {
	added, err := im.change(`
		insert into card (uid, deck, source, position, question, answer, tags, created_ms, edited_ms, marked_ms, key)
		values (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?) on conflict (uid) do nothing`,
		uid[:], t.Deck, source, position, t.Question, t.Answer, jsonList(t.Tags), im.ms, im.ms, im.ms,
		card.Key(t.Question))
	if err != nil {
		return 0, fmt.Errorf("add card: %w", err)
	}
	if n, err := added.RowsAffected(); n == 0 {
		return 0, err
	}
	return added.LastInsertId()
}

// Update gives a stored card a new place, and a new text: from is what its source says, own what
// is stored, with the learner's changes. Its uid, its history and its schedule stay.
func (im *Import) Update(id, source, position int64, from, own card.Text) error {
	err := im.exec(`
		update card set deck = ?, source = nullif(?, 0), position = ?, question = ?, answer = ?, tags = ?, key = ?,
			given = ?, edited_ms = max(?, edited_ms + 1)
		where id = ?`,
		own.Deck, source, position, own.Question, own.Answer, jsonList(own.Tags), card.Key(own.Question),
		givenColumn(from, own), im.ms, id)
	if err != nil {
		return fmt.Errorf("update card %d: %w", id, err)
	}
	return nil
}

// Move notes that an unchanged card stands on another line.
func (im *Import) Move(id, position int64) error {
	if err := im.exec("update card set position = ? where id = ?", position, id); err != nil {
		return fmt.Errorf("move card %d: %w", id, err)
	}
	return nil
}

// SetStatus hides a card or brings it back.
func (im *Import) SetStatus(id int64, s card.Status) error {
	err := im.exec("update card set status = ?, marked_ms = max(?, marked_ms + 1) where id = ?", string(s), im.ms, id)
	if err != nil {
		return fmt.Errorf("mark card %d as %s: %w", id, s, err)
	}
	return nil
}
