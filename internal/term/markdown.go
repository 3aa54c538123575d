package term

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// MarkdownOptions tell how Markdown is shown.
type MarkdownOptions struct {
	Width        int      // columns; 0 means 80
	Palette      *Palette // nil: no colour
	NumberPoints bool     // number the items of the text's own lists, as Points gives them
}

// markdown is the parser, made when first needed: a command that shows none does not wait for it.
var markdown = sync.OnceValue(func() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Linkify)).Parser()
})

// Markdown sets a text for a terminal: cleaned, wrapped, no line ending in blanks. Code is kept to
// the letter. The addresses of links are listed once, at the end.
func Markdown(source string, opt MarkdownOptions) string {
	if opt.Width <= 0 {
		opt.Width = defaultColumns
	}
	if opt.Palette == nil {
		opt.Palette = NewPalette(false)
	}
	source = Clean(source)
	r := &renderer{src: []byte(source), opt: opt, pal: opt.Palette, numbers: map[string]int{}}
	if tooDeep(source) {
		return r.plain(source)
	}
	lines := r.blocks(r.parse(), opt.Width, 0)
	return r.finish(append(lines, r.addresses()...))
}

// renderer sets one text.
type renderer struct {
	src     []byte
	opt     MarkdownOptions
	pal     *Palette
	links   []string       // addresses, in the order of their numbers
	numbers map[string]int // from an address to its number
	points  int            // numbered so far
}

func (r *renderer) parse() ast.Node { return markdown().Parse(text.NewReader(r.src)) }

func (r *renderer) finish(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight(line, " \t"))
		b.WriteByte('\n')
	}
	return strings.Trim(b.String(), "\n") + "\n"
}

// plain sets a text that is not worth parsing: its lines, wrapped.
func (r *renderer) plain(source string) string {
	var lines []string
	for line := range strings.Lines(source) {
		lines = append(lines, Wrap(line, r.opt.Width)...)
	}
	return r.finish(lines)
}

// Limits on nesting. A parser's time and stack grow with it, and nobody reads so deep.
const (
	mostMarkers = 200 // of nesting in one line: quotes, list items, brackets, emphasis
	mostNesting = 24  // of blocks
)

// tooDeep reports whether a line holds more nesting than any text that a person wrote.
func tooDeep(source string) bool {
	for line := range strings.Lines(source) {
		if len(line) < mostMarkers {
			continue
		}
		markers, brackets := 0, 0
		for i := 0; i < len(line); i++ {
			switch c := line[i]; {
			case strings.IndexByte(" \t>-+*_~`.)", c) >= 0, c >= '0' && c <= '9':
				markers++
			case strings.IndexByte("[(<!", c) >= 0:
				brackets++
				markers = 0
			default:
				markers = 0
			}
			if markers >= mostMarkers || brackets >= mostMarkers {
				return true
			}
		}
	}
	return false
}

// blocks sets the children of a block, a blank line between any two.
func (r *renderer) blocks(parent ast.Node, width, depth int) []string {
	var lines []string
	tight := false
	if list, ok := parent.Parent().(*ast.List); ok {
		tight = list.IsTight
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		set := r.block(n, width, depth)
		if len(set) == 0 {
			continue
		}
		if len(lines) > 0 && !tight {
			lines = append(lines, "")
		}
		lines = append(lines, set...)
	}
	return lines
}

func (r *renderer) block(n ast.Node, width, depth int) []string {
	if depth > mostNesting {
		return Wrap(string(r.rawText(n)), width)
	}
	switch n := n.(type) {
	case *ast.Heading:
		return r.heading(n, width)
	case *ast.List:
		return r.list(n, width, depth)
	case *ast.Blockquote:
		return r.prefixed(r.blocks(n, max(width-2, fewestColumns), depth+1), r.pal.Dim("│")+" ")
	case *ast.CodeBlock:
		return r.code(r.lines(n))
	case *ast.FencedCodeBlock:
		return r.code(r.lines(n))
	case *ast.ThematicBreak:
		return []string{r.pal.Dim(strings.Repeat("─", width))}
	case *ast.HTMLBlock:
		source := r.lines(n)
		if n.HasClosure() {
			source += string(n.ClosureLine.Value(r.src))
		}
		return r.html(source, width)
	case *ast.Paragraph, *ast.TextBlock:
		return wrap(r.inlines(n), width)
	}
	if lines, ok := r.table(n, width); ok {
		return lines
	}
	if n.Type() == ast.TypeBlock && n.HasChildren() && n.FirstChild().Type() == ast.TypeBlock {
		return r.blocks(n, width, depth+1)
	}
	return wrap(r.inlines(n), width)
}

// heading is bold and, where there is no colour, underlined.
func (r *renderer) heading(n *ast.Heading, width int) []string {
	lines := wrap(r.styled(n, r.pal.Bold), width)
	if r.pal.on || len(lines) == 0 {
		return lines
	}
	longest := 0
	for _, line := range lines {
		longest = max(longest, DisplayWidth(line))
	}
	return append(lines, strings.Repeat("─", longest))
}

// code keeps every line to the letter, but for tabs and blanks at its end.
func (r *renderer) code(source string) []string {
	var lines []string
	for line := range strings.Lines(strings.TrimRight(source, "\n")) {
		line = strings.TrimRight(strings.ReplaceAll(line, "\t", "    "), " \n")
		if line != "" {
			line = "    " + r.pal.Code(line)
		}
		lines = append(lines, line)
	}
	return lines
}

// lines is a block's source.
func (r *renderer) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b.Write(s.Value(r.src))
	}
	return b.String()
}

// rawText is all of a block's source, for what is nested too deep to be set.
func (r *renderer) rawText(n ast.Node) []byte {
	var b []byte
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock {
			b = append(append(b, r.lines(n)...), ' ')
		}
		return ast.WalkContinue, nil
	})
	return b
}

func (r *renderer) prefixed(lines []string, prefix string) []string {
	for i, line := range lines {
		lines[i] = prefix + line
	}
	return lines
}
