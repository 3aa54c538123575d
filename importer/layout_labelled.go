package importer

// readLabelled reads questions and answers that are called so by a word at the line's start, on the
// same line or above the text: "Q: ...", "**Question 3:**", "## Answer", "问：".
func readLabelled(s section) []draft {
	var drafts []draft
	lines := s.doc.lines
	for i := s.from; i < s.to; i++ {
		q, ok := questionLabel(lines[i])
		if !ok {
			continue
		}
		a, end := labelledExtent(s, i)
		if a < 0 && !q.strong && q.number < 0 {
			continue
		}
		drafts = append(drafts, labelledDraft(lines, i, a, end, q))
		i = end - 1
	}
	return drafts
}

// questionLabel reads a question's label at the start of a line of text or a heading.
func questionLabel(l line) (label, bool) {
	text := l.body
	switch l.kind {
	case heading:
		text = l.title
	case prose:
	default:
		return label{}, false
	}
	lab, ok := readLabel(text, questionLabels)
	if !ok || lab.sign == "?" || lab.sign == "" && lab.rest != "" {
		return lab, false
	}
	if !lab.strong && lab.number < 0 && lab.sign != ":" && lab.sign != "：" && lab.sign != "." {
		return lab, false
	}
	return lab, true
}

// labelledExtent finds the answer's line (-1 without) and the end of a labelled question.
func labelledExtent(s section, start int) (answer, end int) {
	answer = -1
	lines := s.doc.lines
	for i := start + 1; i < s.to; i++ {
		l := lines[i]
		if _, ok := questionLabel(l); ok {
			return answer, i
		}
		if l.kind == heading && (lines[start].kind != heading || l.level < lines[start].level) {
			if _, ok := answerLabel(l.title); !ok {
				return answer, i
			}
		}
		if answer < 0 && (l.kind == prose || l.kind == heading) {
			text := l.body
			if l.kind == heading {
				text = l.title
			}
			if _, ok := answerLabel(text); ok {
				answer = i
			}
		}
	}
	return answer, s.to
}

func labelledDraft(lines []line, at, answer, end int, q label) draft {
	d := draft{line: at, end: end, number: q.number, shape: "label", marked: answer >= 0}
	first := line{raw: q.rest, text: q.rest, body: q.rest, ordinal: -1}
	if answer < 0 {
		text := q.rest
		body := lines[at+1 : end]
		if text == "" {
			text, body = leadParagraph(body)
		}
		d.question, d.answer = splitBody(text, body)
	} else {
		asked := append([]line{first}, lines[at+1:answer]...)
		d.question, d.answer = splitBody(markdownOf(trimSpacers(asked)), lines[answer:end])
	}
	d.like = max(0.9, questionLikeness(d.question))
	return d
}
