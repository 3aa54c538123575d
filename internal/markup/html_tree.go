package markup

import (
	"strings"
	"sync"

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

// voidTags have no end, and optionalEnds close themselves at their next sibling.
var (
	voidTags     = setOf(`area base br col embed hr img input link meta param source track wbr`)
	optionalEnds = setOf(`p li dt dd option tr td th thead tbody tfoot`)
	formatting   = setOf(`a b big code em font i nobr s small strike strong tt u`)
	weights      = weightOf(`a b big code em font i nobr s small strike strong tt u ul ol blockquote dl table`)
)

// sane says whether HTML can be parsed and written in time and space that grow with its length alone.
func sane(s string) bool {
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

// htmlLoad is what a field asks of the parser and the writer.
type htmlLoad struct {
	open          map[string]int // tags that are open now
	depth         int
	weight        int // open tags that repeat for each byte within: indentation, copied formatting
	cost, bytes   int
	row           int // cells of the row being read
	columns, rows int
}

func (l *htmlLoad) count(kind html.TokenType, tag string) {
	switch {
	case kind == html.EndTagToken && l.open[tag] > 0:
		l.open[tag]--
		l.depth--
		l.weight -= weights[tag]
	case kind != html.StartTagToken || voidTags()[tag]:
	case tag == "tr":
		l.rows, l.row = l.rows+1, 0
	case tag == "td" || tag == "th":
		l.row++
		l.columns = max(l.columns, l.row)
	case !optionalEnds()[tag]:
		l.open[tag]++
		l.depth++
		l.weight += weights[tag]
	}
}

// setOf returns a set of names that is made when it is first asked for.
func setOf(names string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for name := range strings.FieldsSeq(names) {
			set[name] = true
		}
		return set
	})
}

func weightOf(tags string) map[string]int {
	weights := map[string]int{}
	for tag := range strings.FieldsSeq(tags) {
		weights[tag] = 1
	}
	return weights
}

// textOfHTML is the text alone, a line break for every tag that ends a line.
func textOfHTML(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	silent := ""
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return tidyMarkdown(b.String())
		case html.TextToken:
			if silent == "" {
				b.WriteString(string(z.Text()))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if tag == "script" || tag == "style" {
				silent = ""
				if kind == html.StartTagToken {
					silent = tag
				}
			}
			if !formatting()[tag] && tag != "span" && tag != "sub" && tag != "sup" {
				b.WriteByte('\n')
			}
		}
	}
}

// parseHTML parses HTML; nil where it would take too long or cannot be parsed.
func parseHTML(s string) *html.Node {
	if !sane(s) {
		return nil
	}
	if startsWithinTable(s) {
		s = "<table>" + s
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return nil
	}
	return doc
}

// startsWithinTable reports whether HTML begins with a part of a table, as what follows a blank line in
// a table does. The parser would run its cells together.
func startsWithinTable(s string) bool {
	z := html.NewTokenizer(strings.NewReader(strings.TrimSpace(s)))
	if z.Next() != html.StartTagToken {
		return false
	}
	switch z.Token().DataAtom {
	case atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		return true
	}
	return false
}

// place is where in the tree a text stands.
type place struct{ verbatim, cell bool }

// prepare walks the tree once: texts are escaped, media named, raised text marked.
func prepare(n *html.Node, in place) {
	if n.Type == html.TextNode {
		prepareText(n, in)
		return
	}
	prepareElement(n)
	switch {
	case n.Data == "anki-mathjax":
		wrapFormula(n)
		in.verbatim = true
	case n.DataAtom == atom.Code || n.DataAtom == atom.Pre:
		in.verbatim = true
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		in.cell = true
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if dropped(c) {
			n.RemoveChild(c)
		} else {
			prepare(c, in)
		}
		c = next
	}
}

func prepareText(n *html.Node, in place) {
	if in.verbatim {
		n.Data = markBrackets(n.Data)
	} else {
		n.Data = escapeText(n.Data, startsLine(n))
	}
	if in.cell {
		n.Data = strings.ReplaceAll(n.Data, "|", `\|`)
	}
}

// wrapFormula gives a formula of Anki's editor the marks that Anki shows it by.
func wrapFormula(n *html.Node) {
	from, to := `\(`, `\)`
	if attribute(n.Attr, "block") == "true" {
		from, to = `\[`, `\]`
	}
	n.InsertBefore(&html.Node{Type: html.TextNode, Data: from}, n.FirstChild)
	n.AppendChild(&html.Node{Type: html.TextNode, Data: to})
}

func prepareElement(n *html.Node) {
	switch n.DataAtom {
	case atom.Img:
		setNodeAttr(n, "src", LinkTarget(attribute(n.Attr, "src")))
	case atom.A:
		setNodeAttr(n, "href", LinkTarget(attribute(n.Attr, "href")))
	case atom.Audio, atom.Video:
		nameMedia(n)
	case atom.Sup:
		raise(n, "^")
	case atom.Sub:
		raise(n, "_")
	case atom.Td, atom.Th:
		limitSpan(n)
	case atom.Table:
		// Code has lines, which a Markdown table cannot hold: written one cell after the other.
		if hasPre(n) {
			n.Attr = append(n.Attr, html.Attribute{Key: "role", Val: "presentation"})
		}
	}
}

func hasPre(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Pre {
			return true
		}
	}
	return false
}

var (
	targetJoiner = strings.NewReplacer("\n", "", "\r", "", "\t", "")
	targetWriter = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E")
)

// LinkTarget writes an address so that Markdown reads it: blanks and parentheses would end it.
func LinkTarget(s string) string {
	s = targetJoiner.Replace(strings.TrimSpace(s))
	if strings.ContainsAny(s, " ()<>") && !strings.HasPrefix(s, "data:") {
		s = targetWriter.Replace(s)
	}
	return s
}

// nameMedia puts the file's name as Anki writes sounds in the place of a player.
func nameMedia(n *html.Node) {
	src := attribute(n.Attr, "src")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if src == "" && c.DataAtom == atom.Source {
			src = attribute(c.Attr, "src")
		}
	}
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.Data, n.DataAtom, n.Attr = "span", atom.Span, nil
	if src != "" {
		n.AppendChild(&html.Node{Type: html.TextNode, Data: "[sound:" + src + "]"})
	}
}

// raise keeps the sense of O(n<sup>2</sup>): O(n^2).
func raise(n *html.Node, mark string) {
	t := n.FirstChild
	if t == nil || t.NextSibling != nil || t.Type != html.TextNode || strings.TrimSpace(t.Data) == "" {
		return
	}
	t.Data = strings.TrimSpace(t.Data)
	if strings.Trim(t.Data, "0123456789") != "" && len([]rune(t.Data)) > 1 {
		t.Data = "(" + t.Data + ")"
	}
	t.Data = mark + t.Data
}

// limitSpan keeps a lying colspan from making a table of a million cells.
func limitSpan(n *html.Node) {
	for i, a := range n.Attr {
		if (a.Key == "colspan" || a.Key == "rowspan") && (len(a.Val) > 2 || a.Val > "20" && len(a.Val) == 2) {
			n.Attr[i].Val = "1"
		}
	}
}

func setNodeAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
		}
	}
}
