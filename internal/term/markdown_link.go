package term

import (
	"fmt"
	"strings"
)

// reference sets the number that a link has in the list of addresses. A place in the same document,
// and an address that is its own text, have none.
func (in *inliner) reference(address, shown string) {
	address = strings.ReplaceAll(CleanLine(address), " ", "%20")
	if address == "" || address[0] == '#' || sameAddress(address, shown) {
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
		return // a link around an image often has the image's address
	}
	in.close(" ") // one word with what is before it, for a number alone does not begin a line
	in.words = appendPiece(in.words, mark, false, in.style|dimStyle)
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
		s = strings.TrimSuffix(strings.Trim(s, " *_`"), "/") // without the signs of emphasis
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
