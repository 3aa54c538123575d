package markup

import (
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// names are those of HTML's elements, the obsolete ones among them. What else stands in angle brackets
// are the author's words: a type's parameter, a component, something to be filled in.
var names = sync.OnceValue(func() map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for name := range strings.FieldsSeq(`
		a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button
		canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt
		em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header
		hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter
		nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp
		script section select slot small source span strike strong style sub summary sup svg table tbody td
		textarea tfoot th thead time title tr track tt u ul var video wbr`) {
		set[atom.Lookup([]byte(name))] = true
	}
	return set
})

// isForeign reports whether a tag, which was written so, is not HTML's: no browser knows it, or it is
// named like a component, as <Button> is.
func isForeign(t html.Token, written string) bool {
	switch t.Type {
	case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		return !names()[t.DataAtom] || isComponent(strings.TrimLeft(written, "</"))
	}
	return false
}

func isComponent(name string) bool {
	isLower := func(c byte) bool { return 'a' <= c && c <= 'z' }
	return len(name) > 2 && 'A' <= name[0] && name[0] <= 'Z' && isLower(name[1]) && isLower(name[2])
}

// isBlock reports whether an element begins and ends a line.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Li, atom.Tr, atom.Table, atom.Hr, atom.H1, atom.H2,
		atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Details, atom.Summary, atom.Dl,
		atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Center,
		atom.Figure, atom.Figcaption:
		return true
	}
	return false
}

// breaksLine reports whether an element begins or ends a line, or a cell.
func breaksLine(tag atom.Atom) bool { return tag == atom.Br || isBlock(tag) || isCell(tag) }

func isCell(tag atom.Atom) bool { return tag == atom.Td || tag == atom.Th }

// hasNoEnd reports whether an element is a single tag.
func hasNoEnd(tag atom.Atom) bool {
	switch tag {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
		atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// endsItself reports whether an element ends where its next sibling begins.
func endsItself(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Li, atom.Dt, atom.Dd, atom.Option, atom.Tr, atom.Td, atom.Th, atom.Thead, atom.Tbody, atom.Tfoot:
		return true
	}
	return false
}

// weight is 1 for an element that costs something for each byte in it: indentation, or formatting that
// the parser copies into every block.
func weight(tag atom.Atom) int {
	switch tag {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
		atom.Strong, atom.Tt, atom.U, atom.Ul, atom.Ol, atom.Blockquote, atom.Dl, atom.Table:
		return 1
	}
	return 0
}

// dropped reports whether an element holds nothing to read.
func dropped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Svg, atom.Template, atom.Object, atom.Iframe:
		return true
	}
	return false
}
