package intake

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"iq/db"
)

// cards is the namespace of card uids: a card's uid is the UUIDv5 of its deck and its normalised
// question at its first import, and so the same on every machine.
var cards = uuid.MustParse("6f0a52c3-3d0f-4c53-9f5b-8d7e4b1f2a60")

// add stores a new card of the plan's source.
func (p *plan) add(t db.Text) error {
	_, err := addTo(p.im, p.source, t)
	return err
}

// addTo stores a new card of a source, 0 for one written by hand. Another card may hold its uid: one
// with the same question and another answer, or one whose question was reworded since. Then the
// next of a series is taken.
func addTo(im *db.Import, source int64, t db.Text) (id int64, err error) {
	name := t.Deck + "\x00" + normalise(t.Question)
	for n := 1; ; n++ {
		seed := name
		if n > 1 {
			seed += "\x00" + strconv.Itoa(n)
		}
		id, err := im.Add(uuid.NewSHA1(cards, []byte(seed)), source, t)
		if err != nil || id != 0 {
			return id, err
		}
	}
}

// SameQuestion is the error for a card whose question the deck has already.
type SameQuestion struct {
	ID   int64
	Deck string
}

func (e *SameQuestion) Error() string {
	return fmt.Sprintf("card %d of deck %s asks the same", e.ID, e.Deck)
}

// Add stores a card that was written by hand. The error is a *SameQuestion when its deck has a card
// with the same question that is neither deleted nor gone.
func Add(im *db.Import, t db.Text) (id int64, err error) {
	equal, err := im.Equal(t.Key)
	if err != nil {
		return 0, err
	}
	for _, k := range equal {
		if k.Own.Deck == t.Deck && normalise(k.Own.Question) == normalise(t.Question) && (k.Status == db.Active || k.Status == db.Suspended) {
			return 0, &SameQuestion{k.ID, k.Own.Deck}
		}
	}
	return addTo(im, 0, t)
}

// Key is the hash of a normalised question, by which equal cards are found.
func Key(question string) int64 {
	h := fnv.New64a()
	h.Write([]byte(normalise(question)))
	return int64(h.Sum64())
}

// normalise leaves of a text what makes it the same text to a reader: case, emphasis, spacing and
// the last full stop or question mark do not count.
func normalise(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		case r == '*' || r == '`' || r == '\u200b' || r == '\ufeff':
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.TrimRight(b.String(), " .?!:")
}

// identity tells cards apart within one file.
func identity(t db.Text) string {
	return t.Deck + "\x00" + normalise(t.Question) + "\x00" + normalise(t.Answer)
}

// sameCard reports whether two cards of different sources are one: the same question in the same
// deck, or in different decks with the same answer too.
func sameCard(a, b db.Text) bool {
	return normalise(a.Question) == normalise(b.Question) &&
		(a.Deck == b.Deck || normalise(a.Answer) == normalise(b.Answer))
}
