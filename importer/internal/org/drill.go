package org

import (
	"cmp"
	"slices"
	"strings"

	"iq/importer/internal/cloze"
	"iq/importer/internal/words"
	"iq/internal/markup"
)

// answerSides are the names of the heading that holds an answer.
var answerSides = words.Of(`answer;the answer;answers;back;solution;response;antwort;die antwort;lösung;rückseite;svar;
	svaret;respuesta;resposta;réponse;risposta;ответ;odpowiedź;antwoord;vastaus;odpověď;cevap;答案;回答;解答;答え;답;정답`)

var frontSides = words.Of(`front;question;frage;pregunta;вопрос;fråga;问题;質問;질문`)

// readDrill reads a heading with the tag :drill: by its DRILL_CARD_TYPE.
func (r *reader) readDrill(h *heading) {
	kind := strings.ToLower(h.props["DRILL_CARD_TYPE"])
	sides := h.sides()
	body := h.text()
	switch {
	case kind == "conjugate" || kind == "decline_noun":
		r.conjugate(h)
	case (kind == "twosided" || kind == "multisided") && len(sides) > 1:
		r.manySided(h, sides, kind == "twosided")
	case len(bracketSpans(body)) > 0:
		r.drillClozes(h, kind)
	case len(sides) > 0:
		r.add(h, toMarkdown(r.front(h)), sidesText(sides))
	default:
		r.add(h, toMarkdown(h.title), toMarkdown(body))
	}
}

// sidesText puts the headings below a question together as its answer. The name of a heading is kept
// unless it only says that this is the answer.
func sidesText(sides []*heading) string {
	var parts []string
	for _, s := range sides {
		parts = append(parts, s.side(answerSides))
	}
	return paragraphs(parts...)
}

// paragraphs joins the parts that say something.
func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "\n\n")
}

// side is a heading with all below it as Markdown, without its title where that is one of the names.
func (h *heading) side(names *words.Set) string {
	body := h.whole()
	title := strings.TrimSpace(toInline(h.title))
	switch {
	case names.Has(strings.ToLower(strings.Trim(title, " .:*"))):
		return body
	case body == "" || title == "":
		return title + body
	}
	return "**" + strings.Trim(title, "*") + "**\n\n" + body
}

// whole is the text of a heading and of the headings below it. Nobody nests deeper than the limit.
func (h *heading) whole() string {
	parts := []string{toMarkdown(h.text())}
	h.collect(&parts, 0)
	return strings.TrimSpace(strings.Join(parts, "\n\n"))
}

func (h *heading) collect(parts *[]string, depth int) {
	for _, c := range h.sides() {
		*parts = append(*parts, "**"+strings.Trim(toInline(c.title), "*")+"**", toMarkdown(c.text()))
		if depth < markup.MaxNesting {
			c.collect(parts, depth+1)
		}
	}
}

// manySided asks each side for all the others; of a two-sided card the sides behind the second are notes.
func (r *reader) manySided(h *heading, sides []*heading, two bool) {
	asked := sides
	if two {
		asked = sides[:2]
	}
	front := ""
	if h.text() != "" {
		front = toMarkdown(r.front(h))
	}
	for i, s := range asked[:min(len(asked), maxSides)] {
		rest := slices.Delete(slices.Clone(sides), i, i+1)
		r.add(h, strings.TrimSpace(front+"\n\n"+s.side(nil)), sidesText(rest))
	}
}

const maxSides = 12

// conjugate asks for the forms of a verb in one tense. The verb stands in the properties of the heading
// or of one above; org-drill shows its meaning and asks for the verb and the forms.
func (r *reader) conjugate(h *heading) {
	verb, meaning := h.inherited("VERB_INFINITIVE"), h.inherited("VERB_TRANSLATION")
	if noun := h.inherited("NOUN"); verb == "" {
		verb, meaning = noun, h.inherited("NOUN_TRANSLATION")
	}
	what := cmp.Or(strings.TrimSpace(h.props["VERB_TENSE"]+" "+h.props["VERB_MOOD"]), h.title)
	question := toMarkdown(h.title)
	switch {
	case meaning != "":
		question = meaning + ": " + what
		if hint := h.inherited("VERB_INFINITIVE_HINT"); hint != "" {
			question += " (" + hint + ")"
		}
	case verb != "":
		question = verb + ": " + what
	}
	first := ""
	if meaning != "" && verb != "" {
		first = "**" + verb + "**"
	}
	r.add(h, question, paragraphs(first, toMarkdown(h.text()), sidesText(h.sides())))
}

// inherited looks a property up at the heading and above.
func (h *heading) inherited(name string) string {
	for n := 0; h != nil && n < maxAncestors; h, n = h.parent, n+1 {
		if v := h.props[name]; v != "" {
			return v
		}
	}
	return ""
}

// drillClozes hides what stands in brackets: everything at once, or one cloze a card where the card's
// type says so. show1 types leave one to see and hide the others.
func (r *reader) drillClozes(h *heading, kind string) {
	front := r.front(h)
	spans := bracketSpans(front)
	one := words.Any(strings.HasPrefix, kind, "hide1", "hide2", "hidefirst", "hidelast") || kind == "multicloze"
	others := !one && strings.HasPrefix(kind, "show") && len(spans) > 1
	cards := 1
	if one || others {
		cards = len(spans)
	}
	r.addClozes(h, front, spans, cards, func(card, i int) view {
		if cards == 1 || one == (card == i) {
			return asked
		}
		return shown
	})
}

// addClozes makes the cards of a text with clozes.
func (r *reader) addClozes(h *heading, text string, spans []cloze.Span, cards int, see func(card, i int) view) {
	notes := sidesText(h.sides())
	if !r.Allows(cards, len(text)+len(notes)) {
		r.doc.Skip(h.line, cloze.TooMany, h.title)
		return
	}
	full := toMarkdown(fill(text, spans, func(int) view { return shown }))
	for card := range cards {
		var hidden []string
		for i, c := range spans {
			if see(card, i) == asked {
				hidden = append(hidden, strings.TrimSpace(toInline(c.Text)))
			}
		}
		answer := strings.Join(hidden, ", ")
		for _, more := range []string{full, notes} {
			if more != "" && more != answer {
				answer += "\n\n" + more
			}
		}
		r.add(h, toMarkdown(fill(text, spans, func(i int) view { return see(card, i) })), answer)
	}
}

// readAnkiEditor reads a heading with the property ANKI_NOTE_TYPE: the fields are the headings below.
func (r *reader) readAnkiEditor(h *heading) {
	sides := h.sides()
	front, back := sideNamed(sides, frontSides), sideNamed(sides, answerSides)
	text := h.text()
	if field := sideNamed(sides, words.Of("text")); field != nil {
		text = field.text()
	}
	if r.Budget.Add(r.doc, r.card(h), toMarkdown(text), "") {
		return
	}
	switch {
	case front != nil && back != nil:
		r.add(h, front.whole(), back.whole())
	case back != nil:
		r.add(h, toMarkdown(r.front(h)), back.whole())
	case len(sides) >= 2:
		r.add(h, sides[0].whole(), sidesText(sides[1:]))
	default:
		r.add(h, toMarkdown(h.title), h.whole())
	}
}

// readFC reads a heading with the tag :fc: by its FC_TYPE. A heading "Back" below holds the answer, else the
// heading asks and its text answers.
func (r *reader) readFC(h *heading) {
	kind := strings.ToLower(h.props["FC_TYPE"])
	front := r.front(h)
	if spans := braceSpans(front); len(spans) > 0 && (kind == "cloze" || kind == "") {
		r.fcClozes(h, front, spans)
		return
	}
	sides := h.sides()
	question, answer := toMarkdown(h.title), paragraphs(toMarkdown(h.text()), sidesText(sides))
	if back := sideNamed(sides, answerSides); back != nil {
		question, answer = toMarkdown(front), back.whole()
	}
	r.add(h, question, answer)
	if (kind == "double" || kind == "vocab") && answer != "" {
		r.add(h, answer, question)
	}
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
