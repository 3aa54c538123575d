package db

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/bits"
	"slices"

	"iq/srs"
)

// review takes a line of another log. A review that was taken back anywhere is taken back.
func (m *merge) review(r *reviewLine) error {
	became, err := m.Import.takeReview(r)
	if err != nil {
		return fmt.Errorf("review %s: %w", r.UID, err)
	}
	switch became {
	case reviewAdded:
		m.out.Reviews++
	case reviewWaits:
		m.out.Reviews++
		m.out.Waiting++
	case reviewTakenBack:
		m.out.TakenBack++
		m.out.Known++
	case reviewKnown:
		m.out.Known++
	}
	return nil
}

type reviewBecame int

const (
	reviewKnown reviewBecame = iota
	reviewTakenBack
	reviewAdded
	reviewWaits
)

// errOtherReview refuses a review that has the uid of another.
var errOtherReview = errors.New("is here with other content; what was here is kept")

// takeReview adds a review to the log, to those that wait for their cards, or to neither where it is there already.
func (im *Import) takeReview(r *reviewLine) (reviewBecame, error) {
	added, err := im.insertReview(r)
	if err != nil || added {
		return reviewAdded, err
	}
	ours, err := scanReviewLine(im.row(reviewLineColumns+"where r.uid = ?", r.UID[:]))
	if errors.Is(err, sql.ErrNoRows) {
		return im.await(r)
	}
	if err != nil {
		return 0, err
	}
	return im.takeBack(r, ours, func() error {
		var card int64
		err := im.row("update review set undone = 1 where uid = ? returning card", r.UID[:]).Scan(&card)
		im.touched.add(card)
		return err
	})
}

// insertReview reports whether the review was added: neither was it there, nor is its card missing.
func (im *Import) insertReview(r *reviewLine) (bool, error) {
	var card int64
	err := im.row(`
		insert into review (uid, card, at_ms, offset_min, day, grade, took_ms, reveal_ms, kind, confidence, points,
			typed, leech, device, undone)
		select ?, id, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, nullif(?, ''), ?, ?, ? from card where uid = ?
		on conflict (uid) do nothing returning card`,
		r.UID[:], int64(r.At), r.Offset, int64(r.Day), int64(r.Grade), r.MS, r.Reveal, string(r.Kind),
		int64(r.Confidence), r.Points.column(), r.Typed, r.Leech, r.Device[:], r.Undone, r.Card[:]).Scan(&card)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil {
		im.touched.add(card)
	}
	return err == nil, err
}

// takeBack holds a review against the one that is here and, where it was taken back elsewhere only, does so here.
func (im *Import) takeBack(r *reviewLine, ours reviewLine, undo func() error) (reviewBecame, error) {
	theirs := *r
	theirs.Undone = ours.Undone
	if theirs != ours && !bytes.Equal(jsonOf(theirs), jsonOf(ours)) { // the first is the quicker
		return 0, refusal{fmt.Errorf("review %s %w", r.UID, errOtherReview)}
	}
	if !r.Undone || ours.Undone {
		return reviewKnown, nil
	}
	return reviewTakenBack, undo()
}

// await keeps a review until its card comes.
func (im *Import) await(r *reviewLine) (reviewBecame, error) {
	var text string
	err := im.row("select line from awaited where uid = ?", r.UID[:]).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return reviewWaits, im.exec("insert into awaited (uid, card, line) values (?, ?, ?)",
			r.UID[:], r.Card[:], string(jsonOf(r)))
	}
	if err != nil {
		return 0, err
	}
	ours, err := awaitedLine(text)
	if err != nil {
		return 0, err
	}
	return im.takeBack(r, ours, func() error {
		return im.exec("update awaited set line = ? where uid = ?", string(jsonOf(r)), r.UID[:])
	})
}

// Settle adds to the log what waited for cards that have come, and replays the log of every card
// that got reviews. It is due before the end of an import, whatever brought the cards.
func (im *Import) Settle(model srs.Model) error {
	if err := im.takeAwaited(); err != nil {
		return fmt.Errorf("take the reviews that waited: %w", err)
	}
	for id := range im.touched.all() {
		if err := replayCard(im.ctx, im.tx, model, id); err != nil {
			return fmt.Errorf("replay the log of card %d: %w", id, err)
		}
	}
	im.touched = cardSet{}
	return nil
}

// maxAwaited bounds how many lines of waiting reviews are in memory at once.
const maxAwaited = 500

func (im *Import) takeAwaited() error {
	for {
		lines, err := im.arrived()
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, r := range lines {
			if err := im.exec("delete from awaited where uid = ?", r.UID[:]); err != nil {
				return err
			}
			var other refusal
			if _, err := im.takeReview(&r); err != nil && !errors.As(err, &other) {
				return err
			}
		}
	}
}

// arrived returns some of the waiting reviews whose cards are here.
func (im *Import) arrived() (lines []reviewLine, err error) {
	texts, err := selectAll(im.ctx, im.tx, only[string],
		"select a.line from awaited a join card c on c.uid = a.card limit ?", maxAwaited)
	for _, text := range texts {
		if err == nil {
			var r reviewLine
			r, err = awaitedLine(text)
			lines = append(lines, r)
		}
	}
	return lines, err
}

// Waiting counts the reviews that wait for their cards.
func (im *Import) Waiting() (n int, err error) {
	defer wrap(&err, "count waiting reviews")
	err = im.row("select count(*) from awaited").Scan(&n)
	return n, err
}

// cardSet is a set of cards' ids, which follow each other closely: a bit for each.
type cardSet map[int64]*[cardsInBlock / 64]uint64

const cardsInBlock = 1 << 13

func (s cardSet) add(id int64) {
	block := s[id/cardsInBlock]
	if block == nil {
		block = new([cardsInBlock / 64]uint64)
		s[id/cardsInBlock] = block
	}
	block[id%cardsInBlock/64] |= 1 << (id % 64)
}

// all returns the ids in order.
func (s cardSet) all() iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for _, block := range slices.Sorted(maps.Keys(s)) {
			for i, word := range s[block] {
				for ; word != 0; word &= word - 1 {
					if !yield(block*cardsInBlock + int64(64*i+bits.TrailingZeros64(word))) {
						return
					}
				}
			}
		}
	}
}
