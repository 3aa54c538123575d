package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"iq/importer/internal/doc"
	"iq/importer/internal/words"
)

// SniffJSON wants a bracket at the start and something of JSON behind it.
func SniffJSON(_, text string) float64 {
	t := strings.TrimLeft(text, " \n\t")
	if t == "" || t[0] != '{' && t[0] != '[' {
		return 0
	}
	next := strings.TrimLeft(t[1:], " \n\t")
	keyed := strings.Contains(next[:min(len(next), 2000)], `":`) || strings.Contains(next, `" :`)
	switch {
	case t[0] == '{' && strings.HasPrefix(next, `"`) && keyed,
		t[0] == '[' && words.Any(strings.HasPrefix, next, "{", `["`):
		return 0.9
	case t[0] == '[' && strings.HasPrefix(next, `"`):
		return 0.7
	case strings.HasPrefix(next, "//") || strings.HasPrefix(next, "/*"):
		return 0.4
	}
	return 0.2
}

// ReadJSON reads lists of questions in JSON: an array of objects, an object around it, objects keyed by
// category, one object a line, CrowdAnki's decks.
func ReadJSON(d *doc.Document, text string) error {
	w := jsonWalk{doc: d}
	defer func() { w.place.note(d) }()
	if oneALine(text) {
		d.Layout = "lines"
		return w.lines(text)
	}
	d.Layout = "list"
	roots, broken, err := parseJSON(text, 1)
	if err != nil {
		return err
	}
	if broken > 0 {
		if mended, still, err := parseJSON(mendJSON(text), 1); err == nil && (still == 0 || still > broken) {
			roots, broken = mended, still
			d.Notes = append(d.Notes, "comments or stray commas in the JSON were passed over")
		}
	}
	w.base = indexBase(roots)
	for _, v := range roots {
		w.readRoot(v)
	}
	if broken > 0 {
		l, _, _ := strings.Cut(doc.AfterLines(text, broken-1), "\n")
		d.Skip(broken, errJSONBreak.Error(), l)
	}
	return nil
}

// hopelessLines is how many lines may go by without a question.
const hopelessLines = 10_000

func (w *jsonWalk) readRoot(v *jsonValue) {
	if isCrowdAnki(v) {
		w.doc.Layout = "crowdanki"
		readCrowdAnki(w.doc, v, &w.place)
		return
	}
	w.root = v
	w.walk(v, nil, "")
}

// lines reads a value from each line, so that only one is in memory. How options are counted is judged
// by the first lines.
func (w *jsonWalk) lines(text string) error {
	first, _, _ := parseJSON(doc.Sample(text), 1)
	w.base = indexBase(first)
	n := 0
	for l := range strings.Lines(text) {
		if n++; n > hopelessLines && len(w.doc.Cards)+len(w.doc.Unanswered) == 0 {
			w.doc.Skip(n, "the lines so far hold no question: the rest was not read", l)
			return nil
		}
		roots, broken, err := parseJSON(l, n)
		if err != nil {
			return err
		}
		if broken > 0 {
			w.doc.Skip(n, errJSONBreak.Error(), l)
			continue
		}
		for _, v := range roots {
			before := w.doc.Pieces()
			if w.readRoot(v); w.doc.Pieces() == before {
				w.doc.Skip(n, "without a question and an answer", v.gist())
			}
		}
	}
	return nil
}

// oneALine reports whether the first two lines with text are values of their own.
func oneALine(text string) bool {
	values := 0
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		if !strings.Contains("{[", l[:1]) || values == 0 && !json.Valid([]byte(l)) {
			return false
		}
		if values++; values == 2 {
			return true
		}
	}
	return false
}

// parseJSON reads values up to the end or to where the text breaks off; what was read till then counts.
// line is the number of the first line, broken that of the line that could not be read, 0 without.
func parseJSON(text string, line int) (roots []*jsonValue, broken int, err error) {
	r := jsonReader{dec: json.NewDecoder(strings.NewReader(text)), text: text, line: line}
	r.dec.UseNumber()
	for {
		v, err := r.value()
		if v != nil {
			roots = append(roots, v)
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			return roots, 0, nil
		case errors.Is(err, errJSONBreak):
			return roots, r.lineNow(), nil
		default:
			return nil, 0, fmt.Errorf("line %d: %w", r.lineNow(), err)
		}
	}
}
