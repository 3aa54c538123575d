package term

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile is every way that I know of to steer a terminal or to deceive its reader.
func hostile() []string {
	var all []string
	for r := rune(0); r < 0xa0; r++ { // C0, DEL and C1, alone and as raw bytes
		if strings.ContainsRune("\n\t", r) || r >= ' ' && r < 0x7f {
			continue
		}
		all = append(all, string(r))
		if r >= 0x80 {
			all = append(all, string([]byte{byte(r)}))
		}
	}
	for _, intro := range []string{"\x1b[", "\u009b", "\x9b"} {
		for _, final := range "ABCDEFGHJKSTfhlmnsu" {
			all = append(all, intro+"2"+string(final), intro+"?1049"+string(final))
		}
		all = append(all, intro+"38;2;1;2;3m", intro+"6n", intro+"5i", intro+"21t", intro+"!p", intro+">0q")
	}
	for _, intro := range []string{"\x1b]", "\u009d", "\x9d"} {
		for _, end := range []string{"\x07", "\x1b\\", "\u009c", ""} {
			for _, body := range []string{"0;title", "8;;http://example.org", "52;c;aGVsbG8=", "4;1;?", "1337;File=:",
				"10;?"} {
				all = append(all, intro+body+end)
			}
		}
	}
	for _, s := range []string{"P1$r", "_Gf=100;", "^pm", "X", "k", "c", "7", "8", "=", ">", "(0", "#8", "%G", "N",
		"O", "D", "E", "H", "M", "Z"} {
		all = append(all, "\x1b"+s)
	}
	for _, r := range []rune{0x061c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
		0x2060, 0x2061, 0x2062,
		0x2063, 0x2064, 0x2065, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x206f, 0xfeff, 0xfff0, 0xfff8, 0xfff9,
		0xfffa, 0xfffb, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0001, 0xe0020, 0xe007f, 0xe0080, 0xe0fff, 0x00ad,
		0x180e} {
		all = append(all, string(r))
	}
	return append(all, "\xff", "\xc0\x9b", "\xe0\x80\x9b", "\xf0\x80\x80\x9b", "\xed\xa0\x80", "\r", "x\roverwritten",
		"\b\b\bgone", "&#27;[31m", "&#x9b;2J", "&#8238;", "\\\x1b[0m", "`\x1b[1m`")
}

func safe(t *testing.T, what, in, out string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("%s of %q is no UTF-8: %q", what, in, out)
	}
	for _, r := range out {
		if Unsafe(r) && r != '\n' && r != '\t' {
			t.Errorf("%s of %q lets %U through: %q", what, in, r, out)
			return
		}
	}
}

// TestNothingSteersTheTerminal sends each sequence through every way out of this package.
func TestNothingSteersTheTerminal(t *testing.T) {
	all := hostile()
	if len(all) < 200 {
		t.Fatalf("only %d sequences", len(all))
	}
	for _, bad := range all {
		for _, in := range []string{bad, "before " + bad + " after", "# " + bad,
			"- " + bad + "\n\n```\n" + bad + "\n```", "[a" + bad + "](b" + bad + ")",
			"<b>" + bad + "</b><p title='" + bad + "'>", "|a|b|\n|-|-|\n|" + bad + "|x|", "![" + bad + "](x)",
			"<!-- " + bad + " -->", "<http://x" + bad + ">"} {
			safe(t, "Clean", in, Clean(in))
			line := CleanLine(in)
			safe(t, "CleanLine", in, line)
			if strings.ContainsAny(line, "\n\t") {
				t.Errorf("CleanLine of %q has more than a line: %q", in, line)
			}
			safe(t, "Markdown", in, Markdown(in, MarkdownOptions{Width: 40}))
			safe(t, "Points", in, strings.Join(Points(in), " "))
		}
		var table bytes.Buffer
		if err := Table(&table, TableSpec{Header: []string{"a"}, Rows: [][]string{{bad}},
			Footer: []string{bad}}); err != nil {
			t.Fatal(err)
		}
		safe(t, "Table", bad, table.String())
	}
}

func TestCleanKeepsWhatPeopleWrite(t *testing.T) {
	for _, s := range []string{"", "plain\n\ttext", "Größe, naïve, Ελληνικά, Русский", "日本語 한국어", "مرحبا بالعالم",
		"שלום",
		"👩‍💻 👨‍👩‍👧 🏳️‍🌈 ❤️", "e\u0301 n\u0303", "नमस्ते", "→ ≤ · …", "\ue0b0"} {
		if got := Clean(s); got != s {
			t.Errorf("Clean(%q) = %q", s, got)
		}
	}
	for in, want := range map[string]string{
		"a\r\nb": "a\nb", "a\u2028b": "a\nb", "so\u00adft": "soft", "\x1b[31mred": "\ufffd[31mred",
		"a\u202eb": "a\ufffdb", "zero\u200bwidth": "zerowidth",
		"z" + strings.Repeat("\u0301", 50):                 "z" + strings.Repeat("\u0301", 8),
		"z" + strings.Repeat("\u0301", 8) + "\u200b\u0301": "z" + strings.Repeat("\u0301", 8),
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := CleanLine("  two\n\tlines  of\r\ntext "); got != "two lines of text" {
		t.Errorf("CleanLine: %q", got)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Clean(s)
		safe(t, "Clean", s, out)
		if again := Clean(out); again != out {
			t.Errorf("Clean is not idempotent: %q, then %q", out, again)
		}
		safe(t, "CleanLine", s, CleanLine(s))
	})
}

func TestUseColor(t *testing.T) {
	for _, tt := range []struct {
		when     string
		terminal bool
		noColor  string
		term     string
		want     bool
	}{
		{"auto", true, "", "xterm", true},
		{"auto", false, "", "xterm", false},
		{"auto", true, "1", "xterm", false},
		{"auto", true, "", "dumb", false},
		{"always", false, "1", "dumb", true},
		{"never", true, "", "xterm", false},
	} {
		if got := UseColor(tt.when, tt.terminal, tt.noColor, tt.term); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
	if got := NewPalette(false).Bold("x"); got != "x" {
		t.Errorf("without colour: %q", got)
	}
	if got := NewPalette(true).Bold("x"); got != "\x1b[1mx\x1b[22m" && got != "\x1b[1mx\x1b[0m" {
		t.Errorf("with colour: %q", got)
	}
}

func TestWidths(t *testing.T) {
	for in, want := range map[int]int{0: 80, -1: 80, 5: 20, 60: 60, 100: 100, 300: 100} {
		if got := Width(in); got != want {
			t.Errorf("Width(%d) = %d, want %d", in, got, want)
		}
	}
	for s, want := range map[string]int{"abc": 3, "日本": 4, "e\u0301": 1, "👩‍💻": 2, "·": 1, "…": 1, "": 0} {
		if got := DisplayWidth(s); got != want {
			t.Errorf("DisplayWidth(%q) = %d, want %d", s, got, want)
		}
	}
	if got := Truncate("a long title", 7); got != "a long…" {
		t.Errorf("Truncate: %q", got)
	}
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"short", 5, "short"},
		{"interview__topics__storage", 15, "intervi…storage"},
		{"interview__topics__storage", 16, "intervi…_storage"},
		{"日本語の問題集", 9, "日本…題集"},
		{"abc", 2, "a…"},
		{"abc", 1, "…"},
		{"abc", 0, ""},
		{"abc", -3, ""},
	} {
		if got := Shorten(c.in, c.width); got != c.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
	if got, want := fmt.Sprint(Wrap("one two three", 7)), "[one two three]"; got != want {
		t.Errorf("Wrap: %s", got)
	}
	if got := Wrap("日本語日本語", 6); len(got) != 2 {
		t.Errorf("Wrap of writing without blanks: %q", got)
	}
	if got := Wrap("a https://example.org/a/very/long/address b", 10); len(got) != 3 {
		t.Errorf("Wrap of a long word: %q", got)
	}
}
