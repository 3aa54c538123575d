package term

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden sets each text of testdata at three widths without colour, and once with it.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, width := range []int{40, 60, 100} {
			fmt.Fprintf(&got, "=== %d columns\n%s", width, Markdown(string(source), MarkdownOptions{Width: width,
				NumberPoints: width == 60}))
		}
		colour := Markdown(string(source), MarkdownOptions{Width: 60, Palette: NewPalette(true)})
		fmt.Fprintf(&got, "=== 60 columns, colour\n%s", strings.ReplaceAll(colour, "\x1b", "␛"))
		fmt.Fprintf(&got, "=== points\n%s\n", strings.Join(Points(string(source)), "\n"))
		golden := strings.TrimSuffix(file, ".md") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// sound holds what is true of every text without colour, however it was written.
func sound(t *testing.T, in string, width int) {
	t.Helper()
	out := Markdown(in, MarkdownOptions{Width: width, NumberPoints: true})
	safe(t, "Markdown", in, out)
	mayHoldCode := strings.Contains(in, "    ") || strings.ContainsAny(in, "\t`~$") || strings.Contains(in, "<pre") ||
		strings.Contains(in, "<PRE")
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if strings.TrimRightFunc(line, unicode.IsSpace) != line {
			t.Errorf("a line of %q ends in blanks: %q", in, line)
		}
		if DisplayWidth(line) > width && !mayHoldCode && !oneWord(line) {
			t.Errorf("at %d columns, %q has a line of %d: %q", width, in, DisplayWidth(line), line)
		}
	}
}

var reference = regexp.MustCompile(` \[\d+\]`)

// oneWord reports whether a line holds, beside the marks of lists, quotes and links, nothing at
// which it could break.
func oneWord(line string) bool {
	line = reference.ReplaceAllString(line, "")
	for {
		rest := strings.TrimLeft(line, " │-")
		if mark, after, found := strings.Cut(rest, " "); found && len(mark) < 12 &&
			strings.Trim(mark, "0123456789.)[]x") == "" {
			rest = after
		}
		if rest == line {
			return len(Wrap(line, 1)) <= 1
		}
		line = rest
	}
}

func FuzzMarkdown(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.md")
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(source), 40)
	}
	for _, s := range hostile() {
		f.Add(s, 20)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		if len(s) > 1<<16 {
			return
		}
		sound(t, s, 20+max(0, width)%180)
		Points(s)
	})
}

// TestDeepNesting must neither hang nor run out of stack.
func TestDeepNesting(t *testing.T) {
	const n = 100_000
	for _, unit := range []string{">", "[", "- ", "*", "_", "`", "(", "![", "<b>", "<div>", "# ", "1. ", "|", "~",
		"<", "&", "\\", "[a](", "**a ", "> - "} {
		for _, s := range []string{strings.Repeat(unit, n), strings.Repeat(unit, n/100) + "text",
			strings.Repeat(unit+"\n", n/10)} {
			sound(t, s, 80)
		}
	}
	var nested strings.Builder
	for i := range 2000 {
		nested.WriteString(strings.Repeat("  ", i) + "- item\n")
		if nested.Len() > 1<<20 {
			break
		}
	}
	sound(t, nested.String(), 80)
}

// TestTagsThatCross has HTML end what Markdown began, and the other way round.
func TestTagsThatCross(t *testing.T) {
	for _, s := range []string{"*a</b>*", "**a</i></b> b**", "*<b>a* b</b>", "# a</b></b>",
		"<p></script><script>x</script>y</p>", "</a></a>", "[a</a>](b)"} {
		sound(t, s, 40)
	}
}

// TestLinesFit holds every text of testdata to its width. Lines of code and of formulas, and links
// that are longer than the terminal is wide, are the exceptions.
func TestLinesFit(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.md")
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code := slices.Concat(codeBlocks(string(source))...)
		for width := 20; width <= 200; width++ {
			for line := range strings.Lines(Markdown(string(source), MarkdownOptions{Width: width})) {
				line = strings.TrimSuffix(line, "\n")
				isCode := func(code string) bool { return strings.HasSuffix(line, " "+code) }
				if w := DisplayWidth(line); w > width && !slices.ContainsFunc(code, isCode) && !oneWord(line) {
					t.Errorf("%s: %d columns at width %d: %q", file, w, width, line)
				}
			}
		}
	}
}

// TestDeepListsLeaveRoom sets a list so deep that its indent alone would fill the terminal.
func TestDeepListsLeaveRoom(t *testing.T) {
	var source strings.Builder
	for i := range 20 {
		fmt.Fprintf(&source, "%s- some words of level %d that are to be read\n", strings.Repeat("  ", i), i)
	}
	for _, width := range []int{20, 40, 60, 80} {
		longest := 0
		for line := range strings.Lines(Markdown(source.String(), MarkdownOptions{Width: width})) {
			line = strings.TrimRight(line, "\n")
			if w := DisplayWidth(line); w > width {
				t.Errorf("%d columns at width %d: %q", w, width, line)
			}
			longest = max(longest, len(line)-len(strings.TrimLeft(line, " ")))
		}
		if room := width - longest; room < min(20, width/2) {
			t.Errorf("width %d: only %d columns are left for the text", width, room)
		}
	}
}

func TestIndent(t *testing.T) {
	out := Markdown("one two three\n\n```\ncode\n```\n", MarkdownOptions{Width: 12, Indent: 3})
	if want := "   one two\n   three\n\n       code\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

// TestCodeStandsNearerWhereItMustNotBreak also in HTML and beside a list's mark.
func TestCodeStandsNearerWhereItMustNotBreak(t *testing.T) {
	for source, want := range map[string]string{
		"```\n12345678\n```\n":                      "    12345678\n",
		"```\n1234567890\n\n1\n```\n":               "  1234567890\n\n  1\n",
		"```\n12345678901\n```\n":                   " 12345678901\n",
		"```\n123456789012\n```\n":                  "    123456789012\n", // breaks, whatever its indent
		"```\n12345678901234\n123456789\n```\n":     "   12345678901234\n   123456789\n",
		"<pre>\n1234567890\n</pre>\n":               "  1234567890\n",
		"<pre>\n日本語日本\n</pre>\n":                    "  日本語日本\n",
		"- a\n\n  ```\n  12345678\n  ```\n":         "- a\n\n    12345678\n",
		"1. a\n\n   ```\n   12345678\n   b\n   ```": "1. a\n\n    12345678\n    b\n",
	} {
		if got := Markdown(source, MarkdownOptions{Width: 12}); got != want {
			t.Errorf("%q:\n%q, want\n%q", source, got, want)
		}
	}
}

// TestColourIsThePalettes checks that no other escape than the palette's is printed, and that each
// line ends with all of them ended.
func TestColourIsThePalettes(t *testing.T) {
	ours := regexp.MustCompile("\x1b\\[[0-9;]+m")
	files, _ := filepath.Glob("testdata/*.md")
	for _, file := range files {
		source, _ := os.ReadFile(file)
		for line := range strings.Lines(Markdown(string(source), MarkdownOptions{Width: 60, Palette: NewPalette(true),
			NumberPoints: true})) {
			safe(t, file, "", ours.ReplaceAllString(line, ""))
			codes := ours.FindAllString(line, -1)
			if n := len(codes); n > 0 && !endsStyle(codes[n-1]) {
				t.Errorf("%s: a style is left on: %q", file, line)
			}
			if ours.MatchString(line) &&
				strings.HasSuffix(ours.ReplaceAllString(strings.TrimSuffix(line, "\n"), ""), " ") {
				t.Errorf("%s: a line ends in a painted blank: %q", file, line)
			}
		}
	}
}

func endsStyle(code string) bool {
	for _, c := range strings.Split(strings.Trim(code, "\x1b[m"), ";") {
		if c != "0" && !strings.HasPrefix(c, "2") {
			return false
		}
	}
	return code != "\x1b[2m"
}

func TestPointsAgreeWithTheirNumbers(t *testing.T) {
	source := "Intro.\n\n- one\n  - below one\n- two\n\nText.\n\n1. three\n2. four with `code`\n\n> - not this\n"
	points := Points(source)
	if want := []string{"one", "two", "three", "four with `code`"}; !cmp.Equal(points, want) {
		t.Errorf("points %q, want %q", points, want)
	}
	out := Markdown(source, MarkdownOptions{Width: 80, NumberPoints: true})
	for i, p := range points {
		if line := fmt.Sprintf("%3d. %s\n", i+1, p); !strings.Contains(out, line) {
			t.Errorf("no line %q in\n%s", line, out)
		}
	}
	source = "**Note:** the **leader** writes.\n\n## **All** of it\n\nA **follower** reads, the **leader** too; " +
		"**3. third**\n\n- [a source](https://example.org)\n- <https://example.org/2>\n"
	if got, want := Points(source), []string{"leader", "follower", "3. third"}; !cmp.Equal(got, want) {
		t.Errorf("bold terms %q, want %q", got, want)
	}
	out = Markdown(source, MarkdownOptions{Width: 80, NumberPoints: true})
	for _, want := range []string{"*Note:* the (1) *leader* writes.",
		"A (2) *follower* reads, the *leader* too; *3. third*", "\n- a source [1]\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) {
	source, err := os.ReadFile("testdata/answer.md")
	if err != nil {
		b.Fatal(err)
	}
	pal := NewPalette(true)
	for b.Loop() {
		Markdown(string(source), MarkdownOptions{Width: 80, Palette: pal})
	}
}

// TestMissedPoints are found without colour, and stand no deeper than the others.
func TestMissedPoints(t *testing.T) {
	for source, want := range map[string]string{
		"Text:\n\n- one\n- two\n":       "Text:\n\n  1. one\n! 2. two\n",
		"A **lease** has a **holder**.": "A (1) *lease* has a (!2) *holder*.\n",
	} {
		if got := Markdown(source, MarkdownOptions{NumberPoints: true, Missed: []int{2, 7}}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
