package importer

import (
	"strings"
)

var markdownExtensions = []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt", ".text"}

// sniffMarkdown is the weakest of all claims: any text may be Markdown.
func sniffMarkdown(_, _ string) float64 { return 0.1 }

// readMarkdown reads a Markdown file: front matter, lines, then the competition of layouts.
func readMarkdown(d *Document, text string) error {
	raws := strings.Split(text, "\n")
	front, first := readFrontMatter(raws)
	doc := &markdown{lines: splitLines(text), first: first, front: front, name: d.Name}
	if front.deck != "" {
		d.Deck = front.deck
	}
	doc.compete(d)
	return nil
}

// compete lets the layouts read the file and puts the result into the document.
func (m *markdown) compete(d *Document) {
	s := section{m, m.first, len(m.lines)}
	winner, candidates := bestReading(s)
	d.Candidates = candidates
	if winner == nil {
		return
	}
	d.Layout = winner.layout.name
	m.collect(d, winner.drafts)
}

// collect turns drafts into cards and unanswered questions, with the headings above as tags.
func (m *markdown) collect(d *Document, drafts []draft) {
	tags := m.tagsOf(drafts)
	for i, dr := range drafts {
		if dr.answer == "" {
			d.Unanswered = append(d.Unanswered, Unanswered{Line: dr.line + 1, Question: dr.question, Tags: tags[i]})
			continue
		}
		d.Cards = append(d.Cards, Card{Line: dr.line + 1, Question: dr.question, Answer: dr.answer, Tags: tags[i]})
	}
}

// tagsOf gives each draft the headings it stands under, then the file's own tags. A single heading of
// the first level is the file's title and no tag.
func (m *markdown) tagsOf(drafts []draft) [][]string {
	all := make([][]string, len(drafts))
	type above struct {
		level int
		text  string
	}
	var path []above
	at := m.first
	titles := 0
	for _, l := range m.lines {
		if l.kind == heading && l.level == 1 {
			titles++
		}
	}
	for i, d := range drafts {
		for ; at < d.line; at++ {
			l := m.lines[at]
			if l.kind != heading || i > 0 && at < drafts[i-1].end {
				continue
			}
			for len(path) > 0 && path[len(path)-1].level >= l.level {
				path = path[:len(path)-1]
			}
			text := readTitle(l.title).text
			if l.level == 1 && titles == 1 || navigates(text) {
				text = ""
			}
			path = append(path, above{l.level, text})
		}
		for _, p := range path {
			if p.text != "" {
				all[i] = append(all[i], p.text)
			}
		}
		all[i] = append(all[i], m.front.tags...)
	}
	return all
}

func navigates(text string) bool {
	return navigationTitles[strings.ToLower(strings.Trim(plainText(text), " :.!-*_"))]
}
