package term

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"iq/internal/markup"
)

// MarkdownOptions tell how Markdown is shown.
type MarkdownOptions struct {
	Width        int      // columns, the indent among them; 0 means 80
	Palette      *Palette // nil: no colour
	Indent       int      // columns left free before every line
	NumberPoints bool     // show the numbers of the key points that Points returns
	Missed       []int    // of these, the ones to mark with an exclamation mark before their number
}

// Markdown sets a text for a terminal: cleaned, wrapped, no line ending in blanks, the last one
// with a newline. Code is kept to the letter. The addresses of links are listed once, at the end.
func Markdown(source string, opt MarkdownOptions) string {
	if opt.Width <= 0 {
		opt.Width = defaultColumns
	}
	opt.Indent = max(0, min(opt.Indent, opt.Width/2))
	source = Clean(source)
	r := &renderer{
		src: []byte(source), pal: opt.Palette, width: opt.Width - opt.Indent, marks: opt.Palette == nil,
		link: map[string]int{}, numbers: map[ast.Node]int{}, missed: opt.Missed,
	}
	if markup.TooIntricate(source) {
		return r.finish(wrapLines(source, r.width), opt.Indent)
	}
	doc := markup.Parse(r.src)
	if opt.NumberPoints {
		for i, n := range markup.Points(doc, r.src) {
			r.numbers[n] = i + 1
		}
	}
	lines := r.blocks(doc, r.width, 0)
	return r.finish(append(lines, r.addresses()...), opt.Indent)
}

// renderer sets one text.
type renderer struct {
	src     []byte
	pal     *Palette
	width   int
	marks   bool             // emphasis is shown by signs, for want of colour
	links   []string         // addresses, in the order of their numbers
	link    map[string]int   // from an address to its number
	numbers map[ast.Node]int // of the key points
	missed  []int            // of the key points, by number
	tables  int              // set in columns so far
	lead    string           // a list's mark that has no room beside the text, and so goes before it
}

// minRoom is the narrowest that a text is set, however deep it stands.
func (r *renderer) minRoom() int { return max(1, min(minColumns, r.width/2)) }

// finish ends each line without blanks, and the text without empty lines.
func (r *renderer) finish(lines []string, indent int) string {
	var b strings.Builder
	margin := strings.Repeat(" ", indent)
	for _, line := range lines {
		if line = strings.TrimRight(line, " \t"); line != "" {
			b.WriteString(margin)
			b.WriteString(line)
		} else if b.Len() == 0 {
			continue
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// wrapLines wraps a text that is not worth parsing.
func wrapLines(source string, width int) []string {
	var lines []string
	for line := range strings.Lines(source) {
		if strings.TrimSpace(line) == "" {
			lines = append(lines, "")
		}
		lines = append(lines, Wrap(line, width)...)
	}
	return lines
}

// Points returns an answer's key points, as one line of plain text each. The n-th is what Markdown shows as number n.
func Points(source string) []string {
	source = Clean(source)
	if markup.TooIntricate(source) {
		return nil
	}
	src := []byte(source)
	var texts []string
	for _, n := range markup.Points(markup.Parse(src), src) {
		texts = append(texts, CleanLine(markup.PointText(n, src)))
	}
	return texts
}

// reference sets the number that a link has in the list of addresses. A place in the same document,
// and an address that is its own text, have none.
func (in *inliner) reference(address, shown string) {
	address = strings.ReplaceAll(CleanLine(address), " ", "%20")
	if address == "" || address[0] == '#' || sameAddress(address, shown) {
		return
	}
	n, known := in.link[address]
	if !known {
		in.links = append(in.links, address)
		n = len(in.links)
		in.link[address] = n
	}
	mark := fmt.Sprintf("[%d]", n)
	if known && in.endsIn(mark) {
		return // a link around an image often has the image's address
	}
	in.close(" ") // one word with what is before it, for a number alone does not begin a line
	in.words = appendPiece(in.words, mark, false, in.style|dimStyle)
}

// endsIn reports whether a piece is the last that has been set.
func (in *inliner) endsIn(text string) bool {
	if len(in.words) == 0 {
		return false
	}
	pieces := in.words[len(in.words)-1].pieces
	return len(pieces) > 0 && pieces[len(pieces)-1].text == text
}

func sameAddress(address, shown string) bool {
	bare := func(s string) string {
		s = strings.TrimSuffix(strings.Trim(s, " *_`"), "/") // without the signs of emphasis
		for _, scheme := range []string{"https://", "http://", "mailto:"} {
			s = strings.TrimPrefix(s, scheme)
		}
		return s
	}
	return bare(address) == bare(shown)
}

// addresses lists what the numbers of links stand for.
func (r *renderer) addresses() []string {
	var lines []string
	for i, address := range r.links {
		if i == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, r.pal.Dim(fmt.Sprintf("[%d] %s", i+1, address)))
	}
	return lines
}
