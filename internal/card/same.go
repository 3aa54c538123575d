package card

import (
	"bytes"
	"hash/fnv"
	"unicode"
	"unicode/utf8"
)

// Key is the hash of a normalised question, by which equal cards are found.
func Key(question string) int64 {
	h := fnv.New64a()
	h.Write([]byte(Normalise(question)))
	return int64(h.Sum64())
}

// Normalise leaves of a text what makes it the same text to a reader: case, asterisks, backticks,
// spacing and trailing . ? ! : do not count.
func Normalise(s string) string {
	text := make([]byte, 0, len(s))
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = len(text) > 0
			continue
		case r == '*' || r == '`' || r == '\u200b' || r == '\ufeff':
			continue
		}
		if blank {
			text = append(text, ' ')
			blank = false
		}
		text = utf8.AppendRune(text, unicode.ToLower(r))
	}
	return string(bytes.TrimRight(text, " .?!:"))
}

// Identity is the same for two cards of one file only when they are one card to a reader.
func (t Text) Identity() string {
	return t.Deck + "\x00" + Normalise(t.Question) + "\x00" + Normalise(t.Answer)
}

// SameCard reports whether two texts, from different sources as the caller knows, are one card: the
// same question in the same deck, or in different decks with the same answer too.
func (t Text) SameCard(o Text) bool {
	return Normalise(t.Question) == Normalise(o.Question) &&
		(t.Deck == o.Deck || Normalise(t.Answer) == Normalise(o.Answer))
}
