package keyterm

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// script is the writing system of an atom.
type script int

const (
	alphabetic script = iota // letters and figures, with blanks between words
	han
	hiragana
	katakana
	hangul
)

// atom is the smallest piece of text that is compared: a run of letters and figures, or a name
// with signs in it. "write-ahead" is two atoms, "C++", "99.9" and "O(log n)" are one each.
type atom struct {
	key    string // folded
	lo, hi int    // where it stands in the text
	script script
	first  bool // of its sentence
}

// atoms yields the atoms of a text in order. It ignores case, so that a typed text may be all capitals, and
// backticks, which learners need not type.
func atoms(text string) iter.Seq[atom] {
	return func(yield func(atom) bool) {
		first := true
		for pos := 0; pos < len(text); {
			r, size := utf8.DecodeRuneInString(text[pos:])
			hi := dotNet(text, pos)
			if hi == 0 && !isWord(r) {
				first = first || endsSentence(text[pos:], r)
				pos += size
				continue
			}
			if hi == 0 {
				hi = atomEnd(text, pos)
			}
			a := atom{key: atomKey(text[pos:hi]), lo: pos, hi: hi, script: scriptOf(r), first: first}
			pos, first = hi, first && a.key == ""
			if a.key != "" && !yield(a) {
				return
			}
		}
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isDigit(byte(r)) || isLatin(r|0x20)
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// isLatin reports whether a rune is one of the 26 letters, in lower case.
func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

func scriptOf(r rune) script {
	switch {
	case r < 0x1100:
		return alphabetic
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case r == 'ー' || unicode.Is(unicode.Katakana, r):
		return katakana
	case unicode.Is(unicode.Hangul, r):
		return hangul
	}
	return alphabetic
}

// atomEnd finds where the atom that begins at pos ends.
func atomEnd(text string, pos int) int {
	if hi := bigO(text, pos); hi > 0 {
		return hi
	}
	first, size := utf8.DecodeRuneInString(text[pos:])
	writing, hi, letters := scriptOf(first), pos+size, 1
	for hi < len(text) {
		r, size := utf8.DecodeRuneInString(text[hi:])
		if !isOf(writing, r) && !inNumber(text, hi) {
			break
		}
		hi += size
		letters++
	}
	if letters <= 2 && writing == alphabetic {
		hi += len(languageSign(text[hi:]))
	}
	return hi
}

// isOf reports whether a rune carries on a word of a script.
func isOf(writing script, r rune) bool {
	return isWord(r) && (unicode.IsMark(r) || scriptOf(r) == writing)
}

// inNumber reports whether the sign at i is within a number: the point of 99.9, the comma of 1,000.
func inNumber(text string, i int) bool {
	if i == 0 || !isDigit(text[i-1]) {
		return false
	}
	figures := 0 // after the sign, of which four are as good as more
	for next := i + 1; next < len(text) && isDigit(text[next]) && figures < 4; next++ {
		figures++
	}
	switch text[i] {
	case '.':
		return figures > 0
	case ',':
		return figures == 3
	}
	return false
}

// languageSign returns the sign that ends the name of a programming language: C++, C#.
func languageSign(rest string) string {
	for _, sign := range []string{"++", "#"} {
		if after, ok := strings.CutPrefix(rest, sign); ok {
			if r, _ := utf8.DecodeRuneInString(after); after == "" || !isWord(r) {
				return sign
			}
		}
	}
	return ""
}

// dotNet returns the end of ".NET" at pos, or 0.
func dotNet(text string, pos int) int {
	if text[pos] != '.' || len(text) < pos+4 || fold(text[pos+1:pos+4]) != "net" {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(text[:pos])
	after, _ := utf8.DecodeRuneInString(text[pos+4:])
	if isWord(before) || isWord(after) {
		return 0
	}
	return pos + 4
}

// bigO returns the end of a growth such as "O(n log n)" at pos, or 0.
func bigO(text string, pos int) int {
	first, size := utf8.DecodeRuneInString(text[pos:])
	if !strings.ContainsRune("oθω", foldRune(first)) || !strings.HasPrefix(text[pos+size:], "(") {
		return 0
	}
	const longest = 32
	depth, named, letters := 0, false, 0
	for i, r := range text[pos+size:] {
		if letters++; letters > longest {
			return 0
		}
		named = named || isWord(r)
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == '`' || endsSentence(text[pos+size+i:], r):
			return 0
		}
		switch {
		case depth > 0:
		case named:
			return pos + size + i + len(")")
		default:
			return 0
		}
	}
	return 0
}

// atomKey returns an atom in the form in which it is compared. Of a growth only letters, figures and sums stay,
// so that O(log(n)) is O(log n) and O(n²) is O(n^2).
func atomKey(text string) string {
	inner, ok := strings.CutSuffix(text, ")")
	if !ok {
		return fold(strings.ReplaceAll(text, ",", ""))
	}
	letter, inner, _ := strings.Cut(inner, "(")
	b := append([]byte(fold(letter)), '(')
	for _, r := range inner {
		if isWord(r) || r == '+' {
			b = appendFolded(b, r)
		}
	}
	return string(append(b, ')'))
}

// endsSentence reports whether a sentence ends with the sign that rest begins with. Words of two sentences, or
// of two lines, are never one phrase.
func endsSentence(rest string, sign rune) bool {
	switch sign {
	case '\n', '\r', '。', '！', '？':
		return true
	case '.', '!', '?', '…':
		next, _ := utf8.DecodeRuneInString(rest[utf8.RuneLen(sign):])
		return len(rest) == utf8.RuneLen(sign) || unicode.IsSpace(next)
	}
	return false
}
