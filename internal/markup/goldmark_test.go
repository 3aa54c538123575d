package markup

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"
)

// TestLikeGoldmark holds our reading of tables, struck text and check boxes to goldmark's own, which
// iq does without for the sake of its start-up time.
func TestLikeGoldmark(t *testing.T) {
	theirs := goldmark.New(goldmark.WithExtensions(
		extension.Table, extension.Strikethrough, extension.TaskList, extension.Linkify)).Parser()
	pieces := []string{
		"|", "| a ", "|---", "|:--", "|--:|", ":-:|\n", "\n", "\n", "\n\n", "a", " ", "\\|", "`", "~", "~~", "~~~",
		"b~", "- ", "[ ]", "[x] ", "[X]", "> ", "  ", "\t", "*", "é", "---", "-|-\n", "|a|b|\n|-|-|\n|c|d|\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		source := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "text"), ""))
		want := outline(theirs.Parse(text.NewReader(source)), source)
		if got := outline(Parse(source), source); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", source, got, want)
		}
	})
}

// outline writes a tree's kinds and texts. Bars in code are left out: behind a backslash they are the
// renderer's to resolve.
func outline(root ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			b.WriteString(")")
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				b.WriteString(strings.NewReplacer(`\`, "", "|", "").Replace(string(c.(*ast.Text).Value(source))))
			}
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			fmt.Fprintf(&b, "%q", n.Value(source))
		case *extast.Table:
			fmt.Fprintf(&b, "(%s %v", n.Kind(), n.Alignments)
		case *extast.TaskCheckBox:
			fmt.Fprintf(&b, "(%s %v", n.Kind(), n.IsChecked)
		default:
			fmt.Fprintf(&b, "(%s", n.Kind())
		}
		return ast.WalkContinue, nil
	})
	return strings.ReplaceAll(b.String(), `")"`, "") // where a text was cut in two
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a_b_c":                   "https://example.org/a_b_c",
		"see http://example.org.":                     "http://example.org",
		"(https://example.org/a_(b))":                 "https://example.org/a_(b)",
		"*https://example.org/_a_*":                   "https://example.org/_a",
		"https://example.org:8080/x?y=1&z=2#part, or": "https://example.org:8080/x?y=1&z=2#part",
		"https://example.org#v1.2":                    "https://example.org#v1.2",
		"www.example.org":                             "www.example.org",
		"ftp://ftp.example.org/x":                     "ftp://ftp.example.org/x",
		"http://localhost:8080/x":                     "",
		"http://10.0.0.1/x":                           "",
		"http://":                                     "",
		"xhttp://example.org":                         "",
		"[https://example.org](https://example.com)":  "",
		"<https://example.org/a>":                     "https://example.org/a",
	} {
		found := ""
		source := []byte(in)
		_ = ast.Walk(Parse(source), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if link, ok := n.(*ast.AutoLink); ok && entering {
				found += string(link.Label(source))
			}
			return ast.WalkContinue, nil
		})
		if found != want {
			t.Errorf("%q: %q, want %q", in, found, want)
		}
	}
}
