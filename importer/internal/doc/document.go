// Package doc holds what a question file is read into, and what the readers of all formats share: how a
// deck is named after its file, how a card is taken up and how a piece is skipped with its reason.
package doc

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"iq/importer/internal/ask"
	"iq/internal/card"
)

// Document is what one question file held, in file order.
type Document struct {
	Name       string // the file's name as the caller gave it
	Format     string // "markdown", "org", "csv", "tsv", "anki-text", "json", ...
	Layout     string // the layout that won the competition; the format's name where it has only one
	Deck       string // from the front matter, the format's own header or the file's name; never empty
	Cards      []Card
	Unanswered []Card // questions that the file leaves without an answer
	Skipped    []Skipped
	Notes      []string    // what was repaired while decoding, one sentence each: "3 invalid bytes replaced"
	Candidates []Candidate // every layout that competed, best first; what --explain prints
}

// Card is one question of a file with its answer. Its tags are the section headings above the
// question, then the file's own; a deck of "" means the document's.
type Card struct {
	Line int `json:"line"` // where the question starts, from 1; cards made of one block (clozes) share it
	card.Text
}

// Skipped is a piece of the file that was understood to be no card, or not understood at all.
type Skipped struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"` // in a learner's words: "table of contents", "badges and images"
	Text   string `json:"text"`   // the beginning of the piece, at most 80 characters of one line
}

// Candidate is one layout's result in the competition.
type Candidate struct {
	Layout     string  `json:"layout"`
	Score      float64 `json:"score"` // from 0 to 1
	Cards      int     `json:"cards"`
	Unanswered int     `json:"unanswered"`
	Why        string  `json:"why"` // the parts of the score, for a human reader
}

// beginning is the start of a piece, at most 80 characters of one line.
func beginning(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= 80 {
		return s
	}
	return string([]rune(s)[:79]) + "…"
}

// Pieces counts all that was found.
func (d *Document) Pieces() int { return len(d.Cards) + len(d.Unanswered) + len(d.Skipped) }

// Plural counts things in words: "1 invalid byte", "3 invalid bytes".
func Plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Add takes a card up, or its question where nothing answers it. An answer without a question is skipped.
func (d *Document) Add(c Card) {
	switch {
	case c.Question == "" && c.Answer == "":
	case c.Question == "":
		d.Skip(c.Line, "an answer without a question", c.Answer)
	case c.Answer == "" || ask.IsUnwritten(c.Answer):
		c.Answer = ""
		d.Unanswered = append(d.Unanswered, c)
	default:
		d.Cards = append(d.Cards, c)
	}
}

// Skip names a piece of the file that became no card.
func (d *Document) Skip(line int, reason, text string) {
	d.Skipped = append(d.Skipped, Skipped{Line: line, Reason: reason, Text: beginning(text)})
}
