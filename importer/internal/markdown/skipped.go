package markdown

import (
	"cmp"
	"slices"
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/doc"
)

// reportSkipped names every piece of the file that became no card, with the reason.
func (m *file) reportSkipped(d *doc.Document, drafts, contents []draft) {
	last := -2
	for _, c := range contents {
		if near := c.line <= last+1; near {
			last = c.end
			continue
		}
		last = c.end
		d.Skip(c.line+1, "table of contents: the question is answered elsewhere in the file", c.question)
	}
	whole := section{m, min(m.first, len(m.lines)), len(m.lines)}
	taken := append(slices.Clone(drafts), contents...)
	sortDrafts(taken)
	for _, gap := range gapsOf(whole, taken) {
		m.reportGap(d, gap)
	}
	slices.SortStableFunc(d.Skipped, func(a, b doc.Skipped) int { return cmp.Compare(a.Line, b.Line) })
}

// reportGap splits what is left over at its headings; headings without anything below them were
// sections and need no word.
func (m *file) reportGap(d *doc.Document, gap section) {
	title := ""
	for i := gap.from; i < gap.to; {
		l := m.lines[i]
		if l.kind == heading {
			title = l.title
			i++
			continue
		}
		end := i
		for end < gap.to && m.lines[end].kind != heading {
			end++
		}
		piece := trimSpacers(withoutTags(m.lines[i:end]))
		if len(piece) > 0 && !isTableHead(piece) {
			d.Skip(m.lineOf(i, end), reasonFor(title, piece), piece[0].text)
		}
		i = end
	}
}

func (m *file) lineOf(from, to int) int {
	for i := from; i < to; i++ {
		if !isSpacer(m.lines[i]) {
			return i + 1
		}
	}
	return from + 1
}

// isTableHead recognises what a table's cards leave over of it.
func isTableHead(piece []line) bool {
	return len(piece) == 2 && piece[0].kind == table && isDelimiterRow(piece[1].text)
}

func reasonFor(title string, piece []line) string {
	inside := 0
	for _, l := range piece {
		if ask.IsNavigation(l.text) || l.kind == table && strings.Contains(l.text, "](#") {
			inside++
		}
	}
	switch {
	case inside*2 >= len(piece):
		return "table of contents"
	case onlyLinks(piece):
		return "index of links"
	case ask.Navigates(ask.ReadTitle(title).Text):
		return "section that holds no questions"
	case piece[0].kind == table:
		return "table without questions and answers"
	case strings.HasPrefix(piece[0].text, "[!") || strings.HasPrefix(piece[0].text, "!["):
		return "badges and images"
	case strings.ContainsAny(piece[0].text, "?？؟"):
		return "may ask something, but in no layout that was recognised here"
	}
	return "text that belongs to no question"
}
