package ask

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/inline"
	"iq/importer/internal/words"
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

// isKeycap reports whether s begins with a number written as an emoji.
func isKeycap(s string) bool {
	if len(s) <= 3 || s[0] < '0' || s[0] > '9' {
		return false
	}
	return strings.HasPrefix(strings.TrimPrefix(s[1:], "\ufe0f"), "\u20e3")
}

// NumberAlone reads emphasised labels such as the **Q1.** of "**Q1.** What is ...".
func NumberAlone(s string) (Title, bool) {
	n := Title{Number: -1}
	if rest := n.CutNumber(strings.TrimRight(s, ". :)-") + ". x"); rest == "x" && (n.Labelled || n.Number >= 0) {
		return n, true
	}
	return n, false
}

// CutNumber drops "12.", "8 .", "(3)", "#4", "1.2)", "Q.", "Q73.", "Question 17a:" and the like.
func (t *Title) CutNumber(s string) string {
	if isKeycap(s) {
		return t.cutKeycaps(s)
	}
	if n, rest, ok := chineseOrdinal(s); ok {
		t.Number, t.Labelled = n, true
		return rest
	}
	rest, labelled := cutLabel(s, QuestionLabels)
	number, after, found := leadingNumber(strings.TrimLeft(rest, " "))
	switch {
	case labelled && found:
		sep := strings.TrimLeft(after, " ")
		t.Labelled, t.Number = true, number
		return strings.TrimLeft(cutSeparator(sep), " ")
	case labelled:
		if sep := strings.TrimLeft(rest, " "); sep != "" && cutSeparator(sep) != sep {
			t.Labelled = true
			return strings.TrimLeft(cutSeparator(sep), " ")
		}
		return s
	case found:
		sep := strings.TrimLeft(after, " ")
		cut := cutSeparator(sep)
		if strings.Contains(s[:len(s)-len(after)], ".") && cut == sep && sep != after && startsUpper(sep) {
			t.Number = number // "2.1 Title"
			return sep
		}
		if cut == sep || cut == "" || digitFollows(sep, cut, after) {
			return s
		}
		t.Number = number
		return strings.TrimLeft(cut, " ")
	}
	return s
}

// startsUpper reports whether a text begins like a title; "1.5 seconds" does not.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "`*_\"'(["))
	return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}

// digitFollows keeps "1.5 seconds" whole.
func digitFollows(sep, cut, after string) bool {
	return sep == after && cut != "" && cut[0] >= '0' && cut[0] <= '9' && sep[0] == '.'
}

// chineseOrdinal reads "第 3 题", also as "第3问：".
func chineseOrdinal(s string) (n int, rest string, ok bool) {
	rest, ok = strings.CutPrefix(s, "第")
	if !ok {
		return 0, s, false
	}
	rest = strings.TrimLeft(rest, " ")
	digits := strings.TrimLeft(rest, "0123456789")
	n, err := strconv.Atoi(rest[:len(rest)-len(digits)])
	after := strings.TrimLeft(digits, " ")
	for _, unit := range []string{"题", "題", "问", "問"} {
		if tail, found := strings.CutPrefix(after, unit); found && err == nil {
			return n, strings.TrimLeft(cutSeparator(strings.TrimLeft(tail, " ")), " "), true
		}
	}
	return 0, s, false
}

func (t *Title) cutKeycaps(s string) string {
	n := 0
	for isKeycap(s) {
		n = n*10 + int(s[0]-'0')
		s = strings.TrimPrefix(strings.TrimPrefix(s[1:], "\ufe0f"), "\u20e3")
	}
	t.Number = n
	return strings.TrimLeft(s, " .:-")
}

// cutLabel drops a word of the table at the start of s, in any case; letters may not follow.
func cutLabel(s string, labels *words.Set) (string, bool) {
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsLetter(r) || r == '\'' })
	if !labels.HasFold(s[:len(s)-len(rest)]) {
		return s, false
	}
	return rest, true
}

// leadingNumber reads 12, 17a, 1.2.3, (4), #5, [6] and returns the last part as the number.
func leadingNumber(s string) (n int, rest string, ok bool) {
	closer := ""
	switch {
	case strings.HasPrefix(s, "("):
		s, closer = s[1:], ")"
	case strings.HasPrefix(s, "["):
		s, closer = s[1:], "]"
	case strings.HasPrefix(s, "#"), strings.HasPrefix(s, "№"):
		s = strings.TrimLeft(s, "#№ ")
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 || digits > 6 {
		return 0, s, false
	}
	n, _ = strconv.Atoi(s[:digits])
	rest = s[digits:]
	if len(rest) > 1 && rest[0] == '.' && rest[1] >= '0' && rest[1] <= '9' {
		if m, after, ok := leadingNumber(rest[1:]); ok && m < 1000 {
			return m, after, true
		}
	}
	if len(rest) > 1 && rest[0] >= 'a' && rest[0] <= 'f' && strings.ContainsAny(rest[1:2], ".):") {
		rest = rest[1:]
	}
	if closer != "" {
		if !strings.HasPrefix(rest, closer) {
			return 0, s, false
		}
		after := rest[1:]
		if closer == "]" && strings.HasPrefix(after, "(") {
			return n, after, false // the number is a link
		}
		if strings.HasPrefix(after, ".") || strings.HasPrefix(after, ":") {
			return n, after, true
		}
	}
	return n, rest, true
}

// separators are the longest first.
var separators = []string{"...", ".)", ".:", ".", ")", ":", "：", "、", "．", "）", "]", "|",
	"- ", "– ", "— ", "-", "–", "—", "/ "}

// cutSeparator drops the sign between a number or label and the text.
func cutSeparator(s string) string {
	for _, sep := range separators {
		if rest, ok := strings.CutPrefix(s, sep); ok {
			return rest
		}
	}
	return s
}
