package markup

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

func TestTooIntricate(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"prose", strings.Repeat("Some words, *some* `code`.\n", 100), false},
		{"too long", strings.Repeat("a\n", maxText/2+1), true},
		{"brackets in one paragraph", strings.Repeat("[", maxBrackets+1), true},
		{"just as many as allowed", strings.Repeat("[", maxBrackets) + strings.Repeat("*a ", maxEmphasis), false},
		{"as many in two paragraphs", strings.Repeat("[", maxBrackets) + "\n\n[", false},
		{"emphasis in one paragraph", strings.Repeat("*a ", maxEmphasis+1), true},
		{"quotes", strings.Repeat(">", maxMarkers+1), true},
		{"list items", strings.Repeat("- ", maxMarkers+1), true},
		{"numbers", strings.Repeat("1. ", maxMarkers+1), true},
		{"just as many quotes as allowed", strings.Repeat("> ", maxMarkers), false},
		{"dashes without blanks", strings.Repeat("-", maxMarkers+1), false},
		{"numbers without blanks", strings.Repeat("1.", maxMarkers+1), false},
	}
	for _, tt := range tests {
		if got := TooIntricate(tt.in); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestCapNesting(t *testing.T) {
	for in, want := range map[string]string{
		"> - 1. text":                             "> - 1. text",
		strings.Repeat("> ", 30) + "x":            strings.Repeat("> ", MaxNesting),
		strings.Repeat(" ", 8*MaxNesting+2) + "x": strings.Repeat(" ", 8*MaxNesting+1),
		"": "",
	} {
		if got := CapNesting(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestBlocksKnowNoHTML(t *testing.T) {
	var kinds []string
	for n := Blocks([]byte("<div>\n# Title\n</div>\n")).FirstChild(); n != nil; n = n.NextSibling() {
		kinds = append(kinds, n.Kind().String())
	}
	if got := strings.Join(kinds, " "); got != "Paragraph Heading Paragraph" {
		t.Errorf("got %s", got)
	}
}

// TestFormulas finds the text that nothing may be read into.
func TestFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"a $x_1*y_2*z$ b":              "$x_1*y_2*z$",
		"$$a_1_$$":                     "$$a_1_$$",
		"$$\na_1_\n$$\n":               "$$\na_1_\n$$",
		"$$\nnever ended":              "",
		"from $5 to $10":               "",
		"$HOME and $PATH":              "",
		"$х$ in Cyrillic":              "$х$", // its second byte looks like a blank of Latin-1
		"$a `$` b":                     "",
		"$" + strings.Repeat("x", 600): "",
	} {
		found := ""
		_ = ast.Walk(Parse([]byte(in)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if s, ok := n.(*ast.String); ok && entering {
				found += string(s.Value)
			}
			return ast.WalkContinue, nil
		})
		if found != want {
			t.Errorf("%q: %q, want %q", in, found, want)
		}
	}
}
