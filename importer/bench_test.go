package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"iq/importer"
)

// lists are ways to write a card of a usual length; each number stands for a card.
var lists = map[string]string{
	"headings": "## What does component %[1]d do when load arrives?\n\n" +
		"It answers with **value %[1]d** and then waits.\n\n" +
		"- a first point on %[1]d\n- a second one with `code`\n\n```go\nfunc f() int { return %[1]d }\n```\n\n" +
		"A last paragraph that says some more on this, so that the text has a usual length.\n\n",
	"items": "%[1]d. What does component %[1]d do?\n\n" +
		"   It answers with **value %[1]d**\n   and then waits for more.\n\n",
	"folds": "<details>\n<summary>What does component %[1]d do?</summary>\n\n" +
		"It answers with **value %[1]d**.\n\n</details>\n\n",
	"labels": "Q: What does component %[1]d do?\nA: It answers with **value %[1]d** and then waits.\n\n",
}

// BenchmarkParse reads files of 500 cards.
func BenchmarkParse(b *testing.B) {
	for name, card := range lists {
		var list strings.Builder
		list.WriteString("# A topic\n\n")
		for i := range 500 {
			fmt.Fprintf(&list, card, i+1)
		}
		data := []byte(list.String())
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if d, err := importer.Parse("topic.md", data); err != nil || len(d.Cards) != 500 {
					b.Fatalf("%d cards, %v", len(d.Cards), err)
				}
			}
		})
	}
}
