package ask

import (
	"strings"
	"unicode/utf8"

	"iq/importer/internal/inline"
)

// Title is the line of a question taken apart.
type Title struct {
	Text     string // without number, label, anchors and decoration; "" if it was nothing but those
	Number   int    // the file's own number; -1 without
	Labelled bool   // called a question by a word: "Q3.", "Question:"
	Link     string // the target, where the whole title is one link
	Bold     bool   // the whole title was bold
	marks    string // signs and emoji that decorated it
}

// ReadTitle takes a question's line apart. What decorates it may come in any order and nesting.
func ReadTitle(s string) Title {
	t := Title{Number: -1}
	s = trimBackLink(stripAnchors(s))
	for range 8 {
		before := s
		s = t.cutEmphasis(t.CutMarks(strings.TrimSpace(s)))
		if s = t.CutNumber(t.cutLink(s)); s == before {
			break
		}
	}
	if w := strings.Trim(s, " :："); len(w) > 1 && QuestionLabels.HasFold(w) {
		t.Labelled, s = true, ""
	}
	t.Text = s
	return t
}

// CutMarks drops signs, emoji and their :names: before a title.
func (t *Title) CutMarks(s string) string {
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

func (t *Title) cutEmphasis(s string) string {
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
			t.Bold = t.Bold || len(mark) >= 2
			return strings.TrimSpace(inner[:end]) + strings.TrimRight(rest, " #")
		}
		if n, ok := NumberAlone(inner[:end]); ok && len(mark) >= 2 {
			t.Number, t.Labelled = n.Number, t.Labelled || n.Labelled
			return strings.TrimLeft(rest, " :.-")
		}
		return s
	}
	return s
}

// cutLink unwraps a title that is one link as a whole.
func (t *Title) cutLink(s string) string {
	inner, target, rest, ok := inline.LeadingLink(s)
	if !ok || strings.Trim(rest, " .:?") != "" {
		return s
	}
	t.Link = target
	return inner
}
