// Package inline knows what stands within one line of Markdown: emphasis, links, tags, signs, the marker
// of a list item. It judges nothing and knows no files.
package inline

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/words"
)

// CutItemMarker splits "12. text" or "- text"; a bullet's ordinal is -1.
func CutItemMarker(s string) (rest string, ordinal int, ok bool) {
	if s == "" {
		return s, -1, false
	}
	if strings.Contains("-*+", s[:1]) && blankFirst(s[1:]) {
		return strings.TrimSpace(s[1:]), -1, true
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 || digits > 9 || digits == len(s) || !strings.Contains(".)", s[digits:digits+1]) {
		return s, -1, false
	}
	if rest = s[digits+1:]; !blankFirst(rest) {
		return s, -1, false
	}
	n, _ := strconv.Atoi(s[:digits])
	return strings.TrimSpace(rest), n, true
}

// blankFirst says whether a text is empty or begins with a blank.
func blankFirst(s string) bool { return s == "" || s[0] == ' ' || s[0] == '\t' }

// emphasisTags turns the tags of emphasis into Markdown.
var emphasisTags = strings.NewReplacer("<b>", "**", "</b>", "**", "<strong>", "**", "</strong>", "**", "<i>", "*",
	"</i>", "*", "<em>", "*", "</em>", "*", "<u>", "", "</u>", "")

// EmphasisOfTags writes the emphasis of HTML as that of Markdown.
func EmphasisOfTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	return emphasisTags.Replace(s)
}

// LeadingEmphasis is the mark that opens an emphasis at the start of s; "" where there is none.
func LeadingEmphasis(s string) string {
	if s == "" || s[0] != '*' && s[0] != '_' {
		return ""
	}
	for _, m := range []string{"***", "**", "__", "*", "_"} {
		if strings.HasPrefix(s, m) && len(s) > len(m) && s[len(m)] != ' ' {
			return m
		}
	}
	return ""
}

// IsDecoration recognises signs and emoji that only decorate a line.
func IsDecoration(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == '|'
	case r == utf8.RuneError:
		return false
	case strings.ContainsRune("\ufe0f\u200d\u20e3\u200b\ufeff\u200e\u200f", r), r >= 0x1f3fb && r <= 0x1f3ff,
		strings.ContainsRune("•·●○■□▪▫►▶➤➜→»✓✔★☆▸▹◆◇–—|", r):
		return true
	}
	return r > 0x2000 && unicode.Is(unicode.So, r)
}

// OnlyDecoration says whether a text is nothing but decoration.
func OnlyDecoration(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !IsDecoration(r) && r != ' ' })
}

// LeadingLink reads [text](target) at the start of s.
func LeadingLink(s string) (inner, target, rest string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", "", s, false
	}
	text := closing(s[1:], '[', ']')
	if text < 0 || !strings.HasPrefix(s[text+2:], "(") {
		return "", "", s, false
	}
	after := s[text+3:]
	end := ClosingParen(after)
	if end < 0 {
		return "", "", s, false
	}
	return s[1 : text+1], after[:end], after[end+1:], true
}

// ClosingParen is the offset of the parenthesis that closes one opened before s; -1 where none does.
func ClosingParen(s string) int { return closing(s, '(', ')') }

func closing(s string, opens, closes byte) int {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case opens:
			depth++
		case closes:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// emphasisMarks drops the marks of strong text.
var emphasisMarks = strings.NewReplacer("**", "", "__", "", "&nbsp;", " ", "\u00a0", " ")

// PlainText drops tags, anchors and emphasis for judging and comparing; never for showing.
func PlainText(s string) string {
	if s = StripTags(s); strings.ContainsAny(s, "*_&") || strings.Contains(s, "\u00a0") {
		return emphasisMarks.Replace(s)
	}
	return s
}

// StripTags removes HTML tags outside of code.
func StripTags(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	var b strings.Builder
	inCode := false
	for i := 0; i < len(s); i++ {
		if s[i] == '`' {
			inCode = !inCode
		}
		if s[i] == '<' && !inCode {
			if end := tagEnd(s[i:]); end > 0 {
				i += end - 1
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// tagEnd is the length of the HTML tag at the start of s, 0 where there is none.
func tagEnd(s string) int {
	end := strings.IndexByte(s[:min(len(s), 600)], '>')
	if end < 2 {
		return 0
	}
	name := strings.TrimLeft(s[1:end], "/")
	if i := strings.IndexAny(name, " \t/"); i >= 0 {
		name = name[:i]
	}
	if !HTMLTags.HasFold(name) {
		return 0
	}
	return end + 1
}

// HTMLTags are the tags that occur within Markdown.
var HTMLTags = words.Of(`a abbr b big blockquote br center code dd del details dfn div dl dt em font h1 h2 h3 h4 h5 h6
	hr i img ins kbd li mark ol p picture pre q s samp section small source span strike strong sub summary sup table
	tbody td tfoot th thead tr u ul var wbr`)
