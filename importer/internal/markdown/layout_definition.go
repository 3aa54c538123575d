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

// goesOn reports whether a line at the margin goes on with the definition above, and is not the next term.
func goesOn(lines []line, i, limit int) bool {
	isTerm := i+1 < limit && isDefinition(lines[i+1].text) && !isDefinition(lines[i].text)
	return lines[i].text != "" && lines[i].kind == prose && !isTerm
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
	return draft{end: end, question: strings.TrimSpace(inline.StripTags(summaryTags.Replace(term))),
		answer: strings.TrimSpace(inline.StripTags(summaryTags.Replace(rest)))}
}

// readGlossary reads lines of "term - definition" or "term: definition", in a file that calls itself
// cards and holds little else: elsewhere such lines are notes.
func readGlossary(s section) []draft {
	if !s.doc.asksByName {
		return nil
	}
	var drafts []draft
	other := 0
	for i := s.from; i < s.to; i++ {
		l := s.doc.lines[i]
		if l.kind == blank || l.kind == heading || l.kind == rule || l.kind == comment {
			continue
		}
		term, definition, ok := definedOnLine(l)
		if !ok || l.depth > 1 {
			other++
			continue
		}
		drafts = append(drafts, draft{line: i, end: i + 1, question: term, answer: definition,
			number: -1, like: max(0.5, ask.Likeness(term)), shape: "glossary"})
	}
	if len(drafts) < 3 || other*3 > len(drafts) {
		return nil
	}
	return drafts
}

// definedOnLine splits a line at the first sign between a short term and what it means.
func definedOnLine(l line) (term, definition string, ok bool) {
	if l.kind != prose {
		return "", "", false
	}
	at, width := -1, 0
	for _, sign := range []string{": ", " - ", " – ", " — ", " = "} {
		if i := strings.Index(l.body, sign); i > 0 && (at < 0 || i < at) {
			at, width = i, len(sign)
		}
	}
	if at < 0 || at > 80 || strings.ContainsAny(l.body[:at], ".!") {
		return "", "", false
	}
	term = strings.Trim(ask.ReadTitle(l.body[:at]).Text, "*_ ")
	definition = strings.TrimSpace(strings.TrimPrefix(l.body[at+width:], "**"))
	return term, definition, term != "" && definition != "" && !ask.IsPlaceholder(definition)
}
