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
