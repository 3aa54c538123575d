package importer

import (
	"strings"
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
	open := ""
	for _, raw := range strings.Split(s, "\n") {
		t := strings.TrimSpace(raw)
		if rest, _, ok := cutItemMarker(t); ok {
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

// onlyResources says whether a text is a list of links, with or without a heading.
func onlyResources(s string) bool {
	for i, raw := range strings.Split(s, "\n") {
		t := strings.TrimSpace(raw)
		if t == "" || linkLine(t) || i == 0 && strings.HasSuffix(strings.Trim(t, "*_"), ":") {
			continue
		}
		if rest, _, ok := cutItemMarker(t); !ok || !linkLine(rest) {
			return false
		}
	}
	return true
}

// isPlaceholder recognises answers that are still to be written.
func isPlaceholder(s string) bool {
	if len(s) > 200 || strings.Contains(s, "\n\n") {
		return false
	}
	plain := strings.ToLower(plainText(stripTags(s)))
	plain = strings.TrimSpace(strings.Trim(plain, " *_`~()[]{}<>.!:;,-–—=\n\t"))
	if plain == "" && !strings.ContainsAny(s, "`0123456789") && !strings.Contains(s, "<img") {
		return true
	}
	if placeholders.has(plain) || placeholders.has(strings.TrimPrefix(plain, "answer: ")) {
		return true
	}
	inner, _, rest, ok := leadingLink(strings.TrimLeft(strings.TrimSpace(s), "*_-> "))
	return ok && strings.Trim(rest, " .*_") == "" && (saysAnswer(inner) || onlyDecoration(inner))
}
