package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"
)

// wordsOf returns the words of what a learner searches for.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// wordsQuery writes words as a query of FTS5: a card must have all of them, of the last one only
// the beginning, as it may not be complete. Without a word it is empty.
func wordsQuery(text string) string {
	words := wordsOf(text)
	if len(words) == 0 {
		return ""
	}
	for i, w := range words {
		words[i] = `"` + w + `"`
	}
	// The beginning of a word is seldom the beginning of its stem: the last word may be either.
	last := len(words) - 1
	words[last] = "(" + words[last] + " OR " + words[last] + "*)"
	return strings.Join(words, " AND ")
}

// likePatterns writes the words as patterns, for a database whose index cannot be brought up to date.
func likePatterns(text string) []string {
	var patterns []string
	for _, w := range wordsOf(text) {
		patterns = append(patterns, "%"+w+"%")
	}
	return patterns
}

// Search returns the cards that best hold the words of the selection's Search, best first, at most
// limit. A word counts most in the question, then among the tags.
func (db *DB) Search(ctx context.Context, s Selection, limit int) (_ []Card, err error) {
	defer wrap(&err, "search")
	filter, err := db.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	query := cardColumns + `
		join (
			select rowid as id, bm25(card_words, 10, 1, 4) as rank from card_words where card_words match @words
		) found on found.id = c.id
		` + s.ofStatus() + filter.and + ` order by found.rank, c.id limit @limit`
	if !filter.byWords {
		query = cardColumns + s.ofStatus() + filter.and + " order by c.id limit @limit"
	}
	return selectAll(ctx, db.sql, (*Card).columns, query, filter.with(sql.Named("limit", limit))...)
}

// indexBatch is how many cards are indexed in one transaction, so that a grade given meanwhile waits
// for no more than these.
const indexBatch = 2000

// Unindexed returns how many cards the next search would have to index, roughly.
func (db *DB) Unindexed(ctx context.Context) (n int, err error) {
	defer wrap(&err, "count unindexed cards")
	err = db.sql.QueryRowContext(ctx, `
		select (select count(*) from unindexed) +
			max(0, ifnull((select max(id) from card), 0) - `+lastIndexed+`)`).Scan(&n)
	return n, err
}

// Index brings the index of words up to date but for some cards, and reports whether it is: a file
// or a disk that cannot be written, or another program that writes, leaves it as it is. indexed is
// called with the number of cards of each batch, and may be nil.
func (db *DB) Index(ctx context.Context, allBut int, indexed func(int)) (done bool, err error) {
	for {
		n, err := db.Unindexed(ctx)
		if err != nil || n <= allBut {
			return err == nil, err
		}
		done, err := db.writeDerived(ctx, indexSome)
		if err != nil {
			return false, fmt.Errorf("index words: %w", err)
		}
		if !done {
			return false, nil
		}
		if indexed != nil {
			indexed(min(n, indexBatch))
		}
	}
}

// lastIndexed is the highest id in the index; FTS5 keeps it in a table of its own.
const lastIndexed = "ifnull((select max(id) from card_words_docsize), 0)"

// indexSome indexes the next cards.
func indexSome(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `
		delete from card_words where rowid in (select card from unindexed limit @max);
		insert into card_words (rowid, question, answer, tags)
			select id, question, answer, tags from card
			where id in (select card from unindexed limit @max) and id <= `+lastIndexed+`;
		delete from unindexed where card in (select card from unindexed limit @max);
		insert into card_words (rowid, question, answer, tags)
			select id, question, answer, tags from card where id > `+lastIndexed+` order by id limit @max`,
		sql.Named("max", indexBatch))
	return err
}

// Searchable reports whether a text holds a word that can be searched for.
func Searchable(text string) bool { return len(wordsOf(text)) > 0 }
