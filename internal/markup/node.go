package markup

import "github.com/yuin/goldmark/ast"

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
