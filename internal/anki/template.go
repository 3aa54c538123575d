package anki

import (
	"strings"

	"iq/importer"
)

// mostOutput bounds what one side of a card may become: a template may name a field many times.
const mostOutput = 4 << 20

// mostSections bounds how deep conditional sections may stand in one another.
const mostSections = 50

// side is one side of one card on its way from template to HTML.
type side struct {
	values map[string]string // by field name, and the names that Anki adds
	cloze  func(text string) string
	out    strings.Builder
}

// render fills in a template: {{Field}}, {{filter:Field}}, {{#Field}}...{{/Field}} where the field
// is not empty, {{^Field}}...{{/Field}} where it is.
func render(template string, values map[string]string, cloze func(string) string) string {
	s := &side{values: values, cloze: cloze}
	s.section(template, 0)
	return s.out.String()
}

func (s *side) section(t string, depth int) {
	for t != "" && s.out.Len() < mostOutput {
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
		tag = strings.TrimSpace(strings.TrimPrefix(tag, "{"))
		t = strings.TrimPrefix(t, "}")
		switch {
		case tag == "", tag[0] == '!', tag[0] == '/':
		case tag[0] == '#' || tag[0] == '^':
			name := strings.TrimSpace(tag[1:])
			inner, after := closed(t, name)
			t = after
			if s.full(name) == (tag[0] == '#') && depth < mostSections {
				s.section(inner, depth+1)
			}
		default:
			s.field(tag)
		}
	}
}

// closed cuts a section at its end, sections of the same name within it counted.
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

// full reports whether a field holds anything that is seen.
func (s *side) full(name string) bool {
	value := s.values[name]
	return strings.TrimSpace(importer.FromHTML(value)) != "" || strings.Contains(value, "<img")
}

// field writes a field through its filters; the last of them is applied first.
func (s *side) field(tag string) {
	parts := strings.Split(tag, ":")
	value := s.values[strings.TrimSpace(parts[len(parts)-1])]
	for i := len(parts) - 2; i >= 0; i-- {
		switch strings.TrimSpace(parts[i]) {
		case "cloze", "cloze-only":
			if s.cloze != nil {
				value = s.cloze(value)
			}
		case "type": // a field to type into: it shows nothing on the front
			if len(parts) == 2 {
				value = ""
			}
		case "tts", "tts-voices":
			value = ""
		case "furigana", "kanji", "kana":
			value = reading(value, parts[i])
		}
	}
	s.out.WriteString(value)
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
		switch strings.TrimSpace(filter) {
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
