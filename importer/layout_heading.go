package importer

import (
	"fmt"
)

// head is a heading with what its title says.
type head struct {
	line  int // index in the file
	level int
	title title
	like  float64
	item  bool
	nav   bool
	shape string
}

// readHeadings reads headings as questions, whatever their level. Every level, and every way of
// writing within a level, is tried; the best reading counts.
func readHeadings(s section) []draft {
	heads := headsOf(s)
	var best []draft
	bestScore := 0.0
	for _, pick := range groupsOf(heads) {
		drafts := headingDrafts(s, heads, pick)
		if score := rate(s, drafts).inner(); score > bestScore {
			best, bestScore = drafts, score
		}
	}
	return best
}

func headsOf(s section) []head {
	var heads []head
	for i := s.from; i < s.to; i++ {
		l := s.doc.lines[i]
		if l.kind != heading {
			continue
		}
		h := head{line: i, level: l.level, title: readTitle(l.title), item: l.item}
		if h.item && h.title.number < 0 && l.ordinal >= 0 {
			h.title.number = l.ordinal
		}
		h.like = questionLikeness(h.title.text)
		h.nav = isNavigationTitle(h.title)
		h.shape = shapeOf(h)
		heads = append(heads, h)
	}
	return heads
}

func shapeOf(h head) string {
	switch {
	case h.item && h.title.number >= 0:
		return "item"
	case h.title.labelled && h.title.number >= 0:
		return "Q1"
	case h.title.labelled:
		return "Q"
	case h.title.number >= 0:
		return "1"
	}
	return ""
}

// group is one way to tell question headings from the others.
type group struct {
	level int
	shape string // "" takes any
	only  bool   // the shape must agree
}

func groupsOf(heads []head) []group {
	var groups []group
	seen := map[string]bool{}
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
		add(group{level: h.level})
		if h.shape != "" {
			add(group{level: h.level, shape: h.shape, only: true})
		}
	}
	return groups
}

// headingDrafts makes a card of every heading of the group, and of those others that must be
// questions: the next in the numbering on a wrong level, or a plain question where the group has none.
func headingDrafts(s section, heads []head, g group) []draft {
	asks := pickHeads(heads, g)
	var drafts []draft
	for i, h := range heads {
		if !asks[i] {
			continue
		}
		end := s.to
		for j := i + 1; j < len(heads); j++ {
			if asks[j] || heads[j].level <= h.level && heads[j].level <= g.level && !(heads[j].item && heads[j].level > h.level) {
				end = heads[j].line
				break
			}
		}
		drafts = append(drafts, headingDraft(s, h, end)...)
	}
	return drafts
}

func pickHeads(heads []head, g group) []bool {
	asks := make([]bool, len(heads))
	last, open := -1, false
	for i, h := range heads {
		same := h.level == g.level && (!g.only || h.shape == g.shape)
		switch {
		case h.nav:
		case same:
			asks[i] = true
		case g.only && h.shape == g.shape && last >= 0 && h.title.number == last+1 && h.like >= 0.8:
			asks[i] = true
		case h.like >= 0.8 && h.level < g.level && plainlyAsked(heads, i, g):
			asks[i] = true
		case h.like >= 0.8 && h.level > g.level && !open:
			asks[i] = true
		}
		if asks[i] {
			open = true
			if h.title.number >= 0 {
				last = h.title.number
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
	d := draft{line: h.line, end: end, like: h.like, number: h.title.number, shape: fmt.Sprint(h.level, h.shape)}
	if h.like < 0.8 && onlyLinks(body) {
		return nil
	}
	text := h.title.text
	if text == "" {
		text, body = leadParagraph(body)
		d.like = max(d.like, questionLikeness(text))
	}
	if text == "" {
		return nil
	}
	d.question, d.answer = splitBody(text, body)
	if h.title.labelled {
		d.like = max(d.like, 0.9)
	}
	return []draft{d}
}

// leadParagraph takes the first paragraph of a body, for headings that only number their question.
func leadParagraph(body []line) (string, []line) {
	body = trimSpacers(body)
	n := 0
	for n < len(body) && body[n].kind == prose {
		n++
	}
	return markdownOf(body[:n]), body[n:]
}

func isNavigationTitle(t title) bool {
	return navigates(t.text)
}
