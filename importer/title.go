package importer

import (
	"strconv"
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
	if w := strings.ToLower(strings.Trim(s, " :：")); questionLabels[w] && len(w) > 1 {
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

// isKeycap says whether s begins with a number written as an emoji.
func isKeycap(s string) bool {
	return len(s) > 3 && s[0] >= '0' && s[0] <= '9' && (strings.HasPrefix(s[1:], "\ufe0f\u20e3") || strings.HasPrefix(s[1:], "\u20e3"))
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

// numberAlone reads emphasised labels such as the **Q1.** of "**Q1.** What is ...".
func numberAlone(s string) (title, bool) {
	n := title{number: -1}
	if rest := n.cutNumber(strings.TrimRight(s, ". :)-") + ". x"); rest == "x" && (n.labelled || n.number >= 0) {
		return n, true
	}
	return n, false
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

// cutNumber drops "12.", "8 .", "(3)", "#4", "1.2)", "Q.", "Q73.", "Question 17a:" and the like.
func (t *title) cutNumber(s string) string {
	if isKeycap(s) {
		return t.cutKeycaps(s)
	}
	if n, rest, ok := chineseOrdinal(s); ok {
		t.number, t.labelled = n, true
		return rest
	}
	rest, labelled := cutLabel(s, questionLabels)
	number, after, found := leadingNumber(strings.TrimLeft(rest, " "))
	switch {
	case labelled && found:
		sep := strings.TrimLeft(after, " ")
		t.labelled, t.number = true, number
		return strings.TrimLeft(cutSeparator(sep), " ")
	case labelled:
		if sep := strings.TrimLeft(rest, " "); sep != "" && cutSeparator(sep) != sep {
			t.labelled = true
			return strings.TrimLeft(cutSeparator(sep), " ")
		}
		return s
	case found:
		sep := strings.TrimLeft(after, " ")
		cut := cutSeparator(sep)
		if strings.Contains(s[:len(s)-len(after)], ".") && cut == sep && sep != after && startsUpper(sep) {
			t.number = number // "2.1 Title"
			return sep
		}
		if cut == sep || cut == "" || digitFollows(sep, cut, after) {
			return s
		}
		t.number = number
		return strings.TrimLeft(cut, " ")
	}
	return s
}

// startsUpper says whether a text begins like a title; "1.5 seconds" does not.
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

func (t *title) cutKeycaps(s string) string {
	n := 0
	for isKeycap(s) {
		n = n*10 + int(s[0]-'0')
		s = strings.TrimPrefix(strings.TrimPrefix(s[1:], "\ufe0f"), "\u20e3")
	}
	t.number = n
	return strings.TrimLeft(s, " .:-")
}

// cutLabel drops a word of the table at the start of s, in any case; letters may not follow.
func cutLabel(s string, labels map[string]bool) (string, bool) {
	end := 0
	for end < len(s) && end < 40 {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && r != '\'' {
			break
		}
		end += size
	}
	if end == 0 || !labels[strings.ToLower(s[:end])] {
		return s, false
	}
	return s[end:], true
}

// leadingNumber reads 12, 17a, 1.2.3, (4), #5, [6] and gives the last part as the number.
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
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
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
		if after := rest[1:]; strings.HasPrefix(after, ".") || strings.HasPrefix(after, ":") || closer == "]" && strings.HasPrefix(after, "(") {
			return n, after, closer != "]" || after[0] != '('
		}
	}
	return n, rest, true
}

// cutSeparator drops the sign between a number or label and the text.
func cutSeparator(s string) string {
	for _, sep := range []string{"...", ".)", ".:", ".", ")", ":", "：", "、", "．", "）", "]", "|", "- ", "– ", "— ", "-", "–", "—", "/ "} {
		if rest, ok := strings.CutPrefix(s, sep); ok {
			return rest
		}
	}
	return s
}
