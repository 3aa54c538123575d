package db

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"

	"iq/internal/card"
)

// card takes a card: the newer text, the newer marks, and the earlier beginning.
func (m *merge) card(n int, c *cardLine) error {
	became, err := m.mergeCard(c)
	if err != nil {
		return fmt.Errorf("card %s: %w", c.UID, err)
	}
	m.out.Cards[became]++
	if m.opt.Card != nil {
		m.opt.Card(n, became, c.Question)
	}
	return nil
}

func (m *merge) mergeCard(c *cardLine) (Became, error) {
	var old storedLine
	const query = cardLineColumns + "from card c left join source o on o.id = c.source where c.uid = ?"
	err := old.scan(m.row(query, c.UID[:]))
	if errors.Is(err, sql.ErrNoRows) {
		return CardAdded, m.addCard(c)
	}
	if err != nil {
		return 0, err
	}
	became := CardKept
	if newer(c.Edited, old.Edited, c.cardText, old.cardText) {
		if !c.text().Equal(old.text()) { // to be of another file is no change to the learner
			became = CardChanged
		}
		err = m.updateText(old, c)
	}
	if err == nil && newer(c.Marked, old.Marked, c.cardMarks, old.cardMarks) {
		if !bytes.Equal(jsonOf(c.cardMarks), jsonOf(old.cardMarks)) {
			became = CardChanged
		}
		err = m.updateMarks(old, c)
	}
	if err == nil && c.Created < old.Created {
		err = m.exec("update card set created_ms = ? where id = ?", int64(c.Created), old.id)
	}
	return became, err
}

// place returns the columns source, key and given of a card, and drops the digest of its source, for
// what that has is no longer what was last imported.
func (m *merge) place(c *cardLine) (source, key, given any, err error) {
	if c.Source != nil {
		id, err := m.source(*c.Source)
		if err != nil {
			return nil, nil, nil, err
		}
		if err := m.dropDigest(id); err != nil {
			return nil, nil, nil, err
		}
		source = id
	}
	if c.Given != nil {
		given = givenColumn(*c.Given, c.text())
	}
	return source, card.Key(c.Question), given, nil
}

func (m *merge) dropDigest(source int64) error {
	if source == 0 || m.dropped[source] {
		return nil
	}
	m.dropped[source] = true
	return m.exec("update source set digest = null where id = ?", source)
}

func (m *merge) addCard(c *cardLine) error {
	source, key, given, err := m.place(c)
	if err != nil {
		return err
	}
	return m.exec(`
		insert into card (uid, deck, source, position, question, answer, tags, key, given,
			status, buried_until, flagged, flag_note, created_ms, edited_ms, marked_ms)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.UID[:], c.Deck, source, c.Position, c.Question, c.Answer, jsonList(c.Tags), key, given,
		string(c.Status), c.buriedUntil(), c.Flagged, c.Note, int64(c.Created), int64(c.Edited), int64(c.Marked))
}

func (m *merge) updateText(old storedLine, c *cardLine) error {
	source, key, given, err := m.place(c)
	if err == nil {
		err = m.dropDigest(old.source)
	}
	if err != nil {
		return err
	}
	return m.exec(`
		update card set deck = ?, source = ?, position = ?, question = ?, answer = ?, tags = ?, key = ?, given = ?,
			edited_ms = ?
		where id = ?`,
		c.Deck, source, c.Position, c.Question, c.Answer, jsonList(c.Tags), key, given, int64(c.Edited), old.id)
}

func (m *merge) updateMarks(old storedLine, c *cardLine) error {
	if err := m.dropDigest(old.source); err != nil {
		return err
	}
	return m.exec(`
		update card set status = ?, buried_until = ?, flagged = ?, flag_note = ?, marked_ms = ? where id = ?`,
		string(c.Status), c.buriedUntil(), c.Flagged, c.Note, int64(c.Marked), old.id)
}

// buriedUntil returns the column of that name.
func (m cardMarks) buriedUntil() any {
	if m.Buried == nil {
		return nil
	}
	return int64(*m.Buried)
}
