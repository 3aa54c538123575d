package org

import (
	"strings"
	"testing"

	"iq/importer/internal/doc"
	"iq/importer/internal/doctest"
)

func TestOrgInline(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a *bold* and /italic/ word", "a **bold** and *italic* word"},
		{"=code= and ~more~, +gone+", "`code` and `more`, ~~gone~~"},
		{"=a`b=", "`` a`b ``"},
		{"2*3*4 a/b/c x=1 y=2 snake_case_name", "2*3*4 a/b/c x=1 y=2 snake_case_name"},
		{"[[https://example.org][text]] [[https://example.org]]", "[text](https://example.org) <https://example.org>"},
		{"[[file:a b.png]] [[Some heading][here]]", "![](a%20b.png) here"},
		{`\(a_1 * b_2\) and $x$`, `\(a_1 * b_2\) and $x$`},
		{"*bold /both/*", "**bold *both***"},
		{"<<anchor>>text", "text"},
		{"* not closed", "* not closed"},
	}
	for _, tt := range tests {
		if got := toInline(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestOrgMarkdown(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"table with a head", "| a | b |\n|---+---|\n| 1 | 2 |\n|---+---|\n| 3 | 4 |",
			"| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"},
		{"table without", "| a | b |\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"},
		{"quotation", "#+begin_quote\nso *he* said\n#+end_quote", "> so **he** said"},
		{"fixed width", ": x = 1\n:   y", "```\nx = 1\n  y\n```"},
		{"comments and results", "a\n# no\n#+RESULTS:\nb", "a\nb"},
		{"line break", "a\\\\\nb", "a  \nb"},
		{"starred items", "  * one\n  + two", "  - one\n  - two"},
	}
	for _, tt := range tests {
		if got := toMarkdown(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestOrgOpenBlock keeps a block that was never closed from swallowing the cards up to the end of another.
func TestOrgOpenBlock(t *testing.T) {
	var d doc.Document
	text := "* One :drill:\n#+begin_src go\na\n* Two :drill:\nb\n#+begin_src go\nc\n#+end_src\n"
	if err := Read(&d, text); err != nil || len(d.Cards) != 2 || d.Cards[1].Line != 4 {
		t.Errorf("%v, %+v", err, d.Cards)
	}
}

func TestBracketClozes(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a [b] c [d||hint] e [f|g]", "a [...] c [hint] e [g]"},
		{"[[link][text]] [ ] [X] [1/2] [50%] [fn:1] [2026-01-02 Fri]",
			"[[link][text]] [ ] [X] [1/2] [50%] [fn:1] [2026-01-02 Fri]"},
		{"=a[0]= ~[x]~ b[1] \\([y]\\) \\[z\\]", "=a[0]= ~[x]~ b[1] \\([y]\\) \\[z\\]"},
		{"over [two\nlines] but [not\n\nthree]", "over [...] but [not\n\nthree]"},
		{"#+begin_src c\nint a[] = {[0]};\n#+end_src\n[y]", "#+begin_src c\nint a[] = {[0]};\n#+end_src\n[...]"},
	}
	for _, tt := range tests {
		if got := fill(tt.in, bracketSpans(tt.in), func(int) view { return asked }); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestBraceHoles(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a {{b}@0} {{c}{hint}@1} {{d}}", "a [...] [hint] [...]"},
		{"{{x{y}z}@2}", "[...]"},
		{"{{}@0} {{a}@} {{a}@1 {a} {{ {{b}@0}", "{{}@0} {{a}@} {{a}@1 {a} {{ [...]"},
	}
	for _, tt := range tests {
		if got := fill(tt.in, braceSpans(tt.in), func(int) view { return asked }); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestOrgHostile(t *testing.T) {
	for name, text := range map[string]string{
		"open blocks":  "* a :drill:\n" + strings.Repeat("#+begin_src\n", 100_000),
		"open drawers": "* a :drill:\n" + strings.Repeat(":PROPERTIES:\n", 100_000),
		"open braces":  "* a :fc:\n" + strings.Repeat("{{a ", 100_000),
		"brackets":     "* a :drill:\n" + strings.Repeat("[a ", 100_000),
		"links":        "* a :drill:\n" + strings.Repeat("[[a\n", 100_000),
		"emphasis":     "* a :drill:\n" + strings.Repeat(" =a *b /c", 50_000),
		"many clozes":  "* a :fc:\n" + strings.Repeat("{{a}} word ", 50_000),
		"deep":         deepOrg(1000),
	} {
		var d doc.Document
		if err := Read(&d, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(d.Cards)+len(d.Unanswered)+len(d.Skipped) == 0 {
			t.Errorf("%s: nothing was told", name)
		}
		doctest.Check(t, d, text)
	}
}

// deepOrg nests cards in one another.
func deepOrg(levels int) string {
	var b strings.Builder
	for i := 1; i <= levels; i++ {
		b.WriteString(strings.Repeat("*", i) + " head :drill:\ntext\n")
	}
	return b.String()
}

func FuzzOrg(f *testing.F) {
	doctest.Seed(f, "org")
	f.Add([]byte("* a :fc:\n{{b}@0} [c]\n** Back\n#+begin_quote\nd\n#+end_quote\n| e | f |\n: g\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, ok := doctest.Decoded(data)
		if !ok {
			return
		}
		var d doc.Document
		if err := Read(&d, text); err != nil {
			t.Errorf("%v of %q", err, text)
		}
		doctest.Check(t, d, text)
		doctest.CheckLines(t, d, text)
		if lines := strings.Split(text, "\n"); len(toLines(lines, true)) != len(lines) {
			t.Errorf("%q has %d lines, and %d in Markdown", text, len(lines), len(toLines(lines, true)))
		}
	})
}
