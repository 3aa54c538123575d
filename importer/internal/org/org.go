// Package org reads Org files: the cards of org-drill, org-fc and anki-editor. A file without any is turned
// into Markdown line by line, for the layouts of Markdown to compete for it.
package org

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"iq/importer/internal/cloze"
	"iq/importer/internal/doc"
	"iq/importer/internal/inline"
	"iq/importer/internal/markdown"
	"iq/importer/internal/words"
	"iq/internal/card"
)

// Sniff wants headings with stars and something that only org has beside them.
func Sniff(name, text string) float64 {
	stars, signs := 0, 0
	for l := range strings.Lines(doc.Sample(text)) {
		l = strings.TrimRight(l, " \t\n")
		switch {
		case levelOf(l) > 0:
			stars++
			if tagsAtEnd(l) != "" {
				signs++
			}
		case strings.HasPrefix(l, "#+") || isDrawerLine(l):
			signs++
		case strings.HasPrefix(l, "# ") || strings.HasPrefix(l, "## ") || strings.HasPrefix(l, "```"):
			signs--
		}
	}
	ext := path.Ext(strings.ToLower(name))
	switch {
	case ext == ".org" && stars > 0:
		return 0.9
	case ext == ".org":
		return 0.3
	case stars > 0 && signs > stars/2 && !doc.IsMarkdownName(name):
		return 0.8
	}
	return 0
}

// Read reads the cards of org-drill, org-fc and anki-editor. A file that has none of them is turned
// into Markdown line by line, so that the layouts of Markdown compete for it.
func Read(d *doc.Document, text string) error {
	file := parse(text)
	if file.deck != "" {
		d.Deck = file.deck
	}
	r := reader{doc: d, file: file}
	for _, h := range file.heads {
		r.read(h)
	}
	if r.cards > 0 {
		r.reportRest()
		return nil
	}
	before := len(d.Skipped)
	if err := markdown.Read(d, strings.Join(toLines(file.lines, true), "\n")); err != nil || len(file.tags) == 0 {
		return err
	}
	d.Skipped = d.Skipped[before:]
	for i := range d.Cards {
		d.Cards[i].Tags = append(d.Cards[i].Tags, file.tags...)
	}
	return nil
}

// reader makes cards of headings.
type reader struct {
	doc   *doc.Document
	file  *file
	cards int // headings that are marked as cards
	cloze.Budget
}

func (r *reader) read(h *heading) {
	layout := h.layout()
	switch layout {
	case "org-fc":
		r.readFC(h)
	case "org-drill":
		r.readDrill(h)
	case "anki-editor":
		r.readAnkiEditor(h)
	default:
		return
	}
	r.cards++
	r.doc.Layout = layout
}

// layout is how a heading is marked as a card; "" where it is not one.
func (h *heading) layout() string {
	switch {
	case h.tagged("fc") || h.props["FC_TYPE"] != "":
		return "org-fc"
	case h.tagged("drill"):
		return "org-drill"
	case h.props["ANKI_NOTE_TYPE"] != "":
		return "anki-editor"
	}
	return ""
}

// reportRest names the text that stands under no card.
func (r *reader) reportRest() {
	for _, h := range r.file.heads {
		if text := h.text(); text != "" && !h.insideCard() {
			r.doc.Skip(h.line, "text under a heading that is not marked as a card", h.title+": "+text)
		}
	}
	slices.SortStableFunc(r.doc.Skipped, func(a, b doc.Skipped) int { return cmp.Compare(a.Line, b.Line) })
}

func (h *heading) insideCard() bool {
	for n := 0; h != nil && n < maxAncestors; h, n = h.parent, n+1 {
		if h.isCard() {
			return true
		}
	}
	return false
}

const maxAncestors = 24 // headings above a card that are looked at

// isCard says whether a heading is a card of its own, and so no part of the card above it.
func (h *heading) isCard() bool { return h.layout() != "" }

// card is a card of a heading, without its texts yet.
func (r *reader) card(h *heading) doc.Card {
	return doc.Card{Line: h.line, Text: card.Text{Tags: r.tagsOf(h), Deck: doc.TidyDeck(h.props["ANKI_DECK"])}}
}

func (r *reader) add(h *heading, question, answer string) {
	c := r.card(h)
	c.Question, c.Answer = strings.TrimSpace(question), strings.TrimSpace(answer)
	r.doc.Add(c)
}

// machineTags say how a card is treated, not what it is about.
var machineTags = words.Of(`drill fc leech suspended noexport archive attach note`)

// tagsOf are the headings above, the tags of the heading itself and those of the file.
func (r *reader) tagsOf(h *heading) []string {
	var tags []string
	for p, n := h.parent, 0; p != nil && n < maxAncestors; p, n = p.parent, n+1 {
		if title := inline.PlainText(toInline(p.title)); title != "" && !p.isCard() {
			tags = append([]string{title}, tags...)
		}
	}
	for _, t := range h.tags {
		if !machineTags.Has(strings.ToLower(t)) {
			tags = append(tags, t)
		}
	}
	return append(tags, r.file.tags...)
}

var genericTitles = words.Of(`item;items;card;question;drill;flashcard;fact;q;front;note;frage;karte;fråga;kort;
	pregunta;tarjeta;вопрос;карточка`)

// front is the heading's title and its own text, still in org. A title above a text is left out where it
// only names a kind of card or several headings share it.
func (r *reader) front(h *heading) string {
	title, body := strings.TrimSpace(h.title), h.text()
	bare := strings.ToLower(strings.TrimRight(title, " 0123456789.:#"))
	if body != "" && (r.file.titles[title] > 1 || genericTitles.Has(bare)) {
		return strings.TrimSpace(body)
	}
	return strings.TrimSpace(title + "\n\n" + body)
}

// sides are the headings below that are no cards of their own.
func (h *heading) sides() []*heading {
	return slices.DeleteFunc(slices.Clone(h.children), (*heading).isCard)
}

// sideNamed finds the side with one of the names.
func sideNamed(sides []*heading, names *words.Set) *heading {
	isNamed := func(s *heading) bool { return names.Has(strings.ToLower(strings.Trim(s.title, " .:*"))) }
	if i := slices.IndexFunc(sides, isNamed); i >= 0 {
		return sides[i]
	}
	return nil
}
