package markdown

import (
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
)

// longestSpacer is above the bytes of any text that only separates; most lines are longer and need
// not be compared.
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

// onlyLinks says whether all that these lines hold is a list of links to elsewhere.
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
