package importer

import "strings"

// gapDrafts makes one card of every deletion: the question has a gap there, the answer is the
// deleted text and the whole for context.
func gapDrafts(base draft, text string, gaps []deletion) []draft {
	if len(gaps) > maxGaps {
		gaps = gaps[:maxGaps]
	}
	var drafts []draft
	whole := fillGaps(text, gaps, func(deletion) string { return "" })
	seen := map[string]bool{}
	for _, gap := range gaps {
		if gap.number != "" && seen[gap.number] {
			continue
		}
		seen[gap.number] = true
		d := base
		var hidden []string
		d.question = fillGaps(text, gaps, func(g deletion) string {
			if g != gap && (g.number == "" || g.number != gap.number) {
				return ""
			}
			hidden = append(hidden, g.text)
			if g.hint != "" {
				return "[" + g.hint + "]"
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
