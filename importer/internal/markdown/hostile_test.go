package markdown_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"iq/importer"
	"iq/importer/internal/doctest"
)

// TestHostileText reads texts made to be slow or to overflow something. Nothing is timed: what is not
// linear here does not end within the test's own time limit.
func TestHostileText(t *testing.T) {
	const n = 20_000
	tests := map[string]string{
		"quotes in one line":        strings.Repeat(">", n) + " x?",
		"quotes on many lines":      strings.Repeat("> ", 300) + strings.Repeat("\n"+strings.Repeat("> ", 300), 300),
		"list marks in one line":    strings.Repeat("- ", n) + "x?",
		"numbers in one line":       strings.Repeat("1. ", n) + "x?",
		"deepening list":            deepening(1_000),
		"brackets":                  strings.Repeat("[", n) + " what?",
		"links":                     "# " + strings.Repeat("[a](", n) + "?",
		"stars":                     strings.Repeat("*", n) + "What?" + strings.Repeat("*", n),
		"stars in pairs":            strings.Repeat("**a", n) + "?",
		"underscores":               strings.Repeat("_", n),
		"backticks":                 strings.Repeat("`", n) + "\n" + strings.Repeat("` ", n),
		"backticks of all lengths":  growing("`", 700),
		"fences":                    strings.Repeat("```\n", n),
		"fences with languages":     strings.Repeat("```go\n", n),
		"tildes and backticks":      strings.Repeat("~~~\n```\n", n),
		"headings":                  strings.Repeat("## What is this?\n\nThat.\n\n", n),
		"headings of every level":   strings.Repeat("# a\n## b\n### c\n#### d\n##### e\n###### f\n", n/6),
		"headings without text":     strings.Repeat("#\n", n),
		"empty headings, deepening": strings.Repeat("## a\n### b\n", n),
		"bold lines":                strings.Repeat("**What is this?**\n\nThat.\n\n", n),
		"labels":                    strings.Repeat("Q: what?\nA: that\n", n),
		"labels without answers":    strings.Repeat("Q: what?\n", n),
		"clozes":                    strings.Repeat("C: a [b] c\n", n),
		"one cloze of many":         "C: " + strings.Repeat("[a] ", n),
		"unclosed clozes":           strings.Repeat("C: [a\n", n),
		"dollars":                   "C: " + strings.Repeat("$a ", n),
		"open details":              strings.Repeat("<details>\n", n),
		"open details with summary": strings.Repeat("<details><summary>What?</summary>\n", n),
		"details closed only":       strings.Repeat("</details>\n", n),
		"comments":                  strings.Repeat("<!--\n", n),
		"tags":                      strings.Repeat("<b>", n) + "?",
		"angle brackets":            strings.Repeat("<", n),
		"a wide table": "|" + strings.Repeat("a|", n) + "\n|" + strings.Repeat("-|", n) + "\n|" +
			strings.Repeat("b?|", n),
		"a long table":               "| Question | Answer |\n|---|---|\n" + strings.Repeat("| What? | That |\n", n),
		"items":                      strings.Repeat("- What is this?\n", n),
		"items with rests":           strings.Repeat("1. What is this? That it is.\n", n),
		"items with nested items":    strings.Repeat("- What is this?\n  - That it is.\n", n/2),
		"one item, many nested":      "- What is this?\n" + strings.Repeat("  - Who asks?\n", n),
		"separators":                 strings.Repeat("?\n", n),
		"paragraph, then separators": strings.Repeat("what\n", n) + "?\nthat",
		"inline separators":          strings.Repeat("a::b\n", n),
		"colons":                     strings.Repeat(":", n) + "\n" + strings.Repeat(": a\n", n),
		"highlights":                 "---\ntags: flashcards\n---\n" + strings.Repeat("==a", n),
		"tagged":                     strings.Repeat("- a #card\n", n),
		"definitions":                strings.Repeat("a\n: b\n", n),
		"boxes":                      strings.Repeat("??? question \"What?\"\n", n),
		"open boxes":                 strings.Repeat(":::details What?\n", n),
		"callouts":                   strings.Repeat("> [!question] What?\n", n),
		"front matter":               "---\n" + strings.Repeat("a: [", n) + "\n---\n# What?\n\nThat.",
		"front matter, aliases": "---\na: &a [x,x]\n" + strings.Repeat("b: &b [*a,*a]\n", 500) +
			"---\n# What?\n\nThat.",
		"rules":       strings.Repeat("---\n", n),
		"a long line": "# " + strings.Repeat("what ", importer.MaxLineBytes/10) + "?",
		"tabs":        strings.Repeat("\t", n) + "x?\n",
		"options":     "# Which?\n" + strings.Repeat("- [ ] a\n", n),
		"letters":     "# Which?\n" + strings.Repeat("a) a\nb) b\n", n/2),
		"mojibake":    strings.Repeat("â€", n) + "\u201d",
		"shortcodes":  strings.Repeat(":a", n),
		"numbers":     "# " + strings.Repeat("1.", n) + " x?",
		"mixed gaps": strings.Repeat("<details>\n<summary>What?</summary>\nThat.\n</details>\n\n"+
			"**Why?**\n\nBecause.\n\n", n/10),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := importer.Parse("hostile.md", []byte(text))
			if err != nil && !errors.Is(err, importer.ErrNoQuestions) && !errors.Is(err, importer.ErrEmpty) {
				t.Fatal(err)
			}
			doctest.CheckFile(t, d, text)
		})
	}
}

func deepening(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func growing(s string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(s, i) + " ")
	}
	return b.String()
}

// FuzzParse reads anything as Markdown.
func FuzzParse(f *testing.F) {
	_ = filepath.WalkDir("testdata", func(path string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			if data, err := os.ReadFile(path); err == nil {
				f.Add(data)
			}
		}
		return nil
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := importer.ParseAs("markdown", "fuzz.md", data)
		if err != nil && len(d.Cards) > 0 {
			t.Fatalf("cards with error %v", err)
		}
		doctest.CheckFile(t, d, string(data))
	})
}
