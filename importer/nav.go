package importer

import "strings"

// isNavigation recognises a line that only leads somewhere: "Back to top", a lone link into the same
// file, a row of them, a link list's arrow.
func isNavigation(text string) bool {
	if text == "" {
		return false
	}
	body := text
	if rest, _, ok := cutItemMarker(text); ok {
		body = rest
	}
	if strings.Contains(body, "href=\"#") || strings.Contains(body, "href='#") {
		return isTopWord(body) || len(stripTags(body)) < 40 && !strings.HasPrefix(body, "<summary")
	}
	body = strings.Trim(stripTags(body), "*_ ")
	if isTopWord(body) && (len(body) > 8 || strings.ContainsAny(text, "[↑⬆<")) && strings.ContainsAny(text, "[<↑⬆🔼🔝⏫^↥⇧") {
		return true
	}
	return linksInside(body) || bracketedTop(body)
}

// bracketedTop recognises a link into the same file whose text has brackets of its own:
// [[↑] Back to top](#contents).
func bracketedTop(body string) bool {
	shown, target, ok := strings.Cut(body, "](#")
	return ok && strings.HasPrefix(shown, "[") && strings.HasSuffix(target, ")") && !strings.ContainsAny(target, " [") && isTopWord(shown)
}

// linksInside says whether a line is nothing but links into the same file, and signs between them.
func linksInside(s string) bool {
	n := 0
	for s = trimLeftSigns(s); s != ""; s = trimLeftSigns(s) {
		for strings.HasPrefix(s, "[[") {
			s = s[1:]
		}
		inner, target, rest, ok := leadingLink(s)
		if !ok || !strings.HasPrefix(target, "#") && !(isTopWord(inner) && n == 0) {
			return false
		}
		n++
		s = strings.TrimPrefix(rest, "]")
	}
	return n > 0
}

func trimLeftSigns(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool {
		return isDecoration(r) || strings.ContainsRune(" *_|·•-–—/()<>^↑⬆⇧.,:», ", r)
	})
}

// longestSpacer is above the bytes of any text that only separates; most lines are longer and need
// not be compared.
const longestSpacer = 64

// isSpacer recognises lines that only separate.
func isSpacer(l line) bool {
	if l.kind == blank || l.kind == rule || l.kind == comment || isLoneTag(l.text) {
		return true
	}
	if len(l.text) > longestSpacer {
		return false
	}
	switch strings.ToLower(strings.ReplaceAll(l.text, " ", "")) {
	case "<br>", "<br/>", "</br>", "<hr>", "<hr/>", "&nbsp;", "<p></p>", "<p>", "</p>", "<p/>", "\u200b", "\\", "\\newpage", "<divclass=\"page-break\"></div>":
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
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") == "" && !htmlTags.has(name)
}

// onlyLinks says whether all that these lines hold is a list of links to elsewhere.
func onlyLinks(ls []line) bool {
	n := 0
	for _, l := range ls {
		if isSpacer(l) || l.kind == heading {
			continue
		}
		if l.kind == code || !linkLine(l.body) {
			return false
		}
		n++
	}
	return n > 0
}

// linkLine recognises a line whose substance is one link: "[text](url) - a word about it".
func linkLine(s string) bool {
	s = trimLeftSigns(s)
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return !strings.Contains(s, " ")
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "[ ] "), "[x] ")
	inner, _, rest, ok := leadingLink(s)
	return ok && !strings.HasPrefix(inner, "!") && len(rest) < 160
}
