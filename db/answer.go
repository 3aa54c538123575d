package db

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"

	"github.com/google/uuid"

	"iq/srs"
)

// Moment is when something happened to a card.
type Moment struct {
	AtMS      int64 // UTC Unix milliseconds
	OffsetMin int   // minutes that local time was ahead of UTC
	Day       srs.Day
}

// Answer is a grade to be written down.
type Answer struct {
	Card int64
	Seen int64 // the card's LastReview when it was shown
	Moment
	Grade      srs.Grade
	TookMS     int64 // from the question to the grade
	RevealMS   int64 // of these, to the answer
	Kind       srs.Kind
	Confidence int     // said before the answer: 1 no, 2 maybe, 3 sure; 0: not asked
	Points     *Points // nil: not checked
	Typed      string  // the learner's answer in writing; "": none, or not kept
	Leech      int     // lapses from which on the card is tagged as a leech; 0: never
}

// Points are the key points that an answer held and those that it missed. A point's key is the
// same as long as the point's text is.
type Points struct {
	Held   []string `json:"held"`
	Missed []string `json:"missed"`
}

// Errors of Answer and Undo.
var (
	ErrGradedElsewhere = errors.New("was graded in another session in the meantime")
	ErrNothingToUndo   = errors.New("there is no grade to take back")
)

// Answer writes one review and the schedule that follows from it in one transaction; when it
// returns without error both are on disk. The error wraps ErrGradedElsewhere, and nothing is
// written, when the card was graded since it was shown.
func (db *DB) Answer(ctx context.Context, model srs.Model, a Answer) (review int64, next srs.State, err error) {
	defer wrap(&err, "save grade of card %d", a.Card)
	err = db.write(ctx, func(tx *sql.Tx) error {
		review, next, err = db.answer(ctx, tx, model, a)
		return err
	})
	return review, next, err
}

func (db *DB) answer(ctx context.Context, tx *sql.Tx, model srs.Model, a Answer) (int64, srs.State, error) {
	c, err := cardByID(ctx, tx, a.Card)
	if err != nil {
		return 0, srs.State{}, err
	}
	if c.LastReview != a.Seen {
		return 0, srs.State{}, ErrGradedElsewhere
	}
	next, err := model.Answer(c.State, srs.Review{Day: a.Day, Grade: a.Grade, Kind: a.Kind})
	if err != nil {
		return 0, srs.State{}, err
	}
	tagged := false
	if srs.BecomesLeech(c.State, next, a.Leech) {
		if tagged, err = edit(ctx, tx, a.Card, a.AtMS, retagging([]string{srs.LeechTag}, nil)); err != nil {
			return 0, srs.State{}, err
		}
	}
	id, err := db.appendReview(ctx, tx, a, tagged)
	if err != nil || a.Kind == srs.Extra {
		return id, next, err
	}
	return id, next, saveSchedule(ctx, tx, a.Card, next, id)
}

// appendReview adds a line to the log. Its uid sorts after every other, also when the clock was set back, so that
// the log's order is the order in which things happened. tagged is whether the card got the leeches' tag with it.
func (db *DB) appendReview(ctx context.Context, tx *sql.Tx, a Answer, tagged bool) (int64, error) {
	last, err := lastReviewUID(ctx, tx)
	if err != nil {
		return 0, err
	}
	uid := newReviewUID(a.AtMS, last)
	var id int64
	err = tx.QueryRowContext(ctx, `
		insert into review (uid, card, at_ms, offset_min, day, grade, took_ms, reveal_ms, kind, confidence, points,
			typed, device, leech)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, nullif(?, ''), ?, ?) returning id`,
		uid[:], a.Card, a.AtMS, a.OffsetMin, int64(a.Day), int64(a.Grade), max(0, a.TookMS), max(0, a.RevealMS),
		string(a.Kind), a.Confidence, a.Points.column(), a.Typed, db.device[:], tagged).Scan(&id)
	return id, err
}

// lastReviewUID returns the uid of the log's last line; nil in an empty log.
func lastReviewUID(ctx context.Context, tx *sql.Tx) (last []byte, err error) {
	err = tx.QueryRowContext(ctx, "select uid from review order by uid desc limit 1").Scan(&last)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return last, err
}

// column returns the points as the log keeps them.
func (p *Points) column() any {
	if p == nil {
		return nil
	}
	return string(jsonOf(p))
}

// newReviewUID makes a UUIDv7 (RFC 9562) of the instant, or of the first millisecond after the one in last.
func newReviewUID(ms int64, last []byte) uuid.UUID {
	var uid uuid.UUID
	rand.Read(uid[6:]) // never fails
	ms = max(0, ms)
	if len(last) == len(uid) {
		ms = max(ms, int64(binary.BigEndian.Uint64(last)>>16)+1)
	}
	var stamp [8]byte
	binary.BigEndian.PutUint64(stamp[:], uint64(ms)<<16)
	copy(uid[:6], stamp[:6])
	uid[6] = 0x70 | uid[6]&0x0f
	uid[8] = 0x80 | uid[8]&0x3f
	return uid
}

func saveSchedule(ctx context.Context, tx execer, card int64, s srs.State, review int64) error {
	_, err := tx.ExecContext(ctx, `
		insert into schedule (card, due, interval, ease, reps, lapses, stability, difficulty, last_day, last_review)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (card) do update set due = excluded.due, interval = excluded.interval, ease = excluded.ease,
			reps = excluded.reps, lapses = excluded.lapses, stability = excluded.stability,
			difficulty = excluded.difficulty, last_day = excluded.last_day, last_review = excluded.last_review`,
		card, int64(s.Due), s.Interval, s.Ease, s.Reps, s.Lapses, s.Stability, s.Difficulty, int64(s.LastDay), review)
	return err
}

// Undone is a review that was taken back.
type Undone struct {
	Review int64
	Card   int64
	Grade  srs.Grade
	Kind   srs.Kind
	Day    srs.Day
	AtMS   int64
}

// Undo takes back one review, or with review 0 the last one that was not taken back yet: it is
// marked, and the card's log is replayed without it. The error wraps ErrNothingToUndo when there
// is none.
//
// An answer that made a leech of its card takes the tag with it.
func (db *DB) Undo(ctx context.Context, model srs.Model, review int64) (u Undone, err error) {
	defer wrap(&err, "undo")
	err = db.write(ctx, func(tx *sql.Tx) error {
		var tagged bool
		if u, tagged, err = undoable(ctx, tx, review); err != nil {
			return err
		}
		return undo(ctx, tx, model, u, tagged)
	})
	return u, err
}

func undo(ctx context.Context, tx *sql.Tx, model srs.Model, u Undone, tagged bool) error {
	if _, err := tx.ExecContext(ctx, "update review set undone = 1 where id = ?", u.Review); err != nil {
		return err
	}
	if err := replayCard(ctx, tx, model, u.Card); err != nil || !tagged {
		return err
	}
	_, err := edit(ctx, tx, u.Card, u.AtMS, retagging(nil, []string{srs.LeechTag}))
	return err
}

// undoable finds what is to be taken back, and whether the card got the leeches' tag with it.
func undoable(ctx context.Context, tx *sql.Tx, review int64) (u Undone, tagged bool, err error) {
	const columns = "select id, card, grade, kind, day, at_ms, leech from review "
	row := tx.QueryRowContext(ctx, columns+"where undone = 0 order by uid desc limit 1")
	if review != 0 {
		row = tx.QueryRowContext(ctx, columns+"where undone = 0 and id = ?", review)
	}
	err = row.Scan(&u.Review, &u.Card, &u.Grade, &u.Kind, &u.Day, &u.AtMS, &tagged)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNothingToUndo
	}
	return u, tagged, err
}

// LastReviewOf returns the last review of a card that was not taken back; the error wraps
// ErrNothingToUndo when there is none.
func (db *DB) LastReviewOf(ctx context.Context, card int64) (review int64, err error) {
	defer wrap(&err, "card %d", card)
	err = db.sql.QueryRowContext(ctx,
		"select id from review where card = ? and undone = 0 order by uid desc limit 1", card).Scan(&review)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNothingToUndo
	}
	return review, err
}

// replayCard derives a card's schedule from its log.
func replayCard(ctx context.Context, tx execer, model srs.Model, card int64) error {
	log, last, err := cardLog(ctx, tx, card)
	if err != nil {
		return err
	}
	state, err := model.Replay(log)
	if err != nil {
		return err
	}
	if state.New() { // it has no answers, or was reset and not answered since
		_, err := tx.ExecContext(ctx, "delete from schedule where card = ?", card)
		return err
	}
	return saveSchedule(ctx, tx, card, state, last)
}

// cardLog returns the reviews of a card that count, in the log's order, and the id of the last.
func cardLog(ctx context.Context, q querier, card int64) (log []srs.Review, last int64, err error) {
	rows, err := q.QueryContext(ctx, `
		select id, day, grade, kind from review
		where card = ? and undone = 0 and kind <> 'extra' order by uid`, card)
	err = each(rows, err, func(rows *sql.Rows) error {
		var r srs.Review
		if err := rows.Scan(&last, &r.Day, &r.Grade, &r.Kind); err != nil {
			return err
		}
		log = append(log, r)
		return nil
	})
	return log, last, err
}
