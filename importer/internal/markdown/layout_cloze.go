package markdown

import (
	"strings"

	"iq/importer/internal/cloze"
)

// clozeDrafts makes one card of every cloze: the question has a blank there, the answer is what it
// hides, and the whole for context.
func clozeDrafts(base draft, text string, spans []cloze.Span) []draft {
	if len(spans) > maxClozes {
		spans = spans[:maxClozes]
	}
	var drafts []draft
	whole := cloze.Fill(text, spans, func(i int) string { return spans[i].Text })
	seen := map[string]bool{}
	for _, span := range spans {
		if span.Number != "" && seen[span.Number] {
			continue
		}
		seen[span.Number] = true
		d := base
		var hidden []string
		d.question = cloze.Fill(text, spans, func(i int) string {
			g := spans[i]
			if g != span && (g.Number == "" || g.Number != span.Number) {
				return g.Text
			}
			hidden = append(hidden, g.Text)
			return cloze.Blank(g.Hint)
		})
		d.answer = strings.TrimSpace(strings.Join(hidden, ", "))
		if d.answer == "" {
			continue
		}
		if strings.TrimSpace(whole) != d.answer {
			d.answer = join(d.answer, whole)
		}
		d.like, d.marked = 0.9, true
		drafts = append(drafts, d)
	}
	return drafts
}

const maxClozes = 100 // cards of one cloze text; each repeats the text, so their number must stay small
