package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// place is where in the tree a text stands.
type place struct{ verbatim, cell bool }

// prepare walks the tree once and makes it fit for Markdown: it drops scripts and frames, escapes
// texts, names media, rewrites links, marks formulas, raised and lowered text, and limits spans.
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
	case is(n.DataAtom, cell):
		in.cell = true
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if is(c.DataAtom, unread) {
			n.RemoveChild(c)
		} else {
			prepare(c, in)
		}
		c = next
	}
}

func prepareText(n *html.Node, in place) {
	if in.verbatim {
		n.Data = bracketMarker.Replace(n.Data)
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

const maxSpan = 20 // columns or rows that a cell may span

func prepareElement(n *html.Node) {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "src", "href":
			if n.DataAtom == atom.Img || n.DataAtom == atom.A {
				a.Val = LinkTarget(a.Val)
			}
		case "colspan", "rowspan": // so that no cell makes a table of a million
			if cells, err := strconv.Atoi(a.Val); err != nil || cells > maxSpan {
				a.Val = "1"
			}
		}
	}
	switch n.DataAtom {
	case atom.Audio, atom.Video:
		nameMedia(n)
	case atom.Sup:
		markScript(n, "^")
	case atom.Sub:
		markScript(n, "_")
	case atom.Table:
		for d := range n.Descendants() {
			// Code has lines, which a Markdown table cannot hold: written one cell after the other.
			if d.DataAtom == atom.Pre {
				n.Attr = append(n.Attr, html.Attribute{Key: "role", Val: "presentation"})
				return
			}
		}
	}
}

var (
	dropBreaks   = strings.NewReplacer("\n", "", "\r", "", "\t", "")
	escapeTarget = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E")
)

// LinkTarget writes an address so that Markdown reads it: blanks, parentheses and angle brackets would
// end it. The data of a data: address stays as it is.
func LinkTarget(s string) string {
	s = dropBreaks.Replace(strings.TrimSpace(s))
	if strings.HasPrefix(s, "data:") {
		return s
	}
	return escapeTarget.Replace(s)
}

// nameMedia replaces a player with the file's name in Anki's form: [sound:name].
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

// markScript writes a superscript or a subscript as ^2 or _2, so that O(n<sup>2</sup>) stays O(n^2).
func markScript(n *html.Node, mark string) {
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
