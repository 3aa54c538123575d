// Package term is how things look: Markdown on a terminal, tables, colour, widths, and the one
// sanitiser that all foreign text passes before it is shown.
//
// It knows no package of iq and not what it prints.
package term

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// replacement stands visibly for what may not be shown, so that nothing is hidden.
const replacement = '\ufffd'

// maxMarks is how many combining marks a character may carry; a higher stack runs over its neighbours' lines.
const maxMarks = 8

// Clean is the sanitiser: what comes out has no escape sequence, no control character but newline
// and tab, nothing that turns the direction of writing, and is valid UTF-8. Whatever could steer a
// terminal becomes U+FFFD; invisible marks are left out. Letters, emoji and their joiners stay.
func Clean(s string) string {
	if !strings.ContainsFunc(s, needsLook) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '\r' && strings.HasPrefix(s[i+1:], "\n") {
			i++
			continue
		}
		i += size
		if unicode.Is(invisible, r) {
			continue
		}
		marks++
		if !unicode.Is(unicode.M, r) {
			marks = 0
		}
		switch {
		case marks > maxMarks:
		case r == '\u2028', r == '\u2029':
			b.WriteByte('\n')
		case Unsafe(r) && r != '\n' && r != '\t':
			b.WriteRune(replacement)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// CleanLine is Clean for what has to stay on one line: titles, names, errors. Newlines, tabs and
// runs of blanks become one blank.
func CleanLine(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Unsafe reports whether a character could steer a terminal or deceive its reader: controls of C0
// and C1, marks of direction, separators of lines, tags and other invisible characters.
func Unsafe(r rune) bool { return r < ' ' || unicode.In(r, steering, invisible) }

// steering characters are the controls beyond C0, separators of lines, and what turns the direction
// of writing or annotates.
var steering = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x007f, 0x009f, 1}, {0x2028, 0x2029, 1}, {0x202a, 0x202e, 1}, {0x2066, 0x2069, 1}, {0xfff9, 0xfffb, 1},
	},
	LatinOffset: 1,
}

// invisible characters are shown as nothing, and so could hide something within a word: marks of
// direction, zero-width blanks, formats of shorthand and of music, tags and what is kept free beside
// them. Joiners and variation selectors, which emoji and scripts are made with, are not among them.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00ad, 0x00ad, 1}, {0x061c, 0x061c, 1}, {0x180e, 0x180e, 1}, {0x200b, 0x200b, 1}, {0x200e, 0x200f, 1},
		{0x2060, 0x2065, 1}, {0x206a, 0x206f, 1}, {0xfeff, 0xfeff, 1}, {0xfff0, 0xfff8, 1},
	},
	R32: []unicode.Range32{
		{0x1bca0, 0x1bca3, 1}, {0x1d173, 0x1d17a, 1}, {0xe0000, 0xe00ff, 1}, {0xe01f0, 0xe0fff, 1},
	},
	LatinOffset: 1,
}

// needsLook reports whether a character may have to be replaced: all but printable ASCII.
func needsLook(r rune) bool {
	isControl := r < ' ' && r != '\n' && r != '\t'
	return isControl || r >= 0x7f
}
