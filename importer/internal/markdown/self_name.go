package markdown

import (
	"slices"
	"strings"

	"iq/importer/internal/ask"
)

// namesQuestions reports whether a file calls itself a list of questions: by its path, its title or its
// tags. What it holds may then be bare terms.
func namesQuestions(name string, m *file) bool {
	parts := strings.Split(strings.ReplaceAll(name, `\`, "/"), "/")
	texts := append(parts[max(0, len(parts)-3):], m.front.title, m.front.deck)
	texts = append(texts, m.front.tags...)
	for i, n := m.first, 0; i < len(m.lines) && n < 2; i++ {
		if m.lines[i].kind == heading {
			texts = append(texts, m.lines[i].title)
			n++
		}
	}
	return slices.ContainsFunc(texts, ask.NamesList)
}

// readsAsTerms reports whether questions that ask nothing may be the terms of a list: many, short and
// alike. A file that does not call itself a list of questions must look like nothing else.
func (s section) readsAsTerms(drafts []draft) bool {
	if s.doc.asksByName {
		return len(drafts) >= 3
	}
	describesProject := func(l line) bool { return l.kind == heading && ask.TitlesProject(l.title) }
	if len(drafts) < 3 || slices.ContainsFunc(s.doc.lines, describesProject) {
		return false
	}
	long := count(drafts, func(d draft) bool { return d.end-d.line > 20 })
	coded := count(drafts, func(d draft) bool {
		return ask.LooksLikeCode(d.question) || strings.Contains(d.answer, "```") || strings.Contains(d.answer, "\n#")
	})
	return long*5 <= len(drafts) && coded*3 <= len(drafts)
}
