package markdown

import "iq/importer/internal/ask"

// readKeyed reads numbered questions whose answers stand together under a heading of their own, with
// the same numbers: an exam and its key.
func readKeyed(s section) []draft {
	at := keyStart(s)
	if at < 0 {
		return nil
	}
	answers, end := keyedAnswers(s, at+1)
	if len(answers) < 2 {
		return nil
	}
	asked := numberedQuestions(section{s.doc, s.from, at})
	found := 0
	seen := map[int]bool{}
	for i := range asked {
		d := &asked[i]
		if seen[d.number] || d.answer != "" {
			return nil // numbers that begin anew, or questions that have their answers
		}
		seen[d.number] = true
		if a := answers[d.number]; a != "" {
			d.answer, d.marked, found = a, true, found+1
		}
	}
	if found < 2 || found*2 < len(answers) {
		return nil
	}
	asked[len(asked)-1].end = end
	return asked
}

// keyStart finds the line that announces the answers: a heading or an emphasised line.
func keyStart(s section) int {
	for i := s.from + 1; i < s.to; i++ {
		l := s.doc.lines[i]
		text, ok := labelText(l)
		stands := l.kind == heading || !l.item && isEmphasised(text)
		if ok && stands && len(text) < 80 && ask.SaysAnswer(text) && numbersFollow(s, i) {
			return i
		}
	}
	return -1
}

// numbersFollow reports whether the first text below a line is number one.
func numbersFollow(s section, at int) bool {
	below := s.doc.lines[at+1 : s.to]
	first := until(below, func(l line) bool { return !isSpacer(l) })
	return first < len(below) && numberOf(below[first]) == 1
}

// numberOf is the number that a line begins with, however it is written; -1 without.
func numberOf(l line) int {
	if l.item && l.ordinal >= 0 && l.kind == prose {
		return l.ordinal
	}
	if text, ok := labelText(l); ok && !l.item {
		return ask.ReadTitle(text).Number
	}
	return -1
}

// keyedAnswers reads the numbered answers from a line on, and where they end.
func keyedAnswers(s section, from int) (map[int]string, int) {
	answers := map[int]string{}
	lines := s.doc.lines
	at, number := -1, 0
	finish := func(to int) {
		if at < 0 || answers[number] != "" {
			return
		}
		text, _ := labelText(lines[at])
		if t := ask.ReadTitle(text); t.Number >= 0 {
			text = t.Text
		}
		answers[number] = cleanAnswer(append([]line{textLine(text)}, lines[at+1:to]...))
	}
	for i := from; i < s.to; i++ {
		n := numberOf(lines[i])
		if lines[i].kind == heading && n < 0 {
			finish(i)
			return answers, i
		}
		if n == number+1 {
			finish(i)
			at, number = i, n
		}
	}
	finish(s.to)
	return answers, s.to
}

// numberedQuestions reads what is asked above the answers, in whatever layout numbers it best. The
// numbers alone tell the questions.
func numberedQuestions(s section) []draft {
	lines := s.doc.lines
	var starts []start
	for i := s.from; i < s.to; i++ {
		if numberOf(lines[i]) == len(starts)+1 {
			text, _ := labelText(lines[i])
			starts = append(starts, startAt(i, lines[i], text))
		}
	}
	setEnds(lines, starts, s.to)
	var drafts []draft
	for i, st := range starts {
		d := draft{line: st.line, end: nextStart(starts, i, s.to), number: i + 1, like: max(0.8, st.like), shape: "key"}
		d.question = join(st.title.Text, plainFences(markdownOf(trimSpacers(lines[st.line+1:st.end]))))
		if d.question != "" {
			drafts = append(drafts, d)
		}
	}
	return drafts
}
