package markdown

import (
	"fmt"
	"slices"

	"iq/importer/internal/ask"
)

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

func headsOf(s section) []start {
	var heads []start
	for i := s.from; i < s.to; i++ {
		if l := s.doc.lines[i]; l.kind == heading {
			h := startAt(i, l, l.title)
			h.shape, h.nav = shapeOf(h), ask.Navigates(h.title.Text)
			heads = append(heads, h)
		}
	}
	return heads
}

func shapeOf(h start) string {
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

// groupsOf lists the groups worth trying: a level, in the shape that three of four of its headings share;
// what asks among the chapters of something else; each shape alone.
func groupsOf(heads []start) []group {
	var all, asking, leading [7]int // headings by level
	var ruling [7]string            // the shape that most share
	shapes := map[group]int{}
	for _, h := range heads {
		all[h.level]++
		if h.asks() {
			asking[h.level]++
		}
		if h.nav {
			leading[h.level]++
		} else {
			shapes[group{level: h.level, shape: h.shape}]++
		}
	}
	for g, n := range shapes {
		if n*4 >= (all[g.level]-leading[g.level])*3 {
			ruling[g.level] = g.shape
		}
	}
	var groups []group
	add := func(g group, worth bool) {
		if worth && !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	for _, h := range heads {
		add(group{level: h.level, shape: ruling[h.level]}, !h.nav)
		add(group{level: h.level, asks: true}, !h.nav && h.asks() && asking[h.level]*2 < all[h.level])
		add(group{level: h.level, shape: h.shape, only: true}, !h.nav && h.shape != "")
	}
	return groups
}

// outside reports whether a heading of the questions' level and another shape is not one of them: where the
// rest is numbered it must ask, and where the rest are list items it must not stand inside of one.
func (g group) outside(h start) bool {
	if g.asks {
		return !h.asks()
	}
	if h.shape == g.shape || g.shape == "" {
		return false
	}
	nested := g.shape == "item" && h.depth > 0
	return g.only || !h.asks() || nested
}

// headingDrafts makes a card of every heading of the group, and of those others that must be
// questions: the next in the numbering on a wrong level, or a plain question where the group has none.
func headingDrafts(s section, heads []start, g group) []draft {
	asks := pickHeads(heads, g)
	var starts []start
	for i, h := range heads {
		if asks[i] {
			starts = append(starts, h)
		}
	}
	end := footerStart(s.doc.lines, starts, s.to)
	var drafts []draft
	for i, h := range slices.Backward(heads) {
		if asks[i] {
			h.end = end
			drafts = append(drafts, headingDraft(s, h)...)
		}
		if asks[i] || endsAnswer(s, h, g) {
			end = h.line
		}
	}
	slices.Reverse(drafts)
	return drafts
}

// endsAnswer reports whether a heading that is no question is at least equal in rank to the questions.
// Where those are list items, headings of their level may be a part of an answer.
func endsAnswer(s section, h start, g group) bool {
	if h.level != g.level || g.shape != "item" {
		return h.level <= g.level
	}
	below := s.doc.lines[h.line+1 : s.to]
	next := until(below, func(l line) bool { return l.kind == heading || !isSpacer(l) })
	hasText := next < len(below) && below[next].kind != heading
	asks := h.asks() && h.depth == 0
	return h.nav || asks || !hasText
}

func pickHeads(heads []start, g group) []bool {
	asks := make([]bool, len(heads))
	last, open := -1, false
	for i, h := range heads {
		same := h.level == g.level && !g.outside(h)
		next := g.shape != "" && h.shape == g.shape && last >= 0 && h.title.Number == last+1
		childless := i+1 >= len(heads) || heads[i+1].level <= h.level
		above, below := h.level < g.level && childless, h.level > g.level && !open
		astray := next || above || below
		picked := same || h.asks() && astray
		asks[i] = picked && !h.nav
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

func headingDraft(s section, h start) []draft {
	body := s.doc.lines[h.line+1 : h.end]
	d := h.draft()
	d.shape = fmt.Sprint(h.level, h.shape)
	if h.like < 1 && h.title.Number < 0 && onlyLinks(body) {
		return nil
	}
	leads := h.title.Link != "" && h.title.Number < 0 && !h.asks()
	if leads && len(trimSpacers(without(body, line.isHeading))) == 0 {
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
