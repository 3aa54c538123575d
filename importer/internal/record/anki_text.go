package record

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"iq/importer/internal/cloze"
	"iq/importer/internal/doc"
	"iq/internal/markup"
)

// ankiHeader is what the lines "#name:value" at the top of Anki's text export say. Columns count
// from 1; 0 stands for none.
type ankiHeader struct {
	separator string
	html      string // "true", "false" or "" where the file does not say
	deck      string
	notetype  string
	tags      []string
	columns   map[string]int // "deck", "tags", "notetype", "guid"
	names     []string       // of "#columns:"
	lines     int            // lines of the file that the header takes
	unknown   []string
	found     int // headers that are known
}

var ankiSeparators = map[string]string{
	"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":", "\\t": "\t", "\t": "\t",
	",": ",", ";": ";", "|": "|", ":": ":", " ": " ",
}

// SniffAnkiText is certain where the first lines are headers that Anki knows.
func SniffAnkiText(_, text string) float64 {
	if !strings.HasPrefix(text, "#") {
		return 0
	}
	if h, _ := scanAnkiHeader(doc.Sample(text)); h.found > 0 {
		return 1
	}
	return 0
}

// readAnkiHeader reads the lines at the top that begin with "#" and have a name and a colon.
func readAnkiHeader(text string) ankiHeader {
	h, separated := scanAnkiHeader(text)
	if !separated {
		h.separator = bestSeparator(doc.AfterLines(text, h.lines), []string{"\t", ";", ",", "|"})
	}
	return h
}

func scanAnkiHeader(text string) (h ankiHeader, separated bool) {
	h = ankiHeader{separator: "\t", columns: map[string]int{}}
	for l := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimRight(l, "\n"), ":")
		if !ok || !strings.HasPrefix(l, "#") || strings.HasPrefix(l, "# ") || strings.HasPrefix(l, "##") {
			break
		}
		h.lines++
		name = strings.ToLower(strings.TrimSpace(name[1:]))
		separated = separated || name == "separator"
		h.set(name, value)
	}
	return h, separated
}

func (h *ankiHeader) set(name, value string) {
	trimmed := strings.TrimSpace(value)
	h.found++
	switch name {
	case "separator":
		if sep, ok := ankiSeparators[strings.ToLower(trimmed)]; ok {
			h.separator = sep
		} else if utf8.RuneCountInString(value) == 1 {
			h.separator = value
		}
	case "html":
		h.html = strings.ToLower(trimmed)
	case "deck":
		h.deck = doc.TidyDeck(trimmed)
	case "notetype":
		h.notetype = trimmed
	case "tags":
		h.tags = strings.Fields(trimmed)
	case "deck column", "tags column", "notetype column", "guid column":
		if n, err := strconv.Atoi(trimmed); err == nil && n > 0 && n <= maxColumns {
			h.columns[strings.TrimSuffix(name, " column")] = n
		}
	case "columns":
		h.setNames(strings.Split(value, h.separator))
	case "if matches", "match scope":
	default:
		h.found--
		h.unknown = append(h.unknown, name)
	}
}

// setNames takes columns for tags and deck from the header of names, where no other header gives them.
func (h *ankiHeader) setNames(names []string) {
	h.names = names
	for i, name := range names[:min(len(names), maxColumns)] {
		switch roleOf(name).role {
		case roleTags:
			h.columns["tags"] = cmp.Or(h.columns["tags"], i+1)
		case roleDeck:
			h.columns["deck"] = cmp.Or(h.columns["deck"], i+1)
		}
	}
}

// ReadAnkiText reads Anki's "Notes in Plain Text".
func ReadAnkiText(d *doc.Document, text string) error {
	h := readAnkiHeader(text)
	if len(h.unknown) > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("%s ignored: %s", doc.Plural(len(h.unknown), "unknown header"),
			strings.Join(h.unknown, ", ")))
	}
	if h.deck != "" {
		d.Deck = h.deck
	}
	var budget cloze.Budget
	for r := range records(doc.AfterLines(text, h.lines), h.separator) {
		r.line += h.lines
		if len(r.fields) == 1 && strings.HasPrefix(r.raw, "#") {
			d.Skip(r.line, "comment", r.raw)
			continue
		}
		h.read(d, r, &budget)
	}
	return nil
}

// read turns one note into cards.
func (h ankiHeader) read(d *doc.Document, r record, budget *cloze.Budget) {
	e := entry{line: r.line, tags: append([]string(nil), h.tags...)}
	notetype := h.notetype
	var texts []string
	for i, f := range r.fields {
		switch i + 1 {
		case h.columns["deck"]:
			e.deck = doc.TidyDeck(f)
		case h.columns["tags"]:
			e.tags = append(e.tags, strings.Fields(f)...)
		case h.columns["notetype"]:
			notetype = strings.TrimSpace(f)
		case h.columns["guid"]:
		default:
			texts = append(texts, h.text(f))
		}
	}
	question, answer := h.front(texts)
	e.question, e.answer = fieldAt(texts, question), fieldAt(texts, answer)
	if (e.answer == "" || strings.Contains(strings.ToLower(notetype), "cloze")) &&
		budget.Add(d, e.card(), e.question, e.answer) {
		return
	}
	e.addTo(d)
}

// front returns which of the remaining fields are the question and the answer: those that "#columns:"
// calls so, else the first two.
func (h ankiHeader) front(texts []string) (question, answer int) {
	var names []string
	taken := slices.Collect(maps.Values(h.columns))
	for i, name := range h.names {
		if !slices.Contains(taken, i+1) {
			names = append(names, name)
		}
	}
	plan := columnPlan{other: map[int]named{}}
	if len(names) > 1 && planByName(&plan, names) && plan.answer >= 0 && max(plan.question, plan.answer) < len(texts) {
		return plan.question, plan.answer
	}
	return 0, 1
}

func (h ankiHeader) text(field string) string {
	field = strings.TrimSpace(field)
	switch h.html {
	case "true":
		return markup.FromHTML(field)
	case "false":
		return field
	}
	return fieldText(field)
}
