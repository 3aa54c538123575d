package ask

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

// Likeness judges from 0 to 1 whether a text, its number and decoration already cut off,
// asks something.
func Likeness(s string) float64 {
	s = strings.TrimSpace(withoutTargets(inline.PlainText(s)))
	lower := strings.ToLower(s)
	switch {
	case s == "" || navigationTitles.Has(strings.Trim(lower, " :.!-")):
		return 0
	case EndsAsking(s):
		return 1
	case startsAsking(lower):
		return 0.9
	case asksBehindTopic(lower):
		return 0.85
	case len(s) > 400:
		return 0.1
	case HasMark(s) || strings.Contains(s, "____") || comparesTwo(lower):
		return 0.85
	}
	return 0.2
}

// EndsAsking looks for a question mark at the end, behind which only signs, a bracket or an emoji may stand.
func EndsAsking(s string) bool {
	if !HasMark(s) && !strings.Contains(s, "か。") {
		return false
	}
	end := strings.TrimRightFunc(s, func(r rune) bool {
		return r == ' ' || strings.ContainsRune(`*_"'”’»)].!:`, r) || inline.IsDecoration(r)
	})
	if words.Any(strings.HasSuffix, end, "?", "？", "؟", "か。") {
		return true
	}
	if i := strings.LastIndexAny(end, "?？؟"); i > 0 { // "What is it? (easy)", "Why? `***`"
		rest := strings.TrimSpace(strings.TrimLeft(end[i:], "?？؟"))
		return strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "[") || strings.Trim(rest, "*` .") == ""
	}
	return false
}

func endsWord(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",:(/", r) }

// HasMark says whether a text has a question mark of any script.
func HasMark(s string) bool { return words.Any(strings.Contains, s, "?", "？", "؟") }

func startsAsking(lower string) bool {
	for range 2 {
		word := lower
		if i := strings.IndexFunc(lower, endsWord); i > 0 {
			word = lower[:i]
		}
		word = strings.Trim(word, "¿¡\"'`*_“„«([.…")
		least := 2 // blanks that a request has
		if plainTelling.Has(word) {
			least = 1
		}
		if askingWords.Has(word) || tellingWords.Has(word) && strings.Count(lower, " ") >= least {
			return true
		}
		if !politeWords.Has(word) {
			break
		}
		lower = strings.TrimSpace(lower[min(len(word)+1, len(lower)):])
	}
	return utf8.RuneCountInString(lower) < len(lower) &&
		(words.Any(strings.HasPrefix, lower, askingStarts...) || words.Any(strings.Contains, lower, askingInside...))
}

var politeWords = words.Of("please briefly bitte пожалуйста in can you and so if to")

// Explicitly says whether nothing else than a question can be meant: by a question mark or a word
// like "explain".
func Explicitly(s string) bool {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimLeft(s, "*_ ")), " ")
	return HasMark(s) || EndsAsking(s) || plainTelling.Has(word)
}

// asksBehindTopic recognises "Closures: explain how they work".
func asksBehindTopic(lower string) bool {
	i := strings.Index(lower, ": ")
	return i > 0 && i < 60 && startsAsking(lower[i+2:])
}

func comparesTwo(lower string) bool {
	return words.Any(strings.Contains, lower,
		" vs ", " vs. ", " versus ", "difference between", "advantages of", "types of")
}

// withoutTargets drops the targets of links: their question marks ask nothing.
func withoutTargets(s string) string {
	for range 20 {
		i := strings.Index(s, "](")
		if i < 0 {
			break
		}
		end := inline.ClosingParen(s[i+2:])
		if end < 0 {
			break
		}
		s = s[:i] + s[i+3+end:]
	}
	return s
}

// titleTags turns the tags that mean something in a title into Markdown.
var titleTags = strings.NewReplacer("<code>", "`", "</code>", "`", "<b>", "**", "</b>", "**", "<strong>", "**",
	"</strong>", "**", "<br>", " ", "<br/>", " ", "<br />", " ")

// stripAnchors removes jump targets and wrapping tags from a title; <code> becomes backticks.
func stripAnchors(s string) string {
	if i := strings.LastIndex(s, "{#"); i > 0 && strings.HasSuffix(strings.TrimSpace(s), "}") {
		s = s[:i]
	}
	if strings.Contains(s, "<") {
		s = strings.ReplaceAll(inline.StripTags(titleTags.Replace(s)), "****", "")
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "¶"))
}
