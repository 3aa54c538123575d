package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"iq/importer"
)

// lists are question lists of a usual length, a card a number.
var lists = map[string]func(i int) string{
	"headings": func(i int) string {
		return fmt.Sprintf("## What does component %d do when load number %d arrives?\n\nIt answers with **value %d** and then waits.\n\n"+
			"- a first point on %d\n- a second one with `code`\n\n```go\nfunc f() int { return %d }\n```\n\n"+
			"A last paragraph that says some more on this, so that the text has a usual length.\n\n", i, i*7, i, i, i)
	},
	"items": func(i int) string {
		return fmt.Sprintf("%d. What does component %d do?\n\n   It answers with **value %d**\n   and then waits for more.\n\n", i, i, i)
	},
	"folds": func(i int) string {
		return fmt.Sprintf("<details>\n<summary>What does component %d do?</summary>\n\nIt answers with **value %d**.\n\n</details>\n\n", i, i)
	},
	"labels": func(i int) string {
		return fmt.Sprintf("Q: What does component %d do?\nA: It answers with **value %d** and then waits.\n\n", i, i)
	},
}

// BenchmarkParse reads files of 500 cards.
func BenchmarkParse(b *testing.B) {
	for name, write := range lists {
		var list strings.Builder
		list.WriteString("# A topic\n\n")
		for i := range 500 {
			list.WriteString(write(i + 1))
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
