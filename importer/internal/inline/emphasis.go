package inline

import "strings"

// emphasisTags turns the tags of emphasis into Markdown.
var emphasisTags = strings.NewReplacer("<b>", "**", "</b>", "**", "<strong>", "**", "</strong>", "**", "<i>", "*",
	"</i>", "*", "<em>", "*", "</em>", "*", "<u>", "", "</u>", "")

// EmphasisOfTags writes the emphasis of HTML as that of Markdown.
func EmphasisOfTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	return emphasisTags.Replace(s)
}

// LeadingEmphasis is the mark that opens an emphasis at the start of s; "" where there is none.
func LeadingEmphasis(s string) string {
	if s == "" || s[0] != '*' && s[0] != '_' {
		return ""
	}
	for _, m := range []string{"***", "**", "__", "*", "_"} {
		if strings.HasPrefix(s, m) && len(s) > len(m) && s[len(m)] != ' ' {
			return m
		}
	}
	return ""
}
