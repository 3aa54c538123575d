// Package intake takes the cards of question files into the database and keeps the learner's
// progress when a file has changed: it decides which card of the file is which stored card.
//
// It knows cards as text and as stored cards, and nothing of how they were read or how the outcome
// is shown.
package intake

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
)

// File is a question file that was read.
type File struct {
	Source  string // its name in the database, the same at every import
	Deck    string // takes the place of every deck in the document; "" leaves them
	Doc     importer.Document
	Digest  []byte // of the file's bytes and of how they were read
	Drafts  bool   // questions without an answer become cards that wait for one
	Partial bool   // the source may hold more than this, so nothing is gone
}

// Batch is one import of any number of files.
type Batch struct {
	im     *db.Import
	exists func(source string) bool
	lost   map[int64]bool // cards that one of the files no longer has
	held   []held
}

// held is a duplicate that is not decided yet: the card that it equals may be lost by its own source
// later in the batch, and has then moved here.
type held struct {
	card   db.Known
	text   importer.Card
	source int64
	out    *Outcome
	change int // index of its Change
}

// NewBatch begins an import within its transaction. exists reports whether a source is still there:
// what a missing one had goes over, with its history, to the file that has it now.
func NewBatch(im *db.Import, exists func(source string) bool) *Batch {
	return &Batch{im: im, exists: exists, lost: map[int64]bool{}}
}

// Same reports what Take would find, without parsing the file: that nothing has changed since the last import of
// the same bytes. A source with duplicates is always taken, as what they equal may be gone by now.
func Same(s db.Source, digest []byte) bool {
	return s.ID != 0 && s.Duplicate == 0 && bytes.Equal(s.Digest, digest)
}

// Take brings the database up to date with one file. The outcome is final after Finish.
func (b *Batch) Take(f File) (*Outcome, error) {
	out, err := b.take(f)
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", f.Doc.Name, err)
	}
	return out, nil
}

func (b *Batch) take(f File) (*Outcome, error) {
	texts := f.texts()
	source, err := b.im.Source(f.Source)
	if err != nil {
		return nil, err
	}
	if source.ID, err = b.takeOver(f.Source, source.ID, texts); err != nil {
		return nil, err
	}
	var known []db.Known
	out := &Outcome{Skipped: len(f.Doc.Skipped)}
	if !f.Drafts {
		out.Unanswered = len(f.Doc.Unanswered)
	}
	if source.ID != 0 {
		if known, err = b.im.Known(source.ID); err != nil {
			return nil, err
		}
		if out.Renamed, err = b.rename(source.ID, texts); err != nil {
			return nil, err
		}
	}
	if source.ID, err = b.im.SetSource(f.Source, db.Source{}); err != nil {
		return nil, err
	}
	p := plan{Batch: b, source: source.ID, texts: texts, known: known, partial: f.Partial, out: out}
	if err := p.carryOut(); err != nil {
		return nil, err
	}
	_, err = b.im.SetSource(f.Source, db.Source{
		Digest: f.Digest, Cards: len(texts) - out.Duplicate, Duplicate: out.Duplicate,
		Unanswered: out.Unanswered, Skipped: out.Skipped,
	})
	return out, err
}

// rename puts texts into the decks as the learner has renamed them, and returns the new names by the old.
func (b *Batch) rename(source int64, texts []importer.Card) (map[string]string, error) {
	renamed, err := b.im.Renamed(source)
	if err != nil {
		return nil, err
	}
	for i, t := range texts {
		if deck, ok := renamed[t.Deck]; ok {
			texts[i].Deck = deck
		}
	}
	return renamed, nil
}

// maxLookedUp is how many cards of a file are looked up to find out what its source was called before.
const maxLookedUp = 100

// takeOver moves to the source of a file the cards that it had under another name: before the file was
// renamed, or on another machine with which this one exchanges. That is a source which no longer exists
// and has at least a third of the cards looked up. own is the source of the file, 0 where it is new.
func (b *Batch) takeOver(name string, own int64, texts []importer.Card) (int64, error) {
	before, err := b.before(own, texts)
	switch {
	case err != nil || before == 0:
		return own, err
	case own == 0:
		return before, b.im.RenameSource(before, name)
	}
	return own, b.im.JoinSource(before, own)
}

// before finds the source to be taken over, 0 where there is not one.
func (b *Batch) before(own int64, texts []importer.Card) (int64, error) {
	some := texts[:min(len(texts), maxLookedUp)]
	votes := map[int64]int{}
	equal, err := equalTo(b.im, some)
	if err != nil {
		return 0, err
	}
	for _, t := range some {
		for _, k := range equal[card.Key(t.Question)] {
			if k.Source != 0 && k.Source != own && card.Normalise(k.Answer) == card.Normalise(t.Answer) {
				votes[k.Source]++
			}
		}
	}
	best := int64(0)
	for source, n := range votes {
		if 3*n < len(some) || !likelier(votes, source, best) {
			continue
		}
		before, err := b.im.SourceName(source)
		if err != nil {
			return 0, err
		}
		if !b.exists(before) {
			best = source
		}
	}
	return best, nil
}

// likelier reports whether a source has more votes than the best so far, or as many and is the older.
func likelier(votes map[int64]int, source, best int64) bool {
	return best == 0 || cmp.Or(cmp.Compare(votes[source], votes[best]), cmp.Compare(best, source)) > 0
}

// equalTo looks up, in one query, the stored cards that ask what texts ask, by key.
func equalTo(im *db.Import, texts []importer.Card) (map[int64][]*db.Known, error) {
	questions := make([]string, len(texts))
	for i, t := range texts {
		questions[i] = t.Question
	}
	return im.Equal(questions...)
}

// Finish settles what one file alone could not: a card that left one file of the batch for another keeps its history.
func (b *Batch) Finish() error {
	for _, h := range b.held {
		if !b.lost[h.card.ID] {
			continue
		}
		delete(b.lost, h.card.ID)
		text := h.text.Text
		if err := b.im.Update(h.card.ID, h.source, int64(h.text.Line), text, merge(h.card, text)); err != nil {
			return err
		}
		if err := b.im.SetStatus(h.card.ID, card.Active); err != nil {
			return err
		}
		h.out.Duplicate--
		h.out.Changed++
		if !h.out.forgotten {
			h.out.Changes[h.change].Kind = Changed
		}
	}
	return nil
}

// texts are the file's cards as they are to be stored.
func (f File) texts() []importer.Card {
	texts := slices.Clone(f.Doc.Cards)
	if f.Drafts {
		texts = append(texts, f.Doc.Unanswered...)
	}
	for i, t := range texts {
		texts[i].Deck = cmp.Or(f.Deck, t.Deck, f.Doc.Deck)
	}
	return texts
}
