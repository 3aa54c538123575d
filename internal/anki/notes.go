package anki

import (
	"cmp"
	"fmt"
	"strings"

	"iq/importer"
)

// writer makes the document of the notes.
type writer struct {
	doc   *importer.Document
	types map[int64]*noteType
	decks map[int64]string
	bytes int
}

// note makes the cards of one note, which share its number as their line.
func (w *writer) note(line int, n note) error {
	t := w.types[n.typeID]
	before := len(w.doc.Cards) + len(w.doc.Unanswered)
	switch {
	case t == nil:
		w.skip(line, "note of an unknown type", n)
		return nil
	case occlusion(t, n):
		w.skip(line, "image occlusion, which needs a screen", n)
		return nil
	case t.cloze:
		w.clozes(line, n, t)
	default:
		for _, c := range n.cards {
			if tmpl, ok := t.templates[c.ord]; ok {
				w.card(line, n, c, tmpl, w.values(n, t, c, tmpl), nil)
			}
		}
	}
	if len(w.doc.Cards)+len(w.doc.Unanswered) == before {
		w.skip(line, "note that makes no card", n)
	}
	if w.bytes > MaxText {
		return fmt.Errorf("%w: its cards hold more than %d MB of text", ErrTooLarge, MaxText>>20)
	}
	return nil
}

// values are what a template may name.
func (w *writer) values(n note, t *noteType, c madeCard, tmpl template) map[string]string {
	deck := w.decks[c.deck]
	values := map[string]string{
		"Tags": strings.Join(n.tags, " "), "Type": t.name, "Deck": deck, "Subdeck": deck[strings.LastIndex(deck, ":")+1:], "Card": "", "FrontSide": "",
	}
	for i, name := range t.fields {
		if i < len(n.fields) {
			values[name] = n.fields[i]
		}
	}
	return values
}

// card adds one card, or a question without an answer.
func (w *writer) card(line int, n note, c madeCard, tmpl template, values map[string]string, cloze *importer.ClozeCard) {
	front, back := sides(tmpl, values, cloze)
	w.bytes += len(front) + len(back)
	deck := w.decks[c.deck]
	switch {
	case front == "":
	case back == "":
		w.doc.Unanswered = append(w.doc.Unanswered, importer.Unanswered{Line: line, Question: front, Tags: n.tags, Deck: deck})
	default:
		w.doc.Cards = append(w.doc.Cards, importer.Card{Line: line, Question: front, Answer: back, Tags: n.tags, Deck: deck})
	}
}

// sides gives question and answer as Markdown. The answer is what follows the line that Anki draws
// between the two, where there is one.
func sides(tmpl template, values map[string]string, cloze *importer.ClozeCard) (front, back string) {
	asked, revealed := func(s string) string { return s }, func(s string) string { return s }
	if cloze != nil {
		asked = func(string) string { return cloze.Question }
		revealed = func(string) string {
			if cloze.Full == cloze.Deleted {
				return cloze.Deleted
			}
			return cloze.Deleted + "<br><br>" + cloze.Full
		}
	}
	front = markdown(render(tmpl.front, values, asked))
	back = markdown(afterLine(render(tmpl.back, values, revealed)))
	return front, back
}

func markdown(html string) string { return strings.TrimSpace(importer.FromHTML(html)) }

// afterLine cuts an answer at <hr id=answer>, however it is written.
func afterLine(html string) string {
	lower := strings.ToLower(html)
	for at := 0; ; {
		i := strings.Index(lower[at:], "<hr")
		if i < 0 {
			return html
		}
		start := at + i
		end := strings.IndexByte(lower[start:], '>')
		if end < 0 {
			return html
		}
		if strings.Contains(lower[start:start+end], "answer") && len(lower) == len(html) {
			return html[start+end+1:]
		}
		at = start + end
	}
}

// clozes makes a card for each deletion that Anki made one for; all of them share the note's line.
func (w *writer) clozes(line int, n note, t *noteType) {
	tmpl, ok := t.templates[0]
	if !ok {
		return
	}
	text := ""
	for i, name := range t.fields {
		if i < len(n.fields) && strings.Contains(n.fields[i], "{{c") && (text == "" || strings.Contains(tmpl.front, "cloze:"+name+"}}")) {
			text = n.fields[i]
		}
	}
	expanded := importer.ExpandCloze(text)
	if len(expanded) == 0 {
		expanded = importer.ExpandCloze(mendMarks(text))
	}
	for _, cloze := range expanded {
		c := madeCard{ord: cloze.Number - 1}
		for _, made := range n.cards {
			if made.ord == c.ord || c.deck == 0 {
				c.deck = made.deck
			}
		}
		w.card(line, n, c, tmpl, w.values(n, t, c, tmpl), &cloze)
	}
}

// mendMarks mends a slip in the mark of a deletion, {{c1x::, for which Anki made a card as well.
func mendMarks(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{c")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		number := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
		if i := strings.Index(rest, "::"); i >= 0 && i <= len(number)+2 {
			rest = number + rest[i:]
		}
		b.WriteString("{{c")
		text = rest
	}
}

// occlusion reports whether a note hides parts of an image.
func occlusion(t *noteType, n note) bool {
	for _, f := range n.fields {
		if strings.Contains(f, "image-occlusion:") {
			return true
		}
	}
	return strings.HasPrefix(t.name, "Image Occlusion")
}

func (w *writer) skip(line int, reason string, n note) {
	text := []rune(strings.Join(strings.Fields(markdown(cmp.Or(n.fields...))), " "))
	w.doc.Skipped = append(w.doc.Skipped, importer.Skipped{Line: line, Reason: reason, Text: string(text[:min(len(text), 80)])})
}
