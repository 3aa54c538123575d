package lineedit

import (
	"strings"
	"testing"
	"unicode"
)

// steers reports control characters, and one that turns the direction of writing.
func steers(r rune) bool { return unicode.IsControl(r) || r == '\u202e' }

// TestPastedControlCharacters come with the line, but do not reach the terminal: a pasted BEL once rang, a
// pasted SO changed the letters, a pasted CSI of one character did what it said.
func TestPastedControlCharacters(t *testing.T) {
	for in, want := range map[string]string{
		"a\ab": "a\ufffdb", "a\bb": "a\ufffdb", "a\x0eb": "a\ufffdb", "a\x0cb": "a\ufffdb",
		"a\u009b2Jb": "a\ufffd2Jb", "a\u202eb": "a\ufffdb", "a\tb": "a b", "Größe 日本": "Größe 日本",
	} {
		f := newFake(t, strings.NewReader(paste+in+pasted+"\r"))
		if line, _, err := f.editor.ReadLine("> "); line != in || err != nil {
			t.Errorf("%q came as %q, %v", in, line, err)
		}
		shown := f.out.String()
		if !strings.Contains(shown, want) {
			t.Errorf("%q was shown as %q, want %q", in, shown, want)
		}
		for _, r := range strings.NewReplacer("\x1b[", "", "\r\n", "").Replace(shown) {
			if steers(r) {
				t.Errorf("%q: %U reached the terminal: %q", in, r, shown)
			}
		}
	}
}
