package markup

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// trait is what an element of HTML means to whoever reads it.
type trait uint8

const (
	known      trait = 1 << iota // HTML's, though it may be obsolete
	ownLine                      // it begins and ends a line
	cell                         // of a table
	ofTable                      // it stands in a table alone
	noEnd                        // a single tag
	endsItself                   // where its next sibling begins
	costly                       // for each byte in it: indentation, or formatting copied into every block
	unread                       // it holds nothing to read
)

// traits are those of all elements. What is not known and stands in angle brackets are the author's
// words: a type's parameter, a component, something to be filled in.
var traits = sync.OnceValue(func() map[atom.Atom]trait {
	set := map[atom.Atom]trait{}
	for t, names := range map[trait]string{
		known: `
			a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button
			canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt
			em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header
			hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter
			nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp
			script section select slot small source span strike strong style sub summary sup svg table tbody td
			textarea tfoot th thead time title tr track tt u ul var video wbr`,
		ownLine: `
			p div ul ol li tr table hr h1 h2 h3 h4 h5 h6 blockquote pre details summary dl dt dd section article
			main header footer center figure figcaption`,
		cell:       "td th",
		ofTable:    "thead tbody tfoot tr td th",
		noEnd:      "area base br col embed hr img input link meta param source track wbr",
		endsItself: "p li dt dd option tr td th thead tbody tfoot",
		costly:     "a b big code em font i nobr s small strike strong tt u ul ol blockquote dl table",
		unread:     "script style svg template object iframe",
	} {
		for name := range strings.FieldsSeq(names) {
			set[atom.Lookup([]byte(name))] |= t
		}
	}
	return set
})

// is reports whether an element has any of some traits.
func is(tag atom.Atom, some trait) bool { return traits()[tag]&some != 0 }

// breaksLine reports whether an element begins or ends a line, or a cell.
func breaksLine(tag atom.Atom) bool { return tag == atom.Br || is(tag, ownLine|cell) }

// meanings are the pairs of pieces that elements stand for within a text.
var meanings = sync.OnceValue(func() map[atom.Atom]Piece {
	set := map[atom.Atom]Piece{}
	for p, names := range map[Piece]string{
		{Kind: Bold}:              "b strong",
		{Kind: Italic}:            "i em var cite dfn",
		{Kind: Monospace}:         "code kbd samp tt",
		{Kind: Signed, Text: "~"}: "s del strike",
		{Kind: Signed, Text: `"`}: "q",
		{Kind: Raised, Text: "^"}: "sup",
		{Kind: Raised, Text: "_"}: "sub",
		{Kind: Link}:              "a",
	} {
		for name := range strings.FieldsSeq(names) {
			set[atom.Lookup([]byte(name))] = p
		}
	}
	return set
})

// isForeign reports whether a tag, which was written so, is not HTML's: no browser knows it, or it is
// named like a component, as <Button> is.
func isForeign(t html.Token, written string) bool {
	switch t.Type {
	case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		return !is(t.DataAtom, known) || isComponent(strings.TrimLeft(written, "</"))
	}
	return false
}

func isComponent(name string) bool {
	isLower := func(c byte) bool { return 'a' <= c && c <= 'z' }
	return len(name) > 2 && 'A' <= name[0] && name[0] <= 'Z' && isLower(name[1]) && isLower(name[2])
}

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
