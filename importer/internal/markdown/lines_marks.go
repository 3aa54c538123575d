package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
)

// markComments finds <!-- ... -->, also over several lines. An unclosed one ends at its own line,
// where a careless author would think it ended.
func markComments(lines []line) {
	end := -1 // last line that holds a comment's end, counted from behind
	ends := make([]int, len(lines))
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.Contains(lines[i].raw, "-->") {
			end = i
		}
		ends[i] = end
	}
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(lines[i].text, "<!--") {
			continue
		}
		if strings.Contains(lines[i].text, "-->") {
			if strings.HasSuffix(lines[i].text, "-->") {
				lines[i].kind = comment
			}
			continue
		}
		for last := ends[i]; i <= last; i++ {
			lines[i].kind = comment
		}
	}
}

// markItems reads the marker of every list item: its number and the text behind it.
func markItems(lines []line) {
	for i := range lines {
		l := &lines[i]
		if l.text == "" {
			if l.kind != code && l.kind != comment {
				l.kind = blank
			}
			continue
		}
		l.body = l.text
		if l.item {
			l.body, l.ordinal, _ = inline.CutItemMarker(l.text)
		}
	}
}

// markUnderlined finds headings written as a line of text over === or ---. Under --- only a short
// line that stands alone counts, because many write a separating rule directly under an answer.
func markUnderlined(lines []line) {
	atx := slices.ContainsFunc(lines, line.isHeading)
	for i := 1; i < len(lines); i++ {
		above := &lines[i-1]
		alone := i < 2 || lines[i-2].kind == blank || lines[i-2].kind == rule
		if above.kind != prose || !alone || above.item || above.indent > 3 || len(above.text) > 200 {
			continue
		}
		level := 0
		switch {
		case len(lines[i].text) >= 3 && strings.Trim(lines[i].text, "=") == "":
			level = 1
		case lines[i].kind == rule && !atx && strings.Trim(lines[i].text, "-") == "" && titleLike(above.text):
			level = 2
		}
		if level > 0 {
			above.kind, above.level, above.title = heading, level, above.text
			lines[i].kind = rule
		}
	}
}

func titleLike(s string) bool {
	if strings.HasPrefix(s[1:], ":") || strings.HasPrefix(s, "<") {
		return false // a label or a tag, with a separating rule below
	}
	return ask.Likeness(s) >= 0.8 || len(s) <= 60 && !strings.ContainsAny(s[len(s)-1:], ".,;:")
}

// markLooseHeadings accepts what most programs show as headings although the standard does not:
// "###Title" and <h3>Title</h3>.
func markLooseHeadings(lines []line) {
	least := 2 // a single # without a blank may be a tag, but not in a file that writes all headings so
	for i := range lines {
		l := &lines[i]
		if l.kind != prose || l.indcode {
			continue
		}
		if level, title, ok := htmlHeading(l.text); ok {
			l.kind, l.level, l.title = heading, level, title
			continue
		}
		if markTightHeading(l, least) {
			least = 1
		}
	}
	for i := 0; least == 1 && i < len(lines); i++ {
		if l := &lines[i]; l.kind == prose && !l.indcode {
			markTightHeading(l, least)
		}
	}
}

// markTightHeading marks "###Title" with at least so many signs.
func markTightHeading(l *line, least int) bool {
	rest := strings.TrimLeft(l.body, "#")
	level := len(l.body) - len(rest)
	if level < least || level > 6 || rest == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("*_<[`¿\"'(", r) {
		return false
	}
	l.kind, l.level, l.title = heading, level, strings.TrimSpace(strings.TrimRight(rest, "# "))
	return true
}

// htmlHeading reads <h2 id="x">Title</h2> on one line.
func htmlHeading(s string) (level int, title string, ok bool) {
	if len(s) < 9 || s[0] != '<' || s[1] != 'h' && s[1] != 'H' || s[2] < '1' || s[2] > '6' {
		return 0, "", false
	}
	open := strings.IndexByte(s, '>')
	end := strings.LastIndex(strings.ToLower(s), "</h"+s[2:3]+">")
	if open < 0 || end < open || strings.Trim(s[end+5:], " ") != "" {
		return 0, "", false
	}
	return int(s[2] - '0'), strings.TrimSpace(s[open+1 : end]), true
}

// markTables finds rows around a delimiter row such as |---|:---:|.
func markTables(lines []line) {
	for i := 1; i < len(lines); i++ {
		head := &lines[i-1]
		if !isDelimiterRow(lines[i].text) || head.kind != prose || !strings.Contains(head.text, "|") {
			continue
		}
		head.kind = table
		for j := i; j < len(lines) && strings.Contains(lines[j].text, "|") && lines[j].kind != code; j++ {
			lines[j].kind = table
		}
	}
}

func isDelimiterRow(s string) bool {
	return len(s) >= 3 && strings.Contains(s, "-") && strings.Contains(s, "|") && strings.Trim(s, "|-: \t") == ""
}
