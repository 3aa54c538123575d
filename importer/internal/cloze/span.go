package cloze

import "strings"

// Span is one cloze of a text in Markdown: what is hidden, and a hint to show in its place.
type Span struct {
	From, To int // the text with its marks, as byte offsets
	Text     string
	Hint     string
	Number   string // clozes of one number are hidden together; "" stands alone
}

// Fill writes the text with something else in the place of each cloze.
func Fill(text string, spans []Span, with func(i int) string) string {
	var b strings.Builder
	at := 0
	for i, span := range spans {
		b.WriteString(text[at:span.From])
		b.WriteString(with(i))
		at = span.To
	}
	b.WriteString(text[at:])
	return b.String()
}

// Brackets finds [clozes]. Brackets in code, formulas, links, images and check boxes hide nothing.
func Brackets(text string) []Span {
	var spans []Span
	EachOpen(text, func(i int) int {
		if text[i] != '[' || follows(text, i, '!') || follows(text, i, '\\') {
			return 0
		}
		end := closingBracket(text[i:])
		if end <= 1 {
			return 0
		}
		after := text[i+end+1:]
		inner := text[i+1 : i+end]
		isLink := strings.HasPrefix(after, "(") || strings.HasPrefix(after, "[") || strings.HasPrefix(inner, "[")
		if !isLink && strings.TrimSpace(inner) != "" {
			spans = append(spans, Span{From: i, To: i + end + 1, Text: inner})
		}
		return end + 1
	})
	return spans
}

// follows reports whether what stands at i follows directly behind a sign.
func follows(text string, i int, sign byte) bool { return i > 0 && text[i-1] == sign }

// closingBracket is the offset of the bracket that closes the one at the start of s. Brackets in code
// and formulas inside do not count.
func closingBracket(s string) int {
	depth, limit := 0, min(len(s), 2000)
	for i := 0; i < limit; {
		if n := opaque(s, i); n > 0 {
			i += n
			continue
		}
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
		i++
	}
	return -1
}

// EachOpen calls f for every byte outside of code and formulas; f says how many bytes it has dealt with, 0 for none.
func EachOpen(text string, f func(i int) int) {
	for i := 0; i < len(text); {
		n := opaque(text, i)
		if n == 0 {
			n = f(i)
		}
		i += max(n, 1)
	}
}

// opaque measures code (`...`, fences) or a formula ($...$, $$...$$) that begins at i; 0 where none does.
func opaque(text string, i int) int {
	if text[i] != '`' && text[i] != '$' || follows(text, i, '\\') {
		return 0
	}
	n := 1
	for i+n < len(text) && text[i+n] == text[i] {
		n++
	}
	mark, rest := text[i:i+n], text[i+n:]
	if mark == "$" && (rest == "" || rest[0] == ' ') {
		return n // the price of something
	}
	if mark[0] == '$' && n > 2 {
		return n
	}
	end := strings.Index(rest[:min(len(rest), 4000)], mark)
	if end < 0 || mark == "$" && strings.Contains(rest[:end], "\n\n") {
		return n
	}
	return n + end + n
}

// Curly finds {{c1::text::hint}} as Anki writes it and {{cloze text}} as Logseq does.
func Curly(text string) []Span {
	if !strings.Contains(text, "{{c") {
		return nil
	}
	var spans []Span
	EachOpen(text, func(i int) int {
		if !strings.HasPrefix(text[i:], "{{c") {
			return 0
		}
		end := strings.Index(text[i:min(len(text), i+4000)], "}}")
		if end < 0 {
			return 0
		}
		inner := text[i+2 : i+end]
		span := Span{From: i, To: i + end + 2}
		if rest, ok := strings.CutPrefix(inner, "cloze "); ok {
			span.Text = rest
		} else if number, rest, ok := strings.Cut(inner, "::"); ok && strings.Trim(number, "c0123456789") == "" {
			span.Number = number
			span.Text, span.Hint, _ = strings.Cut(rest, "::")
		}
		if span.Text == "" {
			return 0
		}
		spans = append(spans, span)
		return end + 2
	})
	return spans
}

// Highlights finds ==clozes==.
func Highlights(text string) []Span {
	var spans []Span
	EachOpen(text, func(i int) int {
		if !strings.HasPrefix(text[i:], "==") || strings.HasPrefix(text[i:], "===") || follows(text, i, '=') {
			return 0
		}
		end := strings.Index(text[i+2:min(len(text), i+1000)], "==")
		if end <= 0 || text[i+2] == ' ' || strings.Contains(text[i+2:i+2+end], "\n") {
			return 0
		}
		spans = append(spans, Span{From: i, To: i + end + 4, Text: text[i+2 : i+2+end]})
		return end + 4
	})
	return spans
}
