package term

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"iq/internal/markup"
)

// Points gives an answer's own key points, as one line of plain text each, code in backticks: the
// items of its lists that stand in no other block; failing these, its bold terms. The n-th is what
// Markdown shows as number n.
func Points(source string) []string {
	source = Clean(source)
	if markup.TooIntricate(source) {
		return nil
	}
	r := newRenderer(source, nil, defaultColumns)
	r.link = nil // a point names no addresses
	var texts []string
	for _, n := range points(markup.Parse(r.src), r.src) {
		texts = append(texts, r.pointText(n))
	}
	return texts
}

// pointMark is how the number of a bold term is shown.
func pointMark(n int, missed bool) string {
	if missed {
		return fmt.Sprintf("(!%d)", n)
	}
	return fmt.Sprintf("(%d)", n)
}

// points finds the key points: list items or, the first time each is written, bold terms.
func points(doc ast.Node, src []byte) []ast.Node {
	var items []ast.Node
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindList || isReadingList(n, src) {
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

// isReadingList reports whether a list names nothing but sources: each item is links, and what
// stands between them.
func isReadingList(list ast.Node, src []byte) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		text := item.FirstChild()
		if text == nil || text.NextSibling() != nil || text.Type() != ast.TypeBlock {
			return false
		}
		if links, ok := onlyLinks(text, src); !ok || links == 0 {
			return false
		}
	}
	return true
}

// onlyLinks counts the links in a text, emphasised or not, and reports whether it holds nothing else.
func onlyLinks(text ast.Node, src []byte) (links int, ok bool) {
	for n := text.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Link, *ast.AutoLink:
			links++
		case *ast.Emphasis:
			within, ok := onlyLinks(n, src)
			if !ok {
				return 0, false
			}
			links += within
		case *ast.Text:
			if strings.Trim(resolve(n.Value(src)), " \t,.;:()-–—|") != "" {
				return 0, false
			}
		default:
			return 0, false
		}
	}
	return links, true
}

// boldTerms finds what is bold, but for labels, and for headings and tables, where much is.
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
		text := CleanLine(plainText(e, src))
		term := strings.ToLower(strings.Trim(text, " :.!?"))
		if !seen[term] && !isLabel(term) && utf8.RuneCountInString(text) > 1 { // one is a letter of an abbreviation
			terms = append(terms, e)
		}
		seen[term] = true
		return ast.WalkSkipChildren, nil
	})
	return terms
}

// isLabel reports whether a bold term says what comes next, such as "Example of a lease", and is no
// point itself.
func isLabel(term string) bool {
	first, _, _ := strings.Cut(term, " ")
	return labels[term] || first == "example"
}

var labels = map[string]bool{
	"answer": true, "code": true, "diagram": true, "example": true, "examples": true, "explanation": true, "follow-up": true,
	"for example": true, "hint": true, "important": true, "input": true, "installation": true, "note": true, "notes": true, "output": true, "question": true,
	"reference": true, "references": true, "result": true, "solution": true, "source": true, "sources": true, "summary": true,
	"syntax": true, "tip": true, "usage": true, "warning": true,
}

// pointText is a point's own text, without the lists and the code below it.
func (r *renderer) pointText(n ast.Node) string {
	for n.Kind() == ast.KindListItem || n.Kind() == ast.KindList || n.Kind() == ast.KindBlockquote {
		if !n.HasChildren() {
			return ""
		}
		n = n.FirstChild()
	}
	switch n.Kind() {
	case ast.KindThematicBreak:
		return ""
	case ast.KindCodeBlock, ast.KindFencedCodeBlock, ast.KindHTMLBlock, extast.KindTable:
		return CleanLine(strings.Join(r.standing(n, r.width, 0), " "))
	}
	if n.Kind() == ast.KindEmphasis && n.PreviousSibling() == nil && isOrdinal(plainText(n, r.src)) {
		n = n.Parent()
	}
	words := r.inlines(n, 0)
	if first := n.FirstChild(); first != nil && first.Kind() == extast.KindTaskCheckBox {
		words = words[1:]
	}
	return oneLine(words)
}

// isOrdinal reports whether a bold text is but the number before a point, such as "1.".
func isOrdinal(text string) bool {
	return strings.Trim(text, "0123456789") == "." && text[0] != '.'
}
