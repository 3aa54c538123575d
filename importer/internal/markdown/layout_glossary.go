package markdown

import (
	"strings"

	"iq/importer/internal/ask"
)

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
	term = ask.ReadTitle(l.body[:at]).Text
	definition = strings.TrimSpace(strings.TrimPrefix(l.body[at+width:], "**"))
	return strings.Trim(term, "*_ "), definition, strings.Trim(term, "*_ ") != "" && definition != "" &&
		!ask.IsPlaceholder(definition)
}
