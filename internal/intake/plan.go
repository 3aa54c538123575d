package intake

import (
	"slices"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
)

// plan is one file beside what is stored of its source.
type plan struct {
	*Batch
	source  int64
	texts   []importer.Card
	known   []db.Known
	partial bool
	out     *Outcome
	equal   map[int64][]*db.Known // the stored cards that ask what unpaired texts ask, by key
}

func (p *plan) carryOut() error {
	paired := pair(p.texts, p.known)
	var left []importer.Card
	for i, k := range paired {
		if k == unpaired {
			left = append(left, p.texts[i])
		}
	}
	var err error
	if p.equal, err = equalTo(p.im, left); err != nil {
		return err
	}
	kept := make([]bool, len(p.known))
	seen := map[string]bool{}
	for i, t := range p.texts {
		name := t.Identity()
		if k := paired[i]; k != unpaired {
			kept[k] = true
			err = p.keep(p.known[k], t)
		} else {
			err = p.admit(t, seen[name])
		}
		if err != nil {
			return err
		}
		seen[name] = true
	}
	if p.partial {
		return nil
	}
	for i, k := range p.known {
		if !kept[i] && k.Status == card.Active {
			if err := p.lose(k); err != nil {
				return err
			}
		}
	}
	return nil
}

// lose hides a card that its source no longer has.
func (p *plan) lose(k db.Known) error {
	p.lost[k.ID] = true
	p.out.note(Gone, k.Position, k.Question, "")
	return p.im.SetStatus(k.ID, card.Gone)
}

// keep brings a stored card up to date with its text.
func (p *plan) keep(k db.Known, t importer.Card) error {
	if t.Answer == "" {
		t.Answer = k.Answer // the learner's own, to a question that came without one
	}
	line, kind := int64(t.Line), Unchanged
	var err error
	switch {
	case k.Source != p.source || !k.Text.Equal(t.Text):
		kind, err = Changed, p.im.Update(k.ID, p.source, line, t.Text, merge(k, t.Text))
	case k.Position != line:
		err = p.im.Move(k.ID, line)
	}
	if err == nil && k.Status == card.Gone {
		kind, err = Changed, p.im.SetStatus(k.ID, card.Active)
	}
	p.out.note(kind, line, t.Question, k.Question)
	return err
}

// merge brings together what the source has changed and what the learner has. Where both changed
// the same, the learner's stays; tags that either added or took away are added or taken away.
func merge(k db.Known, t card.Text) card.Text {
	own := t
	if k.Own.Deck != k.Deck {
		own.Deck = k.Own.Deck
	}
	if k.Own.Question != k.Question {
		own.Question = k.Own.Question
	}
	if k.Own.Answer != k.Answer {
		own.Answer = k.Own.Answer
	}
	own.Tags = nil
	for _, tag := range slices.Concat(t.Tags, k.Own.Tags) {
		removed := slices.Contains(k.Tags, tag) && !slices.Contains(k.Own.Tags, tag)
		dropped := slices.Contains(k.Tags, tag) && !slices.Contains(t.Tags, tag)
		if !removed && !dropped && !slices.Contains(own.Tags, tag) {
			own.Tags = append(own.Tags, tag)
		}
	}
	return own
}

// admit stores a card that its source did not have before, unless an equal card is there already;
// again says that the file has it twice.
func (p *plan) admit(t importer.Card, again bool) error {
	if again {
		p.out.note(Duplicate, int64(t.Line), t.Question, "")
		return nil
	}
	for _, k := range p.equal[card.Key(t.Question)] {
		switch {
		case k.Source == p.source || !k.Text.SameCard(t.Text):
		case k.Status == card.Gone && (k.Deck == t.Deck || p.lost[k.ID]):
			delete(p.lost, k.ID)
			moved := *k
			k.Source = p.source // the next text with this question does not find it elsewhere
			return p.keep(moved, t)
		default:
			p.out.note(Duplicate, int64(t.Line), t.Question, k.Question)
			p.held = append(p.held, held{*k, t, p.source, p.out, len(p.out.Changes) - 1})
			return nil
		}
	}
	if _, err := addTo(p.im, p.source, int64(t.Line), t.Text); err != nil {
		return err
	}
	p.out.note(Added, int64(t.Line), t.Question, "")
	return nil
}
