package markup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Placeholders for < and > on the way through the converter, which would write entities for them.
const (
	lessMark    = "\uf8f0"
	greaterMark = "\uf8f1"
)

// Replacers that are made once: making one takes longer than converting a field.
var (
	markerDropper = strings.NewReplacer("\a", "", "\x00", "", "\uf002", "", lessMark, "", greaterMark, "")
	bracketMarker = strings.NewReplacer("<", lessMark, ">", greaterMark)
	bracketWriter = strings.NewReplacer(lessMark, "<", greaterMark, ">")
)

// startsLine reports whether a text node is the first thing on its line.
func startsLine(n *html.Node) bool {
	before := n.PrevSibling
	for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
		before = before.PrevSibling
	}
	if before != nil {
		return breaksLine(before.DataAtom)
	}
	parent := n.Parent
	return parent == nil || parent.DataAtom == atom.Body || breaksLine(parent.DataAtom) || startsLine(parent)
}

// escapeText escapes what Markdown would wrongly read as markup, and no more: a field is mostly prose
// about code, and a backslash before each underscore is noise. Backticks, **bold** and lists are left
// to work, because people write Markdown into such fields. Formulas stay as they are.
func escapeText(s string, lineStart bool) string {
	if !strings.ContainsAny(s, "<>&*_#") {
		return s
	}
	var last [len(verbatim)]int // saves a search to the end of the text for each mark that is never closed
	for k, pair := range verbatim {
		last[k] = strings.LastIndex(s, pair[1])
	}
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); {
		k := verbatimAt(s[i:])
		if k < 0 || last[k] < i+len(verbatim[k][0]) {
			i++
			continue
		}
		b.WriteString(escapeProse(s[from:i], lineStart && from == 0))
		inner := i + len(verbatim[k][0])
		from = inner + strings.Index(s[inner:], verbatim[k][1]) + len(verbatim[k][1])
		b.WriteString(bracketMarker.Replace(s[i:from]))
		i = from
	}
	b.WriteString(escapeProse(s[from:], lineStart && from == 0))
	return b.String()
}

// escapeLines escapes text that had entities but no tags, and so keeps its own lines.
func escapeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = escapeText(l, true)
	}
	return strings.Join(lines, "\n")
}

// verbatim are the marks around formulas and code, within which nothing is escaped.
var verbatim = [...][2]string{
	{`\(`, `\)`}, {`\[`, `\]`}, {"[latex]", "[/latex]"}, {"[$]", "[/$]"}, {"[$$]", "[/$$]"}, {"`", "`"},
}

func verbatimAt(s string) int {
	if s[0] != '\\' && s[0] != '[' && s[0] != '`' {
		return -1
	}
	return slices.IndexFunc(verbatim[:], func(pair [2]string) bool { return strings.HasPrefix(s, pair[0]) })
}

func escapeProse(s string, lineStart bool) string {
	if s == "" {
		return ""
	}
	s = escapeLineStart(s, lineStart)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '<' && i+1 < len(s) && startsTag(s[i+1]):
			b.WriteString(`\` + lessMark)
		case c == '<':
			b.WriteString(lessMark)
		case c == '>':
			b.WriteString(greaterMark)
		case c == '&' && startsEntity(s[i+1:]), c == '*' && tightStar(s, i), c == '_' && outerUnderscore(s, i):
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escapeLineStart keeps "# comment" and "> prompt" from becoming a heading and a quotation.
func escapeLineStart(s string, lineStart bool) string {
	t := strings.TrimLeft(s, " \n\t")
	marks := len(t) - len(strings.TrimLeft(t, "#"))
	heading := marks > 0 && marks <= 6 && marks < len(t) && unicode.IsSpace(rune(t[marks]))
	if lineStart && (heading || strings.HasPrefix(t, ">")) {
		return s[:len(s)-len(t)] + `\` + t
	}
	return s
}

// tightStar reports whether a star is like those of 2*3*4, which would begin or end emphasis in a word.
func tightStar(s string, i int) bool {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return isWord(before) && isWord(after)
}

const maxName = 64 // bytes on either side that are searched for the ends of a name

// outerUnderscore reports whether an underscore is one of those around __name__, which would be
// emphasis. Those inside snake_case are not markup.
func outerUnderscore(s string, i int) bool {
	from, to := i, i
	for from > 0 && isNameByte(s[from-1]) && i-from < maxName {
		from--
	}
	for to < len(s) && isNameByte(s[to]) && to-i < maxName {
		to++
	}
	name := s[from:to]
	bare := strings.Trim(name, "_")
	if bare == "" || name[0] != '_' || name[len(name)-1] != '_' {
		return false
	}
	lead := strings.Index(name, bare)
	return i-from < lead || i-from >= lead+len(bare)
}

func isNameByte(c byte) bool { return c == '_' || isAlphanumeric(c) }
