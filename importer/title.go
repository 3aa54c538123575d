package importer

import (
	"strings"
	"unicode/utf8"

	"iq/importer/internal/inline"
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
	if w := strings.ToLower(strings.Trim(s, " :：")); questionLabels.Has(w) && len(w) > 1 {
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
		case inline.IsDecoration(r):
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
		if strings.Trim(rest, " .:?!#") == "" || inline.OnlyDecoration(rest) {
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

// cutLink unwraps a title that is one link as a whole.
func (t *title) cutLink(s string) string {
	inner, target, rest, ok := inline.LeadingLink(s)
	if !ok || strings.Trim(rest, " .:?") != "" {
		return s
	}
	t.link = target
	return inner
}
