package term

import (
	"fmt"
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
	title  int              // the level of the heading that is open, or 0
	quotes int              // that are open
	lists  []htmlList       // that are open
	pre    *strings.Builder // that is open, or nil
	table  *htmlTable       // that is open, or nil
}

type htmlList struct {
	ordered bool
	items   int
	mark    string // of the item that has begun and has no text yet
	hang    int    // columns of its marks
}

func (r *renderer) htmlBlock(source string, width int) []string {
	h := &htmlSetter{inliner: inliner{renderer: r, blank: true}, room: width}
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		h.token(kind, z.Token())
	}
	h.endTable()
	h.endPre()
	h.flush()
	return h.lines
}

func (h *htmlSetter) token(kind html.TokenType, t html.Token) {
	closing := kind == html.EndTagToken
	switch {
	case t.DataAtom == atom.Script || t.DataAtom == atom.Style:
		h.skip = !closing
	case h.skip, kind == html.CommentToken, kind == html.DoctypeToken:
	case kind == html.TextToken && h.pre != nil:
		h.pre.WriteString(Clean(t.Data))
	case kind == html.TextToken:
		h.add(t.Data)
	case h.table != nil:
		h.tableTag(kind, t)
	case h.pre != nil && t.DataAtom != atom.Pre:
	case breaks[t.DataAtom]:
		h.flush()
		h.breakTag(closing, t.DataAtom)
	default:
		h.tag(kind, t)
	}
}

// breaks are the tags before and after which a new line begins.
var breaks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Tr: true, atom.Table: true, atom.Hr: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true, atom.Pre: true,
	atom.Details: true, atom.Summary: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Section: true, atom.Article: true,
}

// breakTag begins or ends what stands on lines of its own.
func (h *htmlSetter) breakTag(closing bool, tag atom.Atom) {
	switch tag {
	case atom.P, atom.Details, atom.Section, atom.Article:
		h.gap = h.gap || len(h.lists) == 0
	case atom.Ul, atom.Ol:
		h.listTag(closing, tag == atom.Ol)
	case atom.Li:
		h.itemTag(closing)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		h.gap, h.title = true, 0
		if !closing {
			h.title = int(tag.String()[1] - '0')
		}
	case atom.Summary:
		if !closing {
			h.glue("▸")
			h.blank = true
		}
		h.mark(closing, boldStyle)
	case atom.Dt:
		h.mark(closing, boldStyle)
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

func (h *htmlSetter) listTag(closing, ordered bool) {
	h.gap = h.gap || len(h.lists) == 0
	if !closing {
		h.lists = append(h.lists, htmlList{ordered: ordered})
	} else if n := len(h.lists); n > 0 {
		h.lists = h.lists[:n-1]
		h.gap = n == 1
	}
}

func (h *htmlSetter) itemTag(closing bool) {
	if closing {
		return
	}
	if len(h.lists) == 0 {
		h.lists = append(h.lists, htmlList{})
	}
	l := &h.lists[len(h.lists)-1]
	l.items++
	l.mark = "- "
	if l.ordered {
		l.mark = fmt.Sprintf("%d. ", l.items)
	}
	l.hang = len(l.mark)
}

// margin is how far the text stands from the left: within lists and quotes, as long as there is room.
func (h *htmlSetter) margin() int {
	columns := 2 * h.quotes
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
	words := h.words
	h.words, h.blank = nil, true
	if h.title > 0 {
		for i := range words {
			for j := range words[i].pieces {
				words[i].pieces[j].style |= headingStyle
			}
		}
		h.emit(h.heading(words, h.title, h.width()))
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
	h.emit(h.renderer.code(strings.Trim(h.pre.String(), "\n")))
	h.pre = nil
}
