package markup

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// TestBlocksOfHTML reads HTML into the blocks that Markdown would have made of it.
func TestBlocksOfHTML(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"<div>a<p>b</p>c</div>", "TextBlock a, Paragraph b, TextBlock c"},
		{"<h2>a</h2><hr><blockquote>b<p>c</blockquote>",
			"Heading a, ThematicBreak, Blockquote(TextBlock b, Paragraph c)"},
		{"<ul><li>a<ul><li>b</ul><li></ul>",
			"List(ListItem(TextBlock a, List(ListItem(TextBlock b))))"},
		{"<ol><li></li><li>a</ol>", "List(ListItem, ListItem(TextBlock a))"},
		{"<li>a</li><li>b</li>", "List(ListItem(TextBlock a), ListItem(TextBlock b))"},
		{"<ul> words<li>a</li> more</ul>",
			"List(ListItem(TextBlock words), ListItem(TextBlock a, TextBlock more))"},
		{"<ul></ul><blockquote> </blockquote>", ""},
		{"<table><tr><th>a<th>b<tr><td>c<td>d</table>",
			"Table(TableHeader(TableCell a, TableCell b), TableRow(TableCell c, TableCell d))"},
		{"<table><tr><th>a<td>b<tr><td>c</table>",
			"Table(TableRow(TableCell a, TableCell b), TableRow(TableCell c))"},
		{"<table><tr><th>a</table>", "Table(TableRow(TableCell a))"},
		{"<table><caption>a</caption><tbody><tr><td>b<p>c</table>",
			"TextBlock a, Table(TableRow(TableCell b c))"},
		{"<table><tr></tr></table><table></table>", "Table(TableRow)"},
		{"<details><summary><h2>a</h2></summary>b</details>", "Group(Summary a, TextBlock b)"},
		{"<dl><dt>a<dd>b</dl><pre>\nc<br>d\n</pre>",
			"Group(Term a, Indented(TextBlock b)), CodeText c d"},
		{"<div><b>a<p>b</p></b>c<p>d</div>", "TextBlock a, Paragraph b, TextBlock c, Paragraph d"},
		{"<App>\n<Header title=\"x &amp; y\"/>\n</App>",
			"TextBlock <App> <Header title=\"x &amp; y\"/> </App>"},
		{"<p><a href=x><div>a</div></a></p>", "TextBlock a"},
		{"<div>" + strings.Repeat("<div>", 200) + "a<br>b\n\n<p>&lt;",
			"TextBlock a, TextBlock b, Paragraph <"},
	} {
		source := []byte(tt.in)
		if got := blocksOf(Parse(source), source); got != tt.want {
			t.Errorf("%.100q:\n%s\nwant\n%s", tt.in, got, tt.want)
		}
	}
}

// blocksOf writes the blocks in a block, those that Markdown does not know by their shape.
func blocksOf(parent ast.Node, source []byte) string {
	var all []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		name, within := n.Kind().String(), ""
		switch b, _ := n.(*Block); {
		case b != nil:
			name = [...]string{"Group", "Term", "Indented", "Summary", "CodeText"}[b.Shape]
		case n.Kind() == ast.KindHTMLBlock:
			if within = blocksOf(n, source); within != "" {
				all = append(all, within)
			}
			continue
		}
		if n.HasChildren() && n.FirstChild().Type() == ast.TypeBlock {
			within = fmt.Sprintf("(%s)", blocksOf(n, source))
		} else if text := Text(n, source); text != "" {
			within = " " + text
		}
		all = append(all, name+within)
	}
	return strings.Join(all, ", ")
}

func TestItemNumber(t *testing.T) {
	var got []string
	const source = "<ol start=3><li>a<li value=7>b<li>c<li value=1234567>d<li value=-1>e<li value=x>f</ol>"
	list := Parse([]byte(source)).FirstChild().FirstChild().(*ast.List)
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		number = ItemNumber(item, number)
		got = append(got, fmt.Sprint(number))
		number++
	}
	if want := "3 7 8 9 10 11"; strings.Join(got, " ") != want {
		t.Errorf("numbers %q, want %s", got, want)
	}
}
