package markdown

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
)

// readBold reads lines that are bold as a whole as questions: "**What is ...?**" with the answer
// below, or behind it on the same line.
func readBold(s section) []draft {
	lines := s.doc.lines
	starts := askingOnly(boldStarts(s))
	setEnds(lines, starts, footerStart(lines, starts, s.to))
	var drafts []draft
	for _, b := range starts {
		body := lines[b.line+1 : b.end]
		if b.rest != "" {
			body = append([]line{textLine(b.rest)}, body...)
		}
		if !b.asks() && onlyLinks(body) {
			continue
		}
		d := b.draft()
		d.split(b.title.Text, body)
		drafts = append(drafts, d)
	}
	return drafts
}

// boldStarts finds the lines that begin with bold text fit to be a question.
func boldStarts(s section) []start {
	var starts []start
	for i := s.from; i < s.to; i++ {
		l := s.doc.lines[i]
		if l.kind != prose || l.depth > 1 {
			continue
		}
		text, rest, ok := boldLine(inline.EmphasisOfTags(l.body))
		if !ok {
			continue
		}
		b := startAt(i, l, text)
		if b.title.Text == "" || ask.Navigates(b.title.Text) {
			continue
		}
		b.rest, b.shape = rest, fmt.Sprint(l.item, b.title.Number >= 0, rest != "")
		starts = append(starts, b)
	}
	return starts
}

var boldMarks = []string{"***", "**", "__"}

// boldLine splits a line into its leading bold part, with number and signs around it, and the rest.
func boldLine(s string) (text, rest string, ok bool) {
	var t ask.Title
	head := t.CutMarks(s)
	numbered := t.CutNumber(head)
	number := strings.TrimSpace(strings.TrimSuffix(head, numbered))
	at := slices.IndexFunc(boldMarks, func(mark string) bool { return strings.HasPrefix(numbered, mark) })
	if at < 0 {
		return "", "", false
	}
	text, rest, ok = strings.Cut(numbered[len(boldMarks[at]):], boldMarks[at])
	if !ok || text == "" {
		return "", "", false
	}
	text, rest = strings.TrimSpace(text), strings.TrimSpace(rest)
	if strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "：") {
		text, rest = text+rest[:1], strings.TrimSpace(rest[1:])
	}
	signs := strings.TrimRightFunc(rest, func(r rune) bool {
		return inline.IsDecoration(r) || strings.ContainsRune(" *`", r)
	})
	switch signs {
	case "", "<br>", "<br/>", `\`, ":", ".":
		if inline.OnlyDecoration(rest) && rest != "" {
			text += " " + rest
		}
		rest = ""
	}
	rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(rest, "<br>"), "<br/>"), " -–—:")
	if n, alone := ask.NumberAlone(text); alone && rest != "" && n.Labelled {
		return "", "", false // "**Q1.** What ...": the bold part is a label
	}
	return strings.TrimSpace(number + " " + text), rest, true
}

// askingOnly keeps the bold lines that ask, and those numbered like them. Bold lead-ins of answers
// ("**Latency** is ...") ask nothing.
func askingOnly(starts []start) []start {
	shapes := map[string]int{}
	asking, signed := 0, 0
	for _, b := range starts {
		if b.asks() {
			shapes[b.shape]++
			asking++
			if endsInSign(b.title.Text) {
				signed++
			}
		}
	}
	var kept []start
	last := 0
	for _, b := range starts {
		switch {
		case b.asks() && (b.rest == "" || b.like == 1):
		case b.title.Labelled && b.rest == "":
			b.like = 0.9
		case signed*10 > asking*6 && endsInSign(b.title.Text) && b.rest == "":
		case b.title.Number == last+1 && shapes[b.shape] > 0 && b.rest == "":
		default:
			continue
		}
		if b.title.Number >= 0 {
			last = b.title.Number
		}
		kept = append(kept, b)
	}
	return kept
}

// footerStart returns where the last of several bodies really ends. Where a rule closes each body before
// it and stands nowhere inside, what follows the last body's rule is the file's footer.
func footerStart(lines []line, starts []start, end int) int {
	if len(starts) < 3 {
		return end
	}
	for i := range starts[1:] {
		body := lines[starts[i].line+1 : starts[i+1].line]
		if at := until(body, line.isRule); at == len(body) || len(trimSpacers(body[at:])) > 0 {
			return end
		}
	}
	last := starts[len(starts)-1].line + 1
	return last + until(lines[last:end], line.isRule)
}

// endsInSign reports whether an emoji or another sign ends a text: lists rate their questions so.
func endsInSign(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return inline.IsDecoration(r)
}

// cutAtHeading ends a body at the first heading that is not the label of an answer.
func cutAtHeading(lines []line, from, to int) int {
	return from + until(lines[from:max(from, to)], func(l line) bool {
		if l.kind != heading {
			return false
		}
		_, ok := ask.AnswerLabel(l.title)
		return !ok
	})
}
