package importer

import (
	"slices"
	"strings"

	"iq/importer/internal/doc"
)

// ClozeCard is one card of a text with Anki's cloze deletions: the deletions of one number are hidden.
type ClozeCard struct {
	Number   int
	Question string // the text with [...] or [hint] where something is hidden
	Deleted  string // what is hidden, in order, joined by ", "
	Full     string // the text with nothing hidden and no marks
	Answer   string // Deleted, then Full where it says more
}

const (
	maxClozeDepth  = 16      // deletions inside one another
	maxClozeNumber = 500     // as in Anki
	maxClozeOutput = 8 << 20 // bytes of all questions of one text
)

// clozeBudget counts the bytes that the deletions of one file may grow to. Each deletion repeats its
// whole text, so a file of a megabyte could ask for gigabytes.
type clozeBudget struct{ used int }

const maxClozeTotal = 64 << 20

// allows says whether so many cards of so long a text still fit, and counts them.
func (b *clozeBudget) allows(cards, size int) bool {
	if cards*size > maxClozeOutput || b.used+cards*size > maxClozeTotal {
		return false
	}
	b.used += cards * size
	return true
}

const tooManyClozes = "too many deletions for so long a text"

// add makes a card of each cloze number of a text; they share their line. What the note says besides
// follows each answer. false means that the text has no cloze.
func (b *clozeBudget) add(d *doc.Document, c doc.Card, text, extra string) bool {
	cloze := parseClozes(text)
	if len(cloze.numbers) == 0 {
		return false
	}
	if !b.allows(len(cloze.numbers), len(text)+len(extra)) {
		d.Skip(c.Line, tooManyClozes, text)
		return true
	}
	for _, made := range cloze.cards() {
		c.Question, c.Answer = made.Question, strings.TrimSpace(made.Answer+"\n\n"+extra)
		d.Add(c)
	}
	return true
}

// clozeNode is a piece of text, or a deletion with pieces in it.
type clozeNode struct {
	text    string
	numbers []int // nil for text
	mark    string
	hint    string
	parts   []*clozeNode
}

// ExpandCloze makes one card of each deletion number in a text with {{c1::text}} or {{c1::text::hint}}
// marks, also nested ones, in the order of the numbers. The text is Markdown or HTML; an HTML field is
// best converted by markup.FromHTML first. nil means that there is no deletion, or that the text is so long
// and has so many that their cards would not fit into memory.
func ExpandCloze(text string) []ClozeCard {
	c := parseClozes(text)
	if len(c.numbers)*len(text) > maxClozeOutput {
		return nil
	}
	return c.cards()
}

// ankiCloze is a text with its deletions understood, before its cards are written.
type ankiCloze struct {
	root    *clozeNode
	numbers []int // of the deletions, sorted
}

func parseClozes(text string) ankiCloze {
	c := ankiCloze{root: &clozeNode{}}
	if !strings.Contains(text, "{{c") {
		return c
	}
	c.root = parseCloze(text)
	c.root.walk(func(n *clozeNode) {
		if !n.isOcclusion() {
			c.numbers = append(c.numbers, n.numbers...)
		}
	})
	slices.Sort(c.numbers)
	c.numbers = slices.Compact(c.numbers)
	return c
}

func (c ankiCloze) cards() []ClozeCard {
	if len(c.numbers) == 0 {
		return nil
	}
	full := strings.TrimSpace(c.root.render(0, nil))
	cards := make([]ClozeCard, 0, len(c.numbers))
	for _, number := range c.numbers {
		var hidden []string
		card := ClozeCard{Number: number, Full: full}
		card.Question = strings.TrimSpace(c.root.render(number, &hidden))
		card.Deleted = strings.Join(hidden, ", ")
		card.Answer = card.Deleted
		if strings.TrimSpace(card.Deleted) != full {
			card.Answer = strings.TrimSpace(card.Deleted + "\n\n" + full)
		}
		cards = append(cards, card)
	}
	return cards
}

// parseCloze reads the marks with a stack; a mark that is never closed stays text.
func parseCloze(text string) *clozeNode {
	stack := []*clozeNode{{}}
	top := func() *clozeNode { return stack[len(stack)-1] }
	for text != "" {
		i := nextClozeMark(text)
		top().add(text[:i])
		text = text[i:]
		if text == "" {
			break
		}
		if mark, numbers := openCloze(text); mark != "" && len(stack) < maxClozeDepth {
			stack = append(stack, &clozeNode{numbers: numbers, mark: mark})
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

// nextClozeMark is where the next {{c or }} stands.
func nextClozeMark(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '}' && s[i+1] == '}' || s[i] == '{' && s[i+1] == '{' && i+2 < len(s) && s[i+2] == 'c' {
			return i
		}
	}
	return len(s)
}

// openCloze reads "{{c1::" or "{{c1,2::"; "" where the text begins otherwise.
func openCloze(s string) (mark string, numbers []int) {
	rest, ok := strings.CutPrefix(s, "{{c")
	end := strings.Index(rest[:min(len(rest), 40)], "::")
	if !ok || end < 1 {
		return "", nil
	}
	for part := range strings.SplitSeq(rest[:end], ",") {
		n := 0
		for _, c := range []byte(part) {
			if c < '0' || c > '9' || n > maxClozeNumber {
				return "", nil
			}
			n = n*10 + int(c-'0')
		}
		if n == 0 || n > maxClozeNumber {
			return "", nil
		}
		numbers = append(numbers, n)
	}
	return s[:len("{{c")+end+len("::")], numbers
}

func (n *clozeNode) add(text string) {
	if text != "" {
		n.parts = append(n.parts, &clozeNode{text: text})
	}
}

// splitHint takes what follows the first "::" for the hint, as Anki does.
func (n *clozeNode) splitHint() {
	for i, p := range n.parts {
		before, after, found := strings.Cut(p.text, "::")
		if p.numbers != nil || !found {
			continue
		}
		n.hint = after + (&clozeNode{parts: n.parts[i+1:]}).render(0, nil)
		n.parts = append(n.parts[:i:i], &clozeNode{text: before})
		return
	}
}

// isOcclusion finds the shapes of an image occlusion, which say nothing in text.
func (n *clozeNode) isOcclusion() bool {
	return len(n.parts) > 0 && strings.HasPrefix(strings.TrimSpace(n.parts[0].text), "image-occlusion:")
}

func (n *clozeNode) walk(visit func(*clozeNode)) {
	for _, p := range n.parts {
		if p.numbers != nil {
			visit(p)
			p.walk(visit)
		}
	}
}

// render writes the text with the deletions of one number hidden (0 hides none) and collects them.
func (n *clozeNode) render(number int, hidden *[]string) string {
	if n.parts == nil {
		return n.text
	}
	var b strings.Builder
	for _, p := range n.parts {
		switch {
		case p.numbers != nil && p.isOcclusion():
		case number > 0 && slices.Contains(p.numbers, number):
			*hidden = append(*hidden, strings.TrimSpace(p.render(0, nil)))
			b.WriteString(p.hole())
		default:
			b.WriteString(p.render(number, hidden))
		}
	}
	return b.String()
}

func (n *clozeNode) hole() string {
	if hint := strings.TrimSpace(n.hint); hint != "" {
		return "[" + hint + "]"
	}
	return "[...]"
}
