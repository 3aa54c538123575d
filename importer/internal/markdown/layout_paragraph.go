package markdown

import (
	"fmt"

	"iq/importer/internal/ask"
)

// readParagraphs reads plain lines that ask as questions, with the paragraphs below as answers:
// "1.What is ...?", or a question and its answer in turn.
func readParagraphs(s section) []draft {
	lines := s.doc.lines
	var starts []listItem
	last := 0
	for i := s.from; i < s.to; i++ {
		it, ok := paragraphStart(lines, i, s.to)
		if !ok {
			continue
		}
		numbered := it.title.Number >= 0 || it.title.Labelled
		if it.like < 0.95 && !(numbered && (it.like >= 0.8 || it.title.Number == last+1)) {
			continue
		}
		if it.title.Number >= 0 {
			last = it.title.Number
		}
		starts = append(starts, it)
		i = it.last
	}
	sameLine := mostlyAnsweredOnLine(s, starts)
	var drafts []draft
	for i, it := range starts {
		end := s.to
		if i+1 < len(starts) {
			end = starts[i+1].line
		}
		end = cutAtHeading(lines, it.last+1, end)
		drafts = append(drafts, listDraft(s, it, end, sameLine))
		drafts[len(drafts)-1].shape = fmt.Sprint("paragraph", it.title.Number >= 0, it.title.Labelled)
	}
	return drafts
}

// paragraphStart reads the first line of a paragraph outside of lists, or a numbered line within one.
func paragraphStart(lines []line, i, limit int) (listItem, bool) {
	l := lines[i]
	if l.kind != prose || l.item || l.depth > 0 || l.text == "" || l.text[0] == '<' || l.text[0] == '[' ||
		l.text[0] == '!' {
		return listItem{}, false
	}
	text, last := l.text, i
	if !ask.EndsAsking(text) {
		text, last = wrappedQuestion(lines, i, limit, text)
	}
	text, rest := splitAtBreak(text)
	t := ask.ReadTitle(text)
	begins := i == 0 || lines[i-1].kind != prose || isLoneTag(lines[i-1].text)
	if t.Text == "" || len(t.Text) > 600 {
		return listItem{}, false
	}
	if !begins && t.Number < 0 && !t.Labelled {
		return listItem{}, false
	}
	return listItem{line: i, last: last, title: t, like: ask.Likeness(t.Text), rest: rest}, true
}
