package ask

import (
	"strings"
	"unicode/utf8"

	"iq/importer/internal/inline"
)

// IsNavigation recognises a line that only leads somewhere: "Back to top", a lone link into the same
// file, a row of them, a link list's arrow.
func IsNavigation(text string) bool {
	if !mayLead(text) {
		return false
	}
	body := text
	if rest, _, ok := inline.CutItemMarker(text); ok {
		body = rest
	}
	if strings.Contains(body, "href=\"#") || strings.Contains(body, "href='#") {
		return isTopWord(body) || len(inline.StripTags(body)) < 40 && !strings.HasPrefix(body, "<summary")
	}
	body = strings.Trim(inline.StripTags(body), "*_ ")
	if isTopWord(body) && (len(body) > 8 || strings.ContainsAny(text, "[↑⬆<")) &&
		strings.ContainsAny(text, "[<↑⬆🔼🔝⏫^↥⇧") {
		return true
	}
	return LinksInside(body) || bracketedTop(body)
}

// mayLead reports whether a line has any sign by which one leads somewhere.
func mayLead(text string) bool {
	leads := func(r rune) bool { return r == '[' || r == '<' || r == '^' || r >= utf8.RuneSelf }
	return strings.ContainsFunc(text, leads) || strings.Contains(text, "href=")
}

// bracketedTop recognises a link into the same file whose text has brackets of its own: [[↑] Back to top](#contents).
func bracketedTop(body string) bool {
	shown, target, ok := strings.Cut(body, "](#")
	return ok && strings.HasPrefix(shown, "[") && strings.HasSuffix(target, ")") &&
		!strings.ContainsAny(target, " [") && isTopWord(shown)
}

// LinksInside reports whether a line is nothing but links into the same file, and signs between them.
func LinksInside(s string) bool {
	n := 0
	for s = trimLeftSigns(s); s != ""; s = trimLeftSigns(s) {
		for strings.HasPrefix(s, "[[") {
			s = s[1:]
		}
		inner, target, rest, ok := inline.LeadingLink(s)
		if !ok || !strings.HasPrefix(target, "#") && (n > 0 || !isTopWord(inner)) {
			return false
		}
		n++
		s = strings.TrimPrefix(rest, "]")
	}
	return n > 0
}

func trimLeftSigns(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool {
		return inline.IsDecoration(r) || strings.ContainsRune(" *_|·•-–—/()<>^↑⬆⇧.,:», ", r)
	})
}

// IsLink recognises a line whose substance is one link: "[text](url) - a word about it".
func IsLink(s string) bool {
	s = trimLeftSigns(s)
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return !strings.Contains(s, " ")
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "[ ] "), "[x] ")
	inner, _, rest, ok := inline.LeadingLink(s)
	return ok && !strings.HasPrefix(inner, "!") && len(rest) < 160
}

// trimBackLink drops a link behind a title that only leads somewhere else in the file: "[⬆](#top)".
func trimBackLink(s string) string {
	s = strings.TrimSpace(s)
	i := strings.LastIndex(s, "[")
	if i <= 0 || !strings.HasSuffix(s, ")") {
		return s
	}
	inner, target, rest, ok := inline.LeadingLink(s[i:])
	if !ok || rest != "" || !strings.HasPrefix(target, "#") && !inline.OnlyDecoration(inner) {
		return s
	}
	if inline.OnlyDecoration(inner) || isTopWord(inner) || inner == "#" || strings.Trim(inner, "↑⬆^ ") == "" {
		return strings.TrimSpace(s[:i])
	}
	return s
}

func isTopWord(s string) bool {
	s = strings.ToLower(strings.Trim(inline.StripTags(s), " \u00a0*_[]()↑↥⬆⇧⤴^⏫🔼🔝«»<>-–—.:!←↩"))
	s = strings.TrimFunc(s, func(r rune) bool { return inline.IsDecoration(r) || r == '*' || r == '_' })
	return topWords.Has(strings.TrimSpace(s))
}

// Navigates reports whether a heading leads through a file or stands around its questions: "Contents", "License".
func Navigates(text string) bool {
	return navigationTitles.HasFold(strings.Trim(inline.PlainText(text), " :.!-*_"))
}
