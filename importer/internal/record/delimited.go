package record

import (
	"path"
	"strings"
	"unicode"

	"iq/importer/internal/ask"
	"iq/importer/internal/doc"
)

// ReadCSV reads rows of a question and an answer, with or without a header.
func ReadCSV(d *doc.Document, text string) error {
	readTable(d, text, bestSeparator(text, csvSeparators))
	return nil
}

// ReadTSV is readCSV for rows whose fields stand between tabs.
func ReadTSV(d *doc.Document, text string) error {
	readTable(d, text, "\t")
	return nil
}

var csvSeparators = []string{",", ";", "|", "\t"}

const sampleRows = 400

// SniffCSV believes in commas alone only where the extension or a header says so: prose has them too.
func SniffCSV(name, text string) float64 {
	if doc.IsMarkdownName(name) {
		return 0
	}
	sample, sep := cutSepLine(doc.Sample(text))
	if sep == "" {
		sep = bestSeparator(sample, csvSeparators)
	}
	score, byName := pairsScore(sample, sep)
	if byName {
		return min(1, score+0.2)
	}
	if path.Ext(strings.ToLower(name)) != ".csv" {
		return score * 0.05
	}
	return score
}

// SniffTSV finds text in which nearly every line has the same number of tabs.
func SniffTSV(name, text string) float64 {
	if doc.IsMarkdownName(name) {
		return 0
	}
	score, _ := pairsScore(doc.Sample(text), "\t")
	return score * 0.95
}

// bestSeparator is the one by which the text reads best as pairs.
func bestSeparator(text string, separators []string) string {
	best, bestScore := separators[0], -1.0
	for _, sep := range separators {
		score, byName := pairsScore(doc.Sample(text), sep)
		if byName {
			score++
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best
}

// pairsScore says from 0 to 1 how well a text reads as rows of a question and an answer.
func pairsScore(sample, sep string) (score float64, byName bool) {
	rows := firstRecords(sample, sep)
	if len(rows) == 0 || !strings.Contains(sample, sep) && roleOf(rows[0].raw).role != roleQuestion {
		return 0, false
	}
	plan, byName := planColumns(rows)
	if byName {
		rows = rows[1:]
	}
	pairs, worded, even := 0, 0, 0
	for _, r := range rows {
		fields := plan.join(r, sep)
		if len(r.fields) == plan.count {
			even++
		}
		question, answer := fieldAt(fields, plan.question), fieldAt(fields, plan.answer)
		if strings.ContainsFunc(question, unicode.IsLetter) {
			worded++
		}
		if question != "" && (byName && (len(fields) > 1 || plan.count == 1) || answer != "") {
			pairs++
		}
	}
	if !byName && plan.count > 2 && isDataTable(rows, plan) {
		return 0, false
	}
	if n := float64(len(rows)); n > 0 && float64(pairs) >= 0.6*n && float64(worded) >= 0.6*n {
		return (0.6*float64(pairs) + 0.4*float64(even)) / n, byName
	}
	return 0, false
}

// isDataTable recognises tables of figures: nobody asks anything, and the second column has no words.
func isDataTable(rows []record, plan columnPlan) bool {
	wordless := func(s string) bool { return !strings.ContainsFunc(s, unicode.IsLetter) }
	return shareOf(rows, plan.question, ask.EndsAsking) < 0.2 && shareOf(rows, plan.answer, wordless) > 0.5
}

// readTable makes a card of each row.
func readTable(d *doc.Document, text, sep string) {
	text, named := cutSepLine(text)
	if named != "" {
		sep = named
	}
	plan, header := planColumns(firstRecords(text, sep))
	for r := range records(text, sep) {
		if header {
			header = false
			continue
		}
		if reason := notARow(r, plan); reason != "" {
			d.Skip(r.line, reason, r.raw)
			continue
		}
		plan.entry(r, sep).addTo(d)
	}
}

// cutSepLine takes the line "sep=;" off that spreadsheets write. It is left empty, so that lines count.
func cutSepLine(text string) (rest, sep string) {
	first, rest, _ := strings.Cut(text, "\n")
	if value, ok := strings.CutPrefix(strings.ToLower(strings.Trim(first, `"`)), "sep="); ok && len(value) == 1 {
		return "\n" + rest, value
	}
	return text, ""
}

// notARow says why a row is no card; "" where it may be one.
func notARow(r record, plan columnPlan) string {
	switch {
	case len(r.fields) == 1 && strings.HasPrefix(r.raw, "#"):
		return "comment"
	case len(r.fields) == 1 && plan.count > 1 && !ask.EndsAsking(r.raw) && ask.Likeness(r.raw) < 0.8:
		return "a row with one field only"
	}
	return ""
}

// entry reads the columns of a row.
func (p columnPlan) entry(r record, sep string) entry {
	fields := p.join(r, sep)
	e := entry{line: r.line, question: p.text(fields, p.question), answer: p.text(fields, p.answer)}
	e.choices.base = 1
	for i, f := range fields {
		f = strings.TrimSpace(f)
		switch n := p.other[i]; {
		case f == "" || i == p.question || i == p.answer:
		case n.role == roleTags:
			e.tags = append(e.tags, splitTags(f, strings.HasPrefix(plainName(p.names[i]), "tag"))...)
		case n.role == roleDeck:
			e.deck = doc.TidyDeck(f)
		case n.role == roleExplanation:
			e.explanation = p.text(fields, i)
		case n.role == roleOption:
			e.choices.list = append(e.choices.list, p.option(i, p.text(fields, i)))
		case n.role == roleOptions:
			e.choices.list = readChoices(splitOptions(p.text(fields, i)))
		case n.role == roleCorrect:
			e.choices.correct = []string{f}
		case n.role == roleCode:
			e.code = append(e.code, newlines(f))
		case n.role == roleQuestionCode:
			e.questionCode = append(e.questionCode, newlines(f))
		case n.role == roleAnswerCode:
			e.answerCode = append(e.answerCode, newlines(f))
		case n.role == roleLanguage:
			e.language = f
		default:
			e.rest += " " + f
		}
	}
	return e
}

// option takes the letter from the column's name: "option_b".
func (p columnPlan) option(i int, text string) choiceOption {
	key := letterOf(p.names[i])
	if own, rest := cutOptionKey(text); own != "" && own == key {
		text = rest
	}
	return choiceOption{key: key, text: text}
}

func (p columnPlan) text(fields []string, i int) string {
	return strings.TrimSpace(fieldText(newlines(fieldAt(fields, i))))
}

func fieldAt(fields []string, i int) string {
	if i < 0 || i >= len(fields) {
		return ""
	}
	return strings.TrimSpace(fields[i])
}

// splitTags reads a field of tags: between commas, semicolons or bars; a column of the name "tags" may
// have them between blanks as Anki does.
func splitTags(s string, blanks bool) []string {
	sep := func(r rune) bool { return strings.ContainsRune(",;|", r) }
	if blanks && !strings.ContainsAny(s, ",;|") {
		sep = unicode.IsSpace
	}
	var tags []string
	for tag := range strings.FieldsFuncSeq(s, sep) {
		if tag = strings.TrimSpace(strings.TrimLeft(strings.Trim(tag, ` "'[]`), "#")); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

var escapeReader = strings.NewReplacer(`\\n`, `\n`, `\n`, "\n", `\\t`, `\t`, `\t`, "\t")

// newlines turns a literal \n into a line end, where it was written for one: around fenced code, or
// outside code and quotes. A text that speaks about \n keeps it, and so does one that has real line ends.
func newlines(s string) string {
	if !strings.Contains(s, `\n`) || strings.Contains(s, "\n") {
		return s
	}
	if strings.Contains(s, "```") {
		return escapeReader.Replace(s)
	}
	var b strings.Builder
	inCode := false
	for i := 0; i < len(s); i++ {
		inCode = inCode != (s[i] == '`')
		if !inCode && strings.HasPrefix(s[i:], `\n`) && breaksHere(s, i) {
			b.WriteByte('\n')
			i++
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// breaksHere tells a line end from a path, a name of the sign itself and a string in code.
func breaksHere(s string, i int) bool {
	before, after := s[:i], s[i+2:]
	word := before[max(0, len(before)-200):]
	word = word[strings.LastIndexAny(word, " \t\n")+1:]
	drive := strings.HasSuffix(word, ":") && len(word) == 2 || strings.Contains(word, `:\`)
	if drive || strings.HasSuffix(before, `\`) {
		return false
	}
	if after != "" && strings.ContainsAny(after[:1], `"')`) {
		return false
	}
	apart := before == "" || strings.HasSuffix(before, " ") && !strings.HasSuffix(before, ". ")
	named := apart && (after == "" || strings.Contains(" ?", after[:1]))
	return !named
}
