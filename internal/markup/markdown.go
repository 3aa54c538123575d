package markup

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Parse reads Markdown, which must not be TooIntricate. Blocks of HTML hold the blocks that they mean.
func Parse(source []byte) ast.Node { return markdown().Parse(text.NewReader(source)) }

// markdown is made when first needed: a command that shows no card does not wait for it.
var markdown = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithParagraphTransformers(
			append(parser.DefaultParagraphTransformers(), util.Prioritized(tables{}, 200))...),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(), util.Prioritized(checkBoxes{}, 0),
			util.Prioritized(formulas{}, 150), util.Prioritized(struck{}, 500), util.Prioritized(addresses{}, 999))...),
		parser.WithASTTransformers(util.Prioritized(htmlBlocks{}, 100)),
	)
})

// Blocks finds the headings, rules, lists, quotes and indented code of a Markdown text, and leaves their
// text unread. It does not find HTML: blocks of HTML swallow the headings and lists that follow a tag
// directly, which authors do not mean. Nor does it find fenced code, which the caller has to mask.
func Blocks(source []byte) ast.Node { return blocks().Parse(text.NewReader(source)) }

var blocks = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	))
})

// Block is a block of HTML that Markdown does not have.
type Block struct {
	ast.BaseBlock
	Shape Shape
	Code  string // of CodeText
}

// Shape is what a Block looks like.
type Shape uint8

const (
	Group    Shape = iota // blocks that belong together, apart from those around them
	Term                  // a term that is defined
	Indented              // what it means
	Summary               // the line that stays of what is folded
	CodeText              // text kept to the letter
)

var (
	kindBlock = ast.NewNodeKind("Block")
	kindRun   = ast.NewNodeKind("Run")
)

// Kind returns the kind of all Blocks.
func (*Block) Kind() ast.NodeKind { return kindBlock }

// Dump writes the block for someone who looks for a bug.
func (b *Block) Dump(source []byte, level int) { ast.DumpHelper(b, source, level, nil, nil) }

// run is text that has been read already.
type run struct {
	ast.BaseInline
	pieces []Piece
}

func (*run) Kind() ast.NodeKind { return kindRun }

func (r *run) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }
