package importer

import "strings"

// orgMarkdown turns an org text without headings into Markdown.
func orgMarkdown(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return strings.Trim(strings.Join(orgLines(strings.Split(s, "\n"), false), "\n"), "\n")
}

// orgLines turns org into Markdown line by line. With inPlace each line stays on its own line, so that
// line numbers hold for the whole file; else lines are added and left out as the text needs it.
func orgLines(lines []string, inPlace bool) []string {
	w := orgWriter{inPlace: inPlace}
	blockEnd, drawerEnd := orgBlockEnds(lines), orgDrawerEnds(lines)
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		switch {
		case blockEnd[i] > 0:
			w.block(lines[i : blockEnd[i]+1])
			i = blockEnd[i]
		case drawerEnd[i] > 0:
			w.leaveOut(drawerEnd[i] - i + 1)
			i = drawerEnd[i]
		case isOrgKeyword(l) || isOrgAside(l):
			w.leaveOut(1)
		case orgLevel(l) > 0:
			h := readOrgHead(l, 0)
			w.put(strings.Repeat("#", min(h.level, 6)) + " " + orgInline(h.title))
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
			w.put(orgLine(l))
		}
	}
	return w.out
}

type orgWriter struct {
	out     []string
	inPlace bool
	rows    int // of the table being written
}

func (w *orgWriter) put(l string) { w.out = append(w.out, l) }

// leaveOut drops n lines.
func (w *orgWriter) leaveOut(n int) {
	for ; n > 0 && w.inPlace; n-- {
		w.put("")
	}
}

// block writes #+begin_x ... #+end_x.
func (w *orgWriter) block(lines []string) {
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
			w.put(strings.TrimRight("> "+orgLine(strings.TrimSpace(l)), " "))
		}
		w.leaveOut(1)
	case "comment":
		w.leaveOut(len(lines))
	case "verse":
		w.leaveOut(1)
		for _, l := range inner {
			w.put(orgLine(l) + "  ")
		}
		w.leaveOut(1)
	default:
		w.leaveOut(1)
		w.out = append(w.out, orgLines(inner, w.inPlace)...)
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
func (w *orgWriter) fixedWidth(lines []string) {
	if !w.inPlace {
		w.put("```")
	}
	for _, l := range lines {
		t := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(l), ":"), " ")
		if w.inPlace {
			t = "    " + t
		}
		w.put(t)
	}
	if !w.inPlace {
		w.put("```")
	}
}

// tableRow writes a row; Markdown wants a line below the first one.
func (w *orgWriter) tableRow(l string, goesOn bool) {
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
	w.put(orgInline(t))
}

// orgLine writes a line of text or of a list.
func orgLine(l string) string {
	t := strings.TrimLeft(l, " \t")
	indent := l[:len(l)-len(t)]
	if rest, ok := cutOrgBullet(t, indent); ok {
		if term, text, found := strings.Cut(rest, " :: "); found {
			return indent + "- **" + orgInline(strings.TrimSpace(term)) + "**: " + orgInline(text)
		}
		return indent + "- " + orgInline(rest)
	}
	if strings.HasSuffix(t, `\\`) && t != `\\` {
		t = strings.TrimSuffix(t, `\\`) + "  "
	}
	return indent + orgInline(t)
}

// cutOrgBullet takes the bullet off "- text", "+ text" and an indented "* text".
func cutOrgBullet(t, indent string) (string, bool) {
	if len(t) > 2 && t[1] == ' ' && (t[0] == '-' || t[0] == '+' || t[0] == '*' && indent != "") {
		return strings.TrimLeft(t[2:], " "), true
	}
	return t, false
}
