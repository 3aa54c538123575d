package importer

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// sniffJSON wants a bracket at the start and something of JSON behind it.
func sniffJSON(_, text string) float64 {
	t := strings.TrimLeft(text, " \n\t")
	if t == "" || t[0] != '{' && t[0] != '[' {
		return 0
	}
	next := strings.TrimLeft(t[1:], " \n\t")
	switch {
	case t[0] == '{' && strings.HasPrefix(next, `"`) && strings.Contains(next[:min(len(next), 2000)], `":`), t[0] == '{' && strings.HasPrefix(next, `"`) && strings.Contains(next, `" :`):
		return 0.9
	case t[0] == '[' && (strings.HasPrefix(next, "{") || strings.HasPrefix(next, `["`)):
		return 0.9
	case t[0] == '[' && strings.HasPrefix(next, `"`):
		return 0.7
	case strings.HasPrefix(next, "//") || strings.HasPrefix(next, "/*"):
		return 0.4
	}
	return 0
}

// readJSON reads lists of questions in JSON: an array of objects, an object around it, objects keyed by
// category, one object a line, CrowdAnki's decks.
func readJSON(d *Document, text string) error {
	roots, broken, err := parseJSON(text)
	if err != nil {
		return err
	}
	if len(broken) > 0 {
		mended, still, err := parseJSON(mendJSON(text))
		if err == nil && (len(still) < len(broken) || len(still) > 0 && still[0] > broken[0]) {
			roots, broken = mended, still
			d.Notes = append(d.Notes, "comments or stray commas in the JSON were passed over")
		}
	}
	d.Layout = "list"
	if len(roots) > 1 {
		d.Layout = "lines"
	}
	w := jsonWalk{doc: d, base: indexBase(roots)}
	for _, v := range roots {
		if isCrowdAnki(v) {
			d.Layout = "crowdanki"
			readCrowdAnki(d, v, &w.place)
			continue
		}
		w.root = v
		w.walk(v, nil, "")
	}
	w.place.note(d)
	for _, line := range broken {
		d.skip(line, errJSONBreak.Error(), lineAt(text, line))
	}
	return nil
}

// parseJSON reads the values of a text, one a line where the first line is one. lines are those that
// could not be read.
func parseJSON(text string) (roots []*jsonValue, broken []int, err error) {
	if !oneALine(text) {
		roots, brokenLine, _, err := parseValues(text, 1, 0)
		if brokenLine > 0 {
			broken = append(broken, brokenLine)
		}
		return roots, broken, err
	}
	n, values := 0, 0
	for l := range strings.Lines(text) {
		n++
		found, brokenLine, count, err := parseValues(l, n, values)
		if err != nil {
			return nil, nil, err
		}
		values = count
		if brokenLine > 0 {
			broken = append(broken, n)
			continue
		}
		roots = append(roots, found...)
	}
	return roots, broken, nil
}

// oneALine says whether the first two lines with text are values of their own.
func oneALine(text string) bool {
	values := 0
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		if l[0] != '{' && l[0] != '[' || values == 0 && !json.Valid([]byte(l)) {
			return false
		}
		if values++; values == 2 {
			return true
		}
	}
	return false
}

// parseValues reads values up to the end or to where the text breaks off; what was read till then
// counts. The number of values read so far goes in and out.
func parseValues(text string, line, count int) (roots []*jsonValue, broken, values int, err error) {
	r := newJSONReader(text, line)
	r.values = count
	for {
		v, err := r.value()
		if v != nil {
			roots = append(roots, v)
		}
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			return roots, 0, r.values, nil
		case errors.Is(err, errJSONBreak):
			return roots, r.lineNow(), r.values, nil
		default:
			return nil, 0, r.values, fmt.Errorf("line %d: %w", r.lineNow(), err)
		}
	}
}

func lineAt(text string, n int) string {
	l, _, _ := strings.Cut(afterLines(text, n-1), "\n")
	return l
}
