package intake

import (
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"iq/db"
	"iq/internal/card"
)

// cards is the namespace of card uids: a card's uid is the UUIDv5 of its deck and its normalised
// question at its first import, and so the same on every machine.
var cards = uuid.MustParse("6f0a52c3-3d0f-4c53-9f5b-8d7e4b1f2a60")

// addTo stores a new card of a source, 0 for one written by hand. Another card may hold its uid: one with the same
// question and another answer, or one whose question was reworded since. Then the next of a series is taken.
func addTo(im *db.Import, source, position int64, t card.Text) (id int64, err error) {
	name := t.Deck + "\x00" + card.Normalise(t.Question)
	for n := 1; ; n++ {
		seed := name
		if n > 1 {
			seed += "\x00" + strconv.Itoa(n)
		}
		id, err := im.Add(uuid.NewSHA1(cards, []byte(seed)), source, position, t)
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
func Add(im *db.Import, t card.Text) (id int64, err error) {
	equal, err := im.Equal(t.Question)
	if err != nil {
		return 0, err
	}
	for _, k := range equal[card.Key(t.Question)] {
		if !k.Status.Hidden() && k.Own.Deck == t.Deck && card.Key(k.Own.Question) == card.Key(t.Question) {
			return 0, &SameQuestion{k.ID, k.Own.Deck}
		}
	}
	return addTo(im, 0, 0, t)
}
