package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"iq/importer"
)

// ways are all the ways to write one question and its answer that a whole list may keep to. Each gets
// the number, the question and the answer.
var ways = map[string]func(n int, q, a string) string{
	"heading":            func(n int, q, a string) string { return fmt.Sprintf("## %s\n\n%s\n\n", q, a) },
	"numbered heading":   func(n int, q, a string) string { return fmt.Sprintf("### %d. %s\n\n%s\n\n", n, q, a) },
	"heading with Q":     func(n int, q, a string) string { return fmt.Sprintf("#### Q%d: %s\n%s\n\n", n, q, a) },
	"heading in an item": func(n int, q, a string) string { return fmt.Sprintf("%d. ### %s\n\n    %s\n\n", n, q, a) },
	"heading and rule":   func(n int, q, a string) string { return fmt.Sprintf("## %s\n\n%s\n\n---\n\n", q, a) },
	"heading and label":  func(n int, q, a string) string { return fmt.Sprintf("## %s\n\n**Answer:** %s\n\n", q, a) },
	"heading and fold": func(n int, q, a string) string {
		return fmt.Sprintf("## %s\n\n<details>\n<summary>Answer</summary>\n\n%s\n\n</details>\n\n", q, a)
	},
	"fold": func(n int, q, a string) string {
		return fmt.Sprintf("<details>\n<summary>%s</summary>\n\n%s\n\n</details>\n\n", q, a)
	},
	"bold fold": func(n int, q, a string) string {
		return fmt.Sprintf("<details>\n<summary><b>%s</b></summary><br><b>\n\n%s\n</b></details>\n\n", q, a)
	},
	"bold line":     func(n int, q, a string) string { return fmt.Sprintf("**%s**\n\n%s\n\n", q, a) },
	"bold numbered": func(n int, q, a string) string { return fmt.Sprintf("**%d. %s**\n\n%s\n\n", n, q, a) },
	"bold item":     func(n int, q, a string) string { return fmt.Sprintf("%d. **%s**\n\n   %s\n\n", n, q, a) },
	"marked": func(n int, q, a string) string {
		return fmt.Sprintf("**Question %d:**\n\n%s\n\n**Answer %d:**\n\n%s\n\n", n, q, n, a)
	},
	"Q and A":        func(n int, q, a string) string { return fmt.Sprintf("Q: %s\nA: %s\n\n", q, a) },
	"Q and A, ruled": func(n int, q, a string) string { return fmt.Sprintf("Q: %s\nA: %s\n---\n", q, a) },
	"bold Q and A":   func(n int, q, a string) string { return fmt.Sprintf("**Q%d:** %s\n\n**A:** %s\n\n", n, q, a) },
	"numbered item":  func(n int, q, a string) string { return fmt.Sprintf("%d. %s\n\n   %s\n\n", n, q, a) },
	"item and item":  func(n int, q, a string) string { return fmt.Sprintf("- %s\n  - %s\n", q, a) },
	"plain":          func(n int, q, a string) string { return fmt.Sprintf("%s\n\n%s\n\n", q, a) },
	"plain numbered": func(n int, q, a string) string { return fmt.Sprintf("%d.%s\n%s\n\n", n, q, a) },
	"separator":      func(n int, q, a string) string { return fmt.Sprintf("%s\n?\n%s\n\n", q, a) },
	"double colon":   func(n int, q, a string) string { return fmt.Sprintf("%s:: %s\n\n", q, a) },
	"tagged":         func(n int, q, a string) string { return fmt.Sprintf("- %s #card\n\t- %s\n", q, a) },
	"definition":     func(n int, q, a string) string { return fmt.Sprintf("%s\n: %s\n\n", q, a) },
	"box":            func(n int, q, a string) string { return fmt.Sprintf("??? question \"%s\"\n    %s\n\n", q, a) },
	"callout":        func(n int, q, a string) string { return fmt.Sprintf("> [!question]- %s\n> %s\n\n", q, a) },
}

func genQuestion(t *rapid.T, i int) string {
	start := rapid.SampledFrom([]string{"What is", "How does one use", "Why do we need", "When should you avoid",
		"Which part owns"}).Draw(t, "start")
	thing := rapid.SampledFrom([]string{"a quorum", "the `WAL`", "snapshot isolation", "a B-tree (on disk)",
		"*backpressure*", "HTTP/2", "C++ and Go", "x < y"}).Draw(t, "thing")
	return fmt.Sprintf("%s %s, case %c%c?", start, thing, 'a'+i%26, 'a'+i/26)
}

func genAnswer(t *rapid.T, i int) string {
	return fmt.Sprintf("%s Point %d.",
		rapid.SampledFrom([]string{"It keeps `order`.", "Because **half** fail.", "See the log; then decide.",
			"A set of 3 nodes [1].", "Never."}).Draw(t, "answer"), i)
}

// TestEveryWay writes a list of n questions in one way and wants n cards, with their texts and in
// their order.
func TestEveryWay(t *testing.T) {
	for name, write := range ways {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				n := rapid.IntRange(2, 30).Draw(t, "n")
				var b strings.Builder
				if rapid.Bool().Draw(t, "titled") {
					b.WriteString("# A list\n\nSome words before.\n\n")
				}
				var qs, as []string
				for i := range n {
					qs, as = append(qs, genQuestion(t, i)), append(as, genAnswer(t, i))
					b.WriteString(write(i+1, qs[i], as[i]))
				}
				text := b.String()
				if rapid.Bool().Draw(t, "CRLF") {
					text = strings.ReplaceAll(text, "\n", "\r\n")
				}
				wantCards(t, text, qs, as)
			})
		})
	}
}

func wantCards(t *rapid.T, text string, qs, as []string) {
	d, err := importer.Parse("list.md", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(d.Cards) != len(qs) || len(d.Unanswered) > 0 {
		t.Fatalf("layout %s: %d cards and %d without answer of %d\n%s", d.Layout, len(d.Cards), len(d.Unanswered),
			len(qs), text)
	}
	for i, c := range d.Cards {
		if c.Question != qs[i] || !strings.Contains(c.Answer, as[i]) || len(c.Answer) > len(as[i])+4 {
			t.Fatalf("layout %s, card %d: %q => %q, want %q => %q\n%s", d.Layout, i, c.Question, c.Answer, qs[i], as[i],
				text)
		}
	}
}

// TestMixedWays puts sections written in different ways into one file.
func TestMixedWays(t *testing.T) {
	names := []string{"numbered heading", "fold", "bold line", "Q and A", "numbered item", "marked"}
	rapid.Check(t, func(t *rapid.T) {
		picked := rapid.Permutation(names).Draw(t, "order")[:rapid.IntRange(2, 4).Draw(t, "sections")]
		var b strings.Builder
		b.WriteString("# All\n\n")
		n := 0
		for s, name := range picked {
			fmt.Fprintf(&b, "## Part %c\n\n", 'A'+s)
			for range 3 {
				n++
				b.WriteString(ways[name](n, genQuestion(t, n), genAnswer(t, n)))
			}
		}
		d, err := importer.Parse("list.md", []byte(b.String()))
		if err != nil || len(d.Cards)+len(d.Unanswered) != n {
			t.Fatalf("%d cards and %d without answer of %d, %v\n%s", len(d.Cards), len(d.Unanswered), n, err,
				b.String())
		}
	})
}
