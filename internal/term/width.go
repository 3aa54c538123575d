package term

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

const (
	defaultColumns = 80
	mostColumns    = 100 // a longer line is hard to read
	fewestColumns  = 20
)

// narrow measures as a terminal does that is not set up for East Asian ambiguity; the library's own
// default depends on the environment.
var narrow = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// Width is the columns that text may take on a terminal of so many; 0 is no terminal.
func Width(columns int) int {
	if columns <= 0 {
		return defaultColumns
	}
	return min(max(columns, fewestColumns), mostColumns)
}

// DisplayWidth is how many columns a text of one line takes.
func DisplayWidth(s string) int { return narrow.StringWidth(s) }

// Truncate shortens a text of one line to so many columns, with an ellipsis where it was cut.
func Truncate(s string, width int) string { return narrow.Truncate(s, width, "…") }

// Wrap breaks a text into lines of at most so many columns, between words. A word that is longer
// stays whole on a line of its own.
func Wrap(text string, width int) []string {
	var words []word
	for _, f := range strings.Fields(text) {
		words = appendText(words, f, true, nil)
	}
	return wrap(words, width)
}

// word is what is never broken: pieces of text in their styles.
type word struct {
	pieces []piece
	blank  bool // a blank comes before it, unless it begins a line
	end    bool // it is no word but the end of a line
	width  int
}

type piece struct {
	text  string
	paint func(string) string // nil: as it is
}

// appendText adds a text without blanks. Between characters that are written without blanks a line
// may break, so each of them is a word.
func appendText(words []word, text string, blank bool, paint func(string) string) []word {
	start := 0
	for i, r := range text {
		if i > start && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			words = appendPiece(words, text[start:i], blank, paint)
			start, blank = i, false
			words = append(words, word{})
		}
	}
	return appendPiece(words, text[start:], blank, paint)
}

// appendPiece adds to the last word, or begins a new one where a blank comes before it or an empty
// one was laid out for it.
func appendPiece(words []word, text string, blank bool, paint func(string) string) []word {
	if blank || len(words) == 0 || words[len(words)-1].end {
		words = append(words, word{blank: blank})
	}
	w := &words[len(words)-1]
	w.pieces = append(w.pieces, piece{text, paint})
	w.width += DisplayWidth(text)
	return words
}

// wrap sets words into lines.
func wrap(words []word, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	for _, w := range words {
		if w.end {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
			continue
		}
		gap := 0
		if w.blank && used > 0 {
			gap = 1
		}
		if used > 0 && used+gap+w.width > width {
			lines = append(lines, line.String())
			line.Reset()
			used, gap = 0, 0
		}
		if gap > 0 {
			line.WriteByte(' ')
		}
		for _, p := range w.pieces {
			if p.paint != nil {
				line.WriteString(p.paint(p.text))
			} else {
				line.WriteString(p.text)
			}
		}
		used += gap + w.width
	}
	if used > 0 {
		lines = append(lines, line.String())
	}
	return lines
}
