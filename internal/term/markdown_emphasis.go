package term

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// emphasis sets its text in bold or italics, the number of a key point before it.
func (in *inliner) emphasis(n *ast.Emphasis, depth int) {
	numbered := in.number(n)
	first := len(in.words)
	before, st := in.style, italicStyle
	if n.Level == 2 {
		st = boldStyle
	}
	in.style |= st
	in.begin(in.signOf(st))
	in.children(n, depth+1)
	in.end(in.signOf(st))
	in.style = before
	if numbered && len(in.words) > first {
		in.words[first].tied = true
	}
}

// number sets the number of a key point, unless its own text begins with the same.
func (in *inliner) number(n *ast.Emphasis) bool {
	number := in.numbers[n]
	if number == 0 || strings.HasPrefix(plainText(n, in.src), fmt.Sprintf("%d.", number)) {
		return false
	}
	in.add(pointMark(number, in.missed[number]))
	in.blank = true
	return true
}

// signOf is what stands around emphasis where there is no colour to tell it.
func (in *inliner) signOf(st style) string {
	switch {
	case !in.marks || in.title || in.cell || len(in.raise) > 0:
	case st == boldStyle:
		return "*"
	case st == italicStyle:
		return "_"
	}
	return ""
}

// begin has a sign stand at the beginning of the next word; end puts it at the end of the last, or
// takes it back if there was none.
func (in *inliner) begin(sign string) { in.sign += sign }

func (in *inliner) end(sign string) {
	if sign == "" {
		return
	}
	if rest, found := strings.CutSuffix(in.sign, sign); found {
		in.sign = rest
		return
	}
	in.close(sign)
}

func (in *inliner) setSign() {
	sign := in.sign
	in.sign = ""
	if sign != "" {
		in.glue(sign)
	}
}
