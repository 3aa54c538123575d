package markdown

import (
	"slices"
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

// readTables reads tables with a column of questions and one of answers, a card a row.
func readTables(s section) []draft {
	var drafts []draft
	for i := s.from; i < s.to; i++ {
		if s.doc.lines[i].kind != table {
			continue
		}
		end := i + until(s.doc.lines[i:s.to], func(l line) bool { return l.kind != table })
		drafts = append(drafts, tableDrafts(s.doc.lines, i, end)...)
		i = end
	}
	return drafts
}

// columns says where in a table the questions and answers stand; -1 where nowhere.
type columns struct{ question, answer int }

func tableDrafts(lines []line, from, to int) []draft {
	if to-from < 3 {
		return nil
	}
	cols := columnsByName(cells(lines[from].text))
	named := cols.question >= 0
	if !named {
		cols = columnsByContent(lines, from, to)
	}
	if cols.question < 0 || leadsInside(lines[from+2:to]) {
		return nil
	}
	var drafts []draft
	for i := from + 2; i < to; i++ {
		row := cells(lines[i].text)
		if cols.question >= len(row) || isDelimiterRow(lines[i].text) {
			continue
		}
		t := ask.ReadTitle(row[cols.question])
		if t.Text == "" || strings.HasPrefix(t.Link, "#") {
			continue
		}
		d := draft{line: i, end: i + 1, question: brToLines(t.Text), number: t.Number, like: ask.Likeness(t.Text),
			shape: "row"}
		if named {
			d.like = max(d.like, 0.8)
		}
		if cols.answer >= 0 && cols.answer < len(row) {
			d.answer = brToLines(row[cols.answer])
			if ask.IsPlaceholder(d.answer) {
				d.answer = ""
			}
		}
		drafts = append(drafts, d)
	}
	return drafts
}

// leadsInside reports whether most rows link into the same file: a table of contents.
func leadsInside(rows []line) bool {
	inside := count(rows, func(l line) bool {
		return strings.Contains(l.text, "](#") || strings.Contains(l.text, `href="#`)
	})
	return inside*2 > len(rows)
}

// columnsByName finds the columns by their headers' words.
func columnsByName(header []string) columns {
	c := columns{-1, -1}
	term := -1
	for i, cell := range header {
		w := strings.ToLower(strings.Trim(inline.PlainText(inline.StripTags(cell)), " *_:?()"))
		w = strings.TrimSuffix(strings.TrimSuffix(w, "(s)"), " text")
		switch {
		case c.question < 0 && (ask.QuestionLabels.Has(w) || endsInWord(w, questionColumns)):
			c.question = i
		case c.answer < 0 && (ask.AnswerLabels.Has(w) || endsInWord(w, answerColumns)):
			c.answer = i
		case term < 0 && termColumns.Has(w):
			term = i
		}
	}
	if c.question < 0 && c.answer >= 0 && term >= 0 && len(header) <= 3 &&
		definitionColumns.HasFold(strings.Trim(header[c.answer], " *_")) {
		c.question = term
	}
	return c
}

var (
	questionColumns = words.Of("question questions q frage pregunta pergunta domanda вопрос вопросы pytanie soru")
	answerColumns   = words.Of(`answer answers definition definitions meaning explanation a antwort respuesta resposta
		risposta réponse ответ ответы odpowiedź cevap description bedeutung definición definição значение определение 定义
		含义 说明 意味`)
	termColumns = words.Of(`term terms concept concepts word front acronym abbreviation begriff término termo
		terme termine термин понятие 术语 概念 用語 용어`)
	definitionColumns = words.Of(`definition definitions meaning explanation back answer description bedeutung
		definición definição значение определение 定义 含义 说明 意味`)
)

// endsInWord accepts a header of one or two words, the last one in the table: "Interview question", but
// not "Number of questions".
func endsInWord(s string, table *words.Set) bool {
	f := strings.Fields(s)
	if len(f) == 0 || len(f) > 2 || !table.Has(f[len(f)-1]) {
		return false
	}
	return len(f) == 1 || !countWords.Has(f[0])
}

var countWords = words.Of("no no. nr nr. number num total # count of")

// columnsByContent takes the column whose cells ask, and the next that does not, for the answer.
func columnsByContent(lines []line, from, to int) columns {
	c, rows := columns{-1, -1}, to-from-2
	width := len(cells(lines[from].text))
	asking := make([]int, width)
	filled := make([]int, width)
	for i := from + 2; i < to; i++ {
		row := cells(lines[i].text)
		for j, cell := range row[:min(len(row), width)] {
			if t := ask.ReadTitle(cell); t.Text != "" && !strings.HasPrefix(t.Link, "#") {
				filled[j]++
				if ask.EndsAsking(t.Text) {
					asking[j]++
				}
			}
		}
	}
	c.question = slices.IndexFunc(asking, func(n int) bool { return n*10 >= rows*6 && n >= 2 })
	if c.question < 0 {
		return c
	}
	behind := filled[c.question+1:]
	if j := slices.IndexFunc(behind, func(n int) bool { return n*2 > rows }); j >= 0 {
		c.answer = c.question + 1 + j
	}
	return c
}

// cells splits a row at its bars; a bar in code or behind a backslash does not split.
func cells(row string) []string {
	row = strings.TrimPrefix(strings.TrimSpace(row), "|")
	var out []string
	var b strings.Builder
	inCode := false
	for i := 0; i < len(row); i++ {
		switch {
		case row[i] == '\\' && i+1 < len(row) && row[i+1] == '|':
			b.WriteByte('|')
			i++
		case row[i] == '`':
			inCode = !inCode
			b.WriteByte('`')
		case row[i] == '|' && (!inCode || !strings.Contains(row[i:], "`")):
			out = append(out, strings.TrimSpace(b.String()))
			b.Reset()
		default:
			b.WriteByte(row[i])
		}
	}
	if rest := strings.TrimSpace(b.String()); rest != "" {
		out = append(out, rest)
	}
	return out
}

// breakTags turns breaks into line ends.
var breakTags = strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n", "</br>", "\n", "<BR>", "\n")

// brToLines makes real lines of the breaks that a table's cell is confined to.
func brToLines(s string) string {
	raws := strings.Split(breakTags.Replace(s), "\n")
	for i, raw := range raws {
		raws[i] = strings.TrimSpace(raw)
	}
	return strings.TrimSpace(strings.Join(raws, "\n"))
}
