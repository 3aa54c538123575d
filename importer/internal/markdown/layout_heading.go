package markdown

import (
	"fmt"

	"iq/importer/internal/ask"
)

// head is a heading with what its title says.
type head struct {
	line  int // index in the file
	level int
	title ask.Title
	like  float64
	item  bool
	depth int
	nav   bool
	shape string
}

// readHeadings reads headings as questions, whatever their level. Every level, and every way of
// writing within a level, is tried; the best reading counts.
func readHeadings(s section) []draft {
	heads := headsOf(s)
	var readings [][]draft
	for _, pick := range groupsOf(heads) {
		readings = append(readings, headingDrafts(s, heads, pick))
	}
	return bestOf(s, readings)
}

func headsOf(s section) []head {
	var heads []head
	for i := s.from; i < s.to; i++ {
		l := s.doc.lines[i]
		if l.kind != heading {
			continue
		}
		h := head{line: i, level: l.level, title: ask.ReadTitle(l.title), item: l.item, depth: l.depth}
		if h.item && h.title.Number < 0 && l.ordinal >= 0 {
			h.title.Number = l.ordinal
		}
		h.like = ask.Likeness(h.title.Text)
		h.nav = isNavigationTitle(h.title)
		h.shape = shapeOf(h)
		heads = append(heads, h)
	}
	return heads
}

func shapeOf(h head) string {
	switch {
	case h.item && h.title.Number >= 0:
		return "item"
	case h.title.Labelled && h.title.Number >= 0:
		return "Q1"
	case h.title.Labelled:
		return "Q"
	case h.title.Number >= 0:
		return "1"
	}
	return ""
}

// group is one way to tell question headings from the others.
type group struct {
	level int
	shape string // how most of them are written; "" for any way
	only  bool   // no other shape is taken
	asks  bool   // only what asks is taken
}

func groupsOf(heads []head) []group {
	var groups []group
	seen := map[string]bool{}
	ruling, few := rulingShapes(heads), levelsWhereFewAsk(heads)
	add := func(g group) {
		if key := fmt.Sprint(g); !seen[key] {
			seen[key] = true
			groups = append(groups, g)
		}
	}
	for _, h := range heads {
		if h.nav {
			continue
		}
		add(group{level: h.level, shape: ruling[h.level]})
		if h.like >= 0.8 && few[h.level] {
			add(group{level: h.level, asks: true})
		}
		if h.shape != "" {
			add(group{level: h.level, shape: h.shape, only: true})
		}
	}
	return groups
}

// rulingShapes returns, for each level, the shape that three of four headings share.
func rulingShapes(heads []head) map[int]string {
	counts, all := map[group]int{}, map[int]int{}
	for _, h := range heads {
		if !h.nav {
			counts[group{level: h.level, shape: h.shape}]++
			all[h.level]++
		}
	}
	ruling := map[int]string{}
	for g, n := range counts {
		if n*4 >= all[g.level]*3 {
			ruling[g.level] = g.shape
		}
	}
	return ruling
}

// levelsWhereFewAsk are the levels of which less than half the headings ask: those that do may be
// questions among the chapters of something else.
func levelsWhereFewAsk(heads []head) map[int]bool {
	asking, all := map[int]int{}, map[int]int{}
	for _, h := range heads {
		all[h.level]++
		if h.like >= 0.8 {
			asking[h.level]++
		}
	}
	few := map[int]bool{}
	for level, n := range all {
		few[level] = asking[level]*2 < n
	}
	return few
}

// outside says whether a heading of the questions' level and another shape is not one of them: where the
// rest is numbered it must ask, and where the rest are list items it must not stand inside of one.
func (g group) outside(h head) bool {
	if g.asks {
		return h.like < 0.8
	}
	if h.shape == g.shape || g.shape == "" {
		return false
	}
	nested := g.shape == "item" && h.depth > 0
	return g.only || h.like < 0.8 || nested
}

// headingDrafts makes a card of every heading of the group, and of those others that must be
// questions: the next in the numbering on a wrong level, or a plain question where the group has none.
func headingDrafts(s section, heads []head, g group) []draft {
	asks := pickHeads(heads, g)
	var starts []int
	for i, h := range heads {
		if asks[i] {
			starts = append(starts, h.line)
		}
	}
	last := footerStart(s.doc.lines, starts, s.to)
	var drafts []draft
	for i, h := range heads {
		if !asks[i] {
			continue
		}
		end := last
		for j := i + 1; j < len(heads); j++ {
			if asks[j] || endsAnswer(s, heads, j, g) {
				end = heads[j].line
				break
			}
		}
		drafts = append(drafts, headingDraft(s, h, end)...)
	}
	return drafts
}

// endsAnswer says whether a heading that is no question is at least equal in rank to the questions.
// Where those are list items, headings of their level may be a part of an answer.
func endsAnswer(s section, heads []head, j int, g group) bool {
	h := heads[j]
	if h.level != g.level || g.shape != "item" {
		return h.level <= g.level
	}
	hasText := false
	for i := h.line + 1; i < s.to && s.doc.lines[i].kind != heading && !hasText; i++ {
		hasText = !isSpacer(s.doc.lines[i])
	}
	asks := h.like >= 0.8 && h.depth == 0
	return h.nav || asks || !hasText
}

func pickHeads(heads []head, g group) []bool {
	asks := make([]bool, len(heads))
	last, open := -1, false
	for i, h := range heads {
		same := h.level == g.level && !g.outside(h)
		switch {
		case h.nav:
		case same:
			asks[i] = true
		case g.shape != "" && h.shape == g.shape && last >= 0 && h.title.Number == last+1 && h.like >= 0.8:
			asks[i] = true
		case h.like >= 0.8 && h.level < g.level && plainlyAsked(heads, i, g):
			asks[i] = true
		case h.like >= 0.8 && h.level > g.level && !open:
			asks[i] = true
		}
		if asks[i] {
			open = true
			if h.title.Number >= 0 {
				last = h.title.Number
			}
		} else if h.level <= g.level {
			open = false
		}
	}
	return asks
}

// plainlyAsked says whether a heading above the questions' level is itself a question: no question
// stands directly under it.
func plainlyAsked(heads []head, i int, g group) bool {
	return i+1 >= len(heads) || heads[i+1].level <= heads[i].level
}

func headingDraft(s section, h head, end int) []draft {
	body := s.doc.lines[h.line+1 : end]
	d := draft{line: h.line, end: end, like: h.like, number: h.title.Number, shape: fmt.Sprint(h.level, h.shape)}
	if h.like < 1 && h.title.Number < 0 && onlyLinks(body) {
		return nil
	}
	if h.title.Link != "" && h.title.Number < 0 && h.like < 0.8 && len(trimSpacers(without(body, line.isHeading))) == 0 {
		return nil // a heading that is a link leads to where the questions are
	}
	text := h.title.Text
	if text == "" {
		text, body = leadParagraph(body)
		d.like = max(d.like, ask.Likeness(text))
	}
	if text == "" {
		return nil
	}
	d.split(text, body)
	if h.title.Labelled {
		d.like = max(d.like, 0.9)
	} else if h.title.Number >= 0 {
		d.like = max(d.like, 0.45)
	}
	return []draft{d}
}

// leadParagraph takes the first paragraph of a body, for headings that only number their question.
func leadParagraph(body []line) (string, []line) {
	body = trimSpacers(body)
	n := until(body, func(l line) bool { return l.kind != prose })
	return markdownOf(body[:n]), body[n:]
}

func isNavigationTitle(t ask.Title) bool {
	return ask.Navigates(t.Text)
}
