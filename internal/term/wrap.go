package term

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// Wrap breaks a text into lines of at most so many columns, between words. A word that is longer
// stays whole on a line of its own.
func Wrap(text string, width int) []string {
	words, _ := appendRunning(nil, text, true, 0)
	return wrap(words, width, nil)
}

// isBlank reports whether a line may break at a character: any blank but those that are made to hold words together.
func isBlank(r rune) bool { return unicode.IsSpace(r) && !isTie(r) }

func isTie(r rune) bool { return r == '\u00a0' || r == '\u2007' || r == '\u202f' }

// appendRunning adds running text. blank is whether a blank is due before it, and after it. A
// blank that holds words together does so only between words.
func appendRunning(words []word, s string, blank bool, st style) ([]word, bool) {
	for s != "" {
		rest := strings.TrimLeftFunc(s, unicode.IsSpace)
		blank = blank || len(rest) < len(s)
		end := strings.IndexFunc(rest, isBlank)
		if end < 0 {
			end = len(rest)
		}
		text := strings.TrimRightFunc(rest[:end], isTie)
		if text != "" {
			words = appendText(words, text, blank, st)
			blank = len(text) < end
		}
		s = rest[end:]
	}
	return words, blank
}

// word is what is never broken: pieces of text in their styles.
type word struct {
	pieces []piece
	blank  bool // a blank comes before it, unless it begins a line
	tied   bool // it stays with the word before it, if the words so tied are short enough
	end    bool // it is the end of a line, and not a word
	width  int  // columns
}

type piece struct {
	text  string
	style style
}

// appendText adds a text without blanks. Between characters that are written without blanks a line
// may break, so each of them is a word, with the brackets before it.
func appendText(words []word, text string, blank bool, st style) []word {
	start := 0
	for i, r := range text {
		if i == start || r <= unicode.MaxLatin1 || !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			continue
		}
		if end := len(strings.TrimRight(text[:i], openers)); end > start {
			words = appendPiece(words, text[start:end], blank, st)
			start, blank = end, false
			words = append(words, word{})
		}
	}
	return appendPiece(words, text[start:], blank, st)
}

// Signs that begin what is after them or end what is before them, where these are written with blanks between.
const (
	openers = "([{«‹¿¡（［｛「『【《〈〔“‘"
	closers = ")]}»›?!:;,.%…）］｝」』】》〉〕”’，。、；：？！"
)

// appendPiece adds to the last word, or begins a new one where a blank comes before it or an empty
// one was laid out for it.
func appendPiece(words []word, text string, blank bool, st style) []word {
	if blank || len(words) == 0 || words[len(words)-1].end {
		words = append(words, word{blank: blank, tied: clings(words, text)})
	}
	w := &words[len(words)-1]
	w.pieces = append(w.pieces, piece{text, st})
	w.width += DisplayWidth(text)
	return words
}

// clings reports whether a new word has to stay with the one before it: it is closing signs alone or, since a line
// that begins with it looks like a list's item, a dash; or the one before is opening signs alone.
func clings(words []word, text string) bool {
	if len(words) == 0 || words[len(words)-1].end {
		return false
	}
	if text == "-" || strings.Trim(text, closers) == "" {
		return true
	}
	before := words[len(words)-1].pieces
	return len(before) == 1 && strings.Trim(before[0].text, openers) == ""
}

// wrap sets words into lines of at most so many columns. Of empty lines it keeps one, and none at
// the beginning and the end.
func wrap(words []word, width int, pal *Palette) []string {
	var lines []string
	var line []word
	used := 0
	end := func() {
		if text := pal.line(line); text != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, text)
		}
		line, used = line[:0], 0
	}
	for i, w := range words {
		gap := 0
		if w.blank && used > 0 {
			gap = 1
		}
		if w.end || used > 0 && used+gap+together(words[i:], width) > width {
			end()
			gap = 0
		}
		if !w.end {
			w.blank = gap > 0
			line = append(line, w)
			used += gap + w.width
		}
	}
	if used > 0 {
		end()
	}
	return trimEmpty(lines)
}

// maxTied is how wide words may be that are kept on one line; wider ones would leave lines half empty.
const maxTied = 24

// together is how many columns the first word takes with those that are tied to it; without them, if all are too wide.
func together(words []word, width int) int {
	columns := words[0].width
	if words[0].tied {
		return columns
	}
	for _, w := range words[1:] {
		if !w.tied {
			break
		}
		if columns += 1 + w.width; columns > min(maxTied, width) {
			return words[0].width
		}
	}
	return columns
}

// trimEmpty takes empty lines off the end.
func trimEmpty(lines []string) []string {
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// line paints words. Neighbours of one style, and the blanks between them, are painted at once, so
// that the line holds no more escapes than it needs.
func (p *Palette) line(words []word) string {
	var done strings.Builder
	var run []byte
	var current style
	write := func(s string, st style) {
		if st != current {
			done.WriteString(p.paint(current, string(run)))
			run, current = run[:0], st
		}
		run = append(run, s...)
	}
	for _, w := range words {
		for i, piece := range w.pieces {
			if w.blank && i == 0 {
				write(" ", current&piece.style)
			}
			write(piece.text, piece.style)
		}
	}
	return done.String() + p.paint(current, string(run))
}

const (
	defaultColumns = 80
	maxColumns     = 100 // a longer line is hard to read
	minColumns     = 20
)

// narrow measures as a terminal does that is not set up for East Asian ambiguity; the library's own
// default depends on the environment.
var narrow = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// Width is the columns that text may take on a terminal of so many; 0 is no terminal.
func Width(columns int) int {
	if columns <= 0 {
		return defaultColumns
	}
	return min(max(columns, minColumns), maxColumns)
}

// DisplayWidth is how many columns a text of one line takes.
func DisplayWidth(s string) int { return narrow.StringWidth(s) }

// Truncate shortens a text of one line to so many columns, with an ellipsis where it was cut.
func Truncate(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return narrow.Truncate(s, width, "…")
}

// Shorten shortens a text of one line to so many columns, with an ellipsis in place of its middle:
// of a name both ends tell it from others.
func Shorten(s string, width int) string {
	if DisplayWidth(s) <= width || width < 3 {
		return Truncate(s, width)
	}
	tail := narrow.TruncateLeft(s, DisplayWidth(s)-width/2, "")
	return narrow.Truncate(s, width-DisplayWidth(tail), "…") + tail
}
