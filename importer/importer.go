// Package importer turns the text of a question file into cards.
//
// It is pure: bytes in, a Document out. It reads no file, keeps nothing between calls and knows
// nothing of the database, of schedules or of terminals. Questions and answers stay Markdown.
//
// The way of a file through it: decode makes UTF-8 with \n of whatever bytes came, and notes what it
// repaired; the table formats finds who reads it. What each format is, and how questions are found in it,
// is known in the packages below internal:
//
//   - doc: what a file is read into, the same for all;
//   - ask: what asks a question, in words; inline: what stands within a line; words: sets of words;
//   - markdown, org, record: the readers, with cloze for texts of which a part is hidden.
//
// What it promises to whoever imports a list: every question of the file is either a card, or a
// question without an answer, or named among the skipped with the reason. Nothing is dropped silently.
package importer

import (
	"iq/importer/internal/cloze"
	"iq/importer/internal/doc"
)

// What a file is read into, whatever its format.
type (
	Document  = doc.Document
	Card      = doc.Card
	Skipped   = doc.Skipped
	Candidate = doc.Candidate
	ClozeCard = cloze.Card
)

// ExpandCloze makes one card of each cloze number in a text with {{c1::text}} or {{c1::text::hint}} marks,
// also nested ones. nil means that there is no cloze, or that the text is so long and has so many that
// their cards would not fit into memory.
func ExpandCloze(text string) []ClozeCard { return cloze.Expand(text) }
