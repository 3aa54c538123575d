package importer

import (
	"strings"
	"unicode"
)

// questionLikeness judges from 0 to 1 whether a text, its number and decoration already cut off,
// asks something.
func questionLikeness(s string) float64 {
	s = strings.TrimSpace(withoutTargets(plainText(s)))
	lower := strings.ToLower(s)
	switch {
	case s == "" || navigationTitles.has(strings.Trim(lower, " :.!-")):
		return 0
	case endsAsking(s):
		return 1
	case startsAsking(lower):
		return 0.9
	case asksBehindTopic(lower):
		return 0.85
	case len(s) > 400:
		return 0.1
	case strings.ContainsAny(s, "?？؟") || strings.Contains(s, "____") || comparesTwo(lower):
		return 0.85
	}
	return 0.2
}

// endsAsking looks for a question mark at the end, behind which only signs, a bracket or an emoji may stand.
func endsAsking(s string) bool {
	end := strings.TrimRightFunc(s, func(r rune) bool {
		return r == ' ' || strings.ContainsRune(`*_"'”’»)].!:`, r) || isDecoration(r)
	})
	for _, mark := range []string{"?", "？", "؟", ";?", "か。"} {
		if strings.HasSuffix(end, mark) {
			return true
		}
	}
	if i := strings.LastIndexAny(end, "?？؟"); i > 0 { // "What is it? (easy)", "Why? `***`"
		rest := strings.TrimSpace(strings.TrimLeft(end[i:], "?？؟"))
		return strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "[") || strings.Trim(rest, "*` .") == ""
	}
	return false
}

func startsAsking(lower string) bool {
	for range 2 {
		word := lower
		if i := strings.IndexFunc(lower, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",:(/", r) }); i > 0 {
			word = lower[:i]
		}
		word = strings.Trim(word, "¿¡\"'`*_“„«([.…")
		if askingWords.has(word) || tellingWords.has(word) && (strings.Count(lower, " ") >= 2 || plainTelling.has(word) && strings.Contains(lower, " ")) {
			return true
		}
		if !politeWords.has(word) {
			break
		}
		lower = strings.TrimSpace(lower[min(len(word)+1, len(lower)):])
	}
	for _, start := range askingStarts {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	for _, part := range askingInside {
		if strings.Contains(lower, part) {
			return true
		}
	}
	return false
}

var politeWords = wordsOf("please briefly bitte пожалуйста in can you and so if to")

// asksBehindTopic recognises "Closures: explain how they work".
func asksBehindTopic(lower string) bool {
	i := strings.Index(lower, ": ")
	return i > 0 && i < 60 && startsAsking(lower[i+2:])
}

func comparesTwo(lower string) bool {
	for _, between := range []string{" vs ", " vs. ", " versus ", "difference between", "advantages of", "types of"} {
		if strings.Contains(lower, between) {
			return true
		}
	}
	return false
}

// emphasisMarks drops the marks of strong text.
var emphasisMarks = strings.NewReplacer("**", "", "__", "", "&nbsp;", " ", "\u00a0", " ")

// plainText drops tags, anchors and emphasis for judging and comparing; never for showing.
func plainText(s string) string {
	if strings.ContainsAny(s, "<") {
		s = stripTags(s)
	}
	return emphasisMarks.Replace(s)
}

// withoutTargets drops the targets of links: their question marks ask nothing.
func withoutTargets(s string) string {
	for range 20 {
		i := strings.Index(s, "](")
		if i < 0 {
			break
		}
		end := closingParen(s[i+2:])
		if end < 0 {
			break
		}
		s = s[:i] + s[i+3+end:]
	}
	return s
}

// stripTags removes HTML tags outside of code.
func stripTags(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	var b strings.Builder
	inCode := false
	for i := 0; i < len(s); i++ {
		if s[i] == '`' {
			inCode = !inCode
		}
		if s[i] == '<' && !inCode {
			if end := tagEnd(s[i:]); end > 0 {
				i += end - 1
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// tagEnd is the length of the HTML tag at the start of s, 0 where there is none.
func tagEnd(s string) int {
	end := strings.IndexByte(s[:min(len(s), 600)], '>')
	if end < 2 {
		return 0
	}
	name := strings.ToLower(strings.TrimLeft(s[1:end], "/"))
	if i := strings.IndexAny(name, " \t/"); i >= 0 {
		name = name[:i]
	}
	if !htmlTags.has(name) {
		return 0
	}
	return end + 1
}

var htmlTags = wordsOf(`a abbr b big blockquote br center code dd del details dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd
	li mark ol p picture pre q s samp section small source span strike strong sub summary sup table tbody td tfoot th thead tr u ul var wbr`)

// titleTags turns the tags that mean something in a title into Markdown.
var titleTags = strings.NewReplacer("<code>", "`", "</code>", "`", "<b>", "**", "</b>", "**", "<strong>", "**", "</strong>", "**", "<br>", " ", "<br/>", " ", "<br />", " ")

// stripAnchors removes jump targets and wrapping tags from a title; <code> becomes backticks.
func stripAnchors(s string) string {
	if i := strings.LastIndex(s, "{#"); i > 0 && strings.HasSuffix(strings.TrimSpace(s), "}") {
		s = s[:i]
	}
	if strings.Contains(s, "<") {
		s = titleTags.Replace(s)
		s = stripTags(s)
		s = strings.ReplaceAll(s, "****", "")
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "¶"))
}

// trimBackLink drops a link behind a title that only leads somewhere else in the file: "[⬆](#top)".
func trimBackLink(s string) string {
	s = strings.TrimSpace(s)
	i := strings.LastIndex(s, "[")
	if i <= 0 || !strings.HasSuffix(s, ")") {
		return s
	}
	inner, target, rest, ok := leadingLink(s[i:])
	if !ok || rest != "" || !strings.HasPrefix(target, "#") && !onlyDecoration(inner) {
		return s
	}
	if onlyDecoration(inner) || isTopWord(inner) || inner == "#" || strings.Trim(inner, "↑⬆^ ") == "" {
		return strings.TrimSpace(s[:i])
	}
	return s
}

func isTopWord(s string) bool {
	s = strings.ToLower(strings.Trim(stripTags(s), " \u00a0*_[]()↑↥⬆⇧⤴^⏫🔼🔝«»<>-–—.:!←↩"))
	s = strings.TrimSpace(strings.TrimFunc(s, func(r rune) bool { return isDecoration(r) || r == '*' || r == '_' }))
	return topWords.has(s)
}
