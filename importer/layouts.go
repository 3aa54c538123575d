package importer

import (
	"fmt"
	"slices"
)

// layout is one way to write questions and answers down in Markdown. A new one is a file with a read
// function and an entry in layouts.
type layout struct {
	name  string
	about string // one sentence, for --explain and for readers of this table
	prior float64
	read  func(s section) []draft
}

// layouts compete for every file; the order settles ties.
var layouts = []layout{
	{"labelled", "a word or letter marks each question and each answer: Q: A:, **Question 1:** **Answer 1:**", 0.15, readLabelled},
	{"headings", "each question is a heading and the text below it the answer", 0.05, readHeadings},
}

// reading is what one layout made of a section.
type reading struct {
	layout layout
	drafts []draft
	marks  rating
	score  float64
}

// rating holds the parts of a score, each from 0 to 1.
type rating struct {
	n          int
	asking     float64 // how much the questions ask
	answered   float64 // share of questions with an answer
	covered    float64 // share of the section's text that belongs to cards
	consistent float64 // share of questions written in the commonest shape
	numbered   float64 // agreement with the file's own numbers
	recall     float64 // questions compared with the layout that found most
}

func rate(s section, drafts []draft) rating {
	r := rating{n: len(drafts)}
	if r.n == 0 {
		return r
	}
	shapes := map[string]int{}
	lines, answers, inOrder, last := 0, 0, 0, -2
	for _, d := range drafts {
		r.asking += d.like
		shapes[d.shape]++
		lines += d.end - d.line
		if d.answer != "" {
			answers++
		}
		if d.number >= 0 && (d.number == last+1 || d.number == 1 || last < 0) {
			inOrder++
		}
		last = d.number
	}
	n := float64(r.n)
	r.asking /= n
	r.answered = float64(answers) / n
	r.covered = min(1, float64(lines)/float64(max(1, s.to-s.from)))
	for _, c := range shapes {
		r.consistent = max(r.consistent, float64(c)/n)
	}
	r.numbered = float64(inOrder) / n
	return r
}

// inner compares readings of one layout among themselves.
func (r rating) inner() float64 {
	if r.n == 0 {
		return 0
	}
	return (0.5*r.asking + 0.2*r.answered + 0.15*r.covered + 0.1*r.consistent + 0.05*r.numbered) * float64(r.n) / float64(r.n+1)
}

func (r rating) String() string {
	return fmt.Sprintf("asking %.2f, answered %.2f, covered %.2f, one shape %.2f, numbered %.2f, found %.2f",
		r.asking, r.answered, r.covered, r.consistent, r.numbered, r.recall)
}

// bestReading lets all layouts read a section.
func bestReading(s section) (*reading, []Candidate) {
	var all []reading
	most := 0.0
	for _, l := range layouts {
		drafts := l.read(s)
		r := reading{layout: l, drafts: drafts, marks: rate(s, drafts)}
		most = max(most, r.marks.asking*float64(r.marks.n))
		all = append(all, r)
	}
	for i := range all {
		r := &all[i]
		if r.marks.n > 0 {
			r.marks.recall = r.marks.asking * float64(r.marks.n) / most
			r.score = r.marks.inner()*0.6 + r.marks.recall*0.25 + r.layout.prior
		}
	}
	slices.SortStableFunc(all, func(a, b reading) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	var candidates []Candidate
	for _, r := range all {
		if r.marks.n > 0 {
			candidates = append(candidates, candidateOf(r))
		}
	}
	if len(candidates) == 0 {
		return nil, nil
	}
	return &all[0], candidates
}

func candidateOf(r reading) Candidate {
	c := Candidate{Layout: r.layout.name, Score: r.score, Why: r.marks.String()}
	for _, d := range r.drafts {
		if d.answer == "" {
			c.Unanswered++
		} else {
			c.Cards++
		}
	}
	return c
}
