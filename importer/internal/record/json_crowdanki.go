package record

import (
	"slices"
	"strconv"
	"strings"

	"iq/importer/internal/cloze"
	"iq/importer/internal/doc"
	"iq/internal/markup"
)

// ankiModel is a note type: its fields, and a template for each card.
type ankiModel struct {
	cloze     bool
	fields    []string
	templates []ankiTemplate
}

type ankiTemplate struct{ question, answer string }

// isCrowdAnki recognises a deck as CrowdAnki writes it.
func isCrowdAnki(v *jsonValue) bool {
	if v.get("crowdanki_uuid") == nil && v.get("__type__").str() != "Deck" {
		return false
	}
	return v.get("notes") != nil || v.get("children") != nil
}

func readCrowdAnki(d *doc.Document, root *jsonValue, place *placeCounter) {
	models := map[string]ankiModel{}
	collectModels(root, models)
	if name := doc.TidyDeck(root.get("name").str()); name != "" {
		d.Deck = name
	}
	c := crowdAnki{d, models, place, &cloze.Budget{}}
	c.deck(root, "")
}

func collectModels(deck *jsonValue, models map[string]ankiModel) {
	for _, m := range deck.get("note_models").list() {
		models[m.get("crowdanki_uuid").str()] = readModel(m)
	}
	for _, child := range deck.get("children").list() {
		collectModels(child, models)
	}
}

func readModel(v *jsonValue) ankiModel {
	var m ankiModel
	if kind := v.get("type"); kind != nil {
		m.cloze = kind.text == "1"
	}
	for _, f := range v.get("flds").list() {
		m.fields = append(m.fields, f.get("name").str())
	}
	for _, t := range v.get("tmpls").list() {
		m.templates = append(m.templates, ankiTemplate{t.get("qfmt").str(), t.get("afmt").str()})
	}
	return m
}

// crowdAnki is one file being read.
type crowdAnki struct {
	doc    *doc.Document
	models map[string]ankiModel
	place  *placeCounter
	budget *cloze.Budget
}

// deck reads a deck and the decks in it, in the order of the file. deck is "" for the outermost.
func (c crowdAnki) deck(v *jsonValue, deck string) {
	for i, key := range v.keys {
		for _, item := range v.items[i].list() {
			switch key {
			case "notes":
				c.note(item, deck)
			case "children":
				c.deck(item, c.childName(item, deck))
			}
		}
	}
}

func (c crowdAnki) childName(child *jsonValue, parent string) string {
	name := doc.TidyDeck(child.get("name").str())
	if name == "" {
		name = "deck " + strconv.Itoa(child.line)
	}
	if parent == "" {
		parent = c.doc.Deck
	}
	return parent + "::" + name
}

func (c crowdAnki) note(n *jsonValue, deck string) {
	d := c.doc
	e := entry{at: n.line, line: c.place.next(n.line), deck: deck}
	for _, t := range n.get("tags").list() {
		if t.str() != "" {
			e.tags = append(e.tags, t.str())
		}
	}
	var fields []string
	for _, f := range n.get("fields").list() {
		fields = append(fields, strings.TrimSpace(f.text))
	}
	model := c.models[n.get("note_model_uuid").str()]
	before := d.Pieces()
	switch {
	case model.cloze:
		model.addClozes(c, e, fields)
	case len(model.templates) > 0 && len(model.fields) > 0:
		model.addCards(d, e, fields)
	default:
		e.question, e.answer = markup.FromHTML(fieldAt(fields, 0)), markup.FromHTML(fieldAt(fields, 1))
		e.addTo(d)
	}
	if d.Pieces() == before {
		d.Skip(n.line, "a note that makes no card", strings.Join(fields, " "))
	}
}

// addCards makes one card by each template whose front shows a field.
func (m ankiModel) addCards(d *doc.Document, e entry, fields []string) {
	for _, t := range m.templates {
		front, shown := m.render(t.question, fields)
		if !shown {
			continue
		}
		back, _ := m.render(behindFront(t.answer), fields)
		e.question, e.answer = markup.FromHTML(front), markup.FromHTML(back)
		e.answer = strings.TrimSpace(strings.TrimPrefix(e.answer, e.question))
		e.addTo(d)
	}
}

// addClozes makes a card of each cloze of the field that the template hides; the answer ends with
// the other fields of the back.
func (m ankiModel) addClozes(c crowdAnki, e entry, fields []string) {
	at, back := 0, ""
	if len(m.templates) > 0 {
		for i, name := range m.fields {
			if strings.Contains(m.templates[0].question, "cloze:"+name+"}}") {
				at = i
			}
		}
		back = behindFront(m.templates[0].answer)
	}
	text := markup.FromHTML(fieldAt(fields, at))
	without := slices.Clone(fields)
	if at < len(without) {
		without[at] = ""
	}
	extra, _ := m.render(back, without)
	c.budget.Add(c.doc, e.card(), text, markup.FromHTML(extra))
}

// behindFront is the part of an answer's template that the question does not show again.
func behindFront(template string) string {
	lower := strings.ToLower(template)
	for _, mark := range []string{"<hr id=answer", `<hr id="answer"`, "<hr id='answer'"} {
		if i := strings.Index(lower, mark); i >= 0 {
			if end := strings.IndexByte(template[i:], '>'); end >= 0 {
				return template[i+end+1:]
			}
		}
	}
	return template
}

const maxSections = 32 // conditional sections of a template inside one another

// render fills a template's fields in. shown says that at least one of them had a text.
func (m ankiModel) render(template string, fields []string) (text string, shown bool) {
	var b strings.Builder
	var hidden []bool
	for template != "" {
		before, rest, found := strings.Cut(template, "{{")
		off := len(hidden) > 0 && hidden[len(hidden)-1]
		if !off {
			b.WriteString(before)
		}
		if !found {
			break
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed {
			break
		}
		template = after
		name = strings.TrimSpace(name)
		switch {
		case strings.HasPrefix(name, "#") && len(hidden) < maxSections:
			hidden = append(hidden, off || m.field(name[1:], fields) == "")
		case strings.HasPrefix(name, "^") && len(hidden) < maxSections:
			hidden = append(hidden, off || m.field(name[1:], fields) != "")
		case strings.HasPrefix(name, "/"):
			hidden = hidden[:max(0, len(hidden)-1)]
		case !off:
			value := m.field(name, fields)
			shown = shown || value != ""
			b.WriteString(value)
		}
	}
	return b.String(), shown
}

// field returns a field's text by its name, the filters before it ("type:", "hint:") passed over.
func (m ankiModel) field(name string, fields []string) string {
	name = name[strings.LastIndexByte(name, ':')+1:]
	return fieldAt(fields, slices.Index(m.fields, strings.TrimSpace(name)))
}
