package markdown

import (
	"strings"
	"testing"

	"iq/importer/internal/doc"
)

// read reads a list of questions that is called so.
func read(t *testing.T, text string) doc.Document {
	t.Helper()
	d := doc.Document{Name: "interview.md"}
	if err := Read(&d, text); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPreformattedCode holds that what stands between <pre> and </pre> is code: nothing in it asks.
func TestPreformattedCode(t *testing.T) {
	d := read(t, `## What does this page hold?

It shows code:

<pre>
## Is this a heading?
Q: Is this a question?
Answer: No.</pre>

And it goes on.

## What is this line?

<pre>x</pre>

## What is in this code?

~~~html
<pre>
~~~

## Is this one a heading?

Yes, and </pre> is no end.
`)
	if len(d.Cards) != 4 || len(d.Unanswered) > 0 {
		t.Fatalf("%d cards, %d without answer: %+v", len(d.Cards), len(d.Unanswered), d.Cards)
	}
	for _, part := range []string{"## Is this a heading?\nQ: Is", "Answer: No.</pre>\n\nAnd it goes on."} {
		if !strings.Contains(d.Cards[0].Answer, part) {
			t.Errorf("%q is not in the answer\n%s", part, d.Cards[0].Answer)
		}
	}
}

// TestOpenPre holds that a <pre> which nobody closed swallows nothing.
func TestOpenPre(t *testing.T) {
	d := read(t, "## What is a heap?\n\n<pre>\n\nA tree.\n\n## What is a trie?\n\nAnother.\n")
	if len(d.Cards) != 2 {
		t.Errorf("%+v", d.Cards)
	}
}

// TestFoldInTurkish holds that a letter whose small form is longer hides no tag behind it.
func TestFoldInTurkish(t *testing.T) {
	d := read(t, "<details>\n<SUMMARY>İstanbul nedir, neden ünlüdür?</SUMMARY>Bir şehir.\n</details>\n")
	if len(d.Cards) != 1 || d.Cards[0].Answer != "Bir şehir." {
		t.Errorf("%+v", d.Cards)
	}
}

// TestCodeBetweenOptions holds that code below an option is part of it, and that code which follows all of
// them at the margin is not.
func TestCodeBetweenOptions(t *testing.T) {
	d := read(t, "## Which of these ends?\n\n"+
		"- [ ] A.\n\n  ```go\n  for {\n  }\n  ```\n\n"+
		"- [x] B.\n\n  ```go\n  for range 3 {\n\n  }\n  ```\n\n"+
		"```go\nfor range 3 {}\n```\n\nIt counts.\n\n"+
		"## Which of these is a loop?\n\n- [x] for\n- [ ] if\n\n```go\nfor {}\n```\n")
	if len(d.Cards) != 2 {
		t.Fatalf("%+v, without answer %+v", d.Cards, d.Unanswered)
	}
	question, answer := d.Cards[0].Question, d.Cards[0].Answer
	for _, part := range []string{"- [ ] A.\n\n  ```\n  for {\n  }\n  ```",
		"- [ ] B.\n\n  ```\n  for range 3 {\n\n  }\n  ```"} {
		if !strings.Contains(question, part) {
			t.Errorf("%q is not in the question\n%s", part, question)
		}
	}
	if !strings.HasPrefix(answer, "B.\n\n```go\nfor range 3 {\n\n}\n```") ||
		!strings.Contains(answer, "for range 3 {}") {
		t.Errorf("answer\n%s", answer)
	}
	if strings.Contains(question, "for range 3 {}") || strings.Contains(d.Cards[1].Question, "for {}") {
		t.Errorf("the code behind the options is in a question\n%s\n%s", question, d.Cards[1].Question)
	}
}

// TestSeparators holds what two colons separate: a question of one small word when it asks, but not a setting,
// nor a name as programs write it.
func TestSeparators(t *testing.T) {
	const more = "What is a heap?::A tree.\nWhat is a trie?::A tree of letters.\nWhat is a list?::A chain.\n"
	tests := []struct{ line, question, answer string }{
		{"quorum?::most of the nodes", "quorum?", "most of the nodes"},
		{"quorum? :: most of the nodes", "quorum?", "most of the nodes"},
		{"Quorum::most of the nodes", "Quorum", "most of the nodes"},
		{"ok?so::fine", "ok?so", "fine"},
		{"HTTP/2::multiplexes(streams)", "HTTP/2", "multiplexes(streams)"},
		{"collapsed:: true", "", ""},
		{"std::vector is a list", "", ""},
		{"Map::entry(k) is a call", "", ""},
		{"`a::b` is code", "", ""},
		{"what is `a::b`?::a name", "what is `a::b`?", "a name"},
	}
	for _, tt := range tests {
		d := read(t, more+tt.line+"\n")
		question, answer := "", ""
		for _, c := range d.Cards {
			if c.Line == 4 {
				question, answer = c.Question, c.Answer
			}
		}
		if question != tt.question || answer != tt.answer {
			t.Errorf("%s: %q, %q", tt.line, question, answer)
		}
	}
}
