package org

import "strings"

// toMarkdown turns an org text without headings into Markdown.
func toMarkdown(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return strings.Trim(strings.Join(toLines(strings.Split(s, "\n"), false), "\n"), "\n")
}

// toLines turns org into Markdown line by line. With inPlace each line stays on its own line, so that
// line numbers hold for the whole file; else lines are added and left out as the text needs it.
func toLines(lines []string, inPlace bool) []string {
	w := writer{inPlace: inPlace}
	blockEnd, drawerEnd := blockEnds(lines), drawerEnds(lines)
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		switch {
		case blockEnd[i] > 0:
			w.block(lines[i : blockEnd[i]+1])
			i = blockEnd[i]
		case drawerEnd[i] > 0:
			w.leaveOut(drawerEnd[i] - i + 1)
			i = drawerEnd[i]
		case isKeyword(l) || isAside(l):
			w.leaveOut(1)
		case levelOf(l) > 0:
			h := readHeading(l, 0)
			w.put(strings.Repeat("#", min(h.level, 6)) + " " + toInline(h.title))
		case isFixedWidth(l):
			n := 1
			for i+n < len(lines) && isFixedWidth(lines[i+n]) {
				n++
			}
			w.fixedWidth(lines[i : i+n])
			i += n - 1
		case strings.HasPrefix(strings.TrimSpace(l), "|"):
			w.tableRow(l, i > 0 && strings.HasPrefix(strings.TrimSpace(lines[i-1]), "|"))
		default:
			w.put(toLine(l))
		}
	}
	return w.out
}

type writer struct {
	out     []string
	inPlace bool
	rows    int // of the table being written
}

func (w *writer) put(l string) { w.out = append(w.out, l) }

// leaveOut drops n lines.
func (w *writer) leaveOut(n int) {
	for ; n > 0 && w.inPlace; n-- {
		w.put("")
	}
}

// block writes #+begin_x ... #+end_x.
func (w *writer) block(lines []string) {
	first := strings.TrimSpace(lines[0])
	inner := lines[1 : len(lines)-1]
	kind, args, _ := strings.Cut(first[len("#+begin_"):], " ")
	switch strings.ToLower(kind) {
	case "src", "example", "export":
		w.put("```" + strings.ToLower(strings.TrimLeft(firstWord(args), "-:")))
		for _, l := range dedentCode(inner) {
			w.put(unescapeComma(l))
		}
		w.put("```")
	case "quote":
		w.leaveOut(1)
		for _, l := range inner {
			w.put(strings.TrimRight("> "+toLine(strings.TrimSpace(l)), " "))
		}
		w.leaveOut(1)
	case "comment":
		w.leaveOut(len(lines))
	case "verse":
		w.leaveOut(1)
		for _, l := range inner {
			w.put(toLine(l) + "  ")
		}
		w.leaveOut(1)
	default:
		w.leaveOut(1)
		w.out = append(w.out, toLines(inner, w.inPlace)...)
		w.leaveOut(1)
	}
}

// dedentCode takes off the indentation that all lines of a block share.
func dedentCode(lines []string) []string {
	least := -1
	for _, l := range lines {
		if n := len(l) - len(strings.TrimLeft(l, " ")); strings.TrimSpace(l) != "" && (least < 0 || n < least) {
			least = n
		}
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l[min(len(l), max(least, 0)):]
	}
	return out
}

// unescapeComma takes off the comma that protects a line of code from being read as a heading.
func unescapeComma(l string) string {
	t := strings.TrimLeft(l, " ")
	if strings.HasPrefix(t, ",*") || strings.HasPrefix(t, ",#+") || strings.HasPrefix(t, ",,") {
		return l[:len(l)-len(t)] + t[1:]
	}
	return l
}

func isFixedWidth(l string) bool {
	t := strings.TrimSpace(l)
	return t == ":" || strings.HasPrefix(t, ": ")
}

// fixedWidth writes lines that begin with a colon as code.
func (w *writer) fixedWidth(lines []string) {
	fence, indent := []string{"```"}, ""
	if w.inPlace { // there is no line for a fence
		fence, indent = nil, "    "
	}
	w.out = append(w.out, fence...)
	for _, l := range lines {
		w.put(indent + strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(l), ":"), " "))
	}
	w.out = append(w.out, fence...)
}

// tableRow writes a row; Markdown wants a line below the first one.
func (w *writer) tableRow(l string, goesOn bool) {
	t := strings.TrimSpace(l)
	if !goesOn {
		w.rows = 0
	}
	w.rows++
	if strings.HasPrefix(t, "|-") {
		if w.rows == 2 {
			w.put(strings.ReplaceAll(t, "+", "|"))
		} else {
			w.rows--
			w.leaveOut(1)
		}
		return
	}
	if w.rows == 2 && !w.inPlace && !strings.HasPrefix(w.out[len(w.out)-1], "|-") {
		w.put("|" + strings.Repeat("---|", max(1, strings.Count(t, "|")-1)))
	}
	w.put(toInline(t))
}

// toLine writes a line of text or of a list.
func toLine(l string) string {
	t := strings.TrimLeft(l, " \t")
	indent := l[:len(l)-len(t)]
	if rest, ok := cutBullet(t, indent); ok {
		if term, text, found := strings.Cut(rest, " :: "); found {
			return indent + "- **" + toInline(strings.TrimSpace(term)) + "**: " + toInline(text)
		}
		return indent + "- " + toInline(rest)
	}
	if strings.HasSuffix(t, `\\`) && t != `\\` {
		t = strings.TrimSuffix(t, `\\`) + "  "
	}
	return indent + toInline(t)
}

// cutBullet takes the bullet off "- text", "+ text" and an indented "* text".
func cutBullet(t, indent string) (string, bool) {
	bullets := "-+"
	if indent != "" {
		bullets = "-+*"
	}
	if len(t) > 2 && t[1] == ' ' && strings.Contains(bullets, t[:1]) {
		return strings.TrimLeft(t[2:], " "), true
	}
	return t, false
}
