package markdown

import (
	"slices"
	"strings"

	"iq/importer/internal/cloze"
	"iq/importer/internal/inline"
)

// readTagged reads list items that carry the tag #card, as Logseq has them: the item is the question
// and what is nested under it the answer.
func readTagged(s section) []draft {
	lines := s.doc.lines
	var drafts []draft
	for i := s.from; i < s.to; i++ {
		l := lines[i]
		rest, _, isItem := inline.CutItemMarker(l.text)
		if l.kind != prose && l.kind != heading || !isItem {
			continue
		}
		q, ok := cutCardTag(rest)
		if !ok {
			continue
		}
		outside := func(below line) bool { return below.text != "" && below.indent <= l.indent }
		end := i + 1 + until(lines[i+1:s.to], outside)
		own := i + 1 + until(lines[i+1:end], func(l line) bool {
			_, _, isItem := inline.CutItemMarker(l.text)
			return isItem || l.text == ""
		})
		asked := append([]line{textLine(q)}, withoutProperties(lines[i+1:own])...)
		d := draft{line: i, end: end, number: -1, like: 0.9, shape: "#card", marked: true}
		d.question = strings.TrimLeft(markdownOf(asked), "# ")
		if spans := cloze.Curly(d.question); len(spans) > 0 {
			drafts = append(drafts, clozeDrafts(d, d.question, spans)...)
		} else if d.question != "" {
			d.answer = soleBullet(cleanAnswer(withoutProperties(lines[own:end])))
			drafts = append(drafts, d)
		}
		i = end - 1
	}
	return drafts
}

// cutCardTag takes #card off a line, wherever it stands.
func cutCardTag(s string) (string, bool) {
	fields := strings.Split(s, " ")
	for i, f := range fields {
		switch strings.ToLower(f) {
		case "#card", "#[[card]]", "#flashcard", "#[[flashcard]]", "#cards", "#flashcards":
			return strings.TrimSpace(strings.Join(slices.Delete(fields, i, i+1), " ")), true
		}
	}
	return s, false
}

// withoutProperties drops settings such as "collapsed:: true".
func withoutProperties(ls []line) []line {
	return without(ls, func(l line) bool {
		name, _, ok := strings.Cut(l.text, "::")
		return ok && l.kind != code && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
	})
}

// soleBullet takes the marker off an answer that is a single bullet.
func soleBullet(s string) string {
	rest, ordinal, ok := inline.CutItemMarker(s)
	if !ok || ordinal >= 0 || strings.Contains(s, "\n- ") || strings.Contains(s, "\n* ") {
		return s
	}
	raws := strings.Split(rest, "\n")
	for i := 1; i < len(raws); i++ {
		raws[i] = dedent(raws[i], 2)
	}
	return strings.TrimSpace(strings.Join(raws, "\n"))
}
