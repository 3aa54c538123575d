package org

import (
	"strings"

	"iq/importer/internal/cloze"
)

// readFC reads a heading with the tag :fc: by its FC_TYPE.
func (r *reader) readFC(h *heading) {
	kind := strings.ToLower(h.props["FC_TYPE"])
	front := r.front(h)
	holes := braceSpans(front)
	if len(holes) > 0 && (kind == "cloze" || kind == "") {
		r.fcClozes(h, front, holes)
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

// fcClozes makes a card of each hole. The type of the cloze says which of the others can be seen.
func (r *reader) fcClozes(h *heading, text string, holes []span) {
	var numbers []int
	seen := map[int]bool{}
	for _, hole := range holes {
		if !seen[hole.number] {
			seen[hole.number] = true
			numbers = append(numbers, hole.number)
		}
	}
	at := map[int]int{}
	for i, n := range numbers {
		at[n] = i
	}
	hides := func(card, hole int) bool {
		i := at[holes[hole].number]
		switch strings.ToLower(h.props["FC_CLOZE_TYPE"]) {
		case "enumeration":
			return i >= card
		case "single":
			return true
		case "context":
			return i == card || i < card-1 || i > card+1
		}
		return i == card
	}
	notes := sidesText(h.sides())
	if !r.Allows(len(numbers), len(text)+len(notes)) {
		r.doc.Skip(h.line, cloze.TooMany, h.title)
		return
	}
	for card := range numbers {
		r.addFCHole(h, text, holes, card, at, hides, notes)
	}
}

// addFCHole asks for one number: what is only hidden beside it is no part of the answer.
func (r *reader) addFCHole(h *heading, text string, holes []span, card int, at map[int]int, hides func(card, hole int) bool, notes string) {
	var asked []string
	for _, hole := range holes {
		if at[hole.number] == card {
			asked = append(asked, strings.TrimSpace(toInline(hole.text)))
		}
	}
	beside := func(hole int) bool { return hides(card, hole) && at[holes[hole].number] != card }
	question := toMarkdown(fill(text, holes, func(i int) string {
		switch {
		case beside(i):
			return "..."
		case hides(card, i):
			return holes[i].gap()
		}
		return holes[i].text
	}))
	answer := strings.Join(asked, ", ")
	full := toMarkdown(fillHidden(text, holes, func(int) bool { return false }))
	for _, more := range []string{full, notes} {
		if more != "" && more != answer {
			answer += "\n\n" + more
		}
	}
	r.add(h, question, answer)
}
