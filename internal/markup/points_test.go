package markup

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPoints(t *testing.T) {
	for in, want := range map[string][]string{
		"Intro.\n\n- one\n  - below\n- two\n\n1. three\n\n> - quoted": {"one", "two", "three"},
		"- [ ] a\n- [x] `b`":       {"a", "`b`"},
		"- > a\n- - b\n-\n":        {"a", "b", ""},
		"- # a\n- ```\n  b\n  ```": {"a", "b"},
		"<ul><li>a</ul>":           nil,
		"The **leader** and the **follower**, and the **Leader** again.": {"leader", "follower"},
		"# A **title**\n\n| **a** |\n|---|\n| **b** |\n\n![**c**](d)":    nil,
		"**P**rocess **m**anager **2** is a *very* **daemon**.":          {"daemon"},
		"**404** says that nothing is **there**.":                        {"404", "there"},
		"**1.** Use *a* lease.\n\n**2.** Fence it.":                      {"1. Use a lease.", "2. Fence it."},
		"Use a **1.** lease.":                                            {"1."},
		"A **log**\n\n**Example of a log:**\n\n**Installation:** none":   {"log"},
	} {
		if got := pointsOf(in); !cmp.Equal(got, want) {
			t.Errorf("%q has the points %q, want %q", in, got, want)
		}
	}
}

func pointsOf(text string) (texts []string) {
	source := []byte(text)
	for _, n := range Points(Parse(source), source) {
		texts = append(texts, PointText(n, source))
	}
	return texts
}

// TestReadingLists tells lists of sources, which are not points, from lists that hold links.
func TestReadingLists(t *testing.T) {
	const term = "A **log**\n\n"
	for list, isPoint := range map[string]bool{
		"- **[a](https://example.org)**\n- *<https://example.org>*": false,
		"- https://example.org":     false,
		"- [a](b), [c](d) | [e](f)": false,
		"- [a](b)\n- words":         true,
		"- [a](b) and why":          true,
		"- *[a](b) and why*":        true,
		"- [a](b)\n\n  more":        true,
		"- <a href=b>c</a>":         true,
		"- ...":                     true,
	} {
		if got := pointsOf(term + list); cmp.Equal(got, []string{"log"}) == isPoint {
			t.Errorf("%q: the points are %q", list, got)
		}
	}
}

// TestLabels holds that what says what comes next is not a point.
func TestLabels(t *testing.T) {
	for label := range strings.FieldsSeq(`answer code diagram example examples explanation follow-up hint
		important input installation note notes output question reference references result solution source sources
		summary syntax tip usage warning`) {
		if got := pointsOf("**" + label + ":** a **log**"); !cmp.Equal(got, []string{"log"}) {
			t.Errorf("%s: the points are %q", label, got)
		}
	}
	got := pointsOf("**For example**, a **log** and **notes on it**")
	if want := []string{"log", "notes on it"}; !cmp.Equal(got, want) {
		t.Errorf("the points are %q, want %q", got, want)
	}
}

func TestPointKey(t *testing.T) {
	key := PointKey("A Lease\n  ends.")
	if key != PointKey("a lease ends.") || key == PointKey("a lease ends") {
		t.Errorf("key %s", key)
	}
	if want := "48e72ce1b534e250"; key != want { // stored in every database
		t.Errorf("key %s, want %s", key, want)
	}
}
