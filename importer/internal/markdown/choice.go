package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
)

// option is one line of a multiple choice.
type option struct {
	letter  byte // 'a' to 'j', 0 for check boxes without letters
	checked bool
	box     bool // has [ ] or [x]
}

// readOption recognises "- [x] text", "A) text", "- B: text", "(c) text", "**D.** text".
func readOption(l line) (option, bool) {
	s := l.body
	if s == "" || l.kind != prose {
		return option{}, false
	}
	var o option
	for _, mark := range []string{"[ ]", "[]", "[x]", "[X]", "[✓]", "[*]"} {
		if rest, ok := strings.CutPrefix(s, mark); ok && l.item {
			o.box, o.checked = true, mark != "[ ]" && mark != "[]"
			s = strings.TrimSpace(rest)
			break
		}
	}
	for _, mark := range []string{"✅", "✔", "☑"} {
		if strings.HasPrefix(s, mark) || strings.HasSuffix(s, mark) {
			o.checked = true
			s = strings.TrimLeft(strings.TrimPrefix(s, mark), " \ufe0f")
		}
	}
	o.letter = optionLetter(s)
	if o.letter != 0 && !o.box && fullyBold(s) {
		o.checked = true
	}
	return o, o.box || o.letter != 0
}

func fullyBold(s string) bool {
	return len(s) > 8 && strings.HasPrefix(s, "**") && strings.Index(s[2:], "**") == len(s)-4
}

// optionLetter reads the letter of an option; 0 where there is none.
func optionLetter(s string) byte {
	s = strings.TrimLeft(s, "*_([`")
	if len(s) < 2 {
		return 0
	}
	c := s[0] | 0x20
	signed := strings.ContainsAny(s[1:2], ").:]") || strings.HasPrefix(s[1:], "**")
	runsOn := len(s) > 2 && s[1] == '.' && s[2] != ' ' && s[2] != '*'
	if c < 'a' || c > 'j' || !signed || runsOn {
		return 0
	}
	return c
}

// isOptionLetter reports whether a text names an option: "C", "b) text", "**D**".
func isOptionLetter(s string) bool {
	bare := strings.Trim(s, " *_.()`:")
	return len(bare) == 1 && strings.Contains("abcdefghijABCDEFGHIJ", bare)
}

// optionsEnd finds a multiple choice in a body and returns the number of lines up to its end; 0 where
// there is none. Before it only code and a few lines of text may stand.
func optionsEnd(body []line) int {
	text := 0
	for i := 0; i < len(body); i++ {
		if o, ok := readOption(body[i]); ok && (o.box || o.letter == 'a') {
			if n := optionRun(body[i:]); n > 0 {
				return i + n
			}
			return 0
		}
		if body[i].kind == prose || body[i].kind == heading {
			if text++; text > 12 {
				return 0
			}
		}
	}
	return 0
}

// readsAsChoice reports whether options without any answer are a choice all the same, and not an answer
// that counts its points by letters.
func readsAsChoice(ls []line) bool {
	n := 0
	for _, l := range ls {
		if o, ok := readOption(l); ok {
			if o.box {
				return true
			}
			n++
		} else if n == 0 && l.kind == prose || len(l.text) > 120 {
			return false
		}
	}
	return n >= 3
}

// optionRun measures a run of options: at least two, letters in order, none nested deeper.
func optionRun(ls []line) int {
	count, end, next, boxes := 0, 0, byte('a'), 0
run:
	for i, l := range ls {
		o, ok := readOption(l)
		switch {
		case ok && (o.box || o.letter == next):
			count, end = count+1, i+1
			if o.box {
				boxes++
			}
			if o.letter != 0 {
				next = o.letter + 1
			}
		case l.kind == code, l.kind == blank, l.kind == comment:
			if l.kind == code && count > 0 && l.indent > 0 {
				end = i + 1
			}
		case l.kind == prose && count > 0 && !l.item && i == end:
			if l.depth == 0 && l.indent == 0 && boxes == 0 && ls[0].item {
				break run
			}
			end = i + 1
		case l.kind == prose && l.depth > 0 && l.indent >= 2:
			end = i + 1
		default:
			break run
		}
	}
	if count < 2 {
		return 0
	}
	return end
}

// choice settles a multiple choice: the question keeps its options with nothing ticked, and the
// answer begins with the options that were.
func choice(q string, asked []line, answer string) (string, string) {
	ticked := tickedOptions(asked)
	if len(ticked) == 0 {
		return q, answer
	}
	return untick(q), join(strings.Join(ticked, "\n"), answer)
}

// tickedOptions are the texts of the options that are ticked. Without boxes only one can be: bold letters
// are also an emphasis.
func tickedOptions(asked []line) []string {
	var ticked []string
	boxes := 0
	for i := range asked {
		o, ok := readOption(asked[i])
		if !ok {
			continue
		}
		if o.box {
			boxes++
		}
		if text := tickedText(asked[i:]); o.checked && text != "" {
			ticked = append(ticked, text)
		}
	}
	if boxes == 0 && len(ticked) > 1 {
		return nil
	}
	return ticked
}

// tickedText is an option's text with the lines that continue it.
func tickedText(ls []line) string {
	end := 1 + until(ls[1:], func(l line) bool {
		_, ok := readOption(l)
		return ok || l.kind == prose && l.depth == 0
	})
	own := slices.Clone(ls[:end])
	setText(&own[0], bareOption(own[0].body))
	return markdownOf(trimSpacers(own))
}

// bareOption drops the box and the tick of an option, and keeps its letter.
func bareOption(s string) string {
	for _, mark := range []string{"[x]", "[X]", "[✓]", "[*]", "✅", "✔️", "✔", "☑"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, mark))
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(s, "✅"), "✔"))
}

func untick(q string) string {
	raws := strings.Split(q, "\n")
	for i, raw := range raws {
		rest, _, _ := inline.CutItemMarker(strings.TrimSpace(raw))
		if bare := bareOption(rest); bare != rest && optionShape(rest) {
			box := ""
			if strings.HasPrefix(rest, "[") {
				box = "[ ] "
			}
			raws[i] = strings.Replace(raw, rest, box+bare, 1)
		} else if optionLetter(rest) != 0 && fullyBold(rest) {
			raws[i] = strings.Replace(raw, rest, rest[2:len(rest)-2], 1)
		}
	}
	return strings.Join(raws, "\n")
}

func optionShape(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == '[' || r == '✅' || r == '✔' || r == '☑' || optionLetter(s) != 0
}

// codeAskedAbout returns how many lines of a body belong to the question because it asks about the code
// that follows ("What is the output?"), provided that something is left to be the answer.
func codeAskedAbout(q string, body []line) int {
	if len(body) == 0 || !ask.AboutCode(q) {
		return 0
	}
	at := until(body, func(l line) bool { return l.kind == code })
	leadsTo := func(l line) bool { return l.kind != prose || strings.HasSuffix(l.text, ":") }
	if at == len(body) || at > 3 || count(body[:at], leadsTo) < at {
		return 0
	}
	at += until(body[at:], func(l line) bool { return l.kind != code })
	if len(trimSpacers(unwrap(body[at:]))) == 0 {
		return 0
	}
	return at
}
