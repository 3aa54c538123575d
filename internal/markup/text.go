package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Text returns the text of a node and of all below it as one line, code in backticks. Check boxes
// are left out.
func Text(n ast.Node, source []byte) string {
	var w lineWriter
	w.node(n, source)
	return w.text.String()
}

func (w *lineWriter) node(n ast.Node, source []byte) {
	w.blank = true
	switch {
	case n.Type() == ast.TypeInline || n.HasChildren() && n.FirstChild().Type() == ast.TypeInline:
		for _, p := range Pieces(n, source) {
			w.piece(p)
		}
	case n.HasChildren():
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.node(c, source)
		}
	case n.Kind() == kindBlock:
		w.words(n.(*Block).Code)
	case n.Kind() == ast.KindCodeBlock || n.Kind() == ast.KindFencedCodeBlock:
		w.words(string(Source(n, source)))
	}
}

// lineWriter writes pieces without styles.
type lineWriter struct {
	text  strings.Builder
	blank bool   // a blank is due before the next word
	sign  string // is due at the beginning of the next word
}

func (w *lineWriter) piece(p Piece) {
	switch p.Kind {
	case Words, Formula:
		w.words(p.Text)
	case Code:
		w.word("`" + strings.ReplaceAll(p.Text, "\t", " ") + "`")
	case Image:
		w.blank = true
		w.words(p.Text)
	case Bullet:
		w.blank = true
		w.words("- ")
	case Blank, Break, Line:
		w.blank = true
	case Monospace:
		w.mark("`", p.End)
	case Signed, Raised:
		w.mark(p.Text, p.End)
	}
}

// mark writes a sign before the next word or behind the last.
func (w *lineWriter) mark(sign string, end bool) {
	if end {
		w.text.WriteString(sign)
	} else {
		w.sign += sign
	}
}

func (w *lineWriter) words(s string) {
	words := strings.Fields(s)
	for i, word := range words {
		w.blank = w.blank || i > 0 || !strings.HasPrefix(s, word)
		w.word(word)
	}
	if n := len(words); s != "" && (n == 0 || !strings.HasSuffix(s, words[n-1])) {
		w.blank = true
	}
}

func (w *lineWriter) word(s string) {
	if w.blank && w.text.Len() > 0 {
		w.text.WriteByte(' ')
	}
	w.text.WriteString(w.sign + s)
	w.blank, w.sign = false, ""
}
