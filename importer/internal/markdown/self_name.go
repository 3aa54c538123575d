package markdown

import (
	"slices"
	"strings"

	"iq/importer/internal/ask"
)

// namesQuestions says whether a file calls itself a list of questions: by its path, its title or its
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

// readsAsTerms says whether questions that ask nothing may be the terms of a list: many, short and
// alike. A file that does not call itself a list of questions must look like nothing else.
func (s section) readsAsTerms(drafts []draft) bool {
	if s.doc.asksByName {
		return len(drafts) >= 3
	}
	if len(drafts) < 3 || s.doc.isProject() {
		return false
	}
	long, coded := 0, 0
	for _, d := range drafts {
		if d.end-d.line > 20 {
			long++
		}
		if ask.LooksLikeCode(d.question) || strings.Contains(d.answer, "```") || strings.Contains(d.answer, "\n#") {
			coded++
		}
	}
	return long*5 <= len(drafts) && coded*3 <= len(drafts)
}

// isProject says whether the file describes a program or a project, by headings such as "Usage".
func (m *file) isProject() bool {
	for _, l := range m.lines {
		if l.kind == heading && ask.TitlesProject(l.title) {
			return true
		}
	}
	return false
}
