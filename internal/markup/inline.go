package markup

import (
	"bytes"
	"html"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Pieces returns the text of a block, or of an inline node.
func Pieces(parent ast.Node, source []byte) []Piece {
	f := flow{source: source, title: parent.Kind() == ast.KindHeading}
	f.children(parent, 0)
	f.endFrom(0)
	return f.pieces
}

func (f *flow) children(parent ast.Node, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if depth > MaxNesting {
			f.add(Words, PlainText(n, f.source))
		} else {
			f.node(n, depth)
		}
	}
}

func (f *flow) node(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Text:
		f.add(Words, resolve(n.Value(f.source)))
		if n.HardLineBreak() {
			f.add(Break, "")
		} else if n.SoftLineBreak() {
			f.add(Blank, "")
		}
	case *ast.String:
		f.add(Formula, string(n.Value))
	case *ast.CodeSpan:
		f.add(Code, codeText(n, f.source))
	case *ast.Emphasis:
		kind := Italic
		if n.Level == 2 {
			kind = Bold
		}
		f.within(n, Piece{Kind: kind, Term: n}, depth)
	case *ast.Link:
		if !f.pointsNowhere(n) {
			f.within(n, Piece{Kind: Link, Address: resolve(n.Destination)}, depth)
		}
	case *ast.AutoLink:
		f.add(Words, string(n.Label(f.source)))
	case *ast.Image:
		f.image(PlainText(n, f.source), resolve(n.Destination))
	case *ast.RawHTML:
		f.rawHTML(n)
	case *extast.Strikethrough:
		f.within(n, Piece{Kind: Signed, Text: "~"}, depth)
	case *extast.TaskCheckBox:
		f.add(CheckBox, map[bool]string{true: "[x]", false: "[ ]"}[n.IsChecked])
	case *run:
		f.pieces = append(f.pieces, n.pieces...)
	default:
		f.children(n, depth+1)
	}
}

// within adds what a node holds as a pair of pieces with the rest between.
func (f *flow) within(n ast.Node, p Piece, depth int) {
	f.begin(opened{Piece: p})
	f.children(n, depth+1)
	f.end(p.Kind, p.Text, false)
}

// pointsNowhere reports whether a link has no words of its own but stands beside some, as the marks
// do by which a page lets its headings be linked.
func (f *flow) pointsNowhere(n *ast.Link) bool {
	if !f.title || n.PreviousSibling() == nil && n.NextSibling() == nil {
		return false
	}
	c := n.FirstChild()
	for c != nil && c.Kind() == ast.KindImage {
		c = c.NextSibling()
	}
	return c == nil
}

// image adds what an image is of: its description, or else the name of its file. One that is on the
// web can be looked at there, and may be all that an answer has.
func (f *flow) image(description, address string) {
	description, address = singleBlanks(description), singleBlanks(address)
	if isVague(description) {
		description = fileName(address)
	}
	p := Piece{Kind: Image, Text: "[image]"}
	if description != "" {
		p.Text = "[image: " + description + "]"
	}
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		p.Address = address
	}
	f.pieces = append(f.pieces, p)
}

func singleBlanks(s string) string { return strings.Join(strings.Fields(s), " ") }

// isVague reports whether a description is what editors put where their user says nothing.
func isVague(description string) bool {
	vague := []string{"", "alt", "alt text", "image", "img", "picture", "screenshot"}
	return slices.Contains(vague, strings.ToLower(description))
}

const (
	maxFileName = 40 // characters that are shown of an image's file
	minDigest   = 20 // a name of so many hexadecimal digits says nothing
)

// fileName is the name of an image's file, or "" if that says nothing: the address holds the image
// itself, or the name is made of digits.
func fileName(address string) string {
	if strings.HasPrefix(address, "data:") {
		return ""
	}
	address, _, _ = strings.Cut(address, "?")
	name := path.Base(strings.TrimRight(address, "/#"))
	stem := strings.TrimSuffix(name, path.Ext(name))
	if name == "." || len(stem) >= minDigest && strings.Trim(stem, "0123456789abcdefABCDEF-_") == "" {
		return ""
	}
	if letters := []rune(name); len(letters) > maxFileName {
		return string(letters[:maxFileName-1]) + "…"
	}
	return name
}

// PlainText is the text of a node and of all below it, without backticks and other signs.
func PlainText(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			b.WriteString(codeText(n, source))
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			b.WriteString(resolve(n.Value(source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// codeText is the text of a code span. In a table's cell a bar has to be escaped, in code as well.
func codeText(n *ast.CodeSpan, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(source))
		}
	}
	code := strings.ReplaceAll(b.String(), "\n", " ")
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == extast.KindTableCell {
			return strings.ReplaceAll(code, `\|`, "|")
		}
	}
	return code
}

// resolve returns the characters that backslashes and entities of Markdown stand for, in one pass: a
// backslash keeps an entity from being one.
func resolve(s []byte) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
		case c == '&':
			text, n := entity(s[i:])
			b.WriteString(text)
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// maxEntity is the length of the longest name there is, with its marks.
const maxEntity = len("&CounterClockwiseContourIntegral;")

// entity returns what the entity means that s begins with, and its length; or the ampersand itself.
func entity(s []byte) (string, int) {
	if end := bytes.IndexAny(s[1:min(len(s), maxEntity)], ";& ") + 1; s[end] == ';' {
		return html.UnescapeString(string(s[:end+1])), end + 1
	}
	return "&", 1
}
