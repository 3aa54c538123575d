package org

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/words"
	"iq/internal/markup"
)

const maxEmphasis = 300 // bytes between two marks

// orgMarks are org's marks of emphasis and Markdown's.
var orgMarks = map[byte]string{'*': "**", '/': "*", '+': "~~", '=': "`", '~': "`", '_': "_"}

// toInline turns the emphasis, code and links of one line into Markdown.
func toInline(s string) string {
	if !strings.ContainsAny(s, "*/+=~_[<") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if text, size := orgLink(s[i:]); size > 0 {
			b.WriteString(text)
			i += size
			continue
		}
		if n := formulaSize(s[i:]); n > 0 {
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		mark, isMark := orgMarks[s[i]]
		end := 0
		if isMark {
			end = emphasisEnd(s, i)
		}
		if end == 0 {
			b.WriteByte(s[i])
			i++
			continue
		}
		inner := s[i+1 : end-1]
		switch {
		case s[i] != '=' && s[i] != '~':
			b.WriteString(mark + toInline(inner) + mark)
		case strings.Contains(inner, "`"):
			b.WriteString("`` " + inner + " ``")
		default:
			b.WriteString(mark + inner + mark)
		}
		i = end
	}
	return b.String()
}

// emphasisEnd returns the place behind the mark that closes the one at i; 0 where none does. The rules are
// org's: marks stand at the outside of words, and the text between begins and ends with no blank.
func emphasisEnd(s string, i int) int {
	if i > 0 {
		r, _ := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsSpace(r) && !strings.ContainsRune("-('\"{*/_+—|“„«[", r) {
			return 0
		}
	}
	if i+2 >= len(s) || s[i+1] == ' ' || s[i+1] == '\n' || s[i+1] == s[i] {
		return 0
	}
	limit := min(len(s), i+maxEmphasis)
	for j := i + 2; j < limit; j++ {
		switch {
		case s[j] == '\n' && j+1 < len(s) && s[j+1] == '\n':
			return 0
		case s[j] != s[i] || s[j-1] == ' ' || s[j-1] == '\n':
		case j+1 == len(s):
			return j + 1
		default:
			r, _ := utf8.DecodeRuneInString(s[j+1:])
			if unicode.IsSpace(r) || strings.ContainsRune("-.,;:!?'\")}[]*/_+—|”“»…", r) {
				return j + 1
			}
		}
	}
	return 0
}

// orgLink reads [[target][text]], [[target]] and <<anchor>>.
func orgLink(s string) (string, int) {
	if strings.HasPrefix(s, "<<") {
		if end := strings.Index(s[:min(len(s), 200)], ">>"); end > 2 {
			return "", end + 2
		}
	}
	if !strings.HasPrefix(s, "[[") {
		return "", 0
	}
	end := strings.Index(s[:min(len(s), maxLinkSize)], "]]")
	if end < 3 {
		return "", 0
	}
	target, text, described := strings.Cut(s[2:end], "][")
	return markdownLink(target, text, described), end + 2
}

func markdownLink(target, text string, described bool) string {
	file, isFile := strings.CutPrefix(target, "file:")
	address := isFile || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") ||
		strings.HasPrefix(target, "./") || strings.HasPrefix(target, "/")
	switch {
	case address && isImage(file):
		return "![" + text + "](" + markup.LinkTarget(file) + ")"
	case address && described:
		return "[" + text + "](" + markup.LinkTarget(file) + ")"
	case described:
		return text // a place in the file itself
	case address && !isFile:
		return "<" + target + ">"
	}
	return file
}

func isImage(name string) bool {
	return words.Any(strings.HasSuffix, strings.ToLower(name),
		".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp")
}

// formulaSize is the length of \( \), \[ \] or $ $ at the start of the text.
func formulaSize(s string) int {
	switch {
	case strings.HasPrefix(s, `\(`):
		return spanSize(s, `\)`)
	case strings.HasPrefix(s, `\[`):
		return spanSize(s, `\]`)
	case len(s) > 2 && s[0] == '$' && s[1] != ' ' && !isDigit(s[1]):
		if n := spanSize(s[1:], "$"); n > 1 && s[n-1] != ' ' {
			return n + 1
		}
	}
	return 0
}
