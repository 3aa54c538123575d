package term

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// list sets the items with their text hanging beside the mark.
func (r *renderer) list(n *ast.List, width, depth int) []string {
	numbered := r.opt.NumberPoints && isPointList(n)
	number := n.Start
	var lines []string
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		switch {
		case numbered:
			r.points++
			mark = fmt.Sprintf("%3d. ", r.points)
		case n.IsOrdered():
			mark = fmt.Sprintf("%d%c ", number, n.Marker)
			number++
		}
		if len(lines) > 0 && !n.IsTight {
			lines = append(lines, "")
		}
		lines = append(lines, r.item(item, mark, width, depth)...)
	}
	return lines
}

func (r *renderer) item(n ast.Node, mark string, width, depth int) []string {
	hang := strings.Repeat(" ", DisplayWidth(mark))
	set := r.blocks(n, max(width-len(hang), fewestColumns), depth+1)
	if len(set) == 0 {
		return []string{mark}
	}
	for i, line := range set {
		if i == 0 {
			set[i] = mark + line
		} else if line != "" {
			set[i] = hang + line
		}
	}
	return set
}

// isPointList reports whether a list's items are key points: it stands in the text itself, not in
// an item or a quote.
func isPointList(n *ast.List) bool {
	_, ok := n.Parent().(*ast.Document)
	return ok
}

// Points gives a text's key points, as one line of plain text each: the items of its own lists, in
// the order in which NumberPoints numbers them; failing these its bold terms.
func Points(source string) []string {
	source = Clean(source)
	if tooDeep(source) {
		return nil
	}
	r := &renderer{src: []byte(source), pal: NewPalette(false), numbers: map[string]int{}}
	doc := markdown().Parse(text.NewReader(r.src))
	var points []string
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if list, ok := n.(*ast.List); ok {
			for item := list.FirstChild(); item != nil; item = item.NextSibling() {
				points = append(points, r.firstWords(item))
			}
		}
	}
	if points == nil {
		points = r.boldTerms(doc)
	}
	return points
}

// firstWords is an item's own text, without the lists and the code below it.
func (r *renderer) firstWords(item ast.Node) string {
	if item.FirstChild() == nil {
		return ""
	}
	return strings.Join(wrap(r.inlines(item.FirstChild()), 1<<20), " ")
}

func (r *renderer) boldTerms(doc ast.Node) []string {
	var terms []string
	seen := map[string]bool{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if e, ok := n.(*ast.Emphasis); ok && entering && e.Level == 2 {
			if term := strings.Join(wrap(r.inlines(e), 1<<20), " "); term != "" && !seen[term] {
				seen[term] = true
				terms = append(terms, term)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return terms
}
