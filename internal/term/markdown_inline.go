package term

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"iq/internal/markup"
)

// inliner collects the words of one block.
type inliner struct {
	*renderer
	words []word
	blank bool    // a blank is due before the next word
	sign  string  // is due at the beginning of the next word
	open  string  // the signs that HTML has begun
	title bool    // the words are a heading's
	cell  bool    // the words are a table's
	style style   // of what Markdown has begun
	tags  []style // of what HTML has begun
	href  []anchor
	raise []extent // where raised and lowered text has begun
}

// anchor is a link of HTML that is open.
type anchor struct {
	address string
	begins  extent
}

// extent is how much has been set.
type extent struct{ words, pieces int }

// inlines gives the words of a block's inline content.
func (r *renderer) inlines(parent ast.Node, st style) []word {
	in := &inliner{renderer: r, blank: true, title: st == headingStyle, style: st}
	in.children(parent, 0)
	return in.words
}

func (in *inliner) children(parent ast.Node, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if depth > markup.MaxNesting {
			in.add(plainText(n, in.src))
			continue
		}
		in.node(n, depth)
	}
}

func (in *inliner) node(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Text:
		in.add(resolve(n.Value(in.src)))
		switch {
		case n.HardLineBreak():
			in.lineBreak()
		case n.SoftLineBreak():
			in.blank = true
		}
	case *ast.String:
		in.tie(func() { in.verbatim(string(n.Value)) })
	case *ast.CodeSpan:
		in.tie(func() { in.code(codeText(n, in.src)) })
	case *ast.Emphasis:
		in.emphasis(n, depth)
	case *ast.Link:
		in.linked(n, depth)
	case *ast.AutoLink:
		in.add(string(n.Label(in.src)))
	case *ast.Image:
		in.image(plainText(n, in.src), resolve(n.Destination))
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			in.inlineHTML(string(s.Value(in.src)))
		}
	case *extast.Strikethrough:
		in.begin("~")
		in.children(n, depth+1)
		in.end("~")
	case *extast.TaskCheckBox:
		in.checkBox(n.IsChecked)
	default:
		in.children(n, depth+1)
	}
}

func (in *inliner) linked(n *ast.Link, depth int) {
	address := resolve(n.Destination)
	switch {
	case in.pointsNowhere(n):
	case !n.HasChildren():
		in.bareLink(address)
	default:
		in.children(n, depth+1)
		in.reference(address, plainText(n, in.src))
	}
}

func (in *inliner) extent() extent {
	n := len(in.words)
	if n == 0 {
		return extent{}
	}
	return extent{n, len(in.words[n-1].pieces)}
}

// since gives the text that has been set since then, and the word and the piece that it begins with.
func (in *inliner) since(then extent) (*word, *piece, string) {
	var begins *word
	var first *piece
	var text strings.Builder
	for i := max(0, then.words-1); i < len(in.words); i++ {
		w := &in.words[i]
		pieces := w.pieces
		if i == then.words-1 {
			pieces = pieces[min(then.pieces, len(pieces)):]
		} else if w.blank {
			text.WriteByte(' ')
		}
		for _, p := range pieces {
			text.WriteString(p.text)
		}
		if first == nil && len(pieces) > 0 {
			begins, first = w, &pieces[0]
		}
	}
	return begins, first, strings.TrimSpace(text.String())
}

func (in *inliner) checkBox(checked bool) {
	mark := "[ ]"
	if checked {
		mark = "[x]"
	}
	in.glue(mark)
	in.blank = true
}

// look is the style of what comes next.
func (in *inliner) look() style {
	st := in.style
	for _, tag := range in.tags {
		st |= tag
	}
	return st
}

// add adds running text; its blanks are where lines may break. An entity may have named what the
// source could not hold.
func (in *inliner) add(s string) {
	s = Clean(s)
	if in.sign != "" {
		rest := strings.TrimLeftFunc(s, unicode.IsSpace)
		in.blank = in.blank || len(rest) < len(s)
		if rest == "" {
			return
		}
		in.setSign()
		s = rest
	}
	in.words, in.blank = appendRunning(in.words, s, in.blank, in.look())
}

// glue adds text to the word before it, or to the one after it.
func (in *inliner) glue(s string) {
	in.setSign()
	in.words = appendPiece(in.words, s, in.blank, in.look())
	in.blank = false
}

// close adds text to the word before it, also after a blank or the end of a line.
func (in *inliner) close(s string) {
	n := len(in.words)
	for n > 0 && in.words[n-1].end {
		n--
	}
	if n == 0 {
		in.words = appendPiece(in.words, s, in.blank, in.look())
		return
	}
	w := &in.words[n-1]
	w.pieces = append(w.pieces, piece{s, in.look()})
	w.width += DisplayWidth(s)
}

func (in *inliner) lineBreak() {
	in.words = append(in.words, word{end: true})
	in.blank = true
}

// tie keeps the words together that add adds.
func (in *inliner) tie(add func()) {
	in.setSign()
	first := len(in.words)
	if in.blank || first == 0 || in.words[first-1].end {
		first++
	}
	add()
	for i := first; i < len(in.words); i++ {
		in.words[i].tied = !in.words[i].end
	}
}

// verbatim adds text whose lines stay as they are.
func (in *inliner) verbatim(s string) {
	for i, line := range strings.Split(strings.TrimRight(s, "\n"), "\n") {
		if i > 0 {
			in.lineBreak()
		}
		in.add(line)
	}
}

// code keeps its blanks and, where there is no colour to tell it, its backticks.
func (in *inliner) code(s string) {
	if !in.pal.colours() {
		s = "`" + s + "`"
	}
	in.setSign()
	st := in.look() | codeStyle
	extra := ""
	for i, text := range strings.Split(Clean(s), " ") {
		in.blank = in.blank || i > 0
		if text == "" {
			extra += " "
			continue
		}
		in.words = appendPiece(in.words, strings.ReplaceAll(extra+text, "\t", " "), in.blank, st)
		in.blank, extra = false, ""
	}
}

func codeText(n *ast.CodeSpan, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(src))
		}
	}
	code := strings.ReplaceAll(b.String(), "\n", " ")
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == extast.KindTableCell { // where a bar has to be escaped, in code as well
			return strings.ReplaceAll(code, `\|`, "|")
		}
	}
	return code
}

// plainText is the text of an inline node and all below it.
func plainText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			b.WriteString(codeText(n, src))
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			b.WriteString(resolve(n.Value(src)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
