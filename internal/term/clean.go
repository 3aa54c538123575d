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

// mostMarks is how many combining marks a character may carry; a higher stack runs over its
// neighbours' lines.
const mostMarks = 8

// Clean is the sanitiser: what comes out has no escape sequence, no control character but newline
// and tab, nothing that turns the direction of writing, and is valid UTF-8. Whatever could steer a
// terminal becomes U+FFFD; invisible marks are left out. Letters, emoji and their joiners stay.
func Clean(s string) string {
	if harmless(s) {
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
		if invisible(r) {
			continue
		}
		if unicode.Is(unicode.M, r) {
			if marks++; marks > mostMarks {
				continue
			}
		} else {
			marks = 0
		}
		switch {
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
func Unsafe(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r <= 0x9f:
		return true
	case r == '\u2028', r == '\u2029', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r >= '\ufff9' && r <= '\ufffb':
		return true
	}
	return invisible(r)
}

// invisible characters are shown as nothing, and so could hide something within a word: marks of
// direction, zero-width blanks, formats of shorthand and of music, tags and what is kept free beside
// them. Joiners and variation selectors, which emoji and scripts are made with, are none of them.
func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u061c', '\u180e', '\u200b', '\u200e', '\u200f', '\ufeff':
		return true
	}
	switch {
	case r >= '\u2060' && r <= '\u2065', r >= '\u206a' && r <= '\u206f', r >= '\ufff0' && r <= '\ufff8', r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a:
		return true
	}
	return r >= 0xe0000 && r <= 0xe00ff || r >= 0xe01f0 && r <= 0xe0fff
}

// harmless finds the common text that needs no second look.
func harmless(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}
