package record

import (
	"iter"
	"strings"

	"iq/importer/internal/doc"
)

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

// readCareless takes a field up to a quote that is followed by the separator and another quote, or
// by the line's end.
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
