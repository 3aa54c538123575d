package term

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// MarkdownOptions tell how Markdown is shown.
type MarkdownOptions struct {
	Width        int      // columns, the indent among them; 0 means 80
	Palette      *Palette // nil: no colour
	Indent       int      // columns left free before every line
	NumberPoints bool     // show the numbers of the key points that Points gives
	Missed       []int    // of these, the ones to mark with an exclamation mark before their number
}

// parse reads Markdown. The parser is made when first needed: a command that shows none does not
// wait for it.
func parse(source []byte) ast.Node {
	return markdown().Parse(text.NewReader(source))
}

var markdown = sync.OnceValue(func() parser.Parser {
	p := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Linkify)).Parser()
	p.AddOptions(parser.WithInlineParsers(util.Prioritized(formulas{}, 150)))
	return p
})

// Markdown sets a text for a terminal: cleaned, wrapped, no line ending in blanks, the last one
// with a newline. Code is kept to the letter. The addresses of links are listed once, at the end.
func Markdown(source string, opt MarkdownOptions) string {
	if opt.Width <= 0 {
		opt.Width = defaultColumns
	}
	opt.Indent = max(0, min(opt.Indent, opt.Width/2))
	source = Clean(source)
	r := newRenderer(source, opt.Palette, opt.Width-opt.Indent)
	r.marks = !opt.Palette.colours()
	if tooIntricate(source) {
		return r.finish(wrapLines(source, r.width), opt.Indent)
	}
	doc := parse(r.src)
	if opt.NumberPoints {
		for i, n := range points(doc, r.src) {
			r.numbers[n] = i + 1
		}
		for _, n := range opt.Missed {
			r.missed[n] = true
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
	missed  map[int]bool     // of the key points, by number
	tables  int              // set in columns so far
	lead    string           // a list's mark that has no room beside the text, and so goes before it
}

func newRenderer(source string, pal *Palette, width int) *renderer {
	return &renderer{src: []byte(source), pal: pal, width: width, link: map[string]int{}, numbers: map[ast.Node]int{}, missed: map[int]bool{}}
}

// leastRoom is the narrowest that a text is set, however deep it stands.
func (r *renderer) leastRoom() int { return max(1, min(fewestColumns, r.width/2)) }

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

// Limits on what is parsed as Markdown. The parser's time grows with the square of some of them,
// and nobody writes such a text to be read.
const (
	mostText     = 1 << 19 // bytes
	mostNesting  = 24      // of blocks, of emphasis; what is deeper is set as plain text
	mostQuotes   = 100     // marks of quotes and list items that a line begins with
	mostBrackets = 1000    // in a paragraph
	mostEmphasis = 4000    // marks of emphasis, code and HTML in a paragraph
	mostTables   = 50      // in a text; further ones are set as lists
)

// tooIntricate reports whether a text holds more nesting than any text that a person wrote.
func tooIntricate(source string) bool {
	if len(source) > mostText {
		return true
	}
	brackets, marks := 0, 0
	for line := range strings.Lines(source) {
		if strings.TrimSpace(line) == "" {
			brackets, marks = 0, 0
			continue
		}
		for i := range len(line) {
			switch line[i] {
			case '[':
				brackets++
			case '*', '_', '`', '<', '~', '&', '!', '$':
				marks++
			}
		}
		if brackets > mostBrackets || marks > mostEmphasis || containers(line) > mostQuotes {
			return true
		}
	}
	return false
}

// containers counts the marks of quotes and list items that a line begins with.
func containers(line string) int {
	n := 0
	for {
		line = strings.TrimLeft(line, " \t")
		rest := strings.TrimLeft(line, "0123456789")
		switch {
		case strings.HasPrefix(line, ">"):
			rest = line[1:]
		case len(rest) > 1 && isTabOrBlank(rest[1]) && (len(rest) < len(line) && strings.IndexByte(".)", rest[0]) >= 0 ||
			len(rest) == len(line) && strings.IndexByte("-+*", rest[0]) >= 0):
			rest = rest[1:]
		default:
			return n
		}
		line = rest
		n++
	}
}

func isTabOrBlank(c byte) bool { return c == ' ' || c == '\t' }
