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
		if c.line > last+1 {
			d.Skip(c.line+1, "table of contents: the question is answered elsewhere in the file", c.question)
		}
		last = c.end
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
		end := i + until(m.lines[i:gap.to], line.isHeading)
		piece := trimSpacers(withoutTags(m.lines[i:end]))
		isTableHead := len(piece) == 2 && piece[0].kind == table && isDelimiterRow(piece[1].text)
		if len(piece) > 0 && !isTableHead { // which its cards leave over of a table
			first := i + until(m.lines[i:end], func(l line) bool { return !isSpacer(l) })
			d.Skip(first+1, reasonFor(title, piece), piece[0].text)
		}
		i = end
	}
}

func reasonFor(title string, piece []line) string {
	inside := count(piece, func(l line) bool {
		return ask.IsNavigation(l.text) || l.kind == table && strings.Contains(l.text, "](#")
	})
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
