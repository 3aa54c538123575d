package intake

import (
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

// add stores a new card. Another card may hold its uid: one with the same question and another
// answer, or one whose question was reworded since. Then the next of a series is taken.
func (p *plan) add(t db.Text) error {
	name := t.Deck + "\x00" + normalise(t.Question)
	for n := 1; ; n++ {
		seed := name
		if n > 1 {
			seed += "\x00" + strconv.Itoa(n)
		}
		id, err := p.im.Add(uuid.NewSHA1(cards, []byte(seed)), p.source, t)
		if err != nil || id != 0 {
			return err
		}
	}
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
