package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
	case isCell(n.DataAtom):
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

const maxSpan = 20 // cells that one is shown across

// limitSpan keeps a lying colspan from making a table of a million cells.
func limitSpan(n *html.Node) {
	for i, a := range n.Attr {
		isSpan := a.Key == "colspan" || a.Key == "rowspan"
		if cells, err := strconv.Atoi(a.Val); isSpan && (err != nil || cells > maxSpan) {
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
