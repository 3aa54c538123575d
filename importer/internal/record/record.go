// Package record reads files of records: rows of a table, notes, objects. Which column or key holds the
// question, the answer and the options it tells by their names, else by what is in them. It knows no prose.
package record

import (
	"cmp"
	"iter"
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/doc"
	"iq/importer/internal/words"
	"iq/internal/card"
	"iq/internal/markup"
)

// entry is one row of a table or one object of a list, before it is known whether it is a card.
type entry struct {
	line         int
	at           int // where it stands in the file, when line was counted on from there; else 0
	question     string
	answer       string
	questionCode []string
	answerCode   []string
	code         []string // of the question or the answer, whichever it fits
	language     string
	explanation  string
	choices      choices
	tags         []string
	deck         string
	rest         string // what else was there: a row that is skipped is named by it
}

// addTo makes a card of an entry, or says why it is not one.
func (e entry) addTo(d *doc.Document) {
	q, a := e.text()
	if q == "" && a+e.rest != "" {
		d.Skip(cmp.Or(e.at, e.line), "an answer without a question", a+e.rest)
		return
	}
	c := e.card()
	c.Question, c.Answer = q, a
	d.Add(c)
}

// card is a card without its texts yet.
func (e entry) card() doc.Card {
	return doc.Card{Line: e.line, Text: card.Text{Tags: e.tags, Deck: e.deck}}
}

// text puts the parts of question and answer together.
func (e entry) text() (q, a string) {
	q, a = strings.TrimSpace(e.question), strings.TrimSpace(e.answer)
	qCode, aCode := e.questionCode, e.answerCode
	if ask.AboutCode(q) || len(e.choices.list) > 0 {
		qCode = append(qCode, e.code...)
	} else {
		aCode = append(aCode, e.code...)
	}
	if q != "" {
		q = withCode(q, qCode, e.language)
	}
	if len(e.choices.list) > 1 && q != "" {
		q, a = e.choices.ask(q), e.choices.answer(a)
	} else if a == "" {
		a = strings.Join(e.choices.correct, "\n")
	}
	a = withCode(a, aCode, e.language)
	if e.explanation != "" && !strings.Contains(a, e.explanation) {
		a = strings.TrimSpace(a + "\n\n" + strings.TrimSpace(e.explanation))
	}
	return q, a
}

// withCode adds code that the text does not show yet.
func withCode(text string, codes []string, language string) string {
	for _, code := range codes {
		code = strings.Trim(code, "\n")
		if strings.TrimSpace(code) == "" || strings.Contains(text, strings.TrimSpace(code)) {
			continue
		}
		if !strings.Contains(code, "```") {
			code = "```" + strings.ToLower(strings.Trim(language, "` \n")) + "\n" + code + "\n```"
		}
		text = strings.TrimSpace(text + "\n\n" + code)
	}
	return text
}

// likelyHTML finds fields that were written by an editor of HTML. A text that only speaks of tags is
// Markdown: its tags stand alone, or between backquotes.
func likelyHTML(s string) bool {
	if strings.Contains(s, "`") {
		return false
	}
	if words.Any(strings.Contains, s, "&nbsp;", "&quot;", "&#039;", "&#39;", "&apos;", "&rsquo;", "&ldquo;") {
		return true
	}
	if !markup.HasTag(s) {
		return false
	}
	lower := strings.ToLower(s)
	_, image, _ := strings.Cut(lower, "<img ")
	return words.Any(closesTag, lower, closedTags...) || strings.Contains(image, "src=") || breaksLine(lower)
}

// closedTags are the tags that an editor closes.
var closedTags = strings.Fields("p div ul ol li b i strong em pre code table span h1 h2 h3 h4 u a font sup sub")

// closesTag finds <tag ...>something</tag>.
func closesTag(lower, tag string) bool {
	_, rest, _ := strings.Cut(lower, "<"+tag)
	if rest == "" || rest[0] != '>' && rest[0] != ' ' {
		return false
	}
	inner, _, closed := strings.Cut(rest, "</"+tag+">")
	_, inner, _ = strings.Cut(inner, ">")
	return closed && strings.TrimSpace(inner) != ""
}

// breaksLine finds a <br> between two words without the blanks that a mention of it would have.
func breaksLine(lower string) bool {
	for {
		i := strings.Index(lower, "<br")
		if i < 0 {
			return false
		}
		end := strings.IndexByte(lower[i:], '>')
		if end < 0 || end > 6 {
			return false
		}
		after := lower[i+end+1:]
		if i > 0 && after != "" && !strings.ContainsAny(after[:1], " ?.,;:!)\"'") {
			return true
		}
		lower = after
	}
}

// fieldText reads a field: HTML becomes Markdown, anything else stays.
func fieldText(s string) string {
	if likelyHTML(s) {
		return markup.FromHTML(s)
	}
	return s
}

// record is one row of a delimited file.
type record struct {
	line   int
	fields []string
	raw    string // as in the file
	quoted bool   // at least one field was in quotes
}

const (
	maxColumns  = 256  // what follows on a row stays in the last column
	quoteSearch = 2048 // bytes in which a careless quote is looked for
)

// records splits a text into rows and fields. Quotes count only around a whole field, so that fields
// full of inches and quotations come through; rows that hold nothing are left out.
func records(text, sep string) iter.Seq[record] {
	return func(yield func(record) bool) {
		for line := 1; text != ""; {
			r, size := readRecord(text, sep)
			r.line, r.raw = line, strings.TrimSuffix(text[:size], "\n")
			line += strings.Count(text[:size], "\n")
			text = text[size:]
			if strings.Trim(r.raw, " \t"+sep) != "" && !yield(r) {
				return
			}
		}
	}
}

// firstRecords are the rows by which the columns are judged.
func firstRecords(text, sep string) []record {
	var first []record
	for r := range records(doc.Sample(text), sep) {
		if first = append(first, r); len(first) == sampleRows {
			break
		}
	}
	return first
}

// readRecord reads the row at the start of the text and returns the bytes it takes, its line end included.
func readRecord(text, sep string) (record, int) {
	var r record
	at := 0
	for {
		field, size, quoted := readField(text[at:], sep, len(r.fields)+1 >= maxColumns)
		r.fields, r.quoted = append(r.fields, field), r.quoted || quoted
		at += size
		if at >= len(text) {
			return r, at
		}
		if text[at] == '\n' {
			return r, at + 1
		}
		at += len(sep)
	}
}

// readField reads one field and returns the bytes up to the separator or line end behind it.
func readField(text, sep string, last bool) (field string, size int, quoted bool) {
	blanks := len(text) - len(strings.TrimLeft(text, " "))
	if blanks < len(text) && text[blanks] == '"' && !last {
		if field, size, ok := readQuoted(text[blanks+1:], sep); ok {
			return field, blanks + 1 + size, true
		}
	}
	end := strings.IndexByte(text, '\n')
	if end < 0 {
		end = len(text)
	}
	if i := strings.Index(text[:end], sep); i >= 0 && !last {
		end = i
	}
	return text[:end], end, false
}

// readQuoted reads what stands behind an opening quote. The first quote that is not doubled has to
// close the field; authors who forget to double the inner ones are understood within one line.
func readQuoted(text, sep string) (field string, size int, ok bool) {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == '"' && !endsField(text[i+2:], sep):
			i++
		case text[i] != '"':
		case i+1 < len(text) && text[i+1] == '"':
			i++
		default:
			blanks := len(text[i+1:]) - len(strings.TrimLeft(text[i+1:], " "))
			if endsField(text[i+1+blanks:], sep) {
				return unescapeQuotes(text[:i]), i + 1 + blanks, true
			}
			return readCareless(text, sep)
		}
	}
	return "", 0, false
}

func endsField(rest, sep string) bool {
	return rest == "" || rest[0] == '\n' || strings.HasPrefix(rest, sep)
}

// readCareless takes a field up to a quote that is followed by the separator and another quote, or by the line's end.
func readCareless(text, sep string) (string, int, bool) {
	end := strings.IndexByte(text[:min(len(text), quoteSearch)], '\n')
	whole := end >= 0
	if !whole {
		end = min(len(text), quoteSearch)
		whole = end == len(text)
	}
	line := text[:end]
	for _, closing := range []string{`"` + sep + `"`, `"` + sep + ` "`} {
		if i := strings.Index(line, closing); i >= 0 {
			return unescapeQuotes(line[:i]), i + 1, true
		}
	}
	body, closed := strings.CutSuffix(strings.TrimRight(line, " "), `"`)
	if whole && closed && !strings.Contains(body, sep) {
		return unescapeQuotes(body), end, true
	}
	return "", 0, false
}

func unescapeQuotes(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\"`, `"`), `""`, `"`)
}
