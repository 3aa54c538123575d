// Package card is what a card is to every part of iq: its text, the marks that a learner sets on
// it, when two texts are the same, and what can be wrong with one.
//
// It is pure. It must never know where cards are kept, how they were read or how they look.
package card

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Text is what a card says and where it belongs.
type Text struct {
	Deck     string   `json:"deck"`
	Question string   `json:"question"` // Markdown
	Answer   string   `json:"answer"`   // Markdown; empty for a question that came without one
	Tags     []string `json:"tags"`
}

// Equal reports whether two texts agree to the letter.
func (t Text) Equal(o Text) bool {
	return t.Deck == o.Deck && t.Question == o.Question && t.Answer == o.Answer && slices.Equal(t.Tags, o.Tags)
}

// MaxDeck is the largest number of characters in a deck's name.
const MaxDeck = 200

// What can be wrong with a text.
var (
	ErrNoQuestion  = errors.New("the question is empty")
	ErrNoDeck      = errors.New("the deck is empty")
	ErrDeckTooLong = fmt.Errorf("the deck's name is longer than %d characters", MaxDeck)
)

// Check returns what a text that a learner wrote lacks: ErrNoQuestion or ErrNoDeck.
func (t Text) Check() error {
	switch {
	case t.Question == "":
		return ErrNoQuestion
	case t.Deck == "":
		return ErrNoDeck
	}
	return nil
}

// CheckDeck returns what is wrong with a deck's name: ErrNoDeck or ErrDeckTooLong.
func CheckDeck(name string) error {
	switch {
	case name == "":
		return ErrNoDeck
	case utf8.RuneCountInString(name) > MaxDeck:
		return ErrDeckTooLong
	}
	return nil
}
