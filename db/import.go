package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"iq/internal/card"
)

// Import is one import of any number of files: one transaction, whole or not at all.
type Import struct {
	ctx      context.Context
	tx       preparedTx
	ms       int64
	touched  cardSet        // whose schedules wait for Settle
	deferred []schemaObject // made again when all cards are stored
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
	// Each statement keeps the pages that its triggers change until it is done; in memory, not in a file.
	pragmas := fmt.Sprintf("pragma cache_size = -%d; pragma temp_store = memory", importCache)
	if _, err := db.sql.ExecContext(ctx, pragmas); err != nil {
		return err
	}
	err := db.write(ctx, func(tx *sql.Tx) error {
		im := &Import{
			ctx: context.WithoutCancel(ctx), tx: preparedTx{tx, map[string]*sql.Stmt{}}, ms: ms, touched: cardSet{},
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

// preparedTx is a transaction in which each statement is made once, for to make it takes longer than to
// run it. The end of the transaction closes all of them.
type preparedTx struct {
	*sql.Tx
	statements map[string]*sql.Stmt
}

func (tx preparedTx) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := tx.statements[query]; s != nil {
		return s, nil
	}
	s, err := tx.PrepareContext(ctx, query)
	if err == nil {
		tx.statements[query] = s
	}
	return s, err
}

func (tx preparedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := tx.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (tx preparedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := tx.prepared(ctx, query)
	if err != nil {
		return tx.Tx.QueryRowContext(ctx, query, args...) // a row of the same error
	}
	return s.QueryRowContext(ctx, args...)
}

func (tx preparedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := tx.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// row runs a query of one row.
func (im *Import) row(query string, args ...any) *sql.Row {
	return im.tx.QueryRowContext(im.ctx, query, args...)
}

func (im *Import) exec(query string, args ...any) error {
	_, err := im.tx.ExecContext(im.ctx, query, args...)
	return err
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

const sourceColumns = "id, digest, cards, duplicate, unanswered, skipped from source "

// columns is where a row of sourceColumns belongs.
func (s *Source) columns() []any {
	return []any{&s.ID, &s.Digest, &s.Cards, &s.Duplicate, &s.Unanswered, &s.Skipped}
}

// Source looks up a source by its name.
func (im *Import) Source(name string) (s Source, err error) {
	defer wrap(&err, "look up source %s", name)
	err = im.row("select "+sourceColumns+"where name = ?", name).Scan(s.columns()...)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return s, err
}

// Sources returns all sources by name.
func (im *Import) Sources() (map[string]Source, error) { return sources(im.ctx, im.tx) }

// Sources returns all sources by name.
func (db *DB) Sources(ctx context.Context) (map[string]Source, error) { return sources(ctx, db.sql) }

func sources(ctx context.Context, q querier) (_ map[string]Source, err error) {
	defer wrap(&err, "read sources")
	return selectMap[string](ctx, q, (*Source).columns, "select name, "+sourceColumns)
}

// SourceName returns the name of a source.
func (im *Import) SourceName(id int64) (name string, err error) {
	defer wrap(&err, "look up source %d", id)
	err = im.row("select name from source where id = ?", id).Scan(&name)
	return name, err
}

// RenameSource gives a source another name, which no other source may have.
func (im *Import) RenameSource(id int64, name string) (err error) {
	defer wrap(&err, "rename source %d", id)
	return im.exec("update source set name = ? where id = ?", name, id)
}

// JoinSource moves all cards of a source, and what is known of its decks, to another source. That does
// not count as a change of a card: on another machine it may still be of either source.
func (im *Import) JoinSource(from, to int64) (err error) {
	defer wrap(&err, "join sources %d and %d", from, to)
	err = im.exec("update card set source = ? where source = ?", to, from)
	if err == nil {
		err = im.exec(`
			insert or ignore into source_deck
				select ?, given, deck, renamed_ms from source_deck where source = ?`, to, from)
	}
	if err == nil {
		err = im.exec("update source set digest = null where id in (?, ?)", from, to)
	}
	return err
}

// SetSource keeps what is known of a source, adding it where it is new, and returns its id.
func (im *Import) SetSource(name string, s Source) (id int64, err error) {
	defer wrap(&err, "note source %s", name)
	err = im.row(`
		insert into source (name, digest, cards, duplicate, unanswered, skipped) values (?, ?, ?, ?, ?, ?)
		on conflict (name) do update set digest = excluded.digest, cards = excluded.cards,
			duplicate = excluded.duplicate, unanswered = excluded.unanswered, skipped = excluded.skipped
		returning id`, name, s.Digest, s.Cards, s.Duplicate, s.Unanswered, s.Skipped).Scan(&id)
	return id, err
}

const knownColumns = "select id, ifnull(source, 0), status, deck, position, question, answer, tags, given from card "

// Known returns all cards of a source in file order, whatever their status.
func (im *Import) Known(source int64) ([]Known, error) {
	return im.known(knownColumns+"where source = ? order by position, id", source)
}

// Equal returns the cards, of whatever source, whose normalised question has the hash of one of these, by that hash.
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

func (im *Import) known(query string, args ...any) (cards []Known, err error) {
	defer wrap(&err, "read known cards")
	rows, err := im.tx.QueryContext(im.ctx, query, args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var k Known
		var from *card.Text
		err := rows.Scan(&k.ID, &k.Source, &k.Status, &k.Own.Deck, &k.Position, &k.Own.Question, &k.Own.Answer,
			jsonColumn{&k.Own.Tags}, jsonColumn{&from})
		if k.Text = k.Own; from != nil {
			k.Text = *from
		}
		cards = append(cards, k)
		return err
	})
	return cards, err
}

// Renamed returns the decks of a source that the learner has renamed: what they are called now, by the
// name that the source has for them.
func (im *Import) Renamed(source int64) (_ map[string]string, err error) {
	defer wrap(&err, "look up renamed decks")
	return selectMap[string](im.ctx, im.tx, only[string],
		"select given, deck from source_deck where source = ? and deck <> given", source)
}

// Add stores a new card of a source (0: written by hand), which has it on the line position, and
// returns its id; 0 when another card has the uid.
func (im *Import) Add(uid uuid.UUID, source, position int64, t card.Text) (id int64, err error) {
	defer wrap(&err, "add card")
	added, err := im.tx.ExecContext(im.ctx, `
		insert into card (uid, deck, source, position, question, answer, tags, created_ms, edited_ms, marked_ms, key)
		values (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?) on conflict (uid) do nothing`,
		uid[:], t.Deck, source, position, t.Question, t.Answer, jsonList(t.Tags), im.ms, im.ms, im.ms,
		card.Key(t.Question))
	if err != nil {
		return 0, err
	}
	if n, err := added.RowsAffected(); n == 0 {
		return 0, err
	}
	return added.LastInsertId()
}

// Update gives a stored card a new place, and a new text: from is what its source says, own what
// is stored, with the learner's changes. Its uid, its history and its schedule stay.
func (im *Import) Update(id, source, position int64, from, own card.Text) (err error) {
	defer wrap(&err, "update card %d", id)
	return im.exec(`
		update card set deck = ?, source = nullif(?, 0), position = ?, question = ?, answer = ?, tags = ?, key = ?,
			given = ?, edited_ms = max(?, edited_ms + 1)
		where id = ?`,
		own.Deck, source, position, own.Question, own.Answer, jsonList(own.Tags), card.Key(own.Question),
		givenColumn(from, own), im.ms, id)
}

// Move notes that an unchanged card stands on another line.
func (im *Import) Move(id, position int64) (err error) {
	defer wrap(&err, "move card %d", id)
	return im.exec("update card set position = ? where id = ?", position, id)
}

// SetStatus hides a card or brings it back.
func (im *Import) SetStatus(id int64, s card.Status) (err error) {
	defer wrap(&err, "mark card %d as %s", id, s)
	return im.exec("update card set status = ?, marked_ms = max(?, marked_ms + 1) where id = ?", string(s), im.ms, id)
}
