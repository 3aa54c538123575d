package cli

import (
	"errors"
	"strings"
	"testing"

	"iq/internal/card"

	"pgregory.net/rapid"
)

// TestCardFileRoundTrip edits nothing: whatever the card holds, it is as it was.
func TestCardFileRoundTrip(t *testing.T) {
	line := rapid.OneOf(rapid.StringMatching(`[ -~]{0,20}`),
		rapid.SampledFrom([]string{"# Question", "# Answer", `\# Answer`, `\\# Question `,
			"```", "deck: x", "---", "– ÄЖ数"}))
	side := rapid.Map(rapid.SliceOfN(line, 1, 8), func(lines []string) string {
		return trimLines(strings.Join(lines, "\n"))
	})
	rapid.Check(t, func(rt *rapid.T) {
		want := card.Text{
			Deck: "a deck: of mine", Question: side.Draw(rt, "question"), Answer: side.Draw(rt, "answer"),
			Tags: rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z][a-z :#]{0,5}[a-z]`), 0, 3, rapid.ID).
				Draw(rt, "tags"),
		}
		if len(want.Tags) == 0 {
			want.Tags = nil
		}
		if want.Question == "" {
			return
		}
		got, err := parseCardFile(cardFile(want), want)
		if err != nil || !got.Equal(want) {
			rt.Fatalf("%v\n%q\nwant\n%q", err, got, want)
		}
	})
}

func TestCardFileMistakes(t *testing.T) {
	before := card.Text{Deck: "d", Question: "q", Tags: []string{"t"}}
	for in, want := range map[string]error{
		"":                                    errNoQuestionMark,
		"What is it?\n":                       errNoQuestionMark,
		"# Question\nq\n":                     errNoAnswerMark,
		"# Answer\na\n# Question\nq\n":        errNoAnswerMark,
		"# Question\n \n# Answer\na\n":        card.ErrNoQuestion,
		"deck:\n# Question\nq\n# Answer\na\n": card.ErrNoDeck,
	} {
		if _, err := parseCardFile(in, before); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", in, err, want)
		}
	}
	got, err := parseCardFile("\ufeff# Question\r\n\r\n  indented?\r\n# Answer\r\n", before)
	if want := (card.Text{Deck: "d", Question: "  indented?", Tags: []string{"t"}}); err != nil || !got.Equal(want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAround(t *testing.T) {
	text := strings.Repeat("word ", 40) + "lease and more of the same " + strings.Repeat("tail ", 10)
	if got := around(text, "leases", 40); !strings.Contains(got, "lease") || !strings.HasPrefix(got, "…") {
		t.Errorf("%q", got)
	}
	if got := around("short", "x", 40); got != "short" {
		t.Errorf("%q", got)
	}
}
