package term

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// words draws a line of words of every width and mark-up.
var words = rapid.Custom(func(t *rapid.T) string {
	word := rapid.SampledFrom([]string{"a", "log", "quorum", "linearizability", "日本語", "👩‍💻", "e\u0301", "**bold**",
		"*it*", "`code`", "<b>b</b>",
		"[link](https://example.org/a)", "![i](x.png)", "$x_1$", "&lt;", "\\*", "1.", "-", "|", "#", ">",
		"https://example.org/a-long-address", "مرحبا", "a<br>b", "\x1b[31m", "\u202e"})
	return strings.Join(rapid.SliceOfN(word, 1, 20).Draw(t, "words"), " ")
})

// texts draws Markdown of blocks that stand in each other.
func texts(depth int) *rapid.Generator[string] {
	if depth == 0 {
		return words
	}
	return rapid.Custom(func(t *rapid.T) string {
		inner := func() string { return texts(depth-1).Draw(t, "inner") }
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			return "- " + indented(inner(), "  ") + "\n- " + indented(inner(), "  ")
		case 1:
			return "9. " + indented(inner(), "   ") + "\n10. " + indented(inner(), "    ")
		case 2:
			return "> " + indented(inner(), "> ")
		case 3:
			return "## " + words.Draw(t, "heading") + "\n\n" + inner()
		case 4:
			cell := strings.NewReplacer("|", "").Replace
			return "| a | " + cell(words.Draw(t, "head")) + " |\n|---|---:|\n| " + cell(words.Draw(t,
				"cell")) + " | 1 |"
		case 5:
			return "<ul><li>" + words.Draw(t, "item") + "<ol><li>" + words.Draw(t, "item") + "</ol></ul>"
		}
		return inner() + "\n\n" + inner()
	})
}

func indented(text, margin string) string { return strings.ReplaceAll(text, "\n", "\n"+margin) }

// TestWhatAlwaysHolds draws texts and widths: lines fit, none ends in blanks, and nothing hostile comes
// out.
func TestWhatAlwaysHolds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		source := texts(3).Draw(rt, "text")
		width := rapid.IntRange(20, 200).Draw(rt, "width")
		out := Markdown(source, MarkdownOptions{Width: width, NumberPoints: true})
		safe(t, "Markdown", source, out)
		for line := range strings.Lines(out) {
			line = strings.TrimSuffix(line, "\n")
			if strings.TrimSpace(line) != "" && strings.TrimRight(line, " ") != line {
				rt.Fatalf("a line ends in blanks: %q", line)
			}
			if DisplayWidth(line) > width && !oneWord(line) && !strings.Contains(line, "    ") {
				rt.Fatalf("%d columns at width %d: %q", DisplayWidth(line), width, line)
			}
		}
		if again := Markdown(source, MarkdownOptions{Width: width, NumberPoints: true}); again != out {
			rt.Fatal("the same text is set in two ways")
		}
	})
}

// TestNumbersAreThePoints draws answers with lists, or bold terms, and looks for each point beside
// its number.
func TestNumbersAreThePoints(t *testing.T) {
	noSigns := strings.NewReplacer("*", "", "_", "") // a point is told without those of emphasis
	flat := func(s string) string {
		return noSigns.Replace(strings.Join(strings.Fields(reference.ReplaceAllString(s, "")), " "))
	}
	answer := rapid.Custom(func(t *rapid.T) string {
		parts := []string{"text " + words.Draw(t, "text")}
		for range rapid.IntRange(0, 3).Draw(t, "items") {
			mark := rapid.SampledFrom([]string{"-  ", "1. ", "*  ", "7) "}).Draw(t, "mark")
			parts = append(parts, mark+"item "+words.Draw(t, "item")+"\n\n   "+indented(texts(2).Draw(t, "below"),
				"   "))
		}
		return strings.Join(parts, "\n\n") + "\n\nend " + words.Draw(t, "end")
	})
	rapid.Check(t, func(rt *rapid.T) {
		source := answer.Draw(rt, "answer")
		out := flat(Markdown(source, MarkdownOptions{Width: 2000, NumberPoints: true}))
		for i, point := range Points(source) {
			// The marks of what begins within an item stand between its number and its text.
			shown := regexp.MustCompile(fmt.Sprintf(`(\b%[1]d\.( [-│]| \d+[.)])*|\(%[1]d\)) ?%[2]s`, i+1,
				regexp.QuoteMeta(flat(point))))
			if !shown.MatchString(out) {
				rt.Fatalf("point %d, %q, is not shown in\n%s", i+1, point, out)
			}
		}
	})
}
