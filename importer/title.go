package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// title is the line of a question taken apart.
type title struct {
	text     string // without number, label, anchors and decoration; "" if it was nothing but those
	number   int    // the file's own number; -1 without
	labelled bool   // called a question by a word: "Q3.", "Question:"
	link     string // the target, where the whole title is one link
	bold     bool   // the whole title was bold
	marks    string // signs and emoji that decorated it
}

// readTitle takes a question's line apart. What decorates it may come in any order and nesting.
func readTitle(s string) title {
	t := title{number: -1}
	s = trimBackLink(stripAnchors(s))
	for range 8 {
		before := s
		s = strings.TrimSpace(s)
		s = t.cutMarks(s)
		s = t.cutEmphasis(s)
		s = t.cutLink(s)
		s = t.cutNumber(s)
		if s == before {
			break
		}
	}
	if w := strings.ToLower(strings.Trim(s, " :：")); questionLabels.has(w) && len(w) > 1 {
		t.labelled, s = true, ""
	}
	t.text = s
	return t
}

// cutMarks drops signs, emoji and their :names: before a title.
func (t *title) cutMarks(s string) string {
	for {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case s == "" || isKeycap(s):
			return s
		case isDecoration(r):
			t.marks += string(r)
			s = strings.TrimLeft(s[size:], " \u00a0")
		case r == ':':
			name, rest, ok := shortcode(s)
			if !ok {
				return s
			}
			t.marks += name
			s = strings.TrimLeft(rest, " ")
		default:
			return s
		}
	}
}

// shortcode reads an emoji by name, such as :question: .
func shortcode(s string) (name, rest string, ok bool) {
	end := strings.IndexByte(s[1:], ':')
	if end < 2 || end > 40 || strings.Trim(s[1:1+end], "abcdefghijklmnopqrstuvwxyz0123456789_+-") != "" {
		return "", s, false
	}
	return s[:end+2], s[end+2:], true
}

func isDecoration(r rune) bool {
	switch {
	case r == utf8.RuneError:
		return false
	case r == 0xfe0f || r == 0x200d || r == 0x20e3 || r == 0x200b || r == 0xfeff || r == 0x200e || r == 0x200f:
		return true
	case r >= 0x1f3fb && r <= 0x1f3ff:
		return true
	case strings.ContainsRune("•·●○■□▪▫►▶➤➜→»✓✔★☆▸▹◆◇–—|", r):
		return true
	}
	return r > 0x2000 && unicode.Is(unicode.So, r)
}

func (t *title) cutEmphasis(s string) string {
	for _, mark := range []string{"***", "**", "__", "*", "_"} {
		inner, ok := strings.CutPrefix(s, mark)
		if !ok {
			continue
		}
		end := strings.Index(inner, mark)
		if end <= 0 {
			return s
		}
		rest := inner[end+len(mark):]
		if strings.Trim(rest, " .:?!#") == "" || onlyDecoration(rest) {
			t.bold = t.bold || len(mark) >= 2
			return strings.TrimSpace(inner[:end]) + strings.TrimRight(rest, " #")
		}
		if n, ok := numberAlone(inner[:end]); ok && len(mark) >= 2 {
			t.number, t.labelled = n.number, t.labelled || n.labelled
			return strings.TrimLeft(rest, " :.-")
		}
		return s
	}
	return s
}

func onlyDecoration(s string) bool {
	for _, r := range s {
		if !isDecoration(r) && r != ' ' {
			return false
		}
	}
	return true
}

// cutLink unwraps a title that is one link as a whole.
func (t *title) cutLink(s string) string {
	inner, target, rest, ok := leadingLink(s)
	if !ok || strings.Trim(rest, " .:?") != "" {
		return s
	}
	t.link = target
	return inner
}

// leadingLink reads [text](target) at the start of s.
func leadingLink(s string) (inner, target, rest string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", "", s, false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth > 0 {
			continue
		}
		if i+1 >= len(s) || s[i+1] != '(' {
			return "", "", s, false
		}
		end := closingParen(s[i+2:])
		if end < 0 {
			return "", "", s, false
		}
		return s[1:i], s[i+2 : i+2+end], s[i+3+end:], true
	}
	return "", "", s, false
}

func closingParen(s string) int {
	depth := 1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
