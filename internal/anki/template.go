package anki

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

const (
	// maxOutput bounds what one side of a card may become: a template may name a field many times.
	maxOutput = 4 << 20
	// maxWork bounds the text that is looked at for it, in bytes: a filter may leave nothing of that.
	maxWork = 64 << 20
	// maxSections bounds how deep conditional sections may be nested.
	maxSections = 50
)

// side is one side of one card on its way from template to HTML.
type side struct {
	template string
	back     bool
	view     *view
	out      strings.Builder
	work     int
}

// view is what a template may name.
type view struct {
	values map[string]string                           // by field name, and the names that Anki adds
	cloze  func(field, value string, back bool) string // shows a text with clozes
	full   map[string]bool                             // whether a field holds anything that is seen
}

// render fills in a template: {{Field}}, {{filter:Field}}, {{#Field}}...{{/Field}} where the field
// is not empty, {{^Field}}...{{/Field}} where it is.
func render(template string, back bool, v *view) string {
	s := &side{template: template, back: back, view: v}
	s.section(template, 0)
	return s.out.String()
}

func (s *side) section(t string, depth int) {
	for t != "" && s.out.Len() < maxOutput && s.work < maxWork {
		before, rest, found := strings.Cut(t, "{{")
		s.out.WriteString(before)
		if !found {
			return
		}
		tag, after, found := strings.Cut(rest, "}}")
		if !found {
			s.out.WriteString("{{" + rest)
			return
		}
		t = after
		if inner, ok := strings.CutPrefix(tag, "{"); ok {
			tag, t = inner, strings.TrimPrefix(after, "}")
		}
		tag = strings.TrimSpace(tag)
		switch {
		case tag == "", tag[0] == '!', tag[0] == '/':
		case tag[0] == '#' || tag[0] == '^':
			name := strings.TrimSpace(tag[1:])
			inner, after := closed(t, name)
			s.work += len(inner)
			t = after
			if s.holds(name) == (tag[0] == '#') && depth < maxSections {
				s.section(inner, depth+1)
			}
		default:
			s.field(tag)
		}
	}
}

// closed cuts a section at its end, which is not that of a section of the same name within it.
func closed(t, name string) (inner, after string) {
	depth := 1
	for at := 0; ; {
		i := strings.Index(t[at:], "{{")
		if i < 0 {
			return t, ""
		}
		start := at + i
		end := strings.Index(t[start:], "}}")
		if end < 0 {
			return t, ""
		}
		tag := strings.TrimSpace(t[start+2 : start+end])
		at = start + end + 2
		if len(tag) < 2 || strings.TrimSpace(tag[1:]) != name {
			continue
		}
		switch tag[0] {
		case '#', '^':
			depth++
		case '/':
			depth--
		}
		if depth == 0 {
			return t[:start], t[at:]
		}
	}
}

// holds reports whether a field holds anything that is seen.
func (s *side) holds(name string) bool {
	full, known := s.view.full[name]
	if !known {
		value := s.view.values[name]
		s.work += len(value)
		full = markdown(value) != "" || strings.Contains(value, "<img")
		s.view.full[name] = full
	}
	return full
}

// field writes a field through its filters; the last of them is applied first.
func (s *side) field(tag string) {
	filters := strings.Split(tag, ":")
	for i := range filters {
		filters[i] = strings.TrimSpace(filters[i])
	}
	name := filters[len(filters)-1]
	filters = filters[:len(filters)-1]
	value := s.view.values[name]
	s.work += len(value)
	if slices.Contains(filters, "type") && !s.typed(name) {
		return
	}
	for _, filter := range slices.Backward(filters) {
		filter, _, _ = strings.Cut(filter, " ")
		switch filter {
		case "cloze", "cloze-only":
			if s.view.cloze != nil {
				value = s.view.cloze(name, value, s.back)
			}
		case "tts", "tts-voices":
			value = ""
		case "furigana", "kanji", "kana":
			value = reading(value, filter)
		}
	}
	s.out.WriteString(value)
}

// typed reports whether a field to type into shows its text: not on the front, and on the back only if the
// template does not show it there anyway.
func (s *side) typed(name string) bool {
	return s.back && !strings.Contains(s.template, "{{"+name+"}}") &&
		!strings.Contains(s.template, "{{cloze:"+name+"}}")
}

// reading resolves Anki's notation for readings, " word[reading]": both, the word or the reading.
func reading(s, filter string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '[')
		end := strings.IndexByte(s, ']')
		if open < 0 || end < open || strings.HasPrefix(s[open:], "[sound:") {
			break
		}
		word := s[:open]
		start := strings.LastIndexByte(word, ' ') + 1
		b.WriteString(strings.TrimSuffix(word[:start], " "))
		switch filter {
		case "kanji":
			b.WriteString(word[start:])
		case "kana":
			b.WriteString(s[open+1 : end])
		default:
			b.WriteString(word[start:] + " (" + s[open+1:end] + ")")
		}
		s = s[end+1:]
	}
	return b.String() + s
}

// programs matches the parts of HTML that are for the browser alone. One that is not closed stays: it may be
// something else.
var programs = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)<script.*?</script>|<style.*?</style>|<!--.*?-->`)
})
