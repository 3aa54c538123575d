package record

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"iq/importer/internal/ask"
)

// columnPlan says which column of a table holds what; -1 where none does.
type columnPlan struct {
	question, answer int
	other            map[int]named // columns with another role
	names            []string      // of the header, nil without one
	count            int           // columns that a row has
}

// planColumns finds the header and what the columns hold. named says that the header has both a
// question and an answer by name.
func planColumns(records []record) (plan columnPlan, byName bool) {
	plan = columnPlan{question: -1, answer: -1, other: map[int]named{}, count: usualCount(records)}
	if len(records) == 0 {
		return plan, false
	}
	if planByName(&plan, records[0].fields) {
		return plan, true
	}
	plan.other, plan.names = map[int]named{}, nil
	planByContent(&plan, records)
	return plan, false
}

// planByName reads a header row.
func planByName(plan *columnPlan, header []string) bool {
	question, answer := named{rank: 100}, named{rank: 100}
	plan.question, plan.answer = -1, -1
	for i, n := range rolesOf(header) {
		switch {
		case n.role == roleQuestion && n.rank < question.rank:
			question, plan.question = n, i
		case n.role == roleAnswer && n.rank < answer.rank:
			answer, plan.answer = n, i
		case n.role == roleNone || n.role == roleQuestion || n.role == roleAnswer:
		default:
			plan.other[i] = n
		}
	}
	plan.supplement(header)
	if plan.question < 0 {
		return false
	}
	correct := plan.has(roleCorrect) && (plan.has(roleOption) || plan.has(roleOptions))
	if plan.answer < 0 && !correct && !plan.has(roleExplanation) && (question.rank >= weakRank || !allKnown(header)) {
		return false
	}
	if question.rank >= weakRank && answer.rank >= weakRank && len(header) > 2 && !allKnown(header) {
		return false
	}
	plan.names, plan.count = header, max(len(header), 1)
	return true
}

// allKnown reports whether every name of a header is one that tables of questions have.
func allKnown(header []string) bool {
	return !slices.ContainsFunc(header, func(name string) bool {
		return strings.TrimSpace(name) != "" && roleOf(name).role == roleNone
	})
}

// supplement finds the question in a column of topics where there is an answer and nothing else to ask,
// and both sides in columns that are called by their languages.
func (p *columnPlan) supplement(header []string) {
	var tongues []int
	for i, name := range header {
		if languages.Has(plainName(name)) {
			tongues = append(tongues, i)
		}
	}
	if p.question < 0 && p.answer < 0 && len(tongues) > 1 {
		p.question, p.answer = tongues[0], tongues[1]
		return
	}
	for i := range header {
		if p.question < 0 && p.answer >= 0 && p.other[i].role == roleTags {
			p.question = i
			delete(p.other, i)
		}
	}
}

func (p columnPlan) has(r role) bool {
	return slices.ContainsFunc(slices.Collect(maps.Values(p.other)), func(n named) bool { return n.role == r })
}

// planByContent takes the first two columns, unless the first is a number or an identifier, or another
// column clearly asks the questions.
func planByContent(plan *columnPlan, records []record) {
	plan.question, plan.answer = 0, 1
	sample := records[:min(len(records), 200)]
	if plan.count > 2 && shareOf(sample, 0, isRowName) > 0.8 {
		plan.question, plan.answer = 1, 2
	}
	if shareOf(sample, plan.question, ask.EndsAsking) >= 0.2 {
		return
	}
	for c := plan.question + 1; c < min(plan.count, 12); c++ {
		if shareOf(sample, c, ask.EndsAsking) < 0.6 {
			continue
		}
		if plan.answer = plan.question; c+1 < plan.count {
			plan.answer = c + 1
		}
		plan.question = c
		return
	}
}

// isRowName recognises numbers, dates and identifiers.
func isRowName(s string) bool {
	s = strings.TrimSpace(s)
	digits := strings.ContainsFunc(s, unicode.IsDigit)
	return s == "" || len(s) < 40 && digits && !strings.ContainsAny(s, " ?") || strings.Trim(s, "#.") == ""
}

func shareOf(records []record, column int, is func(string) bool) float64 {
	hits := 0
	for _, r := range records {
		if column < len(r.fields) && is(strings.TrimSpace(r.fields[column])) {
			hits++
		}
	}
	return float64(hits) / float64(max(len(records), 1))
}

// usualCount is the number of columns that most rows have. Where the rows do not agree and nothing is
// quoted, the separators behind the first belong to the text.
func usualCount(records []record) int {
	counts := map[int]int{}
	quoted := false
	for _, r := range records {
		counts[len(r.fields)]++
		quoted = quoted || r.quoted
	}
	best, rows := 2, 0
	for _, n := range slices.Sorted(maps.Keys(counts)) {
		if n > 1 && counts[n] > rows {
			best, rows = n, counts[n]
		}
	}
	if !quoted && rows*10 < len(records)*7 {
		return 2
	}
	return best
}

// join puts fields together again that an unquoted separator in the text has cut, so that the row has
// as many as the table.
func (p columnPlan) join(r record, sep string) []string {
	if p.count == 1 && !r.quoted {
		return []string{r.raw}
	}
	surplus := len(r.fields) - p.count
	if surplus <= 0 || r.quoted || p.answer < p.question {
		return r.fields
	}
	fields := slices.Clone(r.fields)
	for i := p.question + 1; i <= p.question+surplus && !ask.EndsAsking(fields[p.question]); i++ {
		if ask.EndsAsking(fields[i]) {
			fields = merge(fields, p.question, i, sep)
			surplus = len(fields) - p.count
			break
		}
	}
	if surplus > 0 {
		fields = merge(fields, p.answer, p.answer+surplus, sep)
	}
	return fields
}

// merge puts fields from..to into one.
func merge(fields []string, from, to int, sep string) []string {
	if from >= len(fields) || to >= len(fields) {
		return fields
	}
	return slices.Replace(fields, from, to+1, strings.Join(fields[from:to+1], sep))
}
