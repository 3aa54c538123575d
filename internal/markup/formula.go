package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// formulas keeps LaTeX between dollar signs as it was written: its underscores, stars and
// backslashes are no Markdown.
type formulas struct{}

func (formulas) Trigger() []byte { return []byte{'$'} }

// maxFormula bounds the search for the end of a formula, in bytes.
const maxFormula = 500

func (formulas) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if n := formulaLength(line[:min(len(line), maxFormula)]); n > 0 {
		block.Advance(n)
		return rawString(bytes.Clone(line[:n]))
	}
	if !bytes.Equal(bytes.TrimSpace(line), doubleDollar) {
		return nil
	}
	number, start := block.Position()
	var formula []byte
	for i := 0; line != nil; i++ {
		formula = append(formula, line...)
		block.AdvanceLine()
		if i > 0 && bytes.HasSuffix(bytes.TrimSpace(line), doubleDollar) {
			return rawString(formula)
		}
		line, _ = block.PeekLine()
	}
	block.SetPosition(number, start)
	return nil
}

// rawString is text in which nothing stands for anything else.
func rawString(s []byte) ast.Node {
	n := ast.NewString(s)
	n.SetRaw(true)
	return n
}

var doubleDollar = []byte("$$")

// formulaLength is how long the formula is that a line begins with. It is 0 for prices and shell
// variables, which have dollar signs too.
func formulaLength(line []byte) int {
	mark := []byte("$")
	if bytes.HasPrefix(line, doubleDollar) {
		mark = doubleDollar
	}
	body := line[len(mark):]
	end := bytes.Index(body, mark)
	if end <= 0 || bytes.IndexByte(body[:end], '`') >= 0 {
		return 0
	}
	after := len(mark) + end + len(mark)
	if len(mark) == 1 && (isSpaced(body[:end]) || isNameByte(nextByte(line, after))) {
		return 0
	}
	return after
}

func isSpaced(s []byte) bool { return util.IsSpace(s[0]) || util.IsSpace(s[len(s)-1]) }

// nextByte returns the byte at an index, or 0 behind the end.
func nextByte(line []byte, i int) byte {
	if i < len(line) {
		return line[i]
	}
	return 0
}
