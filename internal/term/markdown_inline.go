package term

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"iq/internal/markup"
)

// inliner collects the words of one block.
type inliner struct {
	*renderer
	words []word
	blank bool   // a blank is due before the next word
	sign  string // is due at the beginning of the next word
	title bool   // the words are a heading's
	style style  // of what comes next
	open  []opened
}

// opened is a piece that has begun and not ended.
type opened struct {
	markup.Piece
	before style
	begins int  // words before it
	number bool // the number of a key point stands before it
}

// inlines sets the words of a block's text.
func (r *renderer) inlines(parent ast.Node, st style) []word {
	in := &inliner{renderer: r, blank: true, title: st == headingStyle, style: st}
	in.pieces(parent)
	return in.words
}

func (in *inliner) pieces(parent ast.Node) {
	for _, p := range markup.Pieces(parent, in.src) {
		switch {
		case p.End:
			in.end(p)
		case p.Kind >= markup.Bold:
			in.begin(p)
		default:
			in.piece(p)
		}
	}
}

// piece sets a piece that stands alone.
func (in *inliner) piece(p markup.Piece) {
	switch p.Kind {
	case markup.Words:
		in.add(p.Text)
	case markup.Formula:
		in.tie(func() { in.verbatim(p.Text) })
	case markup.Code:
		in.tie(func() { in.code(p.Text) })
	case markup.Blank:
		in.blank = true
	case markup.Break:
		in.lineBreak()
	case markup.Line:
		in.softBreak()
	case markup.Bullet:
		in.softBreak()
		in.mark("-")
	case markup.CheckBox:
		in.mark(p.Text)
	case markup.Image:
		in.blank = true // the text before is not part of the brackets
		in.add(p.Text)
		in.reference(p.Address, "")
	}
}

// begin sets the first of a pair of pieces.
func (in *inliner) begin(p markup.Piece) {
	number := in.number(p.Term)
	in.open = append(in.open, opened{Piece: p, before: in.style, begins: len(in.words), number: number})
	in.sign += in.signOf(p)
	in.style |= emphasis[p.Kind].style
}

// end sets the second of a pair of pieces.
func (in *inliner) end(p markup.Piece) {
	o := in.open[len(in.open)-1]
	in.open = in.open[:len(in.open)-1]
	if rest, found := strings.CutSuffix(in.sign, in.signOf(o.Piece)); in.sign != "" && found {
		in.sign = rest // what it held was nothing to be shown
	} else if sign := in.signOf(p); sign != "" {
		in.close(sign)
	}
	in.style = o.before
	if p.Kind == markup.Link {
		in.reference(p.Address, p.Text)
	}
	if o.number && len(in.words) > o.begins {
		in.words[o.begins].tied = true
	}
}

// emphasis is how text is set that stands out. Where there is no colour a sign tells it.
var emphasis = map[markup.Kind]struct {
	style style
	sign  string
}{
	markup.Bold: {boldStyle, "*"}, markup.Italic: {italicStyle, "_"}, markup.Monospace: {codeStyle, "`"},
}

// signOf is what stands at one end of a piece.
func (in *inliner) signOf(p markup.Piece) string {
	isRaised := func(o opened) bool { return o.Kind == markup.Raised }
	marked := in.marks && !in.title && !slices.ContainsFunc(in.open, isRaised)
	switch p.Kind {
	case markup.Signed, markup.Raised:
		return p.Text
	case markup.Monospace:
		marked = in.pal == nil
	}
	if !marked {
		return ""
	}
	return emphasis[p.Kind].sign
}

// number sets the number of a key point, unless its own text begins with the same.
func (in *inliner) number(term *ast.Emphasis) bool {
	number := in.numbers[term]
	if number == 0 || strings.HasPrefix(markup.PlainText(term, in.src), fmt.Sprintf("%d.", number)) {
		return false
	}
	mark := "(%d)"
	if slices.Contains(in.missed, number) {
		mark = "(!%d)"
	}
	in.add(fmt.Sprintf(mark, number))
	in.blank = true
	return true
}

// mark sets a sign that stands before a text, with a blank between.
func (in *inliner) mark(sign string) {
	in.glue(sign)
	in.blank = true
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
	in.words, in.blank = appendRunning(in.words, s, in.blank, in.style)
}

func (in *inliner) setSign() {
	if sign := in.sign; sign != "" {
		in.sign = ""
		in.glue(sign)
	}
}

// glue adds text to the word before it, or to the one after it.
func (in *inliner) glue(s string) {
	in.setSign()
	in.words = appendPiece(in.words, s, in.blank, in.style)
	in.blank = false
}

// close adds text to the word before it, also after a blank or the end of a line.
func (in *inliner) close(s string) {
	n := len(in.words)
	for n > 0 && in.words[n-1].end {
		n--
	}
	if n == 0 {
		in.words = appendPiece(in.words, s, in.blank, in.style)
		return
	}
	w := &in.words[n-1]
	w.pieces = append(w.pieces, piece{s, in.style})
	w.width += DisplayWidth(s)
}

func (in *inliner) lineBreak() {
	in.words = append(in.words, word{end: true})
	in.blank = true
}

// softBreak ends the line unless it has just begun.
func (in *inliner) softBreak() {
	if n := len(in.words); n > 0 && !in.words[n-1].end {
		in.lineBreak()
	}
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
	if in.pal == nil {
		s = "`" + s + "`"
	}
	in.setSign()
	st := in.style | codeStyle
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
