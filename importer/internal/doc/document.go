// Package doc holds what a question file is read into, and what the readers of all formats share: how a
// deck is named after its file, how a card is taken up and how a piece is skipped with its reason.
package doc

import (
	"cmp"
	"fmt"
	"path"
	"slices"
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

// folderFiles are names that say nothing: the folder's name is the deck's.
var folderFiles = map[string]bool{"readme": true, "index": true, "_index": true, "": true, "-": true}

// DeckOfName names the deck after the file, or after its folder where the file's name says nothing.
func DeckOfName(name string) string {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	base := Stem(name)
	deck := TidyDeck(base)
	if folderFiles[plainFileName(base)] {
		deck = cmp.Or(TidyDeck(path.Base(path.Dir(name))), deck)
	}
	return cmp.Or(deck, "questions")
}

// Stem is the last element without its extension.
func Stem(name string) string {
	base := path.Base(name)
	if ext := path.Ext(base); ext != base && !strings.Contains(ext, " ") {
		base = strings.TrimSuffix(base, ext)
	}
	return base
}

// isLanguageMark reports whether what follows a known name is nothing, or a mark such as .zh-CN.
func isLanguageMark(rest string) bool {
	return rest == "" || len(rest) <= len("_xx-Yyyy") && strings.Contains("._-", rest[:1])
}

// plainFileName drops a language mark: readme_de-DE, readme.zh-CN and README-fr are all readme.
func plainFileName(base string) string {
	base = strings.ToLower(base)
	for _, known := range []string{"readme", "index"} {
		rest, ok := strings.CutPrefix(base, known)
		if ok && isLanguageMark(rest) {
			return known
		}
	}
	return base
}

// TidyDeck makes a deck's name of a file's: no path dots, no control characters, single blanks.
func TidyDeck(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if strings.Trim(s, "./ ") == "" {
		return ""
	}
	return s
}

// IsMarkdownName says whether a name's ending leaves no doubt of Markdown; any text may be .txt.
func IsMarkdownName(name string) bool {
	ext := path.Ext(strings.ToLower(name))
	return ext != ".txt" && ext != ".text" && slices.Contains(MarkdownExtensions, ext)
}

// MarkdownExtensions are the endings of files that are read as Markdown unless their text says otherwise.
var MarkdownExtensions = []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt", ".text"}

const sampleBytes = 256 << 10

// Sample is the beginning of a text in whole lines, enough to judge it by.
func Sample(text string) string {
	if len(text) <= sampleBytes {
		return text
	}
	text = text[:sampleBytes]
	if i := strings.LastIndexByte(text, '\n'); i > 0 {
		return text[:i+1]
	}
	return text
}

// AfterLines is the text behind its first n lines.
func AfterLines(text string, n int) string {
	for ; n > 0 && text != ""; n-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}
