package markdown

import (
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/cloze"
)

// readLabelled reads questions and answers that are called so by a word at the line's start, on the
// same line or above the text: "Q: ...", "**Question 3:**", "## Answer", "问：". Between them "C: ..."
// may open a text with [clozes].
func readLabelled(s section) []draft {
	var drafts []draft
	lines := s.doc.lines
	clozes := hasClozes(s)
	for i := s.from; i < s.to; i++ {
		if clozes && isClozeLine(lines[i]) {
			end := clozeEnd(s, i)
			drafts = append(drafts, labelledCloze(lines, i, end)...)
			i = end - 1
			continue
		}
		q, ok := questionLabel(lines[i])
		if !ok {
			continue
		}
		a, end := labelledExtent(s, i, clozes)
		if a == manyAnswers {
			continue // the title of a section whose questions bear no label
		}
		if a < 0 && !q.Strong && q.Number < 0 && q.Rest == "" {
			continue
		}
		if d := labelledDraft(lines, i, a, end, q); d.question != "" && !isSuperseded(s, i, end, d) {
			drafts = append(drafts, d)
		}
		i = end - 1
	}
	return drafts
}

// questionLabel reads a question's label at the start of a line of text or a heading.
func questionLabel(l line) (ask.Label, bool) {
	text, ok := labelText(l)
	if !ok {
		return ask.Label{}, false
	}
	lab, ok := ask.ReadLabel(text, ask.QuestionLabels)
	if !ok && (l.kind == heading || isEmphasised(text)) {
		lab, ok = ask.ReadLabel(text, ask.QuestionPhrases)
	}
	colon := lab.Sign == ":" || lab.Sign == "："
	shortQ := lab.Word == "q" && lab.Sign == "."
	switch {
	case !ok || lab.Sign == "?":
	case lab.Sign == "" && lab.Rest != "":
	case !lab.Strong && lab.Number < 0 && !colon && !shortQ:
	case len(lab.Word) == 1 && lab.Word != "q" && !colon:
	case lab.Sign == "" && l.kind != heading && !isEmphasised(text) && lab.Number < 0:
	default:
		return lab, true
	}
	return lab, false
}

func labelText(l line) (string, bool) {
	switch l.kind {
	case heading:
		return l.title, true
	case prose:
		return l.body, l.body != ""
	}
	return "", false
}

// manyAnswers stands for the answer's line where one label has several answers below it.
const manyAnswers = -2

// labelledExtent finds the answer's line (-1 without) and the end of a labelled question.
func labelledExtent(s section, start int, clozes bool) (answer, end int) {
	answer = -1
	word := ""
	lines := s.doc.lines
	plain := lines[start].kind == prose && !isEmphasised(lines[start].body)
	for i := start + 1; i < s.to; i++ {
		l := lines[i]
		if _, ok := questionLabel(l); ok || clozes && isClozeLine(l) {
			return answer, i
		}
		text, ok := labelText(l)
		a, isAnswer := ask.AnswerLabel(text)
		isAnswer = isAnswer && ok && (a.Strong || !l.item || lines[start].item)
		if isAnswer && answer >= 0 && l.kind == prose && a.Word == word && a.Number < 0 {
			return manyAnswers, i
		}
		if isAnswer && answer < 0 {
			answer, word = i, a.Word
			continue
		}
		above := l.kind == heading && (lines[start].kind != heading || l.level < lines[start].level)
		ruledOff := l.kind == rule && plain && answer >= 0
		if above && !isAnswer || ruledOff {
			return answer, i
		}
	}
	return answer, s.to
}

func labelledDraft(lines []line, at, answer, end int, q ask.Label) draft {
	d := draft{line: at, end: end, number: q.Number, shape: "label", marked: answer >= 0}
	if answer < 0 {
		text, body := q.Rest, lines[at+1:end]
		if asked, answered, ok := answerOnLine(text); ok {
			text, d.marked = asked, true
			body = append([]line{textLine(answered)}, body...)
		}
		if text == "" {
			text, body = leadParagraph(body)
		}
		d.question, d.answer = splitBody(text, body).texts()
	} else {
		asked := append([]line{textLine(q.Rest)}, lines[at+1:answer]...)
		d.question, d.answer = splitBody(markdownOf(trimSpacers(asked)), lines[answer:end]).texts()
	}
	d.like = max(0.9, ask.Likeness(d.question))
	return d
}

// answerOnLine splits "What is a trie? Answer: A tree of letters." at the answer's label.
func answerOnLine(s string) (asked, answered string, ok bool) {
	for i := 1; i < len(s); i++ {
		if s[i-1] != ' ' && s[i-1] != '?' {
			continue
		}
		if c := s[i] | 0x20; s[i] < 0x80 && (c < 'a' || c > 'z') && s[i] != '*' && s[i] != '_' {
			continue
		}
		lab, ok := ask.AnswerLabel(s[i:])
		if ok && lab.Rest != "" && lab.HasColon() {
			return strings.TrimSpace(s[:i]), lab.Rest, true
		}
	}
	return s, "", false
}

// isSuperseded reports whether a labelled heading only names the labelled question that follows at once.
func isSuperseded(s section, at, end int, d draft) bool {
	return d.answer == "" && s.doc.lines[at].kind == heading && end < s.to && s.doc.lines[end].kind == prose &&
		len(trimSpacers(s.doc.lines[at+1:end])) == 0
}

// isClozeLine recognises the start of a cloze text.
func isClozeLine(l line) bool {
	return l.kind == prose && !l.item && strings.HasPrefix(l.text, "C:")
}

func hasClozes(s section) bool {
	for i := s.from; i < s.to; i++ {
		if isClozeLine(s.doc.lines[i]) && len(cloze.Brackets(clozeText(s.doc.lines, i, clozeEnd(s, i)))) > 0 {
			return true
		}
	}
	return false
}

// clozeEnd ends a cloze text at the next mark or rule.
func clozeEnd(s section, at int) int {
	return at + 1 + until(s.doc.lines[at+1:s.to], func(l line) bool {
		_, asks := questionLabel(l)
		return asks || l.kind == rule || l.kind == heading || isClozeLine(l)
	})
}

func clozeText(lines []line, at, end int) string {
	own := append([]line(nil), lines[at:end]...)
	setText(&own[0], strings.TrimPrefix(own[0].text, "C:"))
	return markdownOf(without(own, leadsElsewhere))
}

// labelledCloze makes the cards of one cloze text; without a cloze it is a question that nobody answered.
func labelledCloze(lines []line, at, end int) []draft {
	text := clozeText(lines, at, end)
	base := draft{line: at, end: end, number: -1, shape: "cloze", marked: true, like: 0.9}
	if spans := cloze.Brackets(text); len(spans) > 0 {
		return clozeDrafts(base, text, spans)
	}
	if base.question = text; text == "" {
		return nil
	}
	return []draft{base}
}
