package org

import (
	"strconv"
	"strings"

	"iq/importer/internal/cloze"
	"iq/importer/internal/words"
)

// view is what a card shows of a cloze.
type view uint8

const (
	shown  view = iota
	beside      // hidden, but not asked for
	asked
)

// fill writes a text with its clozes as a card shows them.
func fill(text string, spans []cloze.Span, see func(i int) view) string {
	return cloze.Fill(text, spans, func(i int) string {
		switch see(i) {
		case beside:
			return "..."
		case asked:
			return cloze.Blank(spans[i].Hint)
		}
		return spans[i].Text
	})
}

const (
	maxSpan     = 2000 // bytes of one cloze or formula
	maxLinkSize = 1000
)

// bracketSpans finds org-drill's [text], [text||hint] and [text|hint]. Links, check boxes, counters,
// footnotes, dates, code and formulas have brackets too, and hide nothing.
func bracketSpans(text string) []cloze.Span {
	var spans []cloze.Span
	for i := 0; i < len(text); {
		if skip := opaque(text, i); skip > 0 {
			i += skip
			continue
		}
		end := closingBracket(text[i:])
		if end < 0 {
			i++
			continue
		}
		inner := text[i+1 : i+end]
		if isClozeText(inner) && (i == 0 || !isIndexed(text[i-1])) {
			hidden, hint, found := strings.Cut(inner, "||")
			if !found {
				hidden, hint, _ = strings.Cut(inner, "|")
			}
			spans = append(spans, cloze.Span{From: i, To: i + end + 1, Text: hidden, Hint: strings.TrimSpace(hint)})
		}
		i += end + 1
	}
	return spans
}

// closingBracket finds the end of the bracket at the start of s, in the same paragraph; -1 without.
func closingBracket(s string) int {
	if s[0] != '[' {
		return -1
	}
	paragraph, _, _ := strings.Cut(s[:min(len(s), maxSpan)], "\n\n")
	if i := strings.IndexAny(paragraph[1:], "[]"); i >= 0 && paragraph[i+1] == ']' {
		return i + 1
	}
	return -1
}

// isIndexed reports whether a bracket behind a sign is an index, a second bracket or escaped.
func isIndexed(sign byte) bool {
	return isLetter(sign) || isDigit(sign) || sign == ']' || sign == '\\'
}

func isClozeText(inner string) bool {
	t := strings.TrimSpace(inner)
	box := t == "" || t == "X" || t == "x" || t == "-"
	counter := strings.Trim(t, "0123456789/%") == "" && strings.ContainsAny(t, "/%")
	return !box && !counter && !isDate(t) && !words.Any(strings.HasPrefix, t, "fn:", "cite:", "cite/")
}

// isDate recognises [2020-03-04 Wed 20:22].
func isDate(t string) bool {
	return len(t) >= 10 && t[4] == '-' && t[7] == '-' && isDigit(t[0]) && isDigit(t[3]) && isDigit(t[9])
}

// opaque returns the bytes of what stands at i and holds no cloze: a block of code, =code=, ~code~,
// a link, a formula. 0 where nothing of the kind begins.
func opaque(text string, i int) int {
	rest := text[i:]
	switch text[i] {
	case '#':
		if i == 0 || text[i-1] == '\n' {
			return blockSize(rest)
		}
	case '[':
		if strings.HasPrefix(rest, "[[") {
			return spanSize(rest[:min(len(rest), maxLinkSize)], "]]")
		}
	case '=', '~':
		if n := emphasisEnd(text, i); n > 0 {
			return n - i
		}
	case '\\':
		return formulaSize(rest)
	case '$':
		if n := spanSize(rest[1:], "$"); n > 0 && !strings.Contains(rest[:n+1], "\n") {
			return n + 1
		}
	}
	return 0
}

func spanSize(s, end string) int {
	if i := strings.Index(s[:min(len(s), maxSpan)], end); i > 0 {
		return i + len(end)
	}
	return 0
}

// blockSize is the length of a #+begin_src or #+begin_example block at the start of the text.
func blockSize(s string) int {
	if len(s) < 8 || !strings.EqualFold(s[:8], "#+begin_") {
		return 0
	}
	kind := strings.ToLower(firstWord(strings.SplitN(s[8:min(len(s), 60)], "\n", 2)[0]))
	if kind != "src" && kind != "example" {
		return 0
	}
	at := 0
	for l := range strings.Lines(s) {
		at += len(l)
		line := strings.ToLower(strings.TrimSpace(l))
		if line == "#+end_"+kind {
			return at
		}
		if at > len(l) && strings.HasPrefix(line, "#+begin_"+kind) {
			return 0
		}
	}
	return 0
}

// braceSpans finds org-fc's {{text}@0} and {{text}{hint}@0}; without a number yet, {{text}}.
func braceSpans(text string) []cloze.Span {
	var spans []cloze.Span
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '{' || text[i+1] != '{' {
			continue
		}
		c, ok := readBraces(text, i)
		if !ok {
			continue
		}
		if c.Number == "" {
			c.Number = "without " + strconv.Itoa(len(spans))
		}
		spans = append(spans, c)
		i = c.To - 1
	}
	return spans
}

func readBraces(text string, at int) (cloze.Span, bool) {
	c := cloze.Span{From: at}
	end := closingBrace(text, at+1)
	if end < 0 {
		return c, false
	}
	c.Text = text[at+2 : end]
	at = end + 1
	if at < len(text) && text[at] == '{' {
		if end = closingBrace(text, at); end < 0 {
			return c, false
		}
		c.Hint = strings.TrimSpace(text[at+1 : end])
		at = end + 1
	}
	if at < len(text) && text[at] == '@' {
		from := at + 1
		for at++; at < len(text) && isDigit(text[at]) && at-from < 9; at++ {
		}
		n, err := strconv.Atoi(text[from:at])
		if err != nil {
			return c, false
		}
		c.Number = strconv.Itoa(n)
	}
	if at >= len(text) || text[at] != '}' || strings.TrimSpace(c.Text) == "" {
		return c, false
	}
	c.To = at + 1
	return c, true
}

// closingBrace finds the brace that closes the one at i; -1 without.
func closingBrace(text string, i int) int {
	depth := 0
	for j := i; j < len(text) && j-i < maxSpan; j++ {
		switch text[j] {
		case '{':
			if j > i && j+1 < len(text) && text[j+1] == '{' {
				return -1 // clozes do not stand inside one another
			}
			depth++
		case '}':
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
