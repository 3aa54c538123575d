// Package inline knows what stands within one line of Markdown: emphasis, links, tags, signs, the marker
// of a list item. It judges nothing and knows no files.
package inline

import (
	"strconv"
	"strings"
)

// CutItemMarker splits "12. text" or "- text"; a bullet's ordinal is -1.
func CutItemMarker(s string) (rest string, ordinal int, ok bool) {
	if s == "" {
		return s, -1, false
	}
	if strings.Contains("-*+", s[:1]) && blankFirst(s[1:]) {
		return strings.TrimSpace(s[1:]), -1, true
	}
	digits := 0
	for digits < len(s) && digits < 9 && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits >= len(s) || !strings.Contains(".)", s[digits:digits+1]) {
		return s, -1, false
	}
	if rest = s[digits+1:]; !blankFirst(rest) {
		return s, -1, false
	}
	n, _ := strconv.Atoi(s[:digits])
	return strings.TrimSpace(rest), n, true
}

// blankFirst says whether a text is empty or begins with a blank.
func blankFirst(s string) bool { return s == "" || s[0] == ' ' || s[0] == '\t' }
