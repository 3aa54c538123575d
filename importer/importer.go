// Package importer turns the text of a question file into cards.
//
// It is pure: bytes in, a Document out. It reads no file, keeps nothing between calls and knows
// nothing of the database, of schedules or of terminals. Questions and answers stay Markdown.
//
// The way of a file through it:
//
//   - decode makes UTF-8 with \n of whatever bytes came, and notes what it repaired;
//   - the table formats finds who reads it: every format is one file and one entry;
//   - Markdown is split into lines that know what they are part of (splitLines: goldmark finds headings,
//     lists and rules, after fences.go has mended stray code fences);
//   - the table layouts lists the ways to write questions and answers down. Each layout reads the whole
//     file into drafts, score.go rates them, the best wins, and what it leaves over competes again;
//   - splitBody (answer.go) takes what stands below a question apart: what still belongs to the question,
//     and the answer without labels, wrappers and navigation;
//   - what became no card is named in Skipped.
//
// A new layout is one file with a function from a section to drafts, and one entry in layouts.
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
