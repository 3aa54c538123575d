package markup

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Points finds the key points of an answer that Parse has read: the items of its lists that stand in
// no other block, or else its bold terms, each where it is first written.
func Points(doc ast.Node, src []byte) []ast.Node {
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

// isReadingList reports whether a list names only sources: each item is links, and what stands between.
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

// linkSeparators may stand between the links of a reading list.
const linkSeparators = " \t,.;:()-–—|"

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
			if strings.Trim(resolve(n.Value(src)), linkSeparators) != "" {
				return 0, false
			}
		default:
			return 0, false
		}
	}
	return links, true
}

// boldTerms finds what is bold. Labels are left out, and so are headings and tables, where much is bold.
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
		text := singleBlanks(PlainText(e, src))
		term := strings.ToLower(strings.Trim(text, " :.!?"))
		if !seen[term] && !isLabel(term) && utf8.RuneCountInString(text) > 1 { // a single one explains an abbreviation
			terms = append(terms, e)
		}
		seen[term] = true
		return ast.WalkSkipChildren, nil
	})
	return terms
}

// isLabel reports whether a bold term says what comes next, such as "Example of a lease", and is not a point itself.
func isLabel(term string) bool {
	switch term {
	case "answer", "code", "diagram", "examples", "explanation", "follow-up", "for example", "hint",
		"important", "input", "installation", "note", "notes", "output", "question", "reference",
		"references", "result", "solution", "source", "sources", "summary", "syntax", "tip", "usage",
		"warning":
		return true
	}
	return term == "example" || strings.HasPrefix(term, "example ")
}

// PointText is a point's own text as one line, without the lists and the code below it.
func PointText(n ast.Node, src []byte) string {
	for n.Kind() == ast.KindListItem || n.Kind() == ast.KindList || n.Kind() == ast.KindBlockquote {
		if !n.HasChildren() {
			return ""
		}
		n = n.FirstChild()
	}
	if n.Kind() == ast.KindEmphasis && n.PreviousSibling() == nil && isOrdinal(PlainText(n, src)) {
		n = n.Parent()
	}
	return Text(n, src)
}

// isOrdinal reports whether a bold text is only the number before a point, such as "1.".
func isOrdinal(text string) bool { return strings.Trim(text, "0123456789") == "." && text[0] != '.' }

// PointKey names a key point in the log of reviews: 64 bits of the SHA-256 of its text in lower case
// and with single blanks, so that it is the same wherever the point stands in the answer.
func PointKey(text string) string {
	sum := sha256.Sum256([]byte(singleBlanks(strings.ToLower(text))))
	return hex.EncodeToString(sum[:8])
}
