package markup

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFromHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text is untouched", "  a < b & c, *p and __init__ \n", "  a < b & c, *p and __init__ \n"},
		{"line breaks", "one<br>two<br/>three", "one  \ntwo  \nthree"},
		{"lines of Anki's editor", "<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"},
		{"lists", "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>", "- a\n- b\n\n1. c"},
		{"table",
			"<table><tr><td>a|b</td><td>c<br>d</td></tr><tr><td>1</td><td>2</td></tr></table>",
			"| a\\|b | c  <br />d |\n|---|---|\n| 1 | 2 |"},
		{"code in a table", "<table><tr><td>x</td><td><pre>a\nb</pre></td></tr></table>", "x\n\n```\na\nb\n```"},
		{"code block",
			"<pre><code class=\"language-go\">if a &lt; b {\n\n\n\tx_y *p\n}</code></pre>after",
			"```go\nif a < b {\n\n\n\tx_y *p\n}\n```\n\nafter"},
		{"code block with breaks", "<pre>a<br>b<span>c</span></pre>", "```\na\nbc\n```"},
		{"inline code", "use <code>a_*b*_&lt;T&gt;</code> or `List&lt;T&gt;`", "use `a_*b*_<T>` or `List<T>`"},
		{"image", `<img alt="A [b]" src="my pic (1).png">`, `![A \[b\]](my%20pic%20%281%29.png)`},
		{"sound and video",
			`[sound:x_y.mp3]<br><video><source src="v.mp4"></video>`,
			"[sound:x_y.mp3]  \n[sound:v.mp4]"},
		{"hard blanks", "&nbsp;a&nbsp;b<b>c</b>", "a b**c**"},
		{"formulas", `\( a_1 &lt; 2*3*4 \)<br>[latex]__x__[/latex]`, "\\( a_1 < 2*3*4 \\)  \n[latex]__x__[/latex]"},
		{"formula of the editor", `<anki-mathjax>x_1*y*z</anki-mathjax>`, `\(x_1*y*z\)`},
		{"scripts and styles", "<style>p{}</style><script>1</script>text", "text"},
		{"emphasis by accident",
			"<i>ok</i> __init__ snake_case 2*3*4 *args **kwargs",
			`*ok* \_\_init\_\_ snake_case 2\*3\*4 *args **kwargs`},
		{"generics", "a List&lt;T&gt; where 1 &lt; 2 &amp;&amp; 3 &gt; 2", `a List\<T> where 1 < 2 && 3 > 2`},
		{"written entity", "&amp;lt;", `\&lt;`},
		{"headings and quotes by accident", "<div># note</div><div>&gt; prompt</div>", "\\# note\n\n\\> prompt"},
		{"the same within blanks and tags",
			"<div>\n<span># note</span></div> <ins>&gt; prompt</ins>",
			"\\# note\n\n\\> prompt"},
		{"no heading in a line", "a <ins># b</ins> <small>&gt; c</small>", "a # b > c"},
		{"a part of a table", "<tr><td>a</td><td>b</td></tr>", "| a | b |\n|---|---|"},
		{"a heading at the beginning", "# note<br>b", "\\# note  \nb"},
		{"a number's entity", "a&#39;b", "a'b"},
		{"no entity", "a&;b <b>c</b>", "a&;b **c**"},
		{"empty lines", "a &amp; b  \n \n\n\nc \t\nd", "a & b  \n\nc\nd"},
		{"powers", "O(n<sup>2</sup>), x<sub>i</sub>, 2<sup>n+1</sup>", "O(n^2), x_i, 2^(n+1)"},
		{"cloze marks", "{{c1::<b>x</b>::hint}} {{c2::y}}", "{{c1::**x**::hint}} {{c2::y}}"},
		{"entities only keep their lines", "a &amp; b\n&lt;c&gt;", "a & b\n\\<c>"},
		{"Markdown with a stray tag", "```html\n<b>x</b>\n\n\ny\n```", "```html\n<b>x</b>\n\n\ny\n```"},
	}
	for _, tt := range tests {
		if got := FromHTML(tt.in); got != tt.want {
			t.Errorf("%s: %q\n got %q\nwant %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// TestFromHTMLHostile reads HTML that would cost more than its length allows, of which only the text is kept.
func TestFromHTMLHostile(t *testing.T) {
	tests := []struct{ name, in, contains string }{
		{"nested divs", strings.Repeat("<div>", 100_000) + "deep", "deep"},
		{"copied formatting", "<p>" + strings.Repeat("<b id=x>", 90) + strings.Repeat("<p>x", 100_000), "x"},
		{"indented lists", strings.Repeat("<ul><li>", 90) + strings.Repeat("<li>x", 100_000), "x"},
		{"wide and long table", "<table>" + strings.Repeat("<td>y", 50_000) + strings.Repeat("<tr><td>y", 50_000), "y"},
		{"lying spans", "<table><tr><td colspan=99999999 rowspan=99999999>x<td>y<tr><td>z</table>", "z"},
		{"open formulas", strings.Repeat(`\(`, 200_000) + "<br>x", "x"},
		{"too long", strings.Repeat("<b>x</b> ", 1<<18), "x"},
		{"a script that never ends", "before<script>" + strings.Repeat("<div>", 1000), "before"},
	}
	for _, tt := range tests {
		got := FromHTML(tt.in)
		if !strings.Contains(got, tt.contains) {
			t.Errorf("%s: %.80q does not hold %q", tt.name, got, tt.contains)
		}
		if len(got) > 2*len(tt.in) {
			t.Errorf("%s: %d bytes grew to %d", tt.name, len(tt.in), len(got))
		}
	}
}

// TestTextOfHTML keeps of HTML that is not parsed what a reader would see.
func TestTextOfHTML(t *testing.T) {
	in := strings.Repeat("<div>", 200) + "a<script>no</script><b>b</b><br>c<style>no</style><td>d"
	if got := FromHTML(in); got != "ab\nc\nd" {
		t.Errorf("got %q", got)
	}
}

func TestHasTag(t *testing.T) {
	for in, want := range map[string]bool{
		"<b": true, "</b>": true, "a < b <c>": true, "a < b": false, "a<": false, "": false,
	} {
		if got := HasTag(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestIsBounded(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"short", strings.Repeat("<i>", 133), true},
		{"not so short any more", strings.Repeat("<i>", 134), false},
		{"ninety levels", strings.Repeat("<div>text", 90), true},
		{"too many levels", strings.Repeat("<div>text", 101), false},
		{"paragraphs without an end", strings.Repeat("<p>text", 5000), true},
		{"closed again", strings.Repeat("<div>text</div>", 5000), true},
		{"closed by another tag", strings.Repeat("<div>text</b>", 5000), false},
		{"breaks", strings.Repeat("text<br>", 5000), true},
		{"a long list within a list", "<ul><li><ul>" + strings.Repeat("<li>text</li>", 5000) + "</ul></ul>", true},
	}
	for _, tt := range tests {
		if got := isBounded(tt.in); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		"a<br>b", "<table><tr><td colspan=3>x<td>|</table>", "<pre><code>`x`</code></pre>", "&lt;a&amp;#3",
		`\(<b>x</b>\)`, "<ul><li><ol><li>x", "<a href='x y'>z</a><img src=i>", "<svg><title>x",
		"{{c1::a::b}}<i>", "<b><p><i></b>x</p>", "\a\uf8f0<b>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := FromHTML(s)
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q became invalid: %q", s, got)
		}
		if len(got) > 64_000+16*len(s) {
			t.Errorf("%d bytes grew to %d", len(s), len(got))
		}
	})
}
