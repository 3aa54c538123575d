package term

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tags does what inline HTML means for a text: breaks, emphasis, links, images. Other tags are
// passed over; the text between them is the parser's.
func (in *inliner) tags(source string) {
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		in.tag(kind, z.Token())
	}
}

func (in *inliner) tag(kind html.TokenType, t html.Token) {
	closing := kind == html.EndTagToken
	switch t.DataAtom {
	case atom.Br:
		in.lineBreak()
	case atom.B, atom.Strong:
		in.htmlStyle(closing, in.pal.Bold)
	case atom.I, atom.Em, atom.Var, atom.Cite:
		in.htmlStyle(closing, in.pal.Italic)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		if !in.pal.on {
			in.glue("`")
		}
		in.htmlStyle(closing, in.pal.Code)
	case atom.Sup:
		if !closing {
			in.glue("^")
		}
	case atom.Sub:
		if !closing {
			in.glue("_")
		}
	case atom.Img:
		if !closing {
			in.image(attribute(t, "alt"))
		}
	case atom.A:
		if !closing {
			in.href = append(in.href, attribute(t, "href"))
		} else if n := len(in.href); n > 0 {
			in.reference(in.href[n-1], "")
			in.href = in.href[:n-1]
		}
	}
}

// htmlStyle begins or ends a style; an end without a beginning is none.
func (in *inliner) htmlStyle(closing bool, paint func(string) string) {
	if !closing {
		in.style = append(in.style, paint)
	} else if len(in.style) > in.floor {
		in.style = in.style[:len(in.style)-1]
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// htmlBlock sets a block of HTML.
type htmlBlock struct {
	inliner
	lines   []string
	width   int
	pre     strings.Builder
	inPre   bool
	skipped int // within script or style
}

// html sets a block of HTML: its text, with the breaks that its tags mean.
func (r *renderer) html(source string, width int) []string {
	h := &htmlBlock{inliner: inliner{renderer: r, blank: true}, width: width}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			h.flush()
			return h.lines
		}
		h.token(kind, z.Token())
	}
}

func (h *htmlBlock) token(kind html.TokenType, t html.Token) {
	closing := kind == html.EndTagToken
	switch {
	case t.DataAtom == atom.Script || t.DataAtom == atom.Style:
		if closing {
			h.skipped = max(0, h.skipped-1)
		} else if kind == html.StartTagToken {
			h.skipped++
		}
	case h.skipped > 0:
	case kind == html.TextToken:
		if h.inPre {
			h.pre.WriteString(Clean(t.Data))
		} else {
			h.add(t.Data)
		}
	case kind == html.CommentToken, kind == html.DoctypeToken:
	case t.DataAtom == atom.Pre:
		h.flush()
		if closing {
			h.lines = append(h.lines, h.code(h.pre.String())...)
			h.pre.Reset()
		}
		h.inPre = !closing
	case breaks[t.DataAtom]:
		h.flush()
		if t.DataAtom == atom.Li && !closing {
			h.glue("-")
			h.blank = true
		}
	case t.DataAtom == atom.Td || t.DataAtom == atom.Th:
		if !closing && len(h.words) > 0 {
			h.add(" · ")
		}
	default:
		h.tag(kind, t)
	}
}

// code is the renderer's, not the inliner's, for what stands in pre.
func (h *htmlBlock) code(source string) []string {
	return h.renderer.code(strings.Trim(source, "\n"))
}

// breaks are tags before and after which a new line begins.
var breaks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Tr: true, atom.Table: true, atom.Hr: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true,
	atom.Details: true, atom.Summary: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Section: true, atom.Article: true,
}

// flush sets the words collected so far.
func (h *htmlBlock) flush() {
	h.lines = append(h.lines, wrap(h.words, h.width)...)
	h.words, h.blank = nil, true
}
