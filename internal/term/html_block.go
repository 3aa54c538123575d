package term

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlSetter sets a block of HTML: its text, with the breaks that its tags mean.
type htmlSetter struct {
	inliner
	lines  []string
	room   int              // columns
	gap    bool             // an empty line is due before the next
	skip   bool             // within a script or a style
	level  int              // of the heading that is open, or 0
	quotes int              // that are open
	means  bool             // within what a term means
	lists  []htmlList       // that are open
	pre    *strings.Builder // that is open, or nil
	table  *htmlTable       // that is open, or nil
}

type htmlList struct {
	ordered bool
	items   int    // the number of the last
	mark    string // of the item that has begun and has no text yet
	hang    int    // columns of its marks
}

func (r *renderer) htmlBlock(source string, width int) []string {
	h := &htmlSetter{inliner: inliner{renderer: r, blank: true}, room: width}
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		written := string(z.Raw())
		h.token(kind, z.Token(), written)
	}
	h.endTable()
	h.endPre()
	h.flush()
	return h.lines
}

func (h *htmlSetter) token(kind html.TokenType, t html.Token, written string) {
	closing := kind == html.EndTagToken
	switch {
	case unseen[t.DataAtom]:
		h.skip = kind == html.StartTagToken
	case h.skip, kind == html.CommentToken, kind == html.DoctypeToken:
	case isForeign(t, written):
		h.token(html.TextToken, html.Token{Type: html.TextToken, Data: written}, written)
	case kind == html.TextToken && h.pre != nil:
		h.pre.WriteString(Clean(t.Data))
	case kind == html.TextToken:
		h.add(t.Data)
	case h.table != nil:
		h.tableTag(kind, t)
	case h.pre != nil && t.DataAtom != atom.Pre:
	case breaks[t.DataAtom]:
		h.flush()
		h.breakTag(closing, t)
	default:
		h.tag(kind, t)
	}
}

// unseen are the elements of which nothing is to be read.
var unseen = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Svg: true}

// breaks are the tags before and after which a new line begins.
var breaks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Tr: true, atom.Table: true, atom.Hr: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true, atom.Pre: true,
	atom.Details: true, atom.Summary: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Section: true, atom.Article: true,
	atom.Main: true, atom.Header: true, atom.Footer: true, atom.Center: true, atom.Figure: true, atom.Figcaption: true,
}

// breakTag begins or ends what stands on lines of its own.
func (h *htmlSetter) breakTag(closing bool, t html.Token) {
	switch tag := t.DataAtom; tag {
	case atom.P, atom.Details, atom.Section, atom.Article:
		h.gap = h.gap || len(h.lists) == 0
	case atom.Ul, atom.Ol:
		h.listTag(closing, t)
	case atom.Li:
		h.itemTag(closing, t)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		h.gap, h.title, h.level = true, !closing, 0
		if !closing {
			h.level = int(tag.String()[1] - '0')
		}
	case atom.Summary:
		if !closing {
			h.glue("▸")
			h.blank = true
		}
		h.title = !closing
		h.mark(closing, boldStyle)
	case atom.Dt, atom.Dd, atom.Dl:
		h.definitionTag(closing, tag)
	case atom.Hr:
		h.emit([]string{h.rule(h.width())})
	case atom.Pre:
		h.endPre()
		if !closing {
			h.pre = &strings.Builder{}
		}
	case atom.Blockquote:
		h.gap = true
		if closing {
			h.quotes = max(0, h.quotes-1)
		} else {
			h.quotes++
		}
	case atom.Table:
		h.gap = true
		if !closing {
			h.table = &htmlTable{}
		}
	}
}

// definitionTag sets a term in bold, and what it means below it.
func (h *htmlSetter) definitionTag(closing bool, tag atom.Atom) {
	h.means = tag == atom.Dd && !closing
	h.gap = h.gap || tag == atom.Dl && len(h.lists) == 0
	if tag == atom.Dt {
		h.mark(closing, boldStyle)
	}
}

func (h *htmlSetter) listTag(closing bool, t html.Token) {
	h.gap = h.gap || len(h.lists) == 0 && !h.means
	if !closing {
		h.lists = append(h.lists, htmlList{ordered: t.DataAtom == atom.Ol, items: number(t, "start", 1) - 1})
	} else if n := len(h.lists); n > 0 {
		h.lists = h.lists[:n-1]
		h.gap = n == 1 && !h.means
	}
}

func (h *htmlSetter) itemTag(closing bool, t html.Token) {
	if closing {
		return
	}
	if len(h.lists) == 0 {
		h.lists = append(h.lists, htmlList{})
	}
	l := &h.lists[len(h.lists)-1]
	l.items = number(t, "value", l.items+1)
	l.mark = "- "
	if l.ordered {
		l.mark = fmt.Sprintf("%d. ", l.items)
	}
	l.hang = len(l.mark)
}

// number is an attribute of at most six digits, or what is meant without it.
func number(t html.Token, name string, otherwise int) int {
	value := attribute(t, name)
	if n, err := strconv.Atoi(value); err == nil && n >= 0 && len(value) <= 6 {
		return n
	}
	return otherwise
}

// margin is how far the text stands from the left: within lists and quotes, as long as there is room.
func (h *htmlSetter) margin() int {
	columns := 2 * h.quotes
	if h.means {
		columns += 4
	}
	for _, l := range h.lists {
		columns += l.hang
	}
	return min(columns, max(0, h.room-h.leastRoom()))
}

// width is the room for text beside the margin, and beside the mark that waits for it.
func (h *htmlSetter) width() int {
	mark := 0
	if n := len(h.lists); n > 0 {
		mark = len(h.lists[n-1].mark)
	}
	return max(1, h.room-max(h.margin(), mark))
}

// flush sets the words collected so far.
func (h *htmlSetter) flush() {
	h.endSigns()
	words := h.words
	h.words, h.blank = nil, true
	if h.level > 0 {
		for i := range words {
			for j := range words[i].pieces {
				words[i].pieces[j].style |= headingStyle
			}
		}
		h.emit(h.heading(words, h.level, h.width()))
		return
	}
	h.emit(wrap(words, h.width(), h.pal))
}

// emit adds lines at their margin, the mark of their list item before the first.
func (h *htmlSetter) emit(lines []string) {
	if len(lines) == 0 {
		return
	}
	if h.gap && len(h.lines) > 0 {
		h.lines = append(h.lines, "")
	}
	h.gap = false
	margin := h.margin()
	bars := min(h.quotes, margin/2)
	for _, line := range lines {
		mark := ""
		if n := len(h.lists); n > 0 {
			mark, h.lists[n-1].mark = h.lists[n-1].mark, ""
		}
		blanks := strings.Repeat(" ", max(0, margin-2*bars-len(mark)))
		h.lines = append(h.lines, strings.Repeat(h.pal.Dim("│")+" ", bars)+blanks+mark+line)
	}
}

func (h *htmlSetter) endPre() {
	if h.pre == nil {
		return
	}
	h.gap = true
	h.emit(h.renderer.code(strings.Trim(h.pre.String(), "\n"), h.width()))
	h.gap, h.pre = true, nil
}
