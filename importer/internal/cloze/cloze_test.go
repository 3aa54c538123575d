package cloze

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExpandCloze(t *testing.T) {
	tests := []struct {
		name, in string
		want     []Card
	}{
		{"no cloze", "plain {{text}} {{c::x}} {{c0::x}} {{cx::y}}", nil},
		{"whole text", "{{c1::all}}", []Card{{1, "[...]", "all", "all", "all"}}},
		{"two numbers and a hint", "{{c2::Raft::protocol}} elects a {{c1::leader}}.", []Card{
			{1, "Raft elects a [...].", "leader", "Raft elects a leader.", "leader\n\nRaft elects a leader."},
			{2, "[protocol] elects a leader.", "Raft", "Raft elects a leader.", "Raft\n\nRaft elects a leader."},
		}},
		{"one number twice", "{{c1::a}} and {{c1::b}}",
			[]Card{{1, "[...] and [...]", "a, b", "a and b", "a, b\n\na and b"}}},
		{"nested", "{{c1::an {{c2::inner}} part::outer}} x", []Card{
			{1, "[outer] x", "an inner part", "an inner part x", "an inner part\n\nan inner part x"},
			{2, "an [...] part x", "inner", "an inner part x", "inner\n\nan inner part x"},
		}},
		{"several numbers on one cloze", "{{c1,2::x}}",
			[]Card{{1, "[...]", "x", "x", "x"}, {2, "[...]", "x", "x", "x"}}},
		{"never closed", "{{c1::a {{c2::b}}", []Card{{2, "{{c1::a [...]", "b", "{{c1::a b", "b\n\n{{c1::a b"}}},
		{"stray close", "a}} {{c1::b}}}", []Card{{1, "a}} [...]}", "b", "a}} b}", "b\n\na}} b}"}}},
		{"image occlusion", "{{c1::image-occlusion:rect:left=.1}} {{c2::b}}", []Card{{2, "[...]", "b", "b", "b"}}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Expand(tt.in)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestExpandClozeHostile(t *testing.T) {
	for name, s := range map[string]string{
		"opened for ever": strings.Repeat("{{c1::", 200_000) + "x",
		"closed for ever": strings.Repeat("}}", 200_000),
		"deep":            strings.Repeat("{{c1::", 100_000) + "x" + strings.Repeat("}}", 100_000),
		"too many":        strings.Repeat("x", 1<<20) + manyClozes(400),
	} {
		for _, c := range Expand(s) {
			if len(c.Question) > len(s) || c.Question == "" {
				t.Errorf("%s: question of %d bytes", name, len(c.Question))
			}
		}
	}
	if got := len(Expand(manyClozes(400))); got != 400 {
		t.Errorf("%d cards of 400 clozes", got)
	}
}

func manyClozes(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		b.WriteString("{{c" + strconv.Itoa(i) + "::x}} ")
	}
	return b.String()
}

func FuzzCloze(f *testing.F) {
	for _, s := range []string{"{{c1::a::b}}", "{{c1::{{c2::a}}}}", "{{c1::", "}}{{c1,2::x}}", "{{c500::::}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range Expand(s) {
			if c.Question == "" || c.Number < 1 || c.Number > maxNumber {
				t.Errorf("%q: %+v", s, c)
			}
		}
	})
}
