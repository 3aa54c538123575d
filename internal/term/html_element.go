package term

import (
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements are HTML's own, the obsolete ones among them. What else stands in angle brackets are the
// author's words: a type's parameter, a component, something to be filled in.
var elements = atoms(`a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button canvas
	caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure
	font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link
	main map mark marquee menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt
	ruby s samp script section select slot small source span strike strong style sub summary sup svg table tbody td textarea
	tfoot th thead time title tr track tt u ul var video wbr`)

// atoms returns a set of elements that is made when it is first asked for.
func atoms(names string) func() map[atom.Atom]bool {
	return sync.OnceValue(func() map[atom.Atom]bool {
		set := map[atom.Atom]bool{}
		for name := range strings.FieldsSeq(names) {
			set[atom.Lookup([]byte(name))] = true
		}
		return set
	})
}

// isForeign reports whether a tag, which was written so, is none of HTML: no browser knows it, or it
// is named like a component, as <Button> is.
func isForeign(t html.Token, written string) bool {
	switch t.Type {
	case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		return !elements()[t.DataAtom] || isComponent(strings.TrimLeft(written, "</"))
	}
	return false
}

func isComponent(name string) bool {
	return len(name) > 2 && name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'a' && name[1] <= 'z' && name[2] >= 'a' && name[2] <= 'z'
}
