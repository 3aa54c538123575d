package org

import (
	"strings"

	"iq/importer/internal/cloze"
)

// readFC reads a heading with the tag :fc: by its FC_TYPE.
func (r *reader) readFC(h *heading) {
	kind := strings.ToLower(h.props["FC_TYPE"])
	front := r.front(h)
	if spans := braceSpans(front); len(spans) > 0 && (kind == "cloze" || kind == "") {
		r.fcClozes(h, front, spans)
		return
	}
	question, answer := r.fcSides(h)
	r.add(h, question, answer)
	if (kind == "double" || kind == "vocab") && answer != "" {
		r.add(h, answer, question)
	}
}

// fcSides splits a card: a heading "Back" below holds the answer, else the heading asks and its text
// answers.
func (r *reader) fcSides(h *heading) (question, answer string) {
	sides := h.sides()
	if back := sideNamed(sides, answerSides); back != nil {
		return toMarkdown(r.front(h)), back.whole()
	}
	return toMarkdown(h.title), paragraphs(toMarkdown(h.text()), sidesText(sides))
}

// fcClozes makes a card of each cloze number. The type of the cloze says which of the others can be seen.
func (r *reader) fcClozes(h *heading, text string, spans []cloze.Span) {
	nth := map[string]int{}
	for _, c := range spans {
		if _, known := nth[c.Number]; !known {
			nth[c.Number] = len(nth)
		}
	}
	kind := strings.ToLower(h.props["FC_CLOZE_TYPE"])
	r.addClozes(h, text, spans, len(nth), func(card, i int) view {
		distance := nth[spans[i].Number] - card
		near := -1 <= distance && distance <= 1
		switch {
		case distance == 0:
			return asked
		case kind == "single", kind == "enumeration" && distance > 0, kind == "context" && !near:
			return beside
		}
		return shown
	})
}
