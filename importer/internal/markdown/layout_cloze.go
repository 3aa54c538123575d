package markdown

import (
	"strings"

	"iq/importer/internal/cloze"
)

// gapDrafts makes one card of every deletion: the question has a gap there, the answer is the
// deleted text and the whole for context.
func gapDrafts(base draft, text string, gaps []cloze.Span) []draft {
	if len(gaps) > maxGaps {
		gaps = gaps[:maxGaps]
	}
	var drafts []draft
	whole := cloze.Fill(text, gaps, func(cloze.Span) string { return "" })
	seen := map[string]bool{}
	for _, gap := range gaps {
		if gap.Number != "" && seen[gap.Number] {
			continue
		}
		seen[gap.Number] = true
		d := base
		var hidden []string
		d.question = cloze.Fill(text, gaps, func(g cloze.Span) string {
			if g != gap && (g.Number == "" || g.Number != gap.Number) {
				return ""
			}
			hidden = append(hidden, g.Text)
			if g.Hint != "" {
				return "[" + g.Hint + "]"
			}
			return "[...]"
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

const maxGaps = 100 // cards of one cloze text; each repeats the text, so their number must stay small
