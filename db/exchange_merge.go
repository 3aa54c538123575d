package db

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// MergeOptions are what a merge asks of its caller.
type MergeOptions struct {
	// Setting refuses a value that a setting cannot have.
	Setting func(name, value string) error
	// Unread is called with each line that was not taken, and why; the others are taken.
	Unread func(line int, why error)
	// Card is called with what became of each card; may be nil.
	Card func(line int, became Became, question string)
}

// Became is what a merge made of a card.
type Became int

const (
	CardKept Became = iota
	CardChanged
	CardAdded
)

// Merged counts what became of the lines of an export: together they are its lines without the headers.
type Merged struct {
	Cards        [3]int // by Became
	Reviews      int    // new here
	Waiting      int    // of these, those whose card is not here yet
	Known        int    // reviews that were here
	TakenBack    int    // of these, those that were taken back elsewhere since
	Settings     int    // taken
	SettingsLeft int    // not taken, for the database has cards or reviews of its own
	SettingsDiff int    // of these, those that are otherwise here
	Sources      int
	Renames      int
	Unread       int // lines that were not taken
}

// merge is a union under way.
type merge struct {
	*Import
	opt MergeOptions
	out Merged
	// fresh is whether the database had no cards and no reviews when the merge began.
	fresh bool
	// The source that was looked up last: cards of one follow each other.
	sourceName string
	sourceID   int64
	dropped    map[int64]bool // sources whose digests are gone
}

// Merge takes an export's lines. The schedules of the cards that got reviews follow with Settle.
// The error wraps ErrNoExport or ErrNewerExport for what is no export or one that only a newer iq
// can read; then the transaction has to be taken back.
func (im *Import) Merge(ctx context.Context, r io.Reader, opt MergeOptions) (Merged, error) {
	m := &merge{Import: im, opt: opt, dropped: map[int64]bool{}}
	err := im.row("select not exists (select 1 from card) and not exists (select 1 from review)").Scan(&m.fresh)
	if err != nil {
		return Merged{}, fmt.Errorf("look for cards: %w", err)
	}
	lines := newLineReader(r)
	if err := m.header(lines); err != nil {
		return Merged{}, err
	}
	for {
		line, err := lines.next()
		switch {
		case err == io.EOF:
			return m.out, nil
		case ctx.Err() != nil:
			return Merged{}, ctx.Err()
		case errors.Is(err, errLineTooLong):
			m.unread(lines.n, err)
		case err != nil:
			return Merged{}, err
		default:
			if err := m.take(lines.n, line); err != nil {
				return Merged{}, fmt.Errorf("line %d: %w", lines.n, err)
			}
		}
	}
}

func (m *merge) header(lines *lineReader) error {
	line, err := lines.next()
	if err == io.EOF || errors.Is(err, errLineTooLong) {
		return ErrNoExport
	}
	if err != nil {
		return err
	}
	ok, err := ExportHeader(line)
	if !ok {
		return ErrNoExport
	}
	return err
}

// refusal is the error for a line that is not taken; any other ends the merge.
type refusal struct{ error }

func (m *merge) unread(n int, why error) {
	m.out.Unread++
	if m.opt.Unread != nil {
		m.opt.Unread(n, why)
	}
}

func (m *merge) take(n int, line []byte) error {
	if len(line) == 0 {
		return nil
	}
	record, err := parseLine(line)
	if err == nil {
		err = m.takeRecord(n, record)
	} else {
		err = refusal{err}
	}
	var no refusal
	if errors.As(err, &no) {
		m.unread(n, no.error)
		return nil
	}
	return err
}

func (m *merge) takeRecord(n int, record any) error {
	switch r := record.(type) {
	case headerLine: // of another export behind the first
		return r.check()
	case *settingLine:
		return m.setting(r)
	case *sourceLine:
		m.out.Sources++
		_, err := m.source(r.Name)
		return err
	case *renameLine:
		return m.rename(r)
	case *cardLine:
		return m.card(n, r)
	case *reviewLine:
		return m.review(r)
	}
	return fmt.Errorf("%T is no record", record)
}

func (m *merge) setting(s *settingLine) error {
	if m.opt.Setting != nil {
		if err := m.opt.Setting(s.Name, s.Value); err != nil {
			return refusal{err}
		}
	}
	if !m.fresh {
		return m.leaveSetting(s)
	}
	m.out.Settings++
	return m.SetSetting(s.Name, s.Value)
}

func (m *merge) leaveSetting(s *settingLine) error {
	var same bool
	err := m.row("select exists (select 1 from setting where name = ? and value = ?)", s.Name, s.Value).Scan(&same)
	m.out.SettingsLeft++
	if !same {
		m.out.SettingsDiff++
	}
	return err
}

// source returns the id of a source, which is added where it is new.
func (m *merge) source(name string) (id int64, err error) {
	if name == m.sourceName {
		return m.sourceID, nil
	}
	defer wrap(&err, "note source %s", name)
	err = m.row(`
		insert into source (name) values (?) on conflict (name) do update set name = excluded.name returning id`,
		name).Scan(&id)
	if err != nil {
		return 0, err
	}
	m.sourceName, m.sourceID = name, id
	return id, nil
}

func (m *merge) rename(r *renameLine) (err error) {
	defer wrap(&err, "rename deck %s", r.Given)
	m.out.Renames++
	source, err := m.source(r.Source)
	if err != nil {
		return err
	}
	return m.exec(`
		insert into source_deck (source, given, deck, renamed_ms) values (?, ?, ?, ?)
		on conflict (source, given) do update set deck = excluded.deck, renamed_ms = excluded.renamed_ms
			where excluded.renamed_ms > renamed_ms or excluded.renamed_ms = renamed_ms and excluded.deck > deck`,
		source, r.Given, r.Deck, int64(r.At))
}
