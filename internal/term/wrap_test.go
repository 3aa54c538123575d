package term

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNoOrphans: a sign that ends something begins no line, one that begins something ends none,
// though blanks stand around it as in French.
func TestNoOrphans(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"est-ce que tu peux le lire ?", 27, []string{"est-ce que tu peux le", "lire ?"}},
		{"il dit « jamais de la vie » !", 8, []string{"il dit", "« jamais", "de la", "vie » !"}},
		{"une-remise-considérable :", 20, []string{"une-remise-considérable", ":"}}, // no line is made wider
		{"他说「你好」，然后（慢慢地）走了。", 6, []string{"他说", "「你", "好」，", "然后", "（慢慢", "地）走", "了。"}},
		{"a lease - a lock ends", 8, []string{"a", "lease -", "a lock", "ends"}}, // no list
		{"（（一", 2, []string{"（（一"}},
	} {
		if diff := cmp.Diff(c.want, Wrap(c.text, c.width)); diff != "" {
			t.Errorf("%q at %d (-want +got):\n%s", c.text, c.width, diff)
		}
	}
}

// TestNumbersStayWithTheirTerm wraps a bold term with its number.
func TestNumbersStayWithTheirTerm(t *testing.T) {
	out := Markdown("A log with a **leader** and so on", MarkdownOptions{Width: 21, NumberPoints: true})
	if want := "A log with a\n(1) *leader* and so\non\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}
