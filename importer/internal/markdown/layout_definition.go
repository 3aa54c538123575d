package markdown

import (
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
)

// readDefinitions reads terms with their definitions: a line of text with ": definition" below, or the
// <dt> and <dd> of HTML.
func readDefinitions(s section) []draft {
	lines := s.doc.lines
	var drafts []draft
	for i := s.from; i < s.to; i++ {
		l := lines[i]
		var d draft
		switch {
		case l.kind != prose:
			continue
		case hasPrefixFold(l.text, "<dt"):
			d = htmlDefinition(lines, i, s.to)
		case i+1 < s.to && l.text != "" && !l.item && isDefinition(lines[i+1].text):
			d = colonDefinition(lines, i, s.to)
		}
		if d.question == "" || d.answer == "" {
			continue
		}
		d.line, d.number, d.shape = i, -1, "definition"
		d.like = max(0.5, ask.Likeness(d.question))
		drafts = append(drafts, d)
		i = d.end - 1
	}
	return drafts
}

func isDefinition(text string) bool {
	return strings.HasPrefix(text, ": ") || strings.HasPrefix(text, ":\t") || strings.HasPrefix(text, "~ ")
}

func colonDefinition(lines []line, at, limit int) draft {
	body := append([]line(nil), lines[at+1])
	setText(&body[0], body[0].text[1:])
	end := at + 2
	for end < limit && (lines[end].indent >= 2 || goesOn(lines, end, limit)) {
		l := lines[end]
		if isDefinition(l.text) {
			setText(&l, l.text[1:])
		}
		body = append(body, l)
		end++
	}
	return draft{end: end, question: ask.ReadTitle(lines[at].text).Text, answer: cleanAnswer(body)}
}

// goesOn reports whether a line at the margin goes on with the definition above.
func goesOn(lines []line, i, limit int) bool {
	return lines[i].text != "" && lines[i].kind == prose && !startsTerm(lines, i, limit)
}

func startsTerm(lines []line, i, limit int) bool {
	return i+1 < limit && isDefinition(lines[i+1].text) && !isDefinition(lines[i].text)
}

// htmlDefinition reads <dt>term</dt> and the <dd> up to the next term.
func htmlDefinition(lines []line, at, limit int) draft {
	end := at + 1 + until(lines[at+1:limit], func(l line) bool {
		return hasPrefixFold(l.text, "<dt") || hasPrefixFold(l.text, "</dl")
	})
	var text strings.Builder
	for _, l := range lines[at:end] {
		text.WriteString(l.raw + "\n")
	}
	term, rest, ok := cutFold(text.String(), "<dd")
	if !ok {
		return draft{}
	}
	if i := strings.IndexByte(rest, '>'); i >= 0 {
		rest = rest[i+1:]
	}
	return draft{end: end, question: strings.TrimSpace(inline.StripTags(codeTags(term))),
		answer: strings.TrimSpace(inline.StripTags(codeTags(rest)))}
}

// cutFold is strings.Cut without regard to the case of ASCII letters.
func cutFold(s, sep string) (before, after string, found bool) {
	lower := strings.ToLower(s)
	if i := strings.Index(lower, sep); i >= 0 && len(lower) == len(s) {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
