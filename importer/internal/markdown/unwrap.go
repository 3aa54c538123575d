package markdown

import (
	"slices"
	"strings"
)

// unwrap takes off what encloses an answer as a whole: <details>, <p>, <div>, a <b> around
// everything, and the closing tags that were left behind by cutting.
func unwrap(ls []line) []line {
	own := false // the lines are a copy
	for range 6 {
		ls = trimSpacers(ls)
		if len(ls) == 0 || !mayBeWrapped(ls) {
			return ls
		}
		if !own {
			ls, own = slices.Clone(ls), true
		}
		if n, ok := answerFold(ls); ok {
			ls[n-1] = foldTail(ls, n)
			ls = ls[n-1:]
			continue
		}
		leading, trailing := cutLeadingTags(&ls[0]), cutTrailingTags(ls)
		if !leading && !trailing {
			return ls
		}
	}
	return ls
}

// mayBeWrapped reports whether there is a tag or a box at the beginning or a tag at the end.
func mayBeWrapped(ls []line) bool {
	first, last := ls[0].text, strings.TrimRight(ls[len(ls)-1].raw, " \t")
	return first == "" || strings.Contains("<?!:[", first[:1]) || strings.HasSuffix(last, ">")
}

var (
	breaks        = []string{"<br>", "<br/>", "<br />", "</br>"}
	openWrappers  = append(slices.Clip(breaks), "<p>", "<b>", "<strong>", "<div>", "<center>", "</summary>", "</p>")
	closeWrappers = append(slices.Clip(breaks), "</details>", "</b>", "</strong>", "</p>", "</div>", "</center>")
)

// cutLeadingTags drops wrapping tags at the start of the first line.
func cutLeadingTags(l *line) bool {
	if l.kind == code {
		return false
	}
	s := strings.TrimSpace(l.raw)
	for _, tag := range openWrappers {
		if !hasPrefixFold(s, tag) {
			continue
		}
		pairs := tag == "<b>" || tag == "<strong>" || tag == "<p>"
		closed := pairs && s != tag && strings.Contains(strings.ToLower(s), "</"+tag[1:])
		if !closed {
			setText(l, s[len(tag):])
			return true
		}
	}
	if hasPrefixFold(s, "<div") || hasPrefixFold(s, "<p ") {
		if end := strings.IndexByte(s, '>'); end > 0 && !strings.Contains(s[end:], "</") {
			setText(l, s[end+1:])
			return true
		}
	}
	return false
}

// cutTrailingTags drops a wrapping tag at the end of the last line that was not opened in it.
func cutTrailingTags(ls []line) bool {
	l := &ls[len(ls)-1]
	if l.kind == code && !strings.HasPrefix(l.text, "<") {
		return false
	}
	s := strings.TrimRight(l.raw, " \t")
	for _, tag := range closeWrappers {
		if len(s) < len(tag) || !strings.EqualFold(s[len(s)-len(tag):], tag) {
			continue
		}
		isFold := tag == "</details>"
		openedHere := !isFold && strings.HasPrefix(tag, "</") && openedWithin(s, tag)
		if openedHere || isFold && foldsOpen(ls) > 0 {
			return false
		}
		l.raw = strings.TrimRight(s[:len(s)-len(tag)], " \t")
		l.say(strings.TrimSpace(l.raw))
		return true
	}
	return false
}

func openedWithin(s, closing string) bool {
	open := "<" + closing[2:len(closing)-1]
	lower := strings.ToLower(s)
	return strings.Count(lower, open+">")+strings.Count(lower, open+" ") >= strings.Count(lower, closing)
}

// foldsOpen counts folds that these lines open themselves; the closing tag belongs to one of them.
func foldsOpen(ls []line) int {
	n := 0
	for _, l := range ls {
		if l.kind != code {
			lower := strings.ToLower(l.text)
			n += strings.Count(lower, "<details") - strings.Count(lower, "</details")
		}
	}
	return n + 1
}

func setText(l *line, s string) {
	depth, item := l.depth, l.item
	*l = textLine(strings.TrimSpace(s))
	l.depth, l.item = depth, item
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// cutFold is strings.Cut at a separator of small ASCII letters, in any case.
func cutFold(s, sep string) (before, after string, found bool) {
	return cutAt(s, strings.Index(lowered(s), sep), len(sep))
}

// cutLastFold is cutFold at the last separator.
func cutLastFold(s, sep string) (before, after string, found bool) {
	return cutAt(s, strings.LastIndex(lowered(s), sep), len(sep))
}

func cutAt(s string, i, n int) (before, after string, found bool) {
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+n:], true
}

// lowered makes ASCII letters small; unlike with strings.ToLower, what stands where stays.
func lowered(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}
