package content

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// question is a question of the bank with its answer's parts.
type question struct {
	deck, title string
	answer      []string // paragraphs, lists and code, as they are set apart by blank lines
}

func bank(t *testing.T) []question {
	t.Helper()
	var all []question
	for _, f := range Files() {
		deck := strings.TrimSuffix(f.Name, ".md")
		head, body, _ := strings.Cut(string(f.Text), "\n## ")
		if !strings.HasPrefix(head, "---\ndeck: "+deck+"\n---\n# ") {
			t.Errorf("%s does not begin with its front matter and one title: %q", f.Name, head)
		}
		for _, section := range strings.Split(body, "\n## ") {
			title, answer, _ := strings.Cut(section, "\n")
			all = append(all, question{deck, title, strings.Split(strings.Trim(answer, "\n"), "\n\n")})
		}
	}
	return all
}

func TestEveryFileIsInTheOrder(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".md") {
			n++
		}
	}
	if n != len(Files()) || n < 5 {
		t.Errorf("%d files, %d in the order of study", n, len(Files()))
	}
}

func TestTheBankIsLargeEnoughAndBeginsAsItShould(t *testing.T) {
	all := bank(t)
	if len(all) < 40 {
		t.Errorf("%d questions, want 40 at least", len(all))
	}
	for i, word := range []string{"CAP theorem", "eventual and strong consistency", "microservices"} {
		if !strings.Contains(all[i].title, word) {
			t.Errorf("question %d is %q, want one on %s", i+1, all[i].title, word)
		}
	}
	seen := map[string]bool{}
	for _, q := range all {
		if seen[q.title] {
			t.Errorf("%q is asked twice", q.title)
		}
		seen[q.title] = true
	}
}

var sentenceEnd = regexp.MustCompile(`[.?!]["”]?(\s|$)`)

// TestAnswers holds each answer to its form: sentences that answer, key points, an example or a
// trade-off, a source.
func TestAnswers(t *testing.T) {
	for _, q := range bank(t) {
		if end := q.title[len(q.title)-1]; end != '?' && end != '.' {
			t.Errorf("%q is no sentence", q.title)
		}
		if len(q.answer) < 4 {
			t.Errorf("%q: %d parts, want sentences, points, an example and a source", q.title, len(q.answer))
			continue
		}
		if n := len(sentenceEnd.FindAllString(q.answer[0], -1)); n < 2 || n > 4 {
			t.Errorf("%q: %d sentences answer it", q.title, n)
		}
		if n := points(q.answer[1]); n < 3 || n > 6 {
			t.Errorf("%q: %d key points", q.title, n)
		}
		if third := q.answer[2]; !strings.HasPrefix(third, "**Example.**") && !strings.HasPrefix(third,
			"**Trade-off.**") {
			t.Errorf("%q: neither an example nor a trade-off follows its points, but %q", q.title, third)
		}
		if last := q.answer[len(q.answer)-1]; !strings.HasPrefix(last, "Source: ") {
			t.Errorf("%q ends without a source", q.title)
		}
		if words := len(strings.Fields(strings.Join(q.answer, " "))); words < 70 || words > 260 {
			t.Errorf("%q: %d words", q.title, words)
		}
	}
}

func points(list string) int {
	n := 0
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "- ") {
			n++
		}
	}
	return n
}

func TestLines(t *testing.T) {
	for _, f := range Files() {
		for i, line := range strings.Split(string(f.Text), "\n") {
			if strings.TrimRight(line, " \t") != line || len([]rune(line)) > 120 || strings.ContainsAny(line, "\t\r") {
				t.Errorf("%s:%d: %q", f.Name, i+1, line)
			}
		}
	}
}
