package ask

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

// Label is a word before a question or an answer: "**Answer 3:** text".
type Label struct {
	Word   string // lower case
	Number int    // -1 without
	Sign   string // what stood behind it: ":", ".", ")", "-" or "" at the line's end
	Rest   string // the text behind, emphasis closed
	Strong bool   // emphasised, or more than one letter long: so no accident
}

// ReadLabel reads a label of the table at the start of a line; a heading's or item's mark is already off.
func ReadLabel(s string, table *words.Set) (Label, bool) {
	l := Label{Number: -1}
	var t Title
	s = t.CutMarks(strings.TrimSpace(inline.EmphasisOfTags(s)))
	emphasis := inline.LeadingEmphasis(s)
	s = strings.TrimLeft(s[len(emphasis):], " ")
	if !table.MayStart(s) {
		return l, false
	}
	word, rest := labelWord(s, table)
	if word == "" {
		return l, false
	}
	l.Word = strings.ToLower(word)
	closed, rest := cutClosing(emphasis == "", rest, emphasis)
	if n, after, ok := leadingNumber(strings.TrimLeft(rest, " ")); ok {
		l.Number, rest = n, after
	}
	closed, rest = cutClosing(closed, rest, emphasis)
	l.Sign, rest = cutSign(rest)
	closed, rest = cutClosing(closed, rest, emphasis)
	if l.Sign == "" {
		l.Sign, rest = cutSign(rest)
	}
	if l.Sign == "" && strings.TrimSpace(rest) != "" {
		return l, false
	}
	l.Rest = strings.TrimSpace(rest)
	if !closed {
		switch i := strings.Index(l.Rest, emphasis); {
		case i == 0 || i == len(l.Rest)-len(emphasis):
			l.Rest = strings.TrimSpace(strings.Replace(l.Rest, emphasis, "", 1))
		case i > 0:
			l.Rest = emphasis + l.Rest
		}
	}
	l.Strong = emphasis != "" || utf8.RuneCountInString(word) > 1
	return l, true
}

// HasColon reports whether a colon stands behind the label.
func (l Label) HasColon() bool { return l.Sign == ":" || l.Sign == "：" }

func cutClosing(closed bool, rest, emphasis string) (bool, string) {
	if closed || !strings.HasPrefix(strings.TrimLeft(rest, " "), emphasis) {
		return closed, rest
	}
	return true, strings.TrimLeft(rest, " ")[len(emphasis):]
}

// labelWord finds the longest label at the start of s: one to five words before a sign, a number,
// emphasis or the end.
func labelWord(s string, table *words.Set) (word, rest string) {
	end, best := 0, 0
	lower := strings.ToLower(s[:min(len(s), 64)])
	if len(lower) != min(len(s), 64) {
		lower = s // a letter whose small form is longer: labels have none
	}
	for words := 0; words < 5 && end < len(s); {
		r, size := utf8.DecodeRuneInString(s[end:])
		if r == ' ' {
			words++
		} else if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '&' && r != '-' && !unicode.IsMark(r) {
			break
		}
		end += size
		if end > 60 {
			break
		}
		next, _ := utf8.DecodeRuneInString(s[end:])
		whole := end == len(s) || !unicode.IsLetter(next)
		if whole && end <= len(lower) && table.Has(lower[:end]) {
			best = end
		}
	}
	return s[:best], s[best:]
}

func cutSign(s string) (sign, rest string) {
	s = strings.TrimLeft(s, " ")
	for _, c := range []string{":-", "::", ":", "：", ".", "．", ")", "、", "）", "-", "–", "—", "=>", "->", "→", "?"} {
		if rest, ok := strings.CutPrefix(s, c); ok {
			if (c == "-" || c == "–" || c == "—") && rest != "" && rest[0] != ' ' && rest[0] != '*' {
				continue
			}
			return c, rest
		}
	}
	return "", s
}

// AnswerLabel reads the label that opens an answer. A single letter needs a colon, or else it is an
// option of a choice or an article.
func AnswerLabel(s string) (Label, bool) {
	l, ok := ReadLabel(s, AnswerLabels)
	if !ok {
		l, ok = ReadLabel(s, answerPhrases)
	}
	return l, ok && (l.Strong || l.HasColon()) && l.Sign != "?"
}

// SaysAnswer reports whether a text is nothing but the announcement of an answer, as folds have it.
func SaysAnswer(s string) bool {
	s = strings.ToLower(inline.PlainText(inline.StripTags(s)))
	s = strings.Trim(strings.TrimFunc(s, surrounds), "() ")
	return answerPhrases.Has(s) || isAnswerWord(s) || answerByWords(s)
}

// surrounds recognises what stands around an announcement, brackets apart.
func surrounds(r rune) bool {
	switch r {
	case '(', ')':
		return false
	case '`':
		return true
	}
	return inline.IsDecoration(r) || unicode.IsSpace(r) || unicode.IsPunct(r)
}

// isAnswerWord reports whether a word means an answer by itself; a letter does not.
func isAnswerWord(w string) bool { return utf8.RuneCountInString(w) > 1 && AnswerLabels.Has(w) }

// answerByWords accepts what consists of a word for answer, words for question, numbers and small
// words: "Answer to question 3", "第 3 题的答案".
func answerByWords(s string) bool {
	for _, cjk := range []string{"第", "题", "題", "的", "问", "問", "点击", "查看", "展开", "显示", "参考"} {
		s = strings.ReplaceAll(s, cjk, " ")
	}
	found := false
	between := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' }
	for _, w := range strings.FieldsFunc(s, between) {
		switch {
		case isAnswerWord(w) || answerPhrases.Has(w) && len(w) > 2:
			found = true
		case !QuestionLabels.Has(w) && !smallWords.Has(w):
			return false
		}
	}
	return found
}

var smallWords = words.Of(`key keys to for the a an of show see view click here me toggle open reveal expand and my our
	your is it this that full die der das zur zu zum für anzeigen la le les el los de du del à ver mostrar voir afficher
	para mi na do da o os показать на к`)
