package markdown

import (
	"fmt"
	"slices"
	"strings"

	"iq/importer/internal/ask"
)

// readLists reads the items of numbered or bulleted lists as questions, the answer on the same line,
// nested, below, or nowhere.
func readLists(s section) []draft {
	items := askedItems(s)
	var readings [][]draft
	tried := map[string]bool{}
	for _, it := range items {
		if it.asks() && !tried[it.shape] {
			tried[it.shape] = true
			readings = append(readings, listDrafts(s, pickItems(items, it.shape)))
		}
	}
	return bestOf(s, readings)
}

// askedItems finds the items that may be questions; those of one depth and kind have one shape.
func askedItems(s section) []start {
	lines := s.doc.lines
	var items []start
	for i := s.from; i < s.to; i++ {
		l := lines[i]
		if !l.item || l.kind != prose || l.body == "" {
			continue
		}
		text := bareOption(strings.TrimPrefix(l.body, "[ ]"))
		if o, box := readOption(l); box && (!o.box || o.checked && !ask.EndsAsking(text)) {
			continue
		}
		last := i
		if !ask.EndsAsking(text) {
			text, last = wrappedQuestion(lines, i, s.to, text)
		}
		text, rest := splitAtBreak(text)
		it := startAt(i, l, text)
		it.last, it.rest, it.shape = last, rest, fmt.Sprint(l.depth, l.ordinal >= 0)
		if q, rest := splitSentence(text); rest != "" && ask.IsPlaceholder(rest) {
			it.title.Text = ask.ReadTitle(q).Text // an arrow behind the question leads to another page
		}
		if it.title.Link != "" || it.title.Text == "" || ask.LinksInside(text) {
			continue
		}
		items = append(items, it)
	}
	return items
}

// wrappedQuestion joins the lines of a question that was wrapped, up to its question mark.
func wrappedQuestion(lines []line, at, limit int, text string) (string, int) {
	joined := at // the last line that joined holds
	joinedText := text
	for i := at + 1; i < limit && i <= at+4; i++ {
		l := lines[i]
		if l.kind != prose || l.item {
			break
		}
		if !ask.HasMark(l.text) && !strings.Contains(l.text, "か。") {
			continue
		}
		for ; joined < i; joined++ {
			joinedText += " " + lines[joined+1].text
		}
		if ask.EndsAsking(joinedText) {
			return joinedText, i
		}
	}
	return text, at
}

// splitAtBreak separates "Question?<br>Answer" on one line.
func splitAtBreak(s string) (question, rest string) {
	if !strings.Contains(s, "<") {
		return s, ""
	}
	for _, br := range breaks {
		if before, after, _ := cutFold(s, br); before != "" && before != s {
			return strings.TrimSpace(before), strings.TrimSpace(after)
		}
	}
	return s, ""
}

// listDrafts makes cards of questions whose answers stand on the same line, below or nowhere.
func listDrafts(s section, starts []start) []draft {
	lines := s.doc.lines
	setEnds(lines, starts, s.to)
	sameLine := mostlyAnsweredOnLine(starts)
	var drafts []draft
	for _, it := range starts {
		outer := func(l line) bool { return l.item && l.depth < it.depth } // the item around it ends
		it.end = it.last + 1 + until(lines[it.last+1:it.end], outer)
		drafts = append(drafts, listDraft(lines[it.last+1:it.end], it, sameLine))
	}
	return drafts
}

func listDraft(body []line, it start, sameLine bool) draft {
	text, rest := it.title.Text, it.rest
	if rest == "" && sameLine {
		text, rest = splitSentence(text)
	}
	if rest != "" {
		body = append([]line{textLine(rest)}, body...)
	}
	d := it.draft()
	if rest == "" && asksOn(body) {
		d.question = join(text, markdownOf(trimSpacers(body)))
		return d
	}
	d.split(text, body)
	return d
}

// asksOn reports whether a body only carries the question on: code that it is about, nested questions that
// follow it up.
func asksOn(body []line) bool {
	n := 0
	for _, l := range body {
		switch {
		case isSpacer(l) && l.kind != code:
			continue
		case l.kind != code && !(l.item && l.kind == prose && ask.Likeness(ask.ReadTitle(l.body).Text) >= 0.8):
			return false
		}
		n++
	}
	return n > 0
}

// pickItems picks the items of one shape. Those that do not look like questions count too where most do.
func pickItems(items []start, shape string) []start {
	picked := slices.DeleteFunc(slices.Clone(items), func(it start) bool { return it.shape != shape })
	if count(picked, start.asks)*10 >= len(picked)*7 {
		return picked
	}
	return slices.DeleteFunc(picked, func(it start) bool { return !it.asks() })
}

// mostlyAnsweredOnLine reports whether the items hold question and answer on one line.
func mostlyAnsweredOnLine(items []start) bool {
	answered := count(items, func(it start) bool {
		_, rest := splitSentence(it.title.Text)
		return rest != "" && ask.Likeness(rest) < 0.8 && !ask.IsPlaceholder(rest)
	})
	return answered*2 > len(items)
}

// splitSentence cuts behind the first question mark that ends a word.
func splitSentence(s string) (question, rest string) {
	for i := 0; i < len(s); i++ {
		if s[i] != '?' {
			continue
		}
		end := len(s) - len(strings.TrimLeft(s[i+1:], `*_"`))
		if end < len(s) && s[end] == ' ' {
			return s[:end], strings.TrimLeft(s[end:], " -–—:")
		}
	}
	return s, ""
}

// readParagraphs reads plain lines that ask as questions, with the paragraphs below as answers:
// "1.What is ...?", or a question and its answer in turn.
func readParagraphs(s section) []draft {
	var starts []start
	last := 0
	for i := s.from; i < s.to; i++ {
		st, ok := paragraphStart(s.doc.lines, i, s.to)
		if !ok {
			continue
		}
		numbered := st.title.Number >= 0 || st.title.Labelled
		if st.like < 0.95 && !(numbered && (st.asks() || st.title.Number == last+1)) {
			continue
		}
		if st.title.Number >= 0 {
			last = st.title.Number
		}
		st.shape = fmt.Sprint("paragraph", st.title.Number >= 0, st.title.Labelled)
		starts = append(starts, st)
		i = st.last
	}
	return listDrafts(s, starts)
}

// paragraphStart reads the first line of a paragraph outside of lists, or a numbered line within one.
func paragraphStart(lines []line, i, limit int) (start, bool) {
	l := lines[i]
	if l.kind != prose || l.item || l.depth > 0 || l.text == "" || strings.Contains("<[!", l.text[:1]) {
		return start{}, false
	}
	text, last := l.text, i
	if !ask.EndsAsking(text) {
		text, last = wrappedQuestion(lines, i, limit, text)
	}
	text, rest := splitAtBreak(text)
	st := startAt(i, l, text)
	st.last, st.rest = last, rest
	begins := i == 0 || lines[i-1].kind != prose || isLoneTag(lines[i-1].text)
	marked := st.title.Number >= 0 || st.title.Labelled
	if st.title.Text == "" || len(st.title.Text) > 600 {
		return st, false
	}
	return st, begins || marked
}
