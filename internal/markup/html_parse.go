package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits within which HTML is parsed at all. The parser's time grows with the square of nesting, and
// each open formatting tag is copied into every block after it.
const (
	maxHTMLDepth  = 100
	maxHTMLBytes  = 1 << 20
	harmlessBytes = 400 // too short to do harm, whatever it is
	maxTableCells = 200_000
)

// isBounded reports whether HTML can be parsed and written in time and space that grow with its length.
func isBounded(s string) bool {
	if len(s) > maxHTMLBytes || len(s) < harmlessBytes {
		return len(s) < harmlessBytes
	}
	z := html.NewTokenizer(strings.NewReader(s))
	load := htmlLoad{open: map[string]int{}}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return load.columns*load.rows <= maxTableCells
		}
		load.cost += load.weight * len(z.Raw())
		load.bytes += len(z.Raw())
		name, _ := z.TagName()
		load.count(kind, string(name))
		if load.depth > maxHTMLDepth || load.cost > 64_000+8*load.bytes {
			return false
		}
	}
}

// htmlLoad is what HTML costs the parser and the writer.
type htmlLoad struct {
	open          map[string]int // tags that are open now
	depth         int
	weight        int // open tags that repeat for each byte within: indentation, copied formatting
	cost, bytes   int
	row           int // cells of the row being read
	columns, rows int
}

func (l *htmlLoad) count(kind html.TokenType, tag string) {
	name := atom.Lookup([]byte(tag))
	switch {
	case kind == html.EndTagToken && l.open[tag] > 0:
		l.nest(tag, -1)
	case kind != html.StartTagToken || is(name, noEnd):
	case name == atom.Tr:
		l.rows, l.row = l.rows+1, 0
	case is(name, cell):
		l.row++
		l.columns = max(l.columns, l.row)
	case !is(name, endsItself):
		l.nest(tag, 1)
	}
}

// nest counts a tag that begins, or with -1 one that ends.
func (l *htmlLoad) nest(tag string, n int) {
	l.open[tag] += n
	l.depth += n
	if is(atom.Lookup([]byte(tag)), costly) {
		l.weight += n
	}
}

// textOfHTML is the text alone, with a line break for every tag that breaks a line.
func textOfHTML(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	silent := false
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return tidyMarkdown(b.String())
		case html.TextToken:
			if !silent {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if tag == atom.Script || tag == atom.Style {
				silent = kind == html.StartTagToken
			}
			if breaksLine(tag) {
				b.WriteByte('\n')
			}
		}
	}
}

// parseHTML returns the tree of HTML, or nil where reading it would take too long.
func parseHTML(s string) *html.Node {
	if !isBounded(s) {
		return nil
	}
	if startsWithinTable(s) {
		s = "<table>" + s
	}
	doc, _ := html.Parse(strings.NewReader(s)) // nil with an error
	return doc
}

// startsWithinTable reports whether HTML begins with a part of a table, as what follows a blank line in
// a table does. The parser would drop the tags and run the cells together.
func startsWithinTable(s string) bool {
	z := html.NewTokenizer(strings.NewReader(strings.TrimSpace(s)))
	return z.Next() == html.StartTagToken && is(z.Token().DataAtom, ofTable)
}
