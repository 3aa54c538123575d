package org

import (
	"strings"

	"iq/importer/internal/cloze"
)

// readFC reads a heading with the tag :fc: by its FC_TYPE.
func (r *reader) readFC(h *heading) {
	kind := strings.ToLower(h.props["FC_TYPE"])
	front := r.front(h)
	spans := braceSpans(front)
	if len(spans) > 0 && (kind == "cloze" || kind == "") {
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
	if body := h.text(); body != "" {
		return toMarkdown(h.title), strings.TrimSpace(toMarkdown(body) + "\n\n" + sidesText(sides))
	}
	return toMarkdown(h.title), sidesText(sides)
}

// fcClozes makes a card of each cloze number. The type of the cloze says which of the others can be seen.
func (r *reader) fcClozes(h *heading, text string, spans []cloze.Span) {
	var numbers []string
	seen := map[string]bool{}
	for _, c := range spans {
		if !seen[c.Number] {
			seen[c.Number] = true
			numbers = append(numbers, c.Number)
		}
	}
	at := map[string]int{}
	for i, n := range numbers {
		at[n] = i
	}
	hides := func(card, i int) bool {
		nth := at[spans[i].Number]
		switch strings.ToLower(h.props["FC_CLOZE_TYPE"]) {
		case "enumeration":
			return nth >= card
		case "single":
			return true
		case "context":
			return nth == card || nth < card-1 || nth > card+1
		}
		return nth == card
	}
	notes := sidesText(h.sides())
	if !r.Allows(len(numbers), len(text)+len(notes)) {
		r.doc.Skip(h.line, cloze.TooMany, h.title)
		return
	}
	for card := range numbers {
		r.addFCCloze(h, text, spans, card, at, hides, notes)
	}
}

// addFCCloze asks for one number: what is only hidden beside it is no part of the answer.
func (r *reader) addFCCloze(h *heading, text string, spans []cloze.Span, card int, at map[string]int,
	hides func(card, i int) bool, notes string) {
	var asked []string
	for _, c := range spans {
		if at[c.Number] == card {
			asked = append(asked, strings.TrimSpace(toInline(c.Text)))
		}
	}
	beside := func(i int) bool { return hides(card, i) && at[spans[i].Number] != card }
	question := toMarkdown(cloze.Fill(text, spans, func(i int) string {
		switch {
		case beside(i):
			return "..."
		case hides(card, i):
			return cloze.Blank(spans[i].Hint)
		}
		return spans[i].Text
	}))
	answer := strings.Join(asked, ", ")
	full := toMarkdown(fillHidden(text, spans, func(int) bool { return false }))
	for _, more := range []string{full, notes} {
		if more != "" && more != answer {
			answer += "\n\n" + more
		}
	}
	r.add(h, question, answer)
}
