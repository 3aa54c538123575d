package record

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// choices are the options of a multiple choice and which of them are right.
type choices struct {
	list    []choiceOption
	correct []string // letters, numbers or texts
	base    int      // numbers in correct count from 0 or from 1
}

type choiceOption struct {
	key   string // as the file has it, lower case; "" without
	text  string
	right bool
}

// label is the letter that an option is shown with.
func (c choices) label(i int) string {
	if k := c.list[i].key; k != "" {
		return strings.ToUpper(k)
	}
	if i < 26 {
		return string(rune('A' + i))
	}
	return strconv.Itoa(i + 1)
}

func (c choices) line(i int) string { return c.label(i) + ") " + c.list[i].text }

// ask adds the options to the question, unless it lists them itself.
func (c choices) ask(q string) string {
	if !slices.ContainsFunc(c.list, func(o choiceOption) bool { return !strings.Contains(q, o.text) }) {
		return q
	}
	var b strings.Builder
	b.WriteString(q + "\n")
	for i := range c.list {
		b.WriteString("\n- " + strings.ReplaceAll(c.line(i), "\n", "\n  "))
	}
	return b.String()
}

// answer begins with the options that are right; what was given as the answer follows unless it only names them.
func (c choices) answer(given string) string {
	correct := c.correct
	if len(correct) == 0 && given != "" {
		correct = []string{given}
	}
	right := c.rightOnes(correct)
	if len(right) == 0 {
		return strings.TrimSpace(strings.Join(append(c.correct, given), "\n\n"))
	}
	var lines []string
	names := map[string]bool{}
	for _, i := range right {
		lines = append(lines, c.line(i))
		names[plainName(c.list[i].text)] = true
	}
	a := strings.Join(lines, "\n\n")
	if given != "" && len(c.rightOnes([]string{given})) == 0 && !names[plainName(given)] {
		a += "\n\n" + given
	}
	return a
}

// rightOnes finds the options that are marked or named.
func (c choices) rightOnes(correct []string) []int {
	var right []int
	for i, o := range c.list {
		if o.right || slices.ContainsFunc(correct, func(name string) bool { return c.names(name, i) }) {
			right = append(right, i)
		}
	}
	return right
}

// names reports whether a text means option i: its text, its letter or number, or a list of letters.
func (c choices) names(name string, i int) bool {
	name = strings.TrimSpace(name)
	says := func(o choiceOption) bool { return strings.EqualFold(name, strings.TrimSpace(o.text)) }
	if slices.ContainsFunc(c.list, says) {
		return name != "" && says(c.list[i])
	}
	for part := range strings.FieldsFuncSeq(name, partsOptions) {
		key := optionName(part)
		if key != "" && (key == strings.ToLower(c.label(i)) || c.list[i].key == "" && c.numbered(key, i)) {
			return !strings.Contains(name, " ") || namesOnly(name)
		}
	}
	key, rest := cutOptionKey(name)
	return key != "" && key == strings.ToLower(c.label(i)) && strings.EqualFold(rest, strings.TrimSpace(c.list[i].text))
}

func (c choices) numbered(key string, i int) bool {
	n, err := strconv.Atoi(key)
	return err == nil && n-c.base == i
}

// namesOnly reports whether a text of several words is nothing but names: "A and C", "Option B".
func namesOnly(s string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(s), partsOptions) {
		if optionName(word) == "" && word != "and" && word != "option" && word != "choice" && word != "answer" {
			return false
		}
	}
	return true
}

// partsOptions recognises what stands between the names of options.
func partsOptions(r rune) bool { return strings.ContainsRune(",;/&+ ", r) }

// optionName reads "B", "b)", "(c)", "3", "option_b"; "" where the text is no name of an option.
func optionName(s string) string {
	s = strings.ToLower(strings.Trim(s, " ().:[]*_\"'"))
	if k := optionKey(plainName(s)); k != "" {
		return k
	}
	if len(s) == 1 && isLetter(s[0]) {
		return s
	}
	if (len(s) == 1 || len(s) == 2) && strings.Trim(s, "0123456789") == "" {
		return s
	}
	return ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// cutOptionKey cuts the letter off an option's text: "A) text", "b. text", "(c) text", "D: text".
func cutOptionKey(s string) (key, rest string) {
	t := strings.TrimLeft(s, "( ")
	if len(t) < 3 || !isLetter(t[0]) || t[0]|0x20 > 'j' {
		return "", s
	}
	if !strings.ContainsRune(").:", rune(t[1])) || t[1] != ')' && t[2] != ' ' {
		return "", s
	}
	return strings.ToLower(t[:1]), strings.TrimSpace(t[2:])
}

// readChoices takes the letters off options where each has its own.
func readChoices(texts []string) []choiceOption {
	list := make([]choiceOption, 0, len(texts))
	keyed := true
	for i, t := range texts {
		key, rest := cutOptionKey(t)
		keyed = keyed && key == string(rune('a'+i)) && rest != ""
		list = append(list, choiceOption{key: key, text: rest})
	}
	for i, t := range texts {
		if !keyed {
			list[i] = choiceOption{text: strings.TrimSpace(t)}
		}
	}
	return list
}

// splitOptions reads the options of one field: a line each, or between ; or |.
func splitOptions(s string) []string {
	s = strings.Trim(strings.TrimSpace(s), "[]")
	for _, sep := range []string{"\n", "|", ";", `", "`, "', '", ","} {
		var parts []string
		for part := range strings.SplitSeq(s, sep) {
			if part = strings.Trim(part, " \t\"'"); part != "" && utf8.RuneCountInString(part) < 500 {
				parts = append(parts, part)
			}
		}
		if len(parts) > 1 {
			return parts
		}
	}
	return nil
}
