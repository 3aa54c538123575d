package term

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"iq/internal/markup"
)

// blocks sets the children of a block, a blank line between those that stand apart.
func (r *renderer) blocks(parent ast.Node, width, depth int) []string {
	var lines []string
	tight := isTight(parent)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		set := r.block(n, width, depth)
		if len(set) == 0 {
			continue
		}
		if len(lines) > 0 && (standsApart(n, tight) || standsApart(n.PreviousSibling(), tight)) {
			lines = append(lines, "")
		}
		lines = append(lines, set...)
	}
	return lines
}

// isTight reports whether the texts within a block follow each other without blank lines.
func isTight(parent ast.Node) bool {
	if list, ok := parent.Parent().(*ast.List); ok {
		return list.IsTight
	}
	block, ok := parent.(*markup.Block)
	return ok && block.Shape == markup.Indented
}

// standsApart reports whether a blank line belongs before and after a block.
func standsApart(n ast.Node, tight bool) bool {
	switch n := n.(type) {
	case *ast.TextBlock:
		return false
	case *ast.Paragraph, *ast.List:
		return !tight
	case *markup.Block:
		return n.Shape == markup.CodeText || n.Shape == markup.Group && !tight
	}
	return true
}

func (r *renderer) block(n ast.Node, width, depth int) []string {
	if depth > markup.MaxNesting {
		words, _ := appendRunning(nil, Clean(markup.Text(n, r.src)), true, 0)
		return r.wrap(words, width)
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return r.wrap(r.inlines(n, 0), width)
	case *ast.List:
		return r.list(n, width, depth)
	}
	return append(r.takeLead(), r.standing(n, width, depth)...)
}

// standing sets a block that begins on a line of its own.
func (r *renderer) standing(n ast.Node, width, depth int) []string {
	switch n := n.(type) {
	case *ast.Heading:
		return r.heading(r.inlines(n, headingStyle), n.Level, width)
	case *ast.Blockquote:
		return r.quote(n, width, depth)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return r.code(string(markup.Source(n, r.src)), width)
	case *ast.ThematicBreak:
		return []string{r.pal.Dim(strings.Repeat(ruleSign, width))}
	case *extast.Table:
		return r.table(n, width)
	case *markup.Block:
		return r.shaped(n, width, depth)
	case *ast.LinkReferenceDefinition:
		return nil
	}
	if n.HasChildren() && n.FirstChild().Type() == ast.TypeBlock {
		return r.blocks(n, width, depth+1)
	}
	return wrap(r.inlines(n, 0), width, r.pal)
}

// shaped sets a block of HTML that Markdown cannot express.
func (r *renderer) shaped(b *markup.Block, width, depth int) []string {
	switch b.Shape {
	case markup.CodeText:
		return r.code(Clean(b.Code), width)
	case markup.Indented:
		indent := strings.Repeat(" ", codeIndent)
		return r.item(indent, width, func(width int) []string { return r.blocks(b, width, depth+1) })
	case markup.Summary, markup.Term:
		in := &inliner{renderer: r, blank: true, title: true}
		if b.Shape == markup.Summary {
			in.mark("▸")
		}
		in.style = boldStyle
		in.pieces(b)
		return r.wrap(in.words, width)
	}
	return r.blocks(b, width, depth+1)
}

// wrap sets the words of a block, a list's mark before them if it waits for its text.
func (r *renderer) wrap(words []word, width int) []string {
	for _, lead := range r.takeLead() {
		if len(words) > 0 {
			words[0].blank = true
		}
		words = append(appendPiece(nil, lead, true, 0), words...)
	}
	return wrap(words, width, r.pal)
}

// takeLead is a list's mark on a line of its own, for what cannot stand beside it.
func (r *renderer) takeLead() []string {
	lead := strings.TrimSpace(r.lead)
	r.lead = ""
	if lead == "" {
		return nil
	}
	return []string{lead}
}

// heading is bold and, where there is no colour, underlined with a line.
func (r *renderer) heading(words []word, level, width int) []string {
	lines := wrap(words, width, r.pal)
	if r.pal != nil || len(lines) == 0 {
		return lines
	}
	line := ruleSign
	if level == 1 {
		line = "═"
	}
	return append(lines, strings.Repeat(line, min(widest(lines), width)))
}

// quote sets what is quoted beside a bar, as long as there is room for it.
func (r *renderer) quote(n ast.Node, width, depth int) []string {
	const bar = "│ "
	if width-DisplayWidth(bar) < r.minRoom() {
		return r.blocks(n, width, depth+1)
	}
	lines := r.blocks(n, width-DisplayWidth(bar), depth+1)
	for i, line := range lines {
		lines[i] = r.pal.Dim(strings.TrimSpace(bar)) + strings.TrimRight(" "+line, " ")
	}
	return lines
}

// codeIndent is how far code stands from the left. Code with lines that would so be too wide stands
// nearer, if the terminal then need not break them.
const codeIndent = 4

// code keeps every line to the letter, but for tabs and blanks at its end.
func (r *renderer) code(source string, width int) []string {
	lines := strings.Split(strings.TrimRight(source, "\n"), "\n")
	longest := 0
	for i, line := range lines {
		lines[i] = strings.TrimRight(expandTabs(line), " ")
		if columns := DisplayWidth(lines[i]); columns < width {
			longest = max(longest, columns)
		}
	}
	indent := strings.Repeat(" ", min(width-longest, codeIndent))
	for i, line := range lines {
		if line != "" {
			lines[i] = indent + r.pal.Code(line)
		}
	}
	return lines
}

// expandTabs puts blanks in place of tabs, to the next of the stops that are 4 columns apart.
func expandTabs(line string) string {
	for {
		before, after, found := strings.Cut(line, "\t")
		if !found {
			return line
		}
		line = before + strings.Repeat(" ", 4-DisplayWidth(before)%4) + after
	}
}

// list sets the items with their text hanging beside the mark.
func (r *renderer) list(n *ast.List, width, depth int) []string {
	lines := r.takeLead()
	number := n.Start
	digits := len(strconv.Itoa(number + n.ChildCount() - 1))
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		number = markup.ItemNumber(item, number)
		mark := "- "
		switch point := r.numbers[item]; {
		case point > 0 && slices.Contains(r.missed, point):
			mark = fmt.Sprintf("!%2d. ", point)
		case point > 0:
			mark = fmt.Sprintf("%3d. ", point)
		case n.IsOrdered():
			mark = fmt.Sprintf("%*d%c ", digits, number, n.Marker)
		}
		number++
		if before := item.PreviousSibling(); before != nil && (!n.IsTight || endsApart(before)) {
			lines = append(lines, "")
		}
		set := func(width int) []string { return r.blocks(item, width, depth+1) }
		lines = append(lines, r.item(mark, width, set)...)
	}
	return lines
}

// endsApart reports whether an item of a tight list holds, below its text, a block that stands on
// lines of its own; the next item would look like a part of it.
func endsApart(item ast.Node) bool {
	last := item.LastChild()
	if last == nil {
		return false
	}
	for n := last; n.PreviousSibling() != nil; n = n.PreviousSibling() {
		if standsApart(n, true) {
			return true
		}
	}
	return last.Kind() == ast.KindList && endsApart(last.LastChild())
}

// item sets what stands beside a list's mark. Where there is no room beside it, the mark goes
// before the text, and what is below stands no deeper.
func (r *renderer) item(mark string, width int, set func(width int) []string) []string {
	room := width - DisplayWidth(mark)
	if room < r.minRoom() {
		r.lead = mark
		return append(set(width), r.takeLead()...)
	}
	if lines := set(room); len(lines) > 0 {
		return hang(mark, lines)
	}
	return []string{mark}
}

// hang puts a mark before the first line, and the others beside it.
func hang(mark string, lines []string) []string {
	indent := strings.Repeat(" ", DisplayWidth(mark))
	for i, line := range lines {
		if i == 0 {
			lines[i] = mark + line
		} else if line != "" {
			lines[i] = indent + line
		}
	}
	return lines
}
