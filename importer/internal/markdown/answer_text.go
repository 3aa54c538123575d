package markdown

import (
	"strings"

	"iq/importer/internal/inline"
)

// plainFences drops the language from the fences of a question's code: on a card's front it is noise
// between the title and the code.
func plainFences(q string) string {
	if !strings.Contains(q, "```") {
		return q
	}
	raws := strings.Split(q, "\n")
	for i, raw := range raws {
		t := strings.TrimSpace(raw)
		if strings.HasPrefix(t, "```") && !strings.Contains(t[3:], "`") {
			raws[i] = strings.TrimRight(raw[:strings.Index(raw, "```")]+t[:len(t)-len(strings.TrimLeft(t, "`"))], " ")
		}
	}
	return strings.Join(raws, "\n")
}

// closeFence ends code that the file forgot to end.
func closeFence(s string) string {
	if !strings.ContainsAny(s, "`~") {
		return s
	}
	open := ""
	for _, raw := range strings.Split(s, "\n") {
		t := strings.TrimSpace(raw)
		if rest, _, ok := inline.CutItemMarker(t); ok {
			t = rest
		}
		mark := t[:len(t)-len(strings.TrimLeft(t, "`~"))]
		switch {
		case len(mark) < 3 || strings.Contains(t[len(mark):], "```"):
		case open == "":
			open = mark
		case t == mark && mark[0] == open[0] && len(mark) >= len(open):
			open = ""
		}
	}
	if open != "" {
		return s + "\n" + open
	}
	return s
}

// withoutSpoiler takes off the signs that announce or hide an answer as a whole.
func withoutSpoiler(s string) string {
	for _, sign := range []string{"💡", ":bulb:", "🅰️", "||", ">!"} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			s = strings.TrimSpace(rest)
			if sign == "||" {
				s = strings.TrimSpace(strings.TrimSuffix(s, "||"))
			}
		}
	}
	return s
}
