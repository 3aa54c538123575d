package markdown

import (
	"testing"
)

// TestDeckOfBrokenFrontMatter guards against a deck called "*j". Settings that YAML's reader refuses are
// read line by line, but a line that is itself what it refused names nothing.
func TestDeckOfBrokenFrontMatter(t *testing.T) {
	tests := []struct{ line, deck string }{
		{"deck: *j", ""},
		{"deck: &j", ""},
		{"deck: [j", ""},
		{"deck: {j", ""},
		{"deck: !j x: y", ""},
		{"deck: @j", ""},
		{"deck: Go: the basics", "Go: the basics"},
		{`deck = "networks"`, "networks"},
		{"deck = 'networks'", "networks"},
	}
	for _, tt := range tests {
		lines := []string{"---", "title: a: b", tt.line, "---", "# What?"}
		front, first := readFrontMatter(lines)
		if front.deck != tt.deck || first != 4 {
			t.Errorf("%s: deck %q, text from line %d; want %q", tt.line, front.deck, first, tt.deck)
		}
	}
	front, _ := readFrontMatter([]string{"---", "title: a: b", "tags: [go, sql]", "---"})
	if len(front.tags) != 2 {
		t.Errorf("tags %v", front.tags)
	}
}
