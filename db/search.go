package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"
)

// wordsOf gives the words of what a learner looks for.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
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

// likePatterns is the same for a database whose index cannot be brought up to date.
func likePatterns(text string) []string {
	var patterns []string
	for _, w := range wordsOf(text) {
		patterns = append(patterns, "%"+w+"%")
	}
	return patterns
}

// Search gives the cards that best hold the words of the selection's Search, best first, most at
// most. A word counts most in the question, then among the tags.
func (db *DB) Search(ctx context.Context, s Selection, most int) ([]Card, error) {
	args, err := db.filterArgs(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	query := cardColumns + `
		join (select rowid as id, bm25(card_words, 10, 1, 4) as rank from card_words where card_words match @words) found
			on found.id = c.id
		where (c.status = 'deleted') = @deleted and` + selected + `order by found.rank, c.id limit @most`
	if !args.indexed() {
		query = cardColumns + `where (c.status = 'deleted') = @deleted and` + selected + `order by c.id limit @most`
	}
	rows, err := db.sql.QueryContext(ctx, query, append(args, sql.Named("deleted", s.Deleted), sql.Named("most", most))...)
	var cards []Card
	err = each(rows, err, func(rows *sql.Rows) error {
		c, err := scanCard(rows.Scan)
		cards = append(cards, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return cards, nil
}

// batchOfWords is how many cards are indexed in one transaction, so that a grade given meanwhile
// waits for no more than these.
const batchOfWords = 2000

// index brings the index of words up to date, and reports whether it is: a file or a disk that
// cannot be written leaves it as it was.
func (db *DB) index(ctx context.Context) (done bool, err error) {
	for {
		stale, err := db.unindexed(ctx)
		if err != nil || !stale {
			return err == nil, err
		}
		done, err := db.writeDerived(ctx, indexSome)
		if err != nil {
			return false, fmt.Errorf("index words: %w", err)
		}
		if !done {
			return false, nil
		}
	}
}

// lastIndexed is the highest id in the index; FTS5 keeps it in a table of its own.
const lastIndexed = "ifnull((select max(id) from card_words_docsize), 0)"

func (db *DB) unindexed(ctx context.Context) (stale bool, err error) {
	err = db.sql.QueryRowContext(ctx,
		"select exists (select 1 from unindexed) or ifnull((select max(id) from card), 0) > "+lastIndexed).Scan(&stale)
	return stale, err
}

// indexSome indexes the next cards.
func indexSome(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `
		delete from card_words where rowid in (select card from unindexed limit @most);
		insert into card_words (rowid, question, answer, tags)
			select id, question, answer, tags from card
			where id in (select card from unindexed limit @most) and id <= `+lastIndexed+`;
		delete from unindexed where card in (select card from unindexed limit @most);
		insert into card_words (rowid, question, answer, tags)
			select id, question, answer, tags from card where id > `+lastIndexed+` order by id limit @most`,
		sql.Named("most", batchOfWords))
	return err
}

// Searchable reports whether a text holds a word that can be searched for.
func Searchable(text string) bool { return len(wordsOf(text)) > 0 }
