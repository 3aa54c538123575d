package markdown

import (
	"fmt"
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
		key := it.group()
		if tried[key] || it.like < 0.8 {
			continue
		}
		tried[key] = true
		readings = append(readings, listDrafts(s, items, key))
	}
	return bestOf(s, readings)
}

// listItem is a list item that may be a question.
type listItem struct {
	line, last int // the question's lines [line, last]
	depth      int
	numbered   bool
	title      ask.Title
	like       float64
	rest       string // an answer behind the question on the same line
}

func (it listItem) group() string { return fmt.Sprint(it.depth, it.numbered) }

func askedItems(s section) []listItem {
	lines := s.doc.lines
	var items []listItem
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
		it := listItem{line: i, last: last, depth: l.depth, numbered: l.ordinal >= 0}
		text, it.rest = splitAtBreak(text)
		it.title = ask.ReadTitle(text)
		if it.title.Number < 0 {
			it.title.Number = l.ordinal
		}
		it.like = ask.Likeness(it.title.Text)
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
	lower := strings.ToLower(s)
	for _, br := range []string{"<br>", "<br/>", "<br />", "</br>"} {
		if i := strings.Index(lower, br); i > 0 && len(lower) == len(s) {
			return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(br):])
		}
	}
	return s, ""
}

// listDrafts makes cards of the items of one depth and kind. Items of such a list that do not look
// like questions count too where most do.
func listDrafts(s section, items []listItem, group string) []draft {
	picked := pickItems(items, group)
	sameLine := mostlyAnsweredOnLine(s, picked)
	var drafts []draft
	for i, it := range picked {
		end := s.to
		if i+1 < len(picked) {
			end = picked[i+1].line
		}
		end = cutAtHeading(s.doc.lines, it.last+1, end)
		end = it.last + 1 + until(s.doc.lines[it.last+1:end], func(l line) bool { return l.item && l.depth < it.depth })
		drafts = append(drafts, listDraft(s, it, end, sameLine))
	}
	return drafts
}

func listDraft(s section, it listItem, end int, sameLine bool) draft {
	body := s.doc.lines[it.last+1 : end]
	text, rest := it.title.Text, it.rest
	if rest == "" && sameLine {
		text, rest = splitSentence(text)
	}
	if rest != "" {
		body = append([]line{textLine(rest)}, body...)
	}
	d := draft{line: it.line, end: end, like: it.like, number: it.title.Number, shape: it.group()}
	if rest == "" && asksOn(body) {
		d.question = join(text, markdownOf(trimSpacers(body)))
		return d
	}
	d.split(text, body)
	return d
}

// asksOn says whether a body only carries the question on: code that it is about, nested questions that
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

func pickItems(items []listItem, group string) []listItem {
	asking, all := 0, 0
	for _, it := range items {
		if it.group() == group {
			all++
			if it.like >= 0.8 {
				asking++
			}
		}
	}
	most := asking*10 >= all*7
	var picked []listItem
	for _, it := range items {
		if it.group() == group && (it.like >= 0.8 || most) {
			picked = append(picked, it)
		}
	}
	return picked
}

// mostlyAnsweredOnLine says whether the items hold question and answer on one line.
func mostlyAnsweredOnLine(s section, items []listItem) bool {
	answered := count(items, func(it listItem) bool {
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
		end := i + 1
		for end < len(s) && strings.Contains(`*_"`, s[end:end+1]) {
			end++
		}
		if end < len(s) && s[end] == ' ' {
			return s[:end], strings.TrimLeft(s[end:], " -–—:")
		}
	}
	return s, ""
}
