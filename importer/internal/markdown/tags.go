package markdown

import (
	"slices"
	"strings"
	"unicode"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

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
