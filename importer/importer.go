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
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"iq/importer/internal/cloze"
	"iq/importer/internal/doc"
	"iq/importer/internal/markdown"
	"iq/importer/internal/org"
	"iq/importer/internal/record"
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

// Limits on what is read at all. They keep a hostile or mistaken file from eating the machine.
const (
	MaxFileBytes = 64 << 20 // a file above this many bytes is refused
	MaxLineBytes = 4 << 20  // a file with a line above this many bytes is refused
)

// What can be wrong with a file as a whole. A caller tells them apart with errors.Is.
var (
	ErrEmpty         = errors.New("the file is empty")
	ErrBinary        = errors.New("this is not text")
	ErrFileTooLarge  = fmt.Errorf("the file is larger than %d MB", MaxFileBytes>>20)
	ErrLineTooLong   = fmt.Errorf("a line is longer than %d MB", MaxLineBytes>>20)
	ErrNoQuestions   = errors.New("no questions found")
	ErrUnknownFormat = errors.New("unknown format")
	ErrTooManyLines  = markdown.ErrTooManyLines
)

// format is one kind of file. Another format is one more file with a read function and one entry in formats.
type format struct {
	name       string
	extensions []string // with the dot, lower case
	// sniff says from 0 (cannot be) to 1 (certain) how likely the text is of this format.
	// The decoded text has only \n as line end and no BOM.
	sniff func(name, text string) float64
	read  func(d *Document, text string) error
}

// formats are all kinds of files, the one to fall back to first.
var formats = []format{
	{name: "markdown", extensions: doc.MarkdownExtensions, sniff: markdown.Sniff, read: markdown.Read},
	{name: "csv", extensions: []string{".csv"}, sniff: record.SniffCSV, read: record.ReadCSV},
	{name: "tsv", extensions: []string{".tsv", ".tab"}, sniff: record.SniffTSV, read: record.ReadTSV},
	{name: "anki-text", sniff: record.SniffAnkiText, read: record.ReadAnkiText},
	{name: "json", extensions: []string{".json", ".jsonl", ".ndjson", ".json5"}, sniff: record.SniffJSON,
		read: record.ReadJSON},
	{name: "org", extensions: []string{".org"}, sniff: org.Sniff, read: org.Read},
	{name: "quizlet", sniff: record.SniffTerms, read: record.ReadTerms},
}

// Formats are the names that ParseAs accepts, sorted.
func Formats() []string {
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.name)
	}
	slices.Sort(names)
	return names
}

// Extensions are the endings of file names, with the dot and in lower case, that a folder is searched for, sorted.
func Extensions() []string {
	var all []string
	for _, f := range formats {
		all = append(all, f.extensions...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Parse reads one question file. The name serves to find the format and to name the deck; nothing
// is opened by it. An error is one of the Err values, wrapped. With ErrNoQuestions the document is
// still complete: what was skipped, and why, is in it.
func Parse(name string, data []byte) (Document, error) { return ParseAs("", name, data) }

// ParseAs is Parse with the format given instead of detected; "" detects it.
func ParseAs(formatName, name string, data []byte) (Document, error) {
	d := Document{Name: name, Deck: doc.DeckOfName(name)}
	if len(data) > MaxFileBytes {
		return d, fmt.Errorf("read %s: %w", name, ErrFileTooLarge)
	}
	if names := Formats(); formatName != "" && !slices.Contains(names, formatName) {
		known := strings.Join(names, ", ")
		return d, fmt.Errorf("read %s: %w %q (there are %s)", name, ErrUnknownFormat, formatName, known)
	}
	text, notes, err := decode(data)
	if err != nil {
		return d, fmt.Errorf("read %s: %w", name, err)
	}
	f := detect(formatName, name, text)
	d.Format, d.Layout, d.Notes = f.name, f.name, notes
	if err := f.read(&d, text); err != nil {
		return d, fmt.Errorf("read %s as %s: %w", name, f.name, err)
	}
	if len(d.Cards)+len(d.Unanswered) == 0 {
		return d, fmt.Errorf("read %s: %w", name, ErrNoQuestions)
	}
	return d, nil
}

// detect weighs the content and lets the extension break near ties.
func detect(forced, name, text string) format {
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	best, bestScore := formats[0], -1.0
	for _, f := range formats {
		if f.name == forced {
			return f
		}
		score := f.sniff(name, text)
		if score > 0 && slices.Contains(f.extensions, ext) {
			score += 0.5
		}
		if score > bestScore {
			best, bestScore = f, score
		}
	}
	return best
}
