package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rawHTML adds what the tags within a Markdown text mean; the text between them is the parser's.
func (f *flow) rawHTML(n *ast.RawHTML) {
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		z := html.NewTokenizer(strings.NewReader(string(segment.Value(f.source))))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			written := string(z.Raw())
			if t := z.Token(); isForeign(t, written) {
				f.add(Words, written)
			} else if kind != html.CommentToken {
				f.tag(t.DataAtom, t.Attr, kind == html.EndTagToken)
			}
		}
	}
}

// elements adds what the children of an element of HTML mean. What stands on lines of its own is handed
// to block, if that is not nil, and else stays within the text.
func (f *flow) elements(n *html.Node, block func(*html.Node)) {
	for c := range n.ChildNodes() {
		f.element(c, block)
	}
}

func (f *flow) element(n *html.Node, block func(*html.Node)) {
	switch {
	case n.Type == html.TextNode:
		f.add(Words, n.Data)
	case n.Type != html.ElementNode || is(n.DataAtom, unread):
	case block != nil && is(n.DataAtom, ownLine):
		block(n)
	case n.DataAtom == atom.Br:
		f.add(Break, "")
	case n.DataAtom == atom.Pre:
		f.add(Line, "")
		f.add(Formula, preText(n))
		f.add(Line, "")
	default:
		f.tag(n.DataAtom, n.Attr, false)
		f.elements(n, block)
		f.tag(n.DataAtom, n.Attr, true)
	}
}

// tag adds what a tag means within a text.
func (f *flow) tag(tag atom.Atom, attrs []html.Attribute, end bool) {
	switch p := meanings()[tag]; {
	case tag == atom.Li && !end:
		f.add(Bullet, "")
	case is(tag, ownLine):
		f.add(Line, "")
	case tag == atom.Br:
		f.add(Break, "")
	case tag == atom.Img && !end:
		f.image(attribute(attrs, "alt"), attribute(attrs, "src"))
	case p.Kind == Words:
	case end:
		f.end(p.Kind, p.Text, true)
	case len(f.open) < MaxNesting:
		p.Address = attribute(attrs, "href")
		f.begin(opened{Piece: p, html: true})
	}
}

func attribute(attrs []html.Attribute, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
