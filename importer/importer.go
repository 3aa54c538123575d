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

// Document is what one question file held, in file order.
type Document struct {
	Name       string // the file's name as the caller gave it
	Format     string // "markdown", "org", "csv", "tsv", "anki-text", "json", ...
	Layout     string // the layout that won the competition; the format's name where it has only one
	Deck       string // from the front matter, the format's own header or the file's name; never empty
	Cards      []Card
	Unanswered []Unanswered
	Skipped    []Skipped
	Notes      []string    // what was repaired while decoding, one sentence each: "3 invalid bytes replaced"
	Candidates []Candidate // every layout that competed, best first; what --explain prints
}

// Card is one question with its answer, both Markdown.
type Card struct {
	Line     int // where the question starts, from 1; cards made of one block (clozes) share it
	Question string
	Answer   string
	Tags     []string // section headings above the question, then the file's own tags
	Deck     string   // "" means the document's deck
}

// Unanswered is a question that the file leaves without an answer.
type Unanswered struct {
	Line     int
	Question string
	Tags     []string
	Deck     string // "" means the document's deck
}

// Skipped is a piece of the file that was understood to be no card, or not understood at all.
type Skipped struct {
	Line   int
	Reason string // in a learner's words: "table of contents", "cloze without a deletion"
	Text   string // the beginning of the piece, at most 80 characters of one line
}

// Candidate is one layout's result in the competition.
type Candidate struct {
	Layout     string
	Score      float64 // from 0 to 1
	Cards      int
	Unanswered int
	Why        string // the parts of the score, for a human reader
}
