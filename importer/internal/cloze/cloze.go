// Package cloze makes cards of texts of which a part is hidden, in the notations of Anki, Logseq, Obsidian
// and others. It knows the text alone, not the file it stands in.
package cloze

import (
	"slices"
	"strings"

	"iq/importer/internal/doc"
)

// Card is one card of a text with Anki's clozes: those of one number are hidden.
type Card struct {
	Number   int
	Question string // the text with [...] or [hint] where something is hidden
	Deleted  string // what is hidden, in order, joined by ", "
	Full     string // the text with nothing hidden and no marks
	Answer   string // Deleted, then Full where it says more
}

const (
	maxDepth  = 16      // clozes inside one another
	maxNumber = 500     // as in Anki
	maxOutput = 8 << 20 // bytes of all questions of one text
)

// Budget counts the bytes that the clozes of one file may grow to. Each number repeats the
// whole text, so a file of a megabyte could ask for gigabytes.
type Budget struct{ used int }

const MaxTotal = 64 << 20

// Allows reports whether so many cards of so long a text still fit, and counts them.
func (b *Budget) Allows(cards, size int) bool {
	if cards*size > maxOutput || b.used+cards*size > MaxTotal {
		return false
	}
	b.used += cards * size
	return true
}

const TooMany = "too many clozes for so long a text"

// Add makes a card of each cloze number of a text; they share their line. What the note says besides
// follows each answer. false means that the text has no cloze.
func (b *Budget) Add(d *doc.Document, c doc.Card, text, extra string) bool {
	cloze := parse(text)
	if len(cloze.numbers) == 0 {
		return false
	}
	if !b.Allows(len(cloze.numbers), len(text)+len(extra)) {
		d.Skip(c.Line, TooMany, text)
		return true
	}
	for _, made := range cloze.cards() {
		c.Question, c.Answer = made.Question, strings.TrimSpace(made.Answer+"\n\n"+extra)
		d.Add(c)
	}
	return true
}

// node is a piece of text, or a cloze with pieces in it.
type node struct {
	text    string
	numbers []int // nil for text
	mark    string
	hint    string
	parts   []*node
}

// Expand makes one card of each cloze number in a text with {{c1::text}} or {{c1::text::hint}}
// marks, also nested ones, in the order of the numbers. The text is Markdown or HTML; an HTML field is
// best converted by markup.FromHTML first. nil means that there is no cloze, or that the text is so long
// and has so many that their cards would not fit into memory.
func Expand(text string) []Card {
	c := parse(text)
	if len(c.numbers)*len(text) > maxOutput {
		return nil
	}
	return c.cards()
}

// note is a text with its clozes understood, before its cards are written.
type note struct {
	root    *node
	numbers []int // of the clozes, sorted
}

func parse(text string) note {
	c := note{root: &node{}}
	if !strings.Contains(text, "{{c") {
		return c
	}
	c.root = parseNodes(text)
	c.root.walk(func(n *node) {
		if !n.isOcclusion() {
			c.numbers = append(c.numbers, n.numbers...)
		}
	})
	slices.Sort(c.numbers)
	c.numbers = slices.Compact(c.numbers)
	return c
}

func (c note) cards() []Card {
	if len(c.numbers) == 0 {
		return nil
	}
	full := strings.TrimSpace(c.root.render(0, nil))
	cards := make([]Card, 0, len(c.numbers))
	for _, number := range c.numbers {
		var hidden []string
		question := strings.TrimSpace(c.root.render(number, &hidden))
		deleted := strings.Join(hidden, ", ")
		answer := deleted
		if strings.TrimSpace(deleted) != full {
			answer = strings.TrimSpace(deleted + "\n\n" + full)
		}
		cards = append(cards, Card{number, question, deleted, full, answer})
	}
	return cards
}

// parseNodes reads the marks with a stack; a mark that is never closed stays text.
func parseNodes(text string) *node {
	stack := []*node{{}}
	top := func() *node { return stack[len(stack)-1] }
	for text != "" {
		i := nextMark(text)
		top().add(text[:i])
		if text = text[i:]; text == "" {
			break
		}
		if mark, numbers := open(text); mark != "" && len(stack) < maxDepth {
			stack = append(stack, &node{numbers: numbers, mark: mark})
			text = text[len(mark):]
			continue
		}
		if strings.HasPrefix(text, "}}") && len(stack) > 1 {
			done := top()
			done.splitHint()
			stack = stack[:len(stack)-1]
			top().parts = append(top().parts, done)
			text = text[2:]
			continue
		}
		top().add(text[:2])
		text = text[2:]
	}
	for len(stack) > 1 {
		open := top()
		stack = stack[:len(stack)-1]
		top().add(open.mark)
		top().parts = append(top().parts, open.parts...)
	}
	return stack[0]
}

// nextMark is where the next {{c or }} stands.
func nextMark(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if strings.HasPrefix(s[i:], "}}") || strings.HasPrefix(s[i:], "{{c") {
			return i
		}
	}
	return len(s)
}

// open reads "{{c1::" or "{{c1,2::"; "" where the text begins otherwise.
func open(s string) (mark string, numbers []int) {
	rest, ok := strings.CutPrefix(s, "{{c")
	end := strings.Index(rest[:min(len(rest), 40)], "::")
	if !ok || end < 1 {
		return "", nil
	}
	for part := range strings.SplitSeq(rest[:end], ",") {
		n := 0
		for _, c := range []byte(part) {
			if c < '0' || c > '9' || n > maxNumber {
				return "", nil
			}
			n = n*10 + int(c-'0')
		}
		if n == 0 || n > maxNumber {
			return "", nil
		}
		numbers = append(numbers, n)
	}
	return s[:len("{{c")+end+len("::")], numbers
}

func (n *node) add(text string) {
	if text != "" {
		n.parts = append(n.parts, &node{text: text})
	}
}

// splitHint takes what follows the first "::" for the hint, as Anki does.
func (n *node) splitHint() {
	for i, p := range n.parts {
		before, after, found := strings.Cut(p.text, "::")
		if p.numbers != nil || !found {
			continue
		}
		n.hint = after + (&node{parts: n.parts[i+1:]}).render(0, nil)
		n.parts = append(n.parts[:i:i], &node{text: before})
		return
	}
}

// isOcclusion finds the shapes of an image occlusion, which say nothing in text.
func (n *node) isOcclusion() bool {
	return len(n.parts) > 0 && strings.HasPrefix(strings.TrimSpace(n.parts[0].text), "image-occlusion:")
}

func (n *node) walk(visit func(*node)) {
	for _, p := range n.parts {
		if p.numbers != nil {
			visit(p)
			p.walk(visit)
		}
	}
}

// render writes the text with the clozes of one number hidden (0 hides none) and collects them.
func (n *node) render(number int, hidden *[]string) string {
	if n.parts == nil {
		return n.text
	}
	var b strings.Builder
	for _, p := range n.parts {
		switch {
		case p.numbers != nil && p.isOcclusion():
		case number > 0 && slices.Contains(p.numbers, number):
			*hidden = append(*hidden, strings.TrimSpace(p.render(0, nil)))
			b.WriteString(Blank(strings.TrimSpace(p.hint)))
		default:
			b.WriteString(p.render(number, hidden))
		}
	}
	return b.String()
}

// Blank is what stands in the place of a hidden text.
func Blank(hint string) string {
	if hint != "" {
		return "[" + hint + "]"
	}
	return "[...]"
}
