package term

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inliner collects the words of one block.
type inliner struct {
	*renderer
	words []word
	blank bool    // a blank is due before the next word
	style style   // of what Markdown has begun
	tags  []style // of what HTML has begun
	href  []string
}

// inlines gives the words of a block's inline content.
func (r *renderer) inlines(parent ast.Node, st style) []word {
	in := &inliner{renderer: r, blank: true, style: st}
	in.children(parent, 0)
	return in.words
}

func (in *inliner) children(parent ast.Node, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if depth > mostNesting {
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
		in.verbatim(string(n.Value))
	case *ast.CodeSpan:
		in.code(codeText(n, in.src))
	case *ast.Emphasis:
		in.emphasis(n, depth)
	case *ast.Link:
		in.children(n, depth+1)
		in.reference(resolve(n.Destination), plainText(n, in.src))
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
		in.glue("~")
		in.children(n, depth+1)
		in.close("~")
	case *extast.TaskCheckBox:
		in.checkBox(n.IsChecked)
	default:
		in.children(n, depth+1)
	}
}

func (in *inliner) emphasis(n *ast.Emphasis, depth int) {
	if number := in.numbers[n]; number > 0 && !strings.HasPrefix(plainText(n, in.src), fmt.Sprintf("%d.", number)) {
		in.add(pointMark(number, in.missed[number]))
		in.blank = true
	}
	before := in.style
	in.style |= italicStyle
	if n.Level == 2 {
		in.style = before | boldStyle
	}
	in.children(n, depth+1)
	in.style = before
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
	in.words, in.blank = appendRunning(in.words, Clean(s), in.blank, in.look())
}

// glue adds text to the word before it, or to the one after it.
func (in *inliner) glue(s string) {
	in.words = appendPiece(in.words, s, in.blank, in.look())
	in.blank = false
}

// close adds text to the word before it, also after a blank.
func (in *inliner) close(s string) {
	blank := in.blank && len(in.words) == 0
	in.words = appendPiece(in.words, s, blank, in.look())
}

func (in *inliner) lineBreak() {
	in.words = append(in.words, word{end: true})
	in.blank = true
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
	return strings.ReplaceAll(b.String(), "\n", " ")
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
