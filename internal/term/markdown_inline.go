package term

import (
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// inliner collects the words of one block.
type inliner struct {
	*renderer
	words []word
	blank bool // a blank is due before the next word
	style []func(string) string
	floor int      // of style: what HTML may not end, Markdown having begun it
	href  []string // of the HTML anchors that are open
}

// inlines gives the words of a block's inline content.
func (r *renderer) inlines(parent ast.Node) []word {
	return r.styled(parent, nil)
}

func (r *renderer) styled(parent ast.Node, paint func(string) string) []word {
	in := &inliner{renderer: r, blank: true}
	if paint != nil {
		in.style = append(in.style, paint)
	}
	in.children(parent, 0)
	return in.words
}

func (in *inliner) children(parent ast.Node, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if depth > mostNesting {
			in.add(string(n.Text(in.src))) //nolint:staticcheck // the text alone is what is wanted here
			continue
		}
		in.node(n, depth)
	}
}

func (in *inliner) node(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Text:
		in.add(unescape(n.Value(in.src)))
		switch {
		case n.HardLineBreak():
			in.lineBreak()
		case n.SoftLineBreak():
			in.blank = true
		}
	case *ast.String:
		in.add(unescape(n.Value))
	case *ast.CodeSpan:
		in.code(in.codeText(n))
	case *ast.Emphasis:
		paint := in.pal.Italic
		if n.Level == 2 {
			paint = in.pal.Bold
		}
		in.within(paint, n, depth)
	case *ast.Link:
		in.children(n, depth+1)
		in.reference(string(n.Destination), plainText(n, in.src))
	case *ast.AutoLink:
		in.add(string(n.Label(in.src)))
	case *ast.Image:
		in.image(plainText(n, in.src))
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			in.tags(string(s.Value(in.src)))
		}
	case *extast.Strikethrough:
		in.glue("~")
		in.children(n, depth+1)
		in.glue("~")
	case *extast.TaskCheckBox:
		mark := "[ ]"
		if n.IsChecked {
			mark = "[x]"
		}
		in.add(mark + " ")
	default:
		in.children(n, depth+1)
	}
}

func (in *inliner) within(paint func(string) string, n ast.Node, depth int) {
	before, floor := len(in.style), in.floor
	in.style = append(in.style, paint)
	in.floor = before + 1
	in.children(n, depth+1)
	in.style, in.floor = in.style[:before], floor
}

// paint is the innermost style.
func (in *inliner) paint() func(string) string {
	if len(in.style) == 0 {
		return nil
	}
	return in.style[len(in.style)-1]
}

// add adds running text; its blanks are where lines may break.
func (in *inliner) add(s string) {
	s = Clean(s) // an entity may have named what the source could not hold
	for s != "" {
		rest := strings.TrimLeft(s, " \t\n")
		if rest != s {
			in.blank = true
		}
		end := strings.IndexAny(rest, " \t\n")
		if end < 0 {
			end = len(rest)
		}
		if end > 0 {
			in.words = appendText(in.words, rest[:end], in.blank, in.paint())
			in.blank = false
		}
		s = rest[end:]
	}
}

// glue adds text to the word before it, or to the one after it.
func (in *inliner) glue(s string) {
	in.words = appendPiece(in.words, s, in.blank, in.paint())
	in.blank = false
}

func (in *inliner) lineBreak() {
	in.words = append(in.words, word{end: true})
	in.blank = true
}

// code keeps its backticks where there is no colour to tell it.
func (in *inliner) code(s string) {
	in.style = append(in.style, in.pal.Code)
	if !in.pal.on {
		s = "`" + s + "`"
	}
	in.add(s)
	in.style = in.style[:len(in.style)-1]
}

func (in *inliner) codeText(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(in.src))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// image shows what an image is of.
func (in *inliner) image(description string) {
	if description = CleanLine(description); description == "" {
		description = "without a description"
	}
	in.add("[image: " + description + "]")
}

// reference gives a link its number in the list of addresses. A place in the same document, and an
// address that is its own text, get none.
func (in *inliner) reference(address, shown string) {
	address = CleanLine(html.UnescapeString(address))
	if address == "" || address[0] == '#' || sameAddress(address, shown) {
		return
	}
	n, known := in.numbers[address]
	if !known {
		in.links = append(in.links, address)
		n = len(in.links)
		in.numbers[address] = n
	}
	in.style = append(in.style, in.pal.Dim)
	in.add(fmt.Sprintf(" [%d]", n))
	in.style = in.style[:len(in.style)-1]
}

func sameAddress(address, shown string) bool {
	bare := func(s string) string {
		s = strings.TrimSuffix(s, "/")
		for _, scheme := range []string{"https://", "http://", "mailto:"} {
			s = strings.TrimPrefix(s, scheme)
		}
		return s
	}
	return bare(address) == bare(strings.TrimSpace(shown))
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

// plainText is the text of an inline node and all below it.
func plainText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.WriteString(unescape(n.Value(src)))
			if n.SoftLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// unescape resolves backslashes and entities.
func unescape(b []byte) string {
	return html.UnescapeString(string(util.UnescapePunctuations(b)))
}
