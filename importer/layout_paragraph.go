package importer

import "fmt"

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
		numbered := it.title.number >= 0 || it.title.labelled
		if it.like < 0.95 && !(numbered && (it.like >= 0.8 || it.title.number == last+1)) {
			continue
		}
		if it.title.number >= 0 {
			last = it.title.number
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
		drafts[len(drafts)-1].shape = fmt.Sprint("paragraph", it.title.number >= 0, it.title.labelled)
	}
	return drafts
}

// paragraphStart reads the first line of a paragraph outside of lists, or a numbered line within one.
func paragraphStart(lines []line, i, limit int) (listItem, bool) {
	l := lines[i]
	if l.kind != prose || l.item || l.depth > 0 || l.text == "" || l.text[0] == '<' || l.text[0] == '[' || l.text[0] == '!' {
		return listItem{}, false
	}
	text, last := l.text, i
	if !endsAsking(text) {
		text, last = wrappedQuestion(lines, i, limit, text)
	}
	text, rest := splitAtBreak(text)
	t := readTitle(text)
	begins := i == 0 || lines[i-1].kind != prose || isLoneTag(lines[i-1].text)
	if !begins && t.number < 0 && !t.labelled || t.text == "" || len(t.text) > 600 {
		return listItem{}, false
	}
	return listItem{line: i, last: last, title: t, like: questionLikeness(t.text), rest: rest}, true
}
