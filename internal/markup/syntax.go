package markup

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// struck reads ~text~ and ~~text~~.
type struck struct{}

func (struck) Trigger() []byte                                     { return []byte{'~'} }
func (struck) IsDelimiter(c byte) bool                             { return c == '~' }
func (struck) CanOpenCloser(opener, closer *parser.Delimiter) bool { return opener.Char == closer.Char }
func (struck) OnMatch(int) ast.Node                                { return extast.NewStrikethrough() }

func (s struck) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, s)
	if node == nil || node.OriginalLength > 2 || before == '~' {
		return nil
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// checkBoxes reads the [ ] or [x] at the beginning of a list's item.
type checkBoxes struct{}

func (checkBoxes) Trigger() []byte { return []byte{'['} }

func (checkBoxes) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item := parent.Parent()
	if item == nil || item.Kind() != ast.KindListItem || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, _ := block.PeekLine()
	if len(line) < 3 || line[2] != ']' {
		return nil
	}
	checked := line[1]|0x20 == 'x'
	if !checked && !util.IsSpace(line[1]) {
		return nil
	}
	block.Advance(3 + util.TrimLeftSpaceLength(line[3:]))
	return extast.NewTaskCheckBox(checked)
}

// addresses finds the addresses of pages that stand in a text without any marks.
type addresses struct{}

// Trigger is what an address may stand behind; a blank stands for the beginning of a line as well.
func (addresses) Trigger() []byte { return []byte(" *_~(") }

func (a addresses) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before := 0
	if bytes.IndexByte(a.Trigger(), line[0]) >= 0 {
		before = 1
	}
	size := addressLength(line[before:])
	if size == 0 || pc.IsInLinkLabel() {
		return nil
	}
	if before > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+before))
	}
	block.Advance(before + size)
	start := segment.Start + before
	return ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(start, start+size)))
}

var schemes = []string{"https://", "http://", "ftp://", "www."}

// addressLength is how long the address is that a line begins with, or 0. The marks that end the
// sentence around it are not a part of it. A name without a dot, such as localhost, is not an address.
func addressLength(line []byte) int {
	scheme := slices.IndexFunc(schemes, func(s string) bool { return bytes.HasPrefix(line, []byte(s)) })
	if scheme < 0 {
		return 0
	}
	size := len(schemes[scheme])
	end := size + spanOf(line[size:], "-@:%._+~=")
	host := bytes.TrimRight(line[size:end], "-@:%._+~=")
	dot := bytes.LastIndexByte(host, '.')
	if dot < 1 || host[dot+1] < 'a' || host[dot+1] > 'z' {
		return 0
	}
	if end < len(line) && bytes.IndexByte([]byte("/#?"), line[end]) >= 0 {
		end += spanOf(line[end:], "-@:%_+.~#$!?&/=();,'\">^{}[]`")
	}
	return len(trimSentence(line[:end]))
}

// spanOf is how far a text consists of letters and digits of ASCII and the given signs.
func spanOf(s []byte, signs string) int {
	for i, c := range s {
		if !util.IsAlphaNumeric(c) && bytes.IndexByte([]byte(signs), c) < 0 {
			return i
		}
	}
	return len(s)
}

// trimSentence drops the signs behind an address that belong to the text around it: a stop, the mark
// that ends emphasis, a closing bracket without its opening one.
func trimSentence(address []byte) []byte {
	for {
		address = bytes.TrimRight(address, "?!.,:*_~")
		bare, closes := bytes.CutSuffix(address, []byte(")"))
		if !closes || bytes.Count(bare, []byte("(")) > bytes.Count(bare, []byte(")")) {
			return address
		}
		address = bare
	}
}

// formulas keeps LaTeX between dollar signs as it was written: its underscores, stars and backslashes are no Markdown.
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
	isSpaced := util.IsSpace(body[0]) || util.IsSpace(body[end-1])
	goesOn := after < len(line) && isNameByte(line[after])
	if len(mark) == 1 && (isSpaced || goesOn) {
		return 0
	}
	return after
}
