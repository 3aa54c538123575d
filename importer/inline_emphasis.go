package importer

import "strings"

// emphasisTags turns the tags of emphasis into Markdown.
var emphasisTags = strings.NewReplacer("<b>", "**", "</b>", "**", "<strong>", "**", "</strong>", "**", "<i>", "*", "</i>", "*", "<em>", "*", "</em>", "*", "<u>", "", "</u>", "")

func boldTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	return emphasisTags.Replace(s)
}

func leadingEmphasis(s string) string {
	for _, m := range []string{"***", "**", "__", "*", "_"} {
		if strings.HasPrefix(s, m) && len(s) > len(m) && s[len(m)] != ' ' {
			return m
		}
	}
	return ""
}
