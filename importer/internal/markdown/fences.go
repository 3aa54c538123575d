package markdown

import (
	"slices"
	"strings"

	"iq/importer/internal/inline"
)

// fence is one line that opens or closes fenced code.
type fence struct {
	line int
	mark string // the run of ` or ~
	info string // the language after it; a closing fence has none
}

// markFences marks fenced code, and mends what authors get wrong. One stray fence would turn all
// code after it into text, and all text, with its questions, into code.
func markFences(lines []line) {
	var run []fence // bare fences since the last point where opening and closing were certain
	var open *fence
	for _, f := range findFences(lines) {
		switch {
		case open == nil:
			open = &f
			if f.info != "" {
				markRun(lines, run)
				run = run[:0]
			} else {
				run = append(run, f)
			}
		case f.mark[0] != open.mark[0] || len(f.mark) < len(open.mark):
			continue // shown inside longer fences
		case f.info == "" && open.info == "":
			run = append(run, f)
			open = nil
		case f.info == "":
			markCode(lines, open.line, f.line+1)
			open = nil
		case len(f.mark) > len(open.mark):
			continue
		default: // one opens inside another: the first was stray, or was never closed
			if open.info == "" {
				run = run[:len(run)-1]
				markRun(lines, run)
				run = run[:0]
				lines[open.line].kind = comment
			} else {
				markCode(lines, open.line, endOfUnclosed(lines, open.line, f.line))
			}
			open = &f
		}
	}
	if open != nil && open.info != "" {
		markCode(lines, open.line, endOfUnclosed(lines, open.line, len(lines)))
	}
	markRun(lines, run)
	markPre(lines)
}

func findFences(lines []line) []fence {
	var fences []fence
	for i := range lines {
		if lines[i].kind == comment {
			continue
		}
		t := lines[i].text
		for range 3 {
			t, _, _ = inline.CutItemMarker(t)
		}
		if !strings.HasPrefix(t, "```") && !strings.HasPrefix(t, "~~~") {
			continue
		}
		info := strings.TrimLeft(t, t[:1])
		if strings.Contains(info, "```") {
			continue // code in a line, written with three marks
		}
		fences = append(fences, fence{i, t[:len(t)-len(info)], strings.TrimSpace(info)})
	}
	return fences
}

// markRun pairs bare fences. With an odd number one of them is stray or has no partner: it is the one
// without which the fewest headings and questions would be code.
func markRun(lines []line, run []fence) {
	odd := -1
	if len(run)%2 == 1 {
		odd = oddOneOut(lines, run)
		lines[run[odd].line].kind = comment
		if odd == len(run)-1 {
			markCode(lines, run[odd].line, endOfUnclosed(lines, run[odd].line, len(lines)))
		}
	}
	for i := 0; i+1 < len(run); i += 2 {
		if i == odd {
			i++
		}
		if i+1 < len(run) {
			markCode(lines, run[i].line, run[i+1].line+1)
		}
	}
}

// oddOneOut returns the fence to leave out. Only those at even places can be it: the ones before it must pair up.
func oddOneOut(lines []line, run []fence) int {
	between := func(i int) int { return count(lines[run[i].line+1:run[i+1].line], isStructure) }
	behind := 0 // structure inside the pairs behind the fence left out
	for i := 1; i+1 < len(run); i += 2 {
		behind += between(i)
	}
	best, least, before := 0, behind, 0
	for i := 2; i < len(run); i += 2 {
		before += between(i - 2)
		behind -= between(i - 1)
		if before+behind <= least {
			best, least = i, before+behind
		}
	}
	return best
}

// isStructure recognises lines that are almost never code. "# text" is left out: shells comment so.
func isStructure(l line) bool {
	s := l.text
	if rest, ordinal, ok := inline.CutItemMarker(s); ok && ordinal >= 0 && strings.HasPrefix(rest, "#") {
		return true
	}
	hashes := len(s) - len(strings.TrimLeft(s, "#"))
	if hashes >= 2 && hashes <= 6 && hashes < len(s) && s[hashes] == ' ' {
		return true
	}
	return slices.ContainsFunc(structureStarts, func(start string) bool { return hasPrefixFold(s, start) })
}

var structureStarts = []string{"<details", "<summary", "</details", "**q", "q:", "a:"}

// endOfUnclosed is where code without a closing fence ends: at the first line that is almost certainly not code.
func endOfUnclosed(lines []line, open, limit int) int {
	return open + 1 + until(lines[open+1:limit], isStructure)
}

func markCode(lines []line, from, to int) {
	for i := from; i < to; i++ {
		lines[i].kind = code
	}
}

// markPre treats <pre> ... </pre> as code where it is closed.
func markPre(lines []line) {
	open := -1
	for i := range lines {
		if !strings.Contains(lines[i].text, "<") {
			continue
		}
		lower := strings.ToLower(lines[i].text)
		if open < 0 && lines[i].kind != code && strings.HasPrefix(lower, "<pre") && !strings.Contains(lower, "</pre>") {
			open = i
		} else if open >= 0 && strings.Contains(lower, "</pre>") {
			markCode(lines, open, i+1)
			open = -1
		}
	}
}

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
	for raw := range strings.SplitSeq(s, "\n") {
		t, _, _ := inline.CutItemMarker(strings.TrimSpace(raw))
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
