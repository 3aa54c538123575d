package importer

import (
	"errors"
	"strings"
	"testing"

	"iq/importer/internal/markdown"
)

const marked = "# Overview\n\n**Question 1:**\n\nWhat is a quorum?\n\n**Answer 1:**\n\n" +
	"The **least** number of nodes that must agree.\n\n**Question 2 :**\n\nWhy replicate?" +
	"\n\n**Answer 2:**\n\nTo survive a node\u00e2\u20ac\u201dand to read locally.\n"

func TestParseMarked(t *testing.T) {
	d, err := Parse("dir/queues.md", []byte(marked))
	if err != nil {
		t.Fatal(err)
	}
	if d.Layout != "labelled" || d.Deck != "queues" || len(d.Cards) != 2 {
		t.Fatalf("layout %q, deck %q, %d cards", d.Layout, d.Deck, len(d.Cards))
	}
	first, second := d.Cards[0], d.Cards[1]
	if first.Question != "What is a quorum?" || first.Answer != "The **least** number of nodes that must agree." ||
		first.Line != 3 {
		t.Errorf("first card %+v", first)
	}
	if second.Answer != "To survive a node—and to read locally." {
		t.Errorf("mojibake was not repaired: %q", second.Answer)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		name, format string
		data         string
		want         error
	}{
		{"empty", "", "", ErrEmpty},
		{"blank", "", " \n\t\n", ErrEmpty},
		{"binary", "", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01", 90), ErrBinary},
		{"long line", "", "# Q?\n" + strings.Repeat("x", MaxLineBytes+1), ErrLineTooLong},
		{"too many lines", "", strings.Repeat("a\n", markdown.MaxLines+2), ErrTooManyLines},
		{"no questions", "", "Just some text.\n", ErrNoQuestions},
		{"unknown format", "wordperfect", "# Q?\n\nA.\n", ErrUnknownFormat},
	}
	for _, tt := range tests {
		if _, err := ParseAs(tt.format, tt.name, []byte(tt.data)); !errors.Is(err, tt.want) {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestDecode(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"BOM", "\xef\xbb\xbfhi", "hi"},
		{"CRLF and CR", "a\r\nb\rc", "a\nb\nc"},
		{"UTF-16 LE with BOM", "\xff\xfeh\x00i\x00", "hi"},
		{"UTF-16 BE with BOM", "\xfe\xff\x00h\x00i", "hi"},
		{"UTF-16 LE without BOM", "w\x00h\x00a\x00t\x00?\x00", "what?"},
		{"UTF-16 BE without BOM", "\x00w\x00h\x00a\x00t\x00?", "what?"},
		{"mojibake dash", "time\u00e2\u20ac\u201dthere", "time—there"},
		{"mojibake accent", "caf\u00c3\u00a9", "café"},
		{"honest accents", "São Ãb, não, ÂB, señor â la", "São Ãb, não, ÂB, señor â la"},
		{"invalid bytes", "a\xffb", "a\ufffdb"},
		{"NUL", "a\x00b", "ab"},
	}
	for _, tt := range tests {
		got, _, err := decode([]byte(tt.in))
		if err != nil || got != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}
