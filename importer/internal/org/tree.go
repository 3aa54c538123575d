package org

import (
	"slices"
	"strings"
	"unicode"

	"iq/importer/internal/doc"
	"iq/importer/internal/words"
)

// file is an org file as headings with their text.
type file struct {
	lines  []string
	heads  []*heading // in file order, at all levels
	titles map[string]int
	tags   []string // of "#+FILETAGS:"
	deck   string
}

// heading is a heading with what stands below it up to the next one.
type heading struct {
	level    int
	line     int // from 1
	title    string
	tags     []string
	props    map[string]string
	body     []string // without drawers, planning and comments
	parent   *heading
	children []*heading
}

func (h *heading) tagged(tag string) bool {
	return slices.ContainsFunc(h.tags, func(t string) bool { return strings.EqualFold(t, tag) })
}

// text is the body in org, without the empty lines around it.
func (h *heading) text() string {
	full := func(l string) bool { return strings.TrimSpace(l) != "" }
	from := max(slices.IndexFunc(h.body, full), 0)
	to := len(h.body)
	for to > from && !full(h.body[to-1]) {
		to--
	}
	return strings.Join(h.body[from:to], "\n")
}

// levelOf counts the stars of a heading; 0 for any other line.
func levelOf(l string) int {
	n := len(l) - len(strings.TrimLeft(l, "*"))
	if n > 0 && n < len(l) && l[n] == ' ' {
		return n
	}
	return 0
}

// tagsAtEnd returns the ":a:b:" at a heading's end; "" without.
func tagsAtEnd(l string) string {
	i := strings.LastIndexAny(l, " \t")
	if i < 0 {
		return ""
	}
	tags := l[i+1:]
	if len(tags) < 3 || tags[0] != ':' || tags[len(tags)-1] != ':' || strings.Contains(tags, "::") {
		return ""
	}
	if strings.ContainsFunc(tags, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(":_@#%-", r)
	}) {
		return ""
	}
	return tags
}

// isDrawerLine recognises ":NAME:" on a line of its own.
func isDrawerLine(l string) bool {
	t := strings.TrimSpace(l)
	return len(t) > 2 && t[0] == ':' && t[len(t)-1] == ':' && !strings.ContainsAny(t[1:len(t)-1], " :\t")
}

// parse reads headings, drawers and settings; time grows with the length alone.
func parse(text string) *file {
	f := &file{lines: strings.Split(text, "\n"), titles: map[string]int{}}
	blockEnd := blockEnds(f.lines)
	drawerEnd := drawerEnds(f.lines)
	var stack []*heading
	var head *heading
	for i := 0; i < len(f.lines); i++ {
		l := f.lines[i]
		switch {
		case blockEnd[i] > 0:
			head.take(f.lines[i : blockEnd[i]+1])
			i = blockEnd[i]
		case levelOf(l) > 0:
			head = readHeading(l, i+1)
			for len(stack) > 0 && stack[len(stack)-1].level >= head.level {
				stack = stack[:len(stack)-1]
			}
			if len(stack) > 0 {
				head.parent = stack[len(stack)-1]
				head.parent.children = append(head.parent.children, head)
			}
			stack = append(stack, head)
			f.heads = append(f.heads, head)
		case drawerEnd[i] > 0:
			head.readDrawer(f.lines[i:drawerEnd[i]])
			i = drawerEnd[i]
		case isKeyword(l):
			f.set(l)
		case isAside(l):
		default:
			head.take(f.lines[i : i+1])
		}
	}
	for _, h := range f.heads {
		if h.isCard() {
			f.titles[h.title]++
		}
	}
	return f
}

func (h *heading) take(lines []string) {
	if h != nil {
		h.body = append(h.body, lines...)
	}
}

// readDrawer keeps the properties; what other drawers hold is the machine's.
func (h *heading) readDrawer(lines []string) {
	if h == nil || !strings.EqualFold(strings.TrimSpace(lines[0]), ":PROPERTIES:") {
		return
	}
	for _, l := range lines[1:] {
		name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(l), ":"), ":")
		if ok {
			h.props[strings.ToUpper(name)] = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
}

// states are the states a heading may begin with.
var states = words.Of(`TODO DONE NEXT WAITING WAIT HOLD CANCELLED CANCELED SOMEDAY STARTED PROJ KILL LOOP STRT IDEA
	COMMENT`)

// readHeading takes state, priority, counters and tags off a heading.
func readHeading(l string, line int) *heading {
	h := &heading{level: levelOf(l), line: line, props: map[string]string{}}
	l = strings.TrimSpace(l[h.level:])
	if tags := tagsAtEnd(" " + l); tags != "" {
		h.tags = strings.Split(strings.Trim(tags, ":"), ":")
		l = strings.TrimSpace(strings.TrimSuffix(l, tags))
	}
	if word, rest, _ := strings.Cut(l, " "); states.Has(word) {
		l = strings.TrimSpace(rest)
	}
	if strings.HasPrefix(l, "[#") && len(l) > 3 && l[3] == ']' {
		l = strings.TrimSpace(l[4:])
	}
	if i := strings.LastIndexByte(l, '['); i >= 0 && strings.HasSuffix(l, "]") &&
		strings.Trim(l[i:], "[]/%0123456789") == "" {
		l = strings.TrimSpace(l[:i])
	}
	h.title = l
	return h
}

// isKeyword recognises "#+NAME: value".
func isKeyword(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "#+") }

// isAside recognises comments and the lines by which org plans.
func isAside(l string) bool {
	t := strings.TrimSpace(l)
	if words.Any(strings.HasPrefix, t, "SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:") {
		return strings.ContainsAny(t, "<[")
	}
	return t == "#" || strings.HasPrefix(t, "# ")
}

// set reads the settings of the file.
func (f *file) set(l string) {
	name, value, _ := strings.Cut(strings.TrimSpace(l), ":")
	value = strings.TrimSpace(value)
	switch strings.ToUpper(strings.TrimPrefix(name, "#+")) {
	case "FILETAGS":
		for tag := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ':' || r == ' ' }) {
			if !machineTags.Has(strings.ToLower(tag)) {
				f.tags = append(f.tags, tag)
			}
		}
	case "DECK", "ANKI_DECK":
		f.deck = doc.TidyDeck(value)
	case "PROPERTY":
		if deck, ok := strings.CutPrefix(value, "ANKI_DECK "); ok {
			f.deck = doc.TidyDeck(deck)
		}
	}
}

// blockEnds returns for each line that begins a block the line that ends it, 0 elsewhere. A block that
// begins again before its end was never closed.
func blockEnds(lines []string) []int {
	ends := make([]int, len(lines))
	next := map[string]int{}
	for i := len(lines) - 1; i >= 0; i-- {
		t := strings.ToLower(strings.TrimSpace(lines[i]))
		if kind, ok := strings.CutPrefix(t, "#+end_"); ok {
			next[firstWord(kind)] = i
		} else if kind, ok := strings.CutPrefix(t, "#+begin_"); ok {
			ends[i] = next[firstWord(kind)]
			delete(next, firstWord(kind))
		}
	}
	return ends
}

// drawerEnds returns for each line that begins a drawer its ":END:", 0 elsewhere.
func drawerEnds(lines []string) []int {
	ends := make([]int, len(lines))
	end := 0
	for i := len(lines) - 1; i >= 0; i-- {
		switch {
		case levelOf(lines[i]) > 0:
			end = 0
		case !isDrawerLine(lines[i]):
		case strings.EqualFold(strings.TrimSpace(lines[i]), ":END:"):
			end = i
		default:
			ends[i], end = end, 0
		}
	}
	return ends
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return word
}
