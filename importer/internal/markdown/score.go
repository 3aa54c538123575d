package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/doc"
)

// reading is what one layout made of a section.
type reading struct {
	layout      layout
	drafts      []draft
	marks       rating
	score       float64
	selfEvident bool // the layout's marks alone make a question, even a single one
}

// rating holds the parts of a score, each from 0 to 1 but n.
type rating struct {
	n          int
	asking     float64 // how much the questions ask
	answered   float64 // share of questions with an answer
	covered    float64 // share of the section's text that belongs to cards
	consistent float64 // share of questions written in the commonest shape
	numbered   float64 // agreement with the file's own numbers
	found      float64 // what asks, compared with the layout that found most
	marked     float64 // share of questions that the author marked
}

func rate(s section, drafts []draft) rating {
	r := rating{n: len(drafts)}
	if r.n == 0 {
		return r
	}
	shapes := map[string]int{}
	lines, inOrder, last, covered := 0, 0, -2, -1
	for _, d := range drafts {
		r.asking += d.like
		shapes[d.shape]++
		if d.line > covered {
			lines, covered = lines+d.end-d.line, d.line
		}
		follows := d.number == last+1 || d.number == 1 || last < 0
		if d.number >= 0 && follows {
			inOrder++
		}
		last = d.number
	}
	n := float64(r.n)
	r.asking /= n
	r.answered, r.numbered = float64(count(drafts, draft.hasAnswer))/n, float64(inOrder)/n
	r.marked = float64(count(drafts, func(d draft) bool { return d.marked })) / n
	r.covered = min(1, float64(lines)/float64(max(1, s.to-s.from)))
	for _, c := range shapes {
		r.consistent = max(r.consistent, float64(c)/n)
	}
	return r
}

// inner compares readings of one layout among themselves.
func (r rating) inner() float64 {
	n := float64(r.n)
	return (0.5*r.asking + 0.2*r.answered + 0.15*r.covered + 0.1*r.consistent + 0.05*r.numbered) * n / (n + 0.5)
}

// bestOf chooses among readings of one layout: by their quality, and by how much of what asks they found.
func bestOf(s section, readings [][]draft) []draft {
	ratings := make([]rating, len(readings))
	most := 0.1
	for i, drafts := range readings {
		ratings[i] = rate(s, drafts)
		most = max(most, ratings[i].asking*float64(ratings[i].n))
	}
	var best []draft
	bestScore := 0.0
	for i, r := range ratings {
		if score := r.inner() + 0.3*r.asking*float64(r.n)/most; r.n > 0 && score > bestScore {
			best, bestScore = readings[i], score
		}
	}
	return best
}

func (r rating) String() string {
	return fmt.Sprintf("asking %.2f, answered %.2f, covered %.2f, one shape %.2f, numbered %.2f, found %.2f",
		r.asking, r.answered, r.covered, r.consistent, r.numbered, r.found)
}

// plausible reports whether a reading of a whole file is worth having.
func (r reading) plausible(s section) bool {
	m := r.marks
	strong := s.doc.asksByName || m.covered >= 0.5
	switch {
	case m.marked >= 0.5:
		return strong || m.n >= 2
	case m.asking < 0.5:
		return m.answered >= 0.8 && m.covered >= 0.5 && s.readsAsTerms(r.drafts)
	case r.selfEvident:
		return strong || m.n >= 2 && m.asking >= 0.8
	}
	// A question mark or a word like "explain": imperatives alone begin lists of changes, too.
	explicit := count(r.drafts, func(d draft) bool {
		first, _, _ := strings.Cut(d.question, "\n")
		return ask.Explicitly(first)
	})
	if !strong { // one layout of several in the file
		return m.n >= 3 && m.covered >= 0.2 && explicit*10 >= m.n*9
	}
	if m.n < 2 && strings.Contains(r.drafts[0].question, ". ") {
		return false // the end of running text
	}
	return s.doc.asksByName || explicit*5 >= m.n
}

// readsAsTerms reports whether questions that ask nothing may be the terms of a list: many, short and
// alike. A file that does not call itself a list of questions must look like nothing else.
func (s section) readsAsTerms(drafts []draft) bool {
	if s.doc.asksByName {
		return len(drafts) >= 3
	}
	describesProject := func(l line) bool { return l.kind == heading && ask.TitlesProject(l.title) }
	if len(drafts) < 3 || slices.ContainsFunc(s.doc.lines, describesProject) {
		return false
	}
	long := count(drafts, func(d draft) bool { return d.end-d.line > 20 })
	coded := count(drafts, func(d draft) bool {
		return ask.LooksLikeCode(d.question) || strings.Contains(d.answer, "```") || strings.Contains(d.answer, "\n#")
	})
	return long*5 <= len(drafts) && coded*3 <= len(drafts)
}

// plausibleRest reports whether a reading of what was left over of a file is worth having: it must be
// clearer than a whole file.
func (r reading) plausibleRest() bool {
	m := r.marks
	switch {
	case m.marked >= 0.5:
		return true
	case m.n == 1:
		return r.selfEvident && (m.answered > 0 && m.asking >= 0.75 || m.asking >= 0.95)
	case m.answered == 0:
		return m.asking >= 0.85
	}
	return m.asking >= 0.75
}

// compete lets all layouts read a section and returns them best first.
func compete(s section) []reading {
	var all []reading
	most := 0.0
	for _, l := range layouts {
		drafts := l.read(s)
		if len(drafts) == 0 {
			continue
		}
		r := reading{layout: l, drafts: drafts, marks: rate(s, drafts), selfEvident: l.prior >= 0.07}
		most = max(most, r.marks.asking*float64(r.marks.n))
		all = append(all, r)
	}
	for i := range all {
		r := &all[i]
		r.marks.found = r.marks.asking * float64(r.marks.n) / max(most, 0.1)
		r.score = (r.marks.inner()*0.6 + r.marks.found*0.25 + r.marks.marked*0.2 + r.layout.prior) / 1.3
	}
	slices.SortStableFunc(all, func(a, b reading) int { return cmp.Compare(b.score, a.score) })
	return all
}

func candidateOf(r reading) doc.Candidate {
	n, why := count(r.drafts, draft.hasAnswer), r.marks.String()
	return doc.Candidate{Layout: r.layout.name, Score: r.score, Why: why, Cards: n, Unanswered: len(r.drafts) - n}
}
