package term

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Points gives an answer's own key points, as one line of plain text each, code in backticks: the
// items of its lists that stand in no other block; failing these, its bold terms. The n-th is what
// Markdown shows as number n.
func Points(source string) []string {
	source = Clean(source)
	if tooIntricate(source) {
		return nil
	}
	r := newRenderer(source, nil, defaultColumns)
	r.link = nil // a point names no addresses
	var texts []string
	for _, n := range points(parse(r.src), r.src) {
		texts = append(texts, r.pointText(n))
	}
	return texts
}

// pointMark is how the number of a bold term is shown.
func pointMark(n int) string { return fmt.Sprintf("(%d)", n) }

// points finds the key points: list items or, the first time each is written, bold terms.
func points(doc ast.Node, src []byte) []ast.Node {
	var items []ast.Node
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindList {
			continue
		}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			items = append(items, item)
		}
	}
	if items != nil {
		return items
	}
	return boldTerms(doc, src)
}

// boldTerms finds what is bold outside headings, where all is.
func boldTerms(doc ast.Node, src []byte) []ast.Node {
	var terms []ast.Node
	seen := map[string]bool{"": true}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindHeading || n.Kind() == extast.KindTable || n.Kind() == ast.KindImage {
			return ast.WalkSkipChildren, nil
		}
		e, ok := n.(*ast.Emphasis)
		if !ok || !entering || e.Level != 2 {
			return ast.WalkContinue, nil
		}
		if term := CleanLine(plainText(e, src)); !seen[term] {
			seen[term] = true
			terms = append(terms, e)
		}
		return ast.WalkSkipChildren, nil
	})
	return terms
}

// pointText is a point's own text, without the lists and the code below it.
func (r *renderer) pointText(n ast.Node) string {
	for n.Kind() == ast.KindListItem || n.Kind() == ast.KindList || n.Kind() == ast.KindBlockquote {
		if !n.HasChildren() {
			return ""
		}
		n = n.FirstChild()
	}
	if n.Kind() == ast.KindCodeBlock || n.Kind() == ast.KindFencedCodeBlock {
		return CleanLine(r.source(n))
	}
	words := r.inlines(n, 0)
	if first := n.FirstChild(); first != nil && first.Kind() == extast.KindTaskCheckBox {
		words = words[1:]
	}
	return oneLine(words)
}
