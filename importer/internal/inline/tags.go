package inline

import (
	"strings"

	"iq/importer/internal/words"
)

// emphasisMarks drops the marks of strong text.
var emphasisMarks = strings.NewReplacer("**", "", "__", "", "&nbsp;", " ", "\u00a0", " ")

// PlainText drops tags, anchors and emphasis for judging and comparing; never for showing.
func PlainText(s string) string {
	if strings.ContainsAny(s, "<") {
		s = StripTags(s)
	}
	if strings.ContainsAny(s, "*_&") || strings.Contains(s, "\u00a0") {
		return emphasisMarks.Replace(s)
	}
	return s
}

// StripTags removes HTML tags outside of code.
func StripTags(s string) string {
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
	if !HTMLTags.Has(name) {
		return 0
	}
	return end + 1
}

// HTMLTags are the tags that occur within Markdown.
var HTMLTags = words.Of(`a abbr b big blockquote br center code dd del details dfn div dl dt em font h1 h2 h3 h4 h5 h6
	hr i img ins kbd li mark ol p picture pre q s samp section small source span strike strong sub summary sup table
	tbody td tfoot th thead tr u ul var wbr`)
