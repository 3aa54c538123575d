package markdown

import (
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
)

// readFolds reads <details>: the question in the summary, or above a summary that says "answer".
func readFolds(s section) []draft {
	var drafts []draft
	done := s.from // lines before it belong to cards
	for i := s.from; i < s.to; i++ {
		f, body := s.doc.foldAt(i, s.to)
		if f.head == 0 || f.isContainer() {
			continue
		}
		var d draft
		var ok bool
		if ask.SaysAnswer(f.summary) {
			d, ok = askedAbove(s, done, f, body)
		} else {
			d, ok = askedBySummary(f, body)
		}
		if ok {
			drafts = append(drafts, d)
			done = f.end
		}
		i = f.end - 1
	}
	return drafts
}

// foldAt reads a fold of any kind that begins at a line, and what it hides.
func (m *file) foldAt(at, limit int) (fold, []line) {
	lines := m.lines
	if lines[at].kind == code {
		return fold{}, nil
	}
	if !startsFold(lines[at].text) {
		return readCallout(lines, at, limit)
	}
	if m.folds == nil {
		m.folds = foldExtents(lines)
	}
	f := fold{line: at, end: min(max(m.folds[at].end, at+1), limit), inner: m.folds[at].inner}
	f.summary, f.head = foldSummary(lines[at:f.end])
	if f.head == 0 {
		return f, nil
	}
	return f, unwrapFold(append([]line{foldTail(lines[at:], f.head)}, lines[at+f.head:f.end]...))
}

// foldTail is what stands behind </summary> on its line, the last of n.
func foldTail(ls []line, n int) line {
	_, tail, _ := cutLastFold(ls[n-1].raw, "</summary>")
	return textLine(strings.TrimSpace(tail))
}

// fold is one <details>, or a box of another kind, with its summary.
type fold struct {
	line, end int // [line, end), the tags included
	head      int // lines of the opening tag and the summary; 0 without a summary
	summary   string
	inner     int // folds inside
}

// foldExtent is where a <details> ends and how many others it holds.
type foldExtent struct{ end, inner int }

// foldExtents finds the end of every <details>, keyed by its line, in one pass. One that is left open
// ends at the next, or at a heading.
func foldExtents(lines []line) map[int]foldExtent {
	extents := map[int]foldExtent{}
	var open []int
	closeTop := func(end int) {
		top := open[len(open)-1]
		extents[top] = foldExtent{end, extents[top].inner}
		open = open[:len(open)-1]
	}
	for i := range lines {
		if lines[i].kind == code || !strings.Contains(lines[i].text, "<") {
			continue
		}
		lower := strings.ToLower(lines[i].text)
		opened, closed := strings.Count(lower, "<details"), strings.Count(lower, "</details")
		for range opened {
			if n := len(open); n > 0 && open[n-1] < i {
				if extents[open[n-1]].inner == 0 && leftOpen(lines, open[n-1], i) {
					closeTop(i)
				} else {
					extents[open[n-1]] = foldExtent{0, extents[open[n-1]].inner + 1}
				}
			}
			open = append(open, i)
		}
		for ; closed > 0 && len(open) > 0; closed-- {
			closeTop(i + 1)
		}
	}
	next := len(lines)
	for i := len(lines) - 1; i >= 0 && len(open) > 0; i-- {
		if i == open[len(open)-1] {
			closeTop(next)
			extents[i] = foldExtent{next, 0}
			for len(open) > 0 && open[len(open)-1] == i {
				open = open[:len(open)-1]
			}
		}
		if lines[i].kind == heading || lines[i].kind != code && startsFold(lines[i].text) {
			next = i
		}
	}
	return extents
}

// leftOpen reports whether a fold was probably never closed, because a heading that ranks high comes
// before the next fold.
func leftOpen(lines []line, at, next int) bool {
	for i := at + 1; i < next; i++ {
		if lines[i].kind == rule && lines[i].indent == 0 {
			return false
		}
		if lines[i].kind == heading && lines[i].level <= 2 {
			return true
		}
	}
	return false
}

// isContainer recognises a fold that only holds other folds: a chapter to be opened.
func (f fold) isContainer() bool {
	return f.inner >= 2 && ask.Likeness(ask.ReadTitle(f.summary).Text) < 0.8
}

func askedBySummary(f fold, body []line) (draft, bool) {
	q := summaryText(f.summary)
	t := ask.ReadTitle(strings.ReplaceAll(q, "\n", " "))
	if !strings.Contains(q, "\n") {
		q = t.Text
	}
	like := ask.Likeness(t.Text)
	leads := like < 0.8 && (onlyLinks(withoutTags(body)) || ask.Navigates(t.Text))
	if q == "" || leads {
		return draft{}, false
	}
	d := draft{line: f.line, end: f.end, like: max(like, 0.45), number: t.Number, shape: "summary"}
	d.split(q, body)
	return d, true
}

// unwrapFold drops the tag that closes the fold.
func unwrapFold(body []line) []line {
	for i := range body {
		body[i].indcode = false // indented because it is enclosed
	}
	last := &body[len(body)-1]
	if before, after, ok := cutLastFold(last.raw, "</details>"); ok {
		last.raw = before + after
		text, _ := unquote(last.raw)
		last.say(text)
	}
	return body
}

func withoutTags(ls []line) []line {
	return without(ls, func(l line) bool { return strings.TrimSpace(inline.StripTags(l.text)) == "" })
}

// summaryText cleans a summary: wrapping tags go, code tags become backticks, the doubled quotes of
// a spreadsheet become single. One wrapped paragraph becomes one line.
func summaryText(s string) string {
	var ls []line
	for raw := range strings.SplitSeq(s, "\n") {
		l := textLine(summaryTags.Replace(raw))
		l.loose = false
		ls = append(ls, l)
	}
	text := markdownOf(ls)
	if strings.HasPrefix(text, `"`) && strings.HasSuffix(text, `"`) && strings.Contains(text, `""`) && len(text) > 2 {
		text = strings.ReplaceAll(text[1:len(text)-1], `""`, `"`)
	}
	if !strings.Contains(text, "\n\n") && !strings.Contains(text, "\n- ") && !strings.Contains(text, "\n* ") &&
		!strings.Contains(text, "```") && !strings.Contains(text, "\n1.") {
		return strings.Join(strings.Fields(inline.StripTags(text)), " ")
	}
	return strings.TrimSpace(inline.StripTags(text))
}

// summaryTags drops the tags of a summary that say nothing and turns those of code into Markdown.
var summaryTags = strings.NewReplacer("<code>", "`", "</code>", "`", "<br>", " ", "<br/>", " ", "<br />", " ",
	"<b>", "", "</b>", "", "<strong>", "", "</strong>", "")

// askedAbove takes the question from what stands above a fold that hides the answer: back to the
// heading, the rule or the card before.
func askedAbove(s section, done int, f fold, body []line) (draft, bool) {
	lines := s.doc.lines
	from := f.line
	for from > done {
		l := lines[from-1]
		if l.kind == rule || l.kind == code && from-1 == done {
			break
		}
		from--
		if l.kind == heading || topQuestion(l) {
			break
		}
	}
	asked := trimSpacers(without(lines[from:f.line], leadsElsewhere))
	if len(asked) == 0 {
		return draft{}, false
	}
	from += until(lines[from:f.line], func(l line) bool { return !isSpacer(l) })
	first, rest := asked[0], asked[1:]
	text := first.body
	if first.kind == heading {
		text = first.title
	}
	st := startAt(from, first, text)
	if first.kind == code || first.kind == table {
		st.title.Text, rest = "", asked
	}
	st.end, st.shape = f.end, "answer fold"
	d := st.draft()
	d.question = join(st.title.Text, markdownOf(trimSpacers(rest)))
	d.like = max(0.8, ask.Likeness(st.title.Text))
	_, answer := splitBody(st.title.Text, body).texts()
	d.question, d.answer = choice(d.question, rest, answer)
	d.question = plainFences(d.question)
	return d, d.question != ""
}

// topQuestion recognises a numbered or bold question that begins a card in running text.
func topQuestion(l line) bool {
	if l.kind != prose || l.depth > 1 {
		return false
	}
	st := startAt(0, l, l.body)
	marked := st.title.Number >= 0 || st.title.Bold || st.title.Labelled
	return marked && st.asks()
}
