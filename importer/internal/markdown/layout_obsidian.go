package markdown

import (
	"slices"
	"strings"
	"unicode"

	"iq/importer/internal/ask"
	"iq/importer/internal/cloze"
)

// readSeparated reads cards with a sign between question and answer, as Obsidian's plugins have them:
// "question::answer", ":::", ";;" on one line, "?" or "??" on a line of its own, ==clozes==.
func readSeparated(s section) []draft {
	tagged := flashcardTag(s)
	var drafts []draft
	inline, asking, other := 0, 0, 0
	for i := s.from; i < s.to; i++ {
		l := s.doc.lines[i]
		if l.kind != prose {
			continue
		}
		if ds, end := separatorCard(s, i); ds != nil {
			drafts = append(drafts, ds...)
			tagged = true
			i = end - 1
			continue
		}
		if ds := inlineCard(l, i, tagged); ds != nil {
			drafts = append(drafts, ds...)
			inline++
			if ask.EndsAsking(ds[0].question) {
				asking++
			}
			continue
		}
		other++
	}
	if !tagged && (inline < 3 && asking < 2 || inline < other) {
		return nil
	}
	if tagged {
		drafts = append(drafts, markedClozes(s, drafts)...)
		sortDrafts(drafts)
	}
	return drafts
}

// flashcardTag reports whether the author marked the file or the section as flashcards.
func flashcardTag(s section) bool {
	tagsFile := func(tag string) bool { return strings.Contains(strings.ToLower(tag), "flashcard") }
	tagsLine := func(l line) bool {
		mayTag := l.kind == prose && strings.HasPrefix(l.text, "#")
		return mayTag && strings.Contains(strings.ToLower(l.text), "#flashcard")
	}
	return slices.ContainsFunc(s.doc.front.tags, tagsFile) || slices.ContainsFunc(s.lines(), tagsLine)
}

// separatorCard reads the paragraph that begins at line i as the question where a line with "?" or
// "??" alone follows directly; the answer runs to the next blank line outside of code.
func separatorCard(s section, i int) ([]draft, int) {
	lines := s.doc.lines
	at := i + until(lines[i:min(s.to, i+40)], func(l line) bool {
		return l.kind == blank || l.kind == heading || l.kind == rule || isSeparator(l.text)
	})
	if at == i || at >= s.to || !isSeparator(lines[at].text) {
		return nil, 0
	}
	end := at + 1 + until(lines[at+1:s.to], func(l line) bool { return l.kind != code && l.text == "" })
	d := draft{line: i, end: end, number: -1, like: 0.9, shape: "?", marked: true}
	d.question = stripCardTags(markdownOf(lines[i:at]))
	d.answer = stripCardTags(cleanAnswer(lines[at+1 : end]))
	if d.question == "" {
		return nil, 0
	}
	return d.bothWays(lines[at].text == "??" && d.answer != ""), end
}

// bothWays adds the card that asks the other way round, where that is wanted.
func (d draft) bothWays(wanted bool) []draft {
	drafts := []draft{d}
	if wanted {
		d.question, d.answer = d.answer, d.question
		drafts = append(drafts, d)
	}
	return drafts
}

func isSeparator(text string) bool { return text == "?" || text == "??" }

// inlineCard reads "question::answer" and its relatives.
func inlineCard(l line, at int, tagged bool) []draft {
	text := strings.TrimPrefix(strings.TrimPrefix(l.body, "[ ] "), "[x] ")
	if len(cloze.Curly(text)) > 0 {
		return nil // the colons belong to clozes
	}
	for _, sep := range []string{":::", "::", ";;;", ";;", " >> "} {
		i := separatorOutsideCode(text, sep)
		if i <= 0 {
			continue
		}
		q, a := strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+len(sep):])
		setting := sep == "::" && !tagged && isProperty(q)
		if q == "" || setting || strings.Trim(a, ":;") == "" {
			return nil
		}
		if a = trimBreaks(a); a == "" {
			return nil
		}
		d := draft{line: at, end: at + 1, number: -1, like: 0.9, shape: sep, marked: true, question: stripCardTags(q),
			answer: stripCardTags(a)}
		return d.bothWays(sep == ":::" || sep == ";;;")
	}
	return nil
}

// isProperty recognises "name:: value", which notes use for settings.
func isProperty(q string) bool {
	return !strings.ContainsAny(q, " ?") && strings.ToLower(q) == q
}

func trimBreaks(s string) string {
	for _, br := range []string{"</br>", "<br>", "<br/>", "<br />"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, br), br))
	}
	return s
}

// separatorOutsideCode finds a separator that is no part of code such as std::vector.
func separatorOutsideCode(text, sep string) int {
	found := -1
	if !strings.Contains(text, sep) {
		return found
	}
	cloze.EachOpen(text, func(i int) int {
		if found >= 0 || !strings.HasPrefix(text[i:], sep) ||
			sep[0] != ' ' && strings.HasPrefix(text[i+len(sep):], sep[:1]) {
			if found < 0 && text[i] == sep[0] {
				return len(text[i:]) - len(strings.TrimLeft(text[i:], sep[:1]))
			}
			return 0
		}
		if sep[0] == ':' && tightBothSides(text, i, len(sep)) && isName(text[:i], text[i+len(sep):]) {
			return len(sep)
		}
		found = i
		return len(sep)
	})
	return found
}

// isName recognises what programs write with two colons: pkg::name, Type::call().
func isName(before, after string) bool {
	word, _, _ := strings.Cut(after, " ")
	return !strings.ContainsAny(before, " ?") && (strings.ContainsAny(word, "(:<") || strings.ToLower(before) == before)
}

// tightBothSides recognises names such as a::b, with letters directly around the sign.
func tightBothSides(text string, i, n int) bool {
	return i > 0 && i+n < len(text) && unicode.IsLetter(rune(text[i-1])) && unicode.IsLetter(rune(text[i+n]))
}

// markedClozes makes cards of ==clozes== and {{c1::clozes}} in paragraphs that are no cards yet.
func markedClozes(s section, drafts []draft) []draft {
	taken := map[int]bool{}
	for _, d := range drafts {
		for i := d.line; i < d.end; i++ {
			taken[i] = true
		}
	}
	var found []draft
	for i := s.from; i < s.to; i++ {
		if taken[i] || s.doc.lines[i].kind != prose {
			continue
		}
		end := i
		for end < s.to && s.doc.lines[end].kind == prose && !taken[end] && (end == i || !s.doc.lines[end].item) {
			end++
		}
		text := markdownOf(s.doc.lines[i:end])
		if s.doc.lines[i].item && end == i+1 {
			text = s.doc.lines[i].body
		}
		base := draft{line: i, end: end, number: -1, shape: "cloze"}
		spans := append(cloze.Highlights(text), cloze.Curly(text)...)
		found = append(found, clozeDrafts(base, text, spans)...)
		i = end - 1
	}
	return found
}

// clozeDrafts makes one card of every cloze: the question has a blank there, the answer is what it
// hides, and the whole for context.
func clozeDrafts(base draft, text string, spans []cloze.Span) []draft {
	spans = spans[:min(len(spans), maxClozes)]
	var drafts []draft
	whole := cloze.Fill(text, spans, func(i int) string { return spans[i].Text })
	seen := map[string]bool{}
	for _, span := range spans {
		if span.Number != "" && seen[span.Number] {
			continue
		}
		seen[span.Number] = true
		d := base
		var hidden []string
		d.question = cloze.Fill(text, spans, func(i int) string {
			g := spans[i]
			if g != span && (g.Number == "" || g.Number != span.Number) {
				return g.Text
			}
			hidden = append(hidden, g.Text)
			return cloze.Blank(g.Hint)
		})
		d.answer = strings.TrimSpace(strings.Join(hidden, ", "))
		if d.answer == "" {
			continue
		}
		if strings.TrimSpace(whole) != d.answer {
			d.answer = join(d.answer, whole)
		}
		d.like, d.marked = 0.9, true
		drafts = append(drafts, d)
	}
	return drafts
}

const maxClozes = 100 // cards of one cloze text; each repeats the text, so their number must stay small

// stripCardTags drops the tags and comments by which the plugins find and schedule cards.
func stripCardTags(s string) string {
	if i := strings.Index(s, "<!--SR:"); i >= 0 {
		if end := strings.Index(s[i:], "-->"); end > 0 {
			s = s[:i] + s[i+end+3:]
		}
	}
	for _, tag := range []string{"#flashcards", "#flashcard", "#card-reverse", "#card-spaced", "#cards", "#card"} {
		if i := strings.Index(s, tag); i == 0 || i > 0 && strings.Contains(" \n", s[i-1:i]) {
			inTag := func(r rune) bool { return r != ' ' && r != '\n' }
			s = s[:i] + strings.TrimLeftFunc(s[i+len(tag):], inTag)
		}
	}
	return strings.TrimSpace(s)
}
