package markdown

import (
	"strings"
	"testing"
)

// Settings that YAML's reader refuses are read line by line, but a line that is itself what it refused
// names nothing: "deck: *j" is a reference to what the file does not have.
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
	if front, _ := readFrontMatter(strings.Split("---\ntitle: a: b\ntags: [go, sql]\n---", "\n")); len(front.tags) != 2 {
		t.Errorf("tags %v", front.tags)
	}
}
