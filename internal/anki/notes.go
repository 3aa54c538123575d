package anki

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"iq/importer"
	"iq/internal/card"
	"iq/internal/markup"
)

// writer makes the document of the notes.
type writer struct {
	ctx   context.Context
	doc   *importer.Document
	types map[int64]*noteType
	decks map[int64]string
	bytes int
}

// opened is a note with its fields by name.
type opened struct {
	note
	line   int
	kind   *noteType
	fields map[string]string
	tags   []string
	full   map[string]bool // by field, whether it holds anything that is seen, as far as that is known
}

// note makes the cards of one note, which share its number as their line.
func (w *writer) note(line int, n note) error {
	t := w.types[n.typeID]
	before := len(w.doc.Cards) + len(w.doc.Unanswered)
	switch {
	case t == nil:
		return w.skip(line, "note of an unknown type", n)
	case occlusion(t, n):
		return w.skip(line, "image occlusion, which needs a screen", n)
	}
	o := &opened{note: n, line: line, kind: t, fields: map[string]string{}, tags: strings.Fields(n.tags),
		full: map[string]bool{}}
	for i, text := range strings.Split(n.fields, "\x1f") {
		if i < len(t.fields) {
			o.fields[t.fields[i]] = text
		}
	}
	if err := w.cards(o); err != nil {
		return err
	}
	if len(w.doc.Cards)+len(w.doc.Unanswered) == before {
		return w.skip(line, "note that makes no card", n)
	}
	return nil
}

func (w *writer) cards(o *opened) error {
	if o.kind.cloze {
		return w.clozes(o)
	}
	for _, c := range o.note.cards {
		if tmpl, ok := o.kind.templates[c.ord]; ok {
			if err := w.card(o, c, tmpl, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// view is what the template of a card may name.
func (w *writer) view(o *opened, c madeCard, tmpl template) *view {
	deck := w.decks[c.deck]
	values := map[string]string{
		"Tags": strings.Join(o.tags, " "), "Type": o.kind.name, "Card": tmpl.name,
		"Deck": deck, "Subdeck": deck[strings.LastIndex(deck, ":")+1:],
	}
	if o.kind.cloze {
		values["c"+strconv.Itoa(c.ord+1)] = "1"
		o.full = map[string]bool{}
	}
	maps.Copy(values, o.fields)
	return &view{values: values, full: o.full}
}

// card adds one card, or a question without an answer.
func (w *writer) card(o *opened, c madeCard, tmpl template, cloze func(field, value string, back bool) string) error {
	if err := w.ctx.Err(); err != nil {
		return damaged(err)
	}
	v := w.view(o, c, tmpl)
	v.cloze = cloze
	front, back := sides(tmpl, v)
	if w.bytes += len(front) + len(back); w.bytes > MaxText {
		return fmt.Errorf("%w: its cards hold more than %d MB of text", ErrTooLarge, MaxText>>20)
	}
	text := card.Text{Question: front, Answer: back, Tags: o.tags, Deck: w.decks[c.deck]}
	made := importer.Card{Line: o.line, Text: text}
	switch {
	case front == "":
	case back == "":
		w.doc.Unanswered = append(w.doc.Unanswered, made)
	default:
		w.doc.Cards = append(w.doc.Cards, made)
	}
	return nil
}

// sides returns question and answer as Markdown. The answer is what follows the line that Anki draws between the
// two or, without such a line, the text of the question.
func sides(tmpl template, v *view) (front, back string) {
	front = markdown(render(tmpl.front, false, v))
	back = render(tmpl.back, true, v)
	if line := answerLine().FindStringIndex(back); line != nil {
		return front, markdown(back[line[1]:])
	}
	return front, withoutQuestion(markdown(back), front)
}

// withoutQuestion drops the question that a template repeats above the answer, and a rule below it.
func withoutQuestion(back, front string) string {
	rest, found := strings.CutPrefix(back, front)
	rest, ended := strings.CutPrefix(strings.TrimLeft(rest, " \\"), "\n")
	if front == "" || !found || !ended {
		return back
	}
	rest = strings.TrimSpace(rest)
	for _, rule := range []string{"---", "***", "* * *"} {
		rest = strings.TrimPrefix(rest, rule)
	}
	return strings.TrimSpace(rest)
}

func markdown(html string) string { return strings.TrimSpace(markup.FromHTML(html)) }

// answerLine matches <hr id=answer>, however it is written.
var answerLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)<hr[^>]*answer[^>]*>`) })

// clozes makes a card for each number of a cloze in the fields that the template shows as clozes.
func (w *writer) clozes(o *opened) error {
	tmpl, ok := o.kind.templates[0]
	if !ok {
		return nil
	}
	expanded := map[string][]importer.ClozeCard{} // by field
	numbers := map[int]bool{}
	asked := withoutBlanks(tmpl.front)
	for name, text := range o.fields {
		if !strings.Contains(text, "{{c") || !strings.Contains(asked, "cloze:"+withoutBlanks(name)+"}}") {
			continue
		}
		if expanded[name] = importer.ExpandCloze(text); len(expanded[name]) == 0 {
			expanded[name] = importer.ExpandCloze(mendMarks(text))
		}
		for _, c := range expanded[name] {
			numbers[c.Number] = true
		}
	}
	for _, number := range slices.Sorted(maps.Keys(numbers)) {
		show := func(field, value string, back bool) string { return shown(expanded[field], number, value, back) }
		if err := w.card(o, o.made(number-1), tmpl, show); err != nil {
			return err
		}
	}
	return nil
}

func withoutBlanks(s string) string { return strings.ReplaceAll(s, " ", "") }

// made returns the card that Anki made of a cloze or, if it made none, one in the deck of the others.
func (o *opened) made(ord int) madeCard {
	card := madeCard{ord: ord}
	for _, c := range o.note.cards {
		if c.ord == ord || card.deck == 0 {
			card.deck = c.deck
		}
	}
	return card
}

// shown is a field with clozes as the card of one number shows it: on its front without what is hidden, on its
// back with it. A field without a cloze of that number is shown whole.
func shown(cards []importer.ClozeCard, number int, value string, back bool) string {
	for _, c := range cards {
		switch {
		case c.Number != number:
			value = c.Full
		case !back:
			return c.Question
		case c.Full == c.Deleted:
			return c.Full
		default:
			return c.Deleted + "<br><br>" + c.Full
		}
	}
	return value
}

// mendMarks mends a slip in the mark of a cloze, {{c1x::, of which Anki makes a card all the same.
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
	return strings.HasPrefix(t.name, "Image Occlusion") || strings.Contains(n.fields, "::image-occlusion:")
}

// skip reports a note that is left out, by the first of its fields with any text.
func (w *writer) skip(line int, reason string, n note) error {
	text := ""
	for field := range strings.SplitSeq(n.fields, "\x1f") {
		if text = markdown(field); text != "" {
			break
		}
	}
	w.doc.Skip(line, reason, text)
	return w.ctx.Err()
}
