package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
	"iq/internal/markup"
)

// kind is what a line of Markdown is part of.
type kind uint8

const (
	prose   kind = iota // text of a paragraph, a list item, an HTML tag
	blank               // nothing, or nothing but quote marks
	heading             // "## title", its underlined form or <h2>title</h2>
	code                // fenced or preformatted, the fences included
	rule                // a line across: ---
	table               // a row of a table
	comment             // <!-- inside -->
)

// line is one line of the file with what the block structure says about it.
type line struct {
	raw   string // as in the file
	text  string // raw without quote marks and surrounding blanks; of a list item, with its marker
	title string // of a heading, without its marks
	body  string // text without the marker of a list item

	level   int // of a heading, 1 to 6
	depth   int // how many lists are open around the line
	indent  int // columns before the text, the marker of an item not counted as blank
	ordinal int // the number of a numbered item; -1 for a bullet

	kind    kind
	item    bool // a list item begins here
	quoted  bool
	indcode bool // code by its indentation alone, which may be no more than careless layout
	loose   bool // cut out of a line: its indentation says nothing
}

func (l line) isHeading() bool { return l.kind == heading }
func (l line) isRule() bool    { return l.kind == rule }
func (l line) isEmpty() bool   { return l.text == "" }

// splitLines reads the block structure of a Markdown text, line by line.
func splitLines(source string) []line {
	raws := strings.Split(strings.TrimSuffix(source, "\n"), "\n")
	lines := make([]line, len(raws))
	for i, raw := range raws {
		lines[i] = line{raw: raw, ordinal: -1}
		lines[i].text, lines[i].quoted = unquote(raw)
		lines[i].indent = indentOf(raw)
	}
	markComments(lines)
	markFences(lines)
	markBlocks(lines)
	markItems(lines)
	markUnderlined(lines)
	markLooseHeadings(lines)
	markTables(lines)
	return lines
}

// textLine makes a line of a text that was cut out of one.
func textLine(s string) line {
	l := line{raw: s, ordinal: -1, loose: true}
	l.say(strings.TrimSpace(s))
	return l
}

// say sets the text of a line without a marker.
func (l *line) say(text string) {
	l.text, l.body = text, text
	if text == "" {
		l.kind = blank
	}
}

// unquote drops quote marks and the blanks around the text.
func unquote(raw string) (string, bool) {
	t := strings.TrimSpace(raw)
	quoted := false
	for strings.HasPrefix(t, ">") {
		t, quoted = strings.TrimSpace(t[1:]), true
	}
	return t, quoted
}

// indentOf counts the columns before the text; a tab goes to the next multiple of four.
func indentOf(raw string) int {
	n := 0
	for _, c := range raw {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// markBlocks lets goldmark find headings, rules, lists and indented code in the text without its
// fenced code and comments.
func markBlocks(lines []line) {
	source, starts := maskedSource(lines)
	at := func(offset int) int { // a byte offset's line
		i, exact := slices.BinarySearch(starts, offset)
		if !exact {
			i--
		}
		return i
	}
	depth := 0
	root := markup.Blocks(source)
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindList {
			if entering {
				depth++
			} else {
				depth--
			}
		}
		if entering && n.Type() == ast.TypeBlock {
			markBlock(lines, n, at, depth, source)
		}
		return ast.WalkContinue, nil
	})
}

func markBlock(lines []line, n ast.Node, at func(int) int, depth int, source []byte) {
	for _, s := range segments(n) {
		l := &lines[at(s.Start)]
		l.depth = depth
		l.indcode = n.Kind() == ast.KindCodeBlock
	}
	switch n := n.(type) {
	case *ast.Heading:
		if seg := segments(n); len(seg) > 0 {
			l := &lines[at(seg[0].Start)]
			l.kind, l.level, l.depth = heading, n.Level, depth
			l.title = strings.TrimSpace(string(seg[0].Value(source)))
		}
	case *ast.ThematicBreak:
		if l := &lines[at(n.Pos())]; l.kind == prose && isRule(l.text) {
			l.kind = rule
		}
	case *ast.ListItem:
		if pos := n.Pos(); pos >= 0 {
			l := &lines[at(pos)]
			l.item, l.depth = true, max(l.depth, depth)
		}
	}
}

func segments(n ast.Node) []text.Segment {
	if n.Lines() == nil {
		return nil
	}
	return n.Lines().Sliced(0, n.Lines().Len())
}

func isRule(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	return len(s) >= 3 && strings.Trim(s, s[:1]) == "" && strings.Contains("-_*", s[:1])
}

// maskedSource is the text for the block parser: code and comments become an innocent word of the
// same indentation, and nesting deeper than anybody means is cut off, because the parser's time
// grows with the square of it.
func maskedSource(lines []line) (source []byte, starts []int) {
	starts = make([]int, len(lines))
	size := 0
	for i := range lines {
		size += len(lines[i].raw) + len("x\n")
	}
	source = make([]byte, 0, size)
	for i := range lines {
		starts[i] = len(source)
		l := &lines[i]
		if l.kind == code || l.kind == comment {
			source = append(source, l.raw[:len(l.raw)-len(strings.TrimLeft(l.raw, " \t"))]...)
			source = append(source, 'x')
		} else {
			source = append(source, markup.CapNesting(l.raw)...)
		}
		source = append(source, '\n')
	}
	return source, starts
}

// until is the index of the first line that is so, or the number of lines.
func until(ls []line, is func(line) bool) int {
	if i := slices.IndexFunc(ls, is); i >= 0 {
		return i
	}
	return len(ls)
}

// without drops the lines that are so.
func without(ls []line, is func(line) bool) []line {
	if !slices.ContainsFunc(ls, is) {
		return ls
	}
	return slices.DeleteFunc(slices.Clone(ls), is)
}

// trim drops the lines at both ends that are so.
func trim(ls []line, is func(line) bool) []line {
	for len(ls) > 0 && is(ls[0]) {
		ls = ls[1:]
	}
	for len(ls) > 0 && is(ls[len(ls)-1]) {
		ls = ls[:len(ls)-1]
	}
	return ls
}

// trimSpacers drops what only separates from both ends.
func trimSpacers(ls []line) []line {
	return trim(ls, func(l line) bool { return l.kind != code && isSpacer(l) })
}

// count counts what is so.
func count[T any](all []T, is func(T) bool) int {
	n := 0
	for _, one := range all {
		if is(one) {
			n++
		}
	}
	return n
}

// longestSpacer is above the bytes of any text that only separates; most lines are longer and need not be compared.
const longestSpacer = 64

// isSpacer recognises lines that only separate.
func isSpacer(l line) bool {
	if l.kind == blank || l.kind == rule || l.kind == comment || isLoneTag(l.text) {
		return true
	}
	if l.text == "" || len(l.text) > longestSpacer || !strings.Contains("<&\\\u200b", l.text[:1]) {
		return false
	}
	switch strings.ToLower(strings.ReplaceAll(l.text, " ", "")) {
	case "<br>", "<br/>", "</br>", "<hr>", "<hr/>", "&nbsp;", "<p></p>", "<p>", "</p>", "<p/>", "\u200b", "\\",
		"\\newpage", "<divclass=\"page-break\"></div>":
		return true
	}
	return false
}

// isLoneTag recognises a line that is one tag which HTML does not have: a component that encloses text.
func isLoneTag(s string) bool {
	if len(s) < 4 || s[0] != '<' || s[len(s)-1] != '>' {
		return false
	}
	name := strings.ToLower(strings.Trim(s[1:len(s)-1], "/ "))
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") == "" && !inline.HTMLTags.Has(name)
}

// onlyLinks reports whether all that these lines hold is a list of links to elsewhere.
func onlyLinks(ls []line) bool {
	n := 0
	for _, l := range ls {
		if isSpacer(l) || l.kind == heading {
			continue
		}
		if l.kind == code || !ask.IsLink(l.body) {
			return false
		}
		n++
	}
	return n > 0
}
