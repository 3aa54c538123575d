package term

import (
	"fmt"
	"html"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// image shows what an image is of: its description, failing that the name of its file. One that is
// on the web can be looked at there, and may be all that an answer has.
func (in *inliner) image(description, address string) {
	description, address = CleanLine(description), CleanLine(address)
	if vague[strings.ToLower(description)] {
		description = fileName(address)
	}
	in.blank = true // a neighbour's text is no part of the brackets
	if description == "" {
		in.glue("[image]")
	} else {
		in.add("[image: " + description + "]")
	}
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		in.reference(address, "")
	}
}

// vague descriptions are what editors put where their user says nothing.
var vague = map[string]bool{"": true, "alt": true, "alt text": true, "image": true, "img": true, "picture": true, "screenshot": true}

// fileName is the name of an image's file, or nothing if that says nothing: it is the image itself
// or made of digits.
func fileName(address string) string {
	if strings.HasPrefix(address, "data:") {
		return ""
	}
	address, _, _ = strings.Cut(address, "?")
	name := path.Base(strings.TrimRight(address, "/#"))
	stem := strings.TrimSuffix(name, path.Ext(name))
	if name == "." || len(stem) >= 20 && strings.Trim(stem, "0123456789abcdefABCDEF-_") == "" {
		return ""
	}
	return Truncate(name, 40)
}

// pointsNowhere reports whether a link has no words of its own but stands beside some, as the marks
// do by which a page lets its headings be linked.
func (in *inliner) pointsNowhere(n *ast.Link) bool {
	if !in.title || n.PreviousSibling() == nil && n.NextSibling() == nil {
		return false
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindImage {
			return false
		}
	}
	return true
}

// bareLink is a link without words: its address is all that can be shown of it. In a heading it is
// there to be linked to.
func (in *inliner) bareLink(address string) {
	if !in.title && address != "" && address[0] != '#' {
		in.add(address)
	}
}

// reference gives a link its number in the list of addresses. A place in the same document, and an
// address that is its own text, get none.
func (in *inliner) reference(address, shown string) {
	address = strings.ReplaceAll(CleanLine(address), " ", "%20")
	if in.link == nil || address == "" || address[0] == '#' || sameAddress(address, shown) {
		return
	}
	n, known := in.link[address]
	if !known {
		in.links = append(in.links, address)
		n = len(in.links)
		in.link[address] = n
	}
	mark := fmt.Sprintf("[%d]", n)
	if known && in.endsIn(mark) {
		return // a link around an image has often the image's address
	}
	in.close(" ") // one word with what is before it, for a number alone does not begin a line
	in.words = appendPiece(in.words, mark, false, in.look()|dimStyle)
}

// endsIn reports whether a piece is the last that has been set.
func (in *inliner) endsIn(text string) bool {
	if len(in.words) == 0 {
		return false
	}
	pieces := in.words[len(in.words)-1].pieces
	return len(pieces) > 0 && pieces[len(pieces)-1].text == text
}

func sameAddress(address, shown string) bool {
	bare := func(s string) string {
		s = strings.TrimSuffix(strings.TrimSpace(s), "/")
		for _, scheme := range []string{"https://", "http://", "mailto:"} {
			s = strings.TrimPrefix(s, scheme)
		}
		return s
	}
	return bare(address) == bare(shown)
}

// addresses lists what the numbers of links stand for.
func (r *renderer) addresses() []string {
	var lines []string
	for i, address := range r.links {
		if i == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, r.pal.Dim(fmt.Sprintf("[%d] %s", i+1, address)))
	}
	return lines
}

// resolve gives the characters that backslashes and entities of Markdown stand for, in one pass: a
// backslash keeps an entity from being one.
func resolve(s []byte) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
		case c == '&':
			text, n := entity(s[i:])
			b.WriteString(text)
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// longestEntity is the longest name there is, with its marks.
const longestEntity = len("&CounterClockwiseContourIntegral;")

// entity reads the entity that s begins with, and how long it is; or the ampersand.
func entity(s []byte) (string, int) {
	for i := 1; i < min(len(s), longestEntity); i++ {
		if s[i] == ';' {
			return html.UnescapeString(string(s[:i+1])), i + 1
		}
		if s[i] == '&' || s[i] == ' ' {
			break
		}
	}
	return "&", 1
}
