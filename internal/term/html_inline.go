package term

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inlineHTML does what tags within a text mean: breaks, emphasis, links, images. Others of HTML are
// passed over; the text between them is the parser's.
func (in *inliner) inlineHTML(source string) {
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		written := string(z.Raw())
		switch t := z.Token(); {
		case isForeign(t, written):
			in.add(written)
		case breaks[t.DataAtom]:
			in.breakWithin(kind, t.DataAtom)
		default:
			in.tag(kind, t)
		}
	}
}

// breakWithin does what a tag means that would begin or end a block, were it not within a text.
func (in *inliner) breakWithin(kind html.TokenType, tag atom.Atom) {
	in.softBreak()
	if tag == atom.Li && kind == html.StartTagToken {
		in.glue("-")
		in.blank = true
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
		in.emphasised(closing, boldStyle)
	case atom.I, atom.Em, atom.Var, atom.Cite, atom.Dfn:
		in.emphasised(closing, italicStyle)
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

// bracket puts a sign at the beginning of the next word or at the end of the last. An end without
// a beginning is none.
func (in *inliner) bracket(closing bool, sign string) {
	if !closing {
		in.open += sign
		in.begin(sign)
		return
	}
	if i := strings.LastIndex(in.open, sign); i >= 0 {
		in.open = in.open[:i] + in.open[i+len(sign):]
		in.end(sign)
	}
}

// endSigns ends what is open before its text is set; what comes next begins with it again.
func (in *inliner) endSigns() {
	for i := len(in.open); i > 0; i-- {
		in.end(in.open[i-1 : i])
	}
	in.sign, in.raise = in.open, nil
}

func (in *inliner) emphasised(closing bool, st style) {
	in.bracket(closing, in.signOf(st))
	in.mark(closing, st)
}

// raised tells a raised or a lowered text by a sign before it, and by brackets where it is more than
// a name or a number.
func (in *inliner) raised(closing bool, sign string) {
	if !closing {
		in.begin(sign)
		in.raise = append(in.raise, in.extent())
		return
	}
	n := len(in.raise)
	if n == 0 {
		return
	}
	then := in.raise[n-1]
	in.raise = in.raise[:n-1]
	w, p, text := in.since(then)
	inner, found := strings.CutPrefix(text, sign)
	switch {
	case p == nil:
		in.end(sign)
	case found && len(inner) > 1 && inner[0] != '[' && strings.ContainsFunc(inner, isOperator):
		p.text = strings.Replace(p.text, sign, sign+"(", 1)
		w.width++
		in.close(")")
	}
}

func isOperator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func (in *inliner) anchor(closing bool, t html.Token) {
	if !closing {
		in.href = append(in.href, anchor{attribute(t, "href"), in.extent()})
		return
	}
	n := len(in.href)
	if n == 0 {
		return
	}
	a := in.href[n-1]
	in.href = in.href[:n-1]
	if in.extent() == a.begins {
		in.bareLink(a.address)
		return
	}
	in.reference(a.address, in.lastWord())
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
