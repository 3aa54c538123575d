package term

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestUnsafeCharacters holds every character against the ranges as they are documented.
func TestUnsafeCharacters(t *testing.T) {
	type span struct{ from, to rune }
	dropped := []span{
		{0xad, 0xad}, {0x61c, 0x61c}, {0x180e, 0x180e}, {0x200b, 0x200b}, {0x200e, 0x200f}, {0x2060, 0x2065},
		{0x206a, 0x206f}, {0xfeff, 0xfeff}, {0xfff0, 0xfff8}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
		{0xe0000, 0xe00ff}, {0xe01f0, 0xe0fff},
	}
	replaced := []span{{0, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfff9, 0xfffb}}
	within := func(spans []span, r rune) bool {
		for _, s := range spans {
			if s.from <= r && r <= s.to {
				return true
			}
		}
		return false
	}
	isSurrogate := func(r rune) bool { return r >= 0xd800 && r <= 0xdfff }
	for r := rune(0); r <= 0x10ffff; r++ {
		if isSurrogate(r) {
			continue
		}
		want := string(r)
		switch {
		case within(dropped, r):
			want = ""
		case r == 0x2028, r == 0x2029:
			want = "\n"
		case within(replaced, r) && r != '\n' && r != '\t':
			want = "\ufffd"
		}
		if got := Clean(string(r)); got != want {
			t.Errorf("U+%04X becomes %q, want %q", r, got, want)
		}
		if got := Unsafe(r); got != (within(dropped, r) || within(replaced, r)) {
			t.Errorf("U+%04X: unsafe %v", r, got)
		}
	}
}

// TestCombiningMarks: each character may carry as many as maxMarks, however many the one before it had.
func TestCombiningMarks(t *testing.T) {
	eight := strings.Repeat("\u0301", 8)
	if got, want := Clean("e"+eight+"\u0301e"+eight), "e"+eight+"e"+eight; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// failing fails from its second write on.
type failing struct{ writes int }

func (f *failing) Write(b []byte) (int, error) {
	if f.writes++; f.writes > 1 {
		return 0, errors.New("no space left")
	}
	return len(b), nil
}

// TestOutputKeepsItsFirstError, tells it to each further write, and is not wrapped twice.
func TestOutputKeepsItsFirstError(t *testing.T) {
	var f failing
	o := NewOutput(&f)
	if NewOutput(o) != o || o.Unwrap() != &f {
		t.Error("an Output within an Output")
	}
	if n, err := o.Write([]byte("abc")); n != 3 || err != nil || o.Err() != nil {
		t.Errorf("%d, %v, %v", n, err, o.Err())
	}
	for range 2 {
		n, err := o.Write([]byte("abc"))
		if n != 0 || err == nil || err != o.Err() || err.Error() != "write the result: no space left" {
			t.Errorf("%d, %v, %v", n, err, o.Err())
		}
	}
	if f.writes != 2 {
		t.Errorf("it was written %d times", f.writes)
	}
}

// TestPaletteHasAColourForEach of its names, and without colour leaves every text alone.
func TestPaletteHasAColourForEach(t *testing.T) {
	on, off := NewPalette(true), NewPalette(false)
	for name, paint := range map[string]func(*Palette, string) string{
		"1": (*Palette).Bold, "3": (*Palette).Italic, "2": (*Palette).Dim, "1;4": (*Palette).Heading,
		"1 ": (*Palette).Good, "31;1": (*Palette).Bad, "31": (*Palette).Warn, "1  ": (*Palette).Accent,
		"35": (*Palette).Code,
	} {
		want := "\x1b[" + strings.TrimSpace(name) + "mtext"
		if got := paint(on, "text"); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		if got := paint(off, "text"); got != "text" {
			t.Errorf("without colour: %q", got)
		}
	}
}

func TestWordsAtTheirBounds(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "under a minute", 59 * time.Second: "under a minute", time.Minute: "about 1 min",
		59*time.Minute + 29*time.Second: "about 59 min", 59*time.Minute + 30*time.Second: "about 1 h 0 min",
		2*time.Hour + 5*time.Minute: "about 2 h 5 min",
	} {
		if got := About(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
	day := time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC)
	for days, want := range map[int]string{
		-1: "on 5 Nov 2026", 0: "today", 1: "tomorrow", 2: "on Thu 5 Nov", 299: "on Thu 5 Nov", 300: "on 5 Nov 2026",
	} {
		if got := Ahead(day, days); got != want {
			t.Errorf("%d days ahead: %q, want %q", days, got, want)
		}
	}
}

// TestTiesHoldWordsTogether: of the blanks these alone are no place to break a line.
func TestTiesHoldWordsTogether(t *testing.T) {
	for _, tie := range []string{"\u00a0", "\u2007", "\u202f"} {
		if got := Wrap("aaa bbb"+tie+"ccc", 8); len(got) != 2 || got[1] != "bbb"+tie+"ccc" {
			t.Errorf("%q: %q", tie, got)
		}
	}
	for _, blank := range []string{" ", "\u2003", "\u2008", "\u3000"} {
		if got := Wrap("aaa bbb"+blank+"ccc", 8); len(got) != 2 || got[0] != "aaa bbb" {
			t.Errorf("%q: %q", blank, got)
		}
	}
}

// TestManyTables: the first maxTables are set in columns, the others as lists.
func TestManyTables(t *testing.T) {
	source := strings.Repeat("| a | b |\n|---|---|\n| c | d |\n\n", maxTables+1)
	out := Markdown(source, MarkdownOptions{Width: 40})
	rules, lists := strings.Count(out, ruleSign+"\n"), strings.Count(out, "- a: c\n")
	if rules != maxTables || lists != 1 {
		t.Errorf("%d tables, %d lists", rules, lists)
	}
}

// TestIntricateTextIsWrapped, with its empty lines, and is not parsed.
func TestIntricateTextIsWrapped(t *testing.T) {
	source := strings.Repeat("[", 2000) + "\n\n**two** words\n"
	out := Markdown(source, MarkdownOptions{Width: 40, Indent: 2})
	if !strings.HasSuffix(out, "\n\n  **two** words\n") {
		t.Errorf("%q", out[max(0, len(out)-40):])
	}
}

// TestMarksOfALongList are as wide as the last.
func TestMarksOfALongList(t *testing.T) {
	for n, want := range map[int]string{9: "1. x\n", 10: " 1. x\n"} {
		if got := Markdown(strings.Repeat("1. x\n", n), MarkdownOptions{Width: 40}); !strings.HasPrefix(got, want) {
			t.Errorf("a list of %d: %q", n, got)
		}
	}
}

// TestDeepIndent leaves half of the width to the text.
func TestDeepIndent(t *testing.T) {
	got := Markdown("one two three", MarkdownOptions{Width: 20, Indent: 30})
	if want := strings.Repeat(" ", 10) + "one two\n" + strings.Repeat(" ", 10) + "three\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
