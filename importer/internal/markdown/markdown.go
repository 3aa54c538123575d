// Package markdown finds the questions of a Markdown file and what answers each. A file goes through it so:
//
//   - it is split into lines that know what they are part of (splitLines: goldmark finds headings, lists
//     and rules, after fences.go has mended stray code fences);
//   - the table layouts lists the ways to write questions and answers down. Each layout reads the whole
//     file into drafts, score.go rates them, the best wins, and what it leaves over competes again;
//   - splitBody (answer.go) takes what stands below a question apart: what still belongs to the question,
//     and the answer without labels, wrappers and navigation;
//   - what became no card is named among the skipped.
//
// A new layout is one file with a function from a section to drafts, and one entry in layouts.
package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"iq/importer/internal/ask"
	"iq/importer/internal/doc"
	"iq/importer/internal/inline"
	"iq/importer/internal/words"
	"iq/internal/card"
)

// MaxLines is how many lines a Markdown file may have; a line costs up to a kilobyte of memory.
const MaxLines = 400_000

// ErrTooManyLines refuses a Markdown file of more than MaxLines.
var ErrTooManyLines = fmt.Errorf("the file has more than %d lines", MaxLines)

// Sniff is the weakest of all claims: any text may be Markdown.
func Sniff(_, _ string) float64 { return 0.1 }

// file is a parsed file.
type file struct {
	lines      []line
	first      int // the first line behind the front matter
	front      frontMatter
	asksByName bool               // the file calls itself a list of questions
	folds      map[int]foldExtent // where each <details> ends; found when first asked for
}

// Read reads a Markdown file: front matter, lines, then the competition of layouts.
func Read(d *doc.Document, text string) error {
	if strings.Count(text, "\n") > MaxLines {
		return ErrTooManyLines
	}
	var front frontMatter
	first := 0
	if strings.HasPrefix(text, "---") || strings.HasPrefix(text, "+++") {
		front, first = readFrontMatter(strings.Split(text, "\n"))
	}
	m := &file{lines: splitLines(text), first: first, front: front}
	m.asksByName = namesQuestions(d.Name, m)
	if front.deck != "" {
		d.Deck = front.deck
	}
	drafts := m.resolve(d, section{m, min(first, len(m.lines)), len(m.lines)}, 0)
	sortDrafts(drafts)
	drafts, again := withoutContents(drafts)
	m.collect(d, drafts)
	m.reportSkipped(d, drafts, again)
	return nil
}

const maxRounds = 4 // how often what is left over competes again

// resolve lets the layouts compete for a section; what the winner leaves over competes again, so that
// a file may mix layouts.
func (m *file) resolve(d *doc.Document, s section, round int) []draft {
	all := compete(s)
	if round == 0 {
		for _, r := range all {
			d.Candidates = append(d.Candidates, candidateOf(r))
		}
	}
	for _, r := range all {
		if round > 0 && !r.plausibleRest() {
			continue
		}
		writeOut(r.drafts)
		if round == 0 && !r.plausible(s) {
			continue
		}
		if round == 0 {
			d.Layout = r.layout.name
		}
		drafts := r.drafts
		if round < maxRounds {
			for _, gap := range gapsOf(s, r.drafts) {
				drafts = append(drafts, m.resolve(d, gap, round+1)...)
			}
		}
		return drafts
	}
	return nil
}

// gapsOf returns the runs of lines that no draft covers and that hold any text.
func gapsOf(s section, drafts []draft) []section {
	var gaps []section
	at := s.from
	add := func(to int) {
		for i := at; i < to; i++ {
			if k := s.doc.lines[i].kind; k == prose || k == heading || k == table {
				gaps = append(gaps, section{s.doc, i, to})
				return
			}
		}
	}
	for _, d := range drafts {
		add(d.line)
		at = max(at, d.end)
	}
	add(s.to)
	return gaps
}

// withoutContents takes out questions without an answer that are answered elsewhere in the file: they
// were a table of contents.
func withoutContents(drafts []draft) (kept, contents []draft) {
	answered := map[string]bool{}
	for _, d := range drafts {
		if d.answer != "" {
			answered[bareText(d.question)] = true
		}
	}
	for _, d := range drafts {
		if d.answer == "" && answered[bareText(d.question)] {
			contents = append(contents, d)
		} else {
			kept = append(kept, d)
		}
	}
	return kept, contents
}

// collect turns drafts into cards and unanswered questions, with the headings above as tags.
func (m *file) collect(d *doc.Document, drafts []draft) {
	tags := m.tagsOf(drafts)
	for i, dr := range drafts {
		text := card.Text{Question: strings.TrimSpace(dr.question), Answer: dr.answer, Tags: tags[i]}
		c := doc.Card{Line: dr.line + 1, Text: text}
		switch {
		case c.Question == "":
			d.Skip(c.Line, "a question without any text", m.lines[dr.line].text)
		case strings.TrimSpace(c.Answer) == "":
			c.Answer = ""
			d.Unanswered = append(d.Unanswered, c)
		default:
			d.Cards = append(d.Cards, c)
		}
	}
}

// tagsOf returns for each draft the headings it stands under, then the file's own tags. A single heading of
// the first level is the file's title and no tag.
func (m *file) tagsOf(drafts []draft) [][]string {
	all := make([][]string, len(drafts))
	titles := count(m.lines, func(l line) bool { return l.kind == heading && l.level == 1 })
	path := headingPath{single: titles == 1}
	isEmpty := func(tag string) bool { return tag == "" }
	at := m.first
	for i, d := range drafts {
		for ; at < d.line; at++ {
			path.pass(m.lines[at])
		}
		all[i] = append(slices.DeleteFunc(slices.Clone(path.texts), isEmpty), m.front.tags...)
		at = max(at, d.end)
	}
	return all
}

// headingPath is the chain of headings that a line stands under.
type headingPath struct {
	single bool // the file has one heading of the first level
	levels []int
	texts  []string
}

func (p *headingPath) pass(l line) {
	if l.kind != heading {
		return
	}
	n := len(p.levels)
	for n > 0 && p.levels[n-1] >= l.level {
		n--
	}
	text := inline.PlainText(ask.ReadTitle(l.title).Text)
	isTitle := l.level == 1 && p.single
	if isTitle || ask.Navigates(text) || plainSections.HasFold(strings.Trim(text, " :.")) {
		text = ""
	}
	p.levels, p.texts = append(p.levels[:n], l.level), append(p.texts[:n], text)
}

// plainSections are chapters whose names say nothing about their questions.
var plainSections = words.Of(`questions;question;questions and answers;questions & answers;q&a;faq;quiz;exercises;
	fragen;preguntas;perguntas;domande;вопросы;pytania;sorular;题目;面试题;問題;질문`)

// bareText is what two writings of one question have in common: letters and digits.
func bareText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

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
