package term

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inlineHTML does what tags within a text mean: breaks, emphasis, links, images. Other tags are
// passed over; the text between them is the parser's.
func (in *inliner) inlineHTML(source string) {
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		t := z.Token()
		if breaks[t.DataAtom] {
			in.softBreak()
			if t.DataAtom == atom.Li && kind == html.StartTagToken {
				in.glue("-")
				in.blank = true
			}
			continue
		}
		in.tag(kind, t)
	}
}

// softBreak ends the line unless it has just begun.
func (in *inliner) softBreak() {
	if n := len(in.words); n > 0 && !in.words[n-1].end {
		in.lineBreak()
	}
}

func (in *inliner) tag(kind html.TokenType, t html.Token) {
	closing := kind == html.EndTagToken
	switch t.DataAtom {
	case atom.Br:
		in.lineBreak()
	case atom.B, atom.Strong:
		in.mark(closing, boldStyle)
	case atom.I, atom.Em, atom.Var, atom.Cite, atom.Dfn:
		in.mark(closing, italicStyle)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		in.codeTag(closing)
	case atom.S, atom.Del, atom.Strike:
		in.bracket(closing, "~")
	case atom.Q:
		in.bracket(closing, `"`)
	case atom.Sup:
		in.raised(closing, "^")
	case atom.Sub:
		in.raised(closing, "_")
	case atom.Img:
		if !closing {
			in.image(attribute(t, "alt"), attribute(t, "src"))
		}
	case atom.A:
		in.anchor(closing, t)
	}
}

// mark begins or ends a style; an end without a beginning is none.
func (in *inliner) mark(closing bool, st style) {
	if !closing {
		in.tags = append(in.tags, st)
	} else if n := len(in.tags); n > 0 {
		in.tags = in.tags[:n-1]
	}
}

func (in *inliner) codeTag(closing bool) {
	if !in.pal.colours() {
		in.bracket(closing, "`")
	}
	in.mark(closing, codeStyle)
}

// bracket puts a sign at the beginning of the next word or at the end of the last.
func (in *inliner) bracket(closing bool, sign string) {
	if closing {
		in.close(sign)
	} else {
		in.glue(sign)
	}
}

// raised tells a raised or a lowered text by a sign before it.
func (in *inliner) raised(closing bool, sign string) {
	if !closing {
		in.glue(sign)
	}
}

func (in *inliner) anchor(closing bool, t html.Token) {
	if !closing {
		in.href = append(in.href, attribute(t, "href"))
		return
	}
	if n := len(in.href); n > 0 {
		in.reference(in.href[n-1], in.lastWord())
		in.href = in.href[:n-1]
	}
}

// lastWord is what an anchor may have shown of its address.
func (in *inliner) lastWord() string {
	if len(in.words) == 0 {
		return ""
	}
	return oneLine(in.words[len(in.words)-1:])
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
