package markup

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// TestText reads what Markdown and HTML mean within a text.
func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"a b\tc d &CounterClockwiseContourIntegral; &nosuchname;":  "a b c d ∳ &nosuchname;",
		"some *words* of **text** and `a  b`":                      "some words of text and `a  b`",
		"a\nb\\\nc  \nd":                                           "a b c d",
		"x ~~~a~~~ b":                                              "x ~~~a~~~ b",
		"~~old~~ new":                                              "~old~ new",
		"&lt;T&gt; \\*a\\* \\&amp;":                                "<T> *a* &amp;",
		"[here](https://example.org) [](https://example.com)":      "here https://example.com",
		"[](#top)a":                                                "a",
		"![A *cat*](x.png)![img](https://example.org/y.png?z)":     "[image: A cat] [image: y.png]",
		"![](0123456789abcdef0123.png)":                            "[image]",
		"<b>a</b> <i>b</i> <code>c</code> <q>d</q> <s>e</s>":       "a b `c` \"d\" ~e~",
		"x<sup>2</sup> H<sub>2</sub>O 2<sup>n+1</sup>":             "x^2 H_2O 2^(n+1)",
		"x<sup>never ended":                                        "x^never ended",
		"<q> spaced </q>.":                                         "\"spaced\" .",
		"a<b></b>b <q></q>":                                        "ab",
		"a<br>b<ul><li>c<li>d</ul>":                                "a b - c - d",
		"List<String> and <Button kind=\"x\">Save</Button>":        "List<String> and <Button kind=\"x\">Save</Button>",
		"<a href=https://example.org></a> <a href=x>y</a>":         "https://example.org y",
		"a <!-- comment --> b":                                     "a b",
		"<div>a<p>b</p><pre>c\n d</pre></div>":                     "a b c d",
		"- [x] done":                                               "done",
		"| a | `b\\|c` |\n|---|---|\n| d | e |":                    "a `b|c` d e",
		"$$\na_1_\n$$":                                             "$$ a_1_ $$",
		"<table><tr><td>a<td>b<tr><td>c</table>":                   "a b c",
		"<td>a</td><td>b</td>":                                     "a b",
		"<script>x</script>":                                       "",
		"<style>x</style>\n\n<div><svg><text>x</text></svg></div>": "",
	} {
		source := []byte(in)
		if got := Text(Parse(source), source); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestTagsThatCross has tags end in another order than they began, and end what Markdown began.
func TestTagsThatCross(t *testing.T) {
	for in, want := range map[string]string{
		"<b>a<i>b</b>c</i>": "(b a (i b )i )b (i c )i",
		"*a</b>*":           "(i a )i",
		"*<b>a* b</b>":      "(i (b a )b )i (b  b )b",
		"**a</b> b**":       "(b a  b )b",
		"</i>a<b>":          "a",
		"<b>a":              "(b a )b",
	} {
		var got []string
		source := []byte(in)
		for _, p := range Pieces(Parse(source).FirstChild(), source) {
			name := map[Kind]string{Bold: "b", Italic: "i"}[p.Kind]
			switch {
			case p.End:
				got = append(got, ")"+name)
			case p.Kind >= Bold:
				got = append(got, "("+name)
			default:
				got = append(got, p.Text)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", in, strings.Join(got, " "), want)
		}
	}
}

// FuzzPieces holds that pieces which come in pairs are nested, and that their number grows with the
// length of the text alone.
func FuzzPieces(f *testing.F) {
	for _, s := range []string{
		"<b>a<i>b</b>c</i>", "*a</b>*", "<details><summary>x</summary>\n\n- a\n", "<td>x", "<li>x<p>y",
		"<a href=x><div>y</div></a>", "<table><tr><td><ul><li>x</table>", "<dl><dt>a<dd><pre>b</dl>",
		"<ol start=7><li value=9>x<ol>y</ol>", "<h1><a href=x></a></h1>", "| a | `b\\|c` |\n|--|--|\n", "$$\nx\n$$",
		"~~a~~ [x](y)", strings.Repeat("<b>", 500) + strings.Repeat("<i>", 500) + strings.Repeat("x</b>", 500),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if TooIntricate(s) {
			return
		}
		source, count := []byte(s), 0
		_ = ast.Walk(Parse(source), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			text := n.FirstChild()
			if entering && n.Type() == ast.TypeBlock && text != nil && text.Type() == ast.TypeInline {
				pieces := Pieces(n, source)
				nested(t, s, pieces)
				count += len(pieces)
			}
			return ast.WalkContinue, nil
		})
		if count > 1000+2*MaxNesting*len(s) {
			t.Errorf("%.100q: %d pieces of %d bytes", s, count, len(s))
		}
	})
}

func nested(t *testing.T, s string, pieces []Piece) {
	t.Helper()
	var open []Kind
	for _, p := range pieces {
		switch {
		case p.Kind < Bold:
		case !p.End:
			open = append(open, p.Kind)
		case len(open) == 0 || open[len(open)-1] != p.Kind:
			t.Fatalf("%.100q: %d ends within %v", s, p.Kind, open)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%.100q: %v never end", s, open)
	}
}
