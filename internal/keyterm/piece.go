package keyterm

import (
	"strings"
	"unicode/utf8"
)

// Chinese, Japanese and Korean put no blanks where a term begins and ends. Their runs of
// characters are cut at words of grammar, and what is left counts as held if two fifths of its pairs of
// neighbouring characters stand in the typed text: 可用 is enough for 可用性, and of 三次握手建立连接, which
// is two terms, the first. In Japanese, runs of Kanji and of Katakana are terms; Hiragana is taken for
// grammar.

// maxPiece keeps pieces short enough to show and to remember.
const maxPiece = 8

// grammar blanks the words at which a run of Han is cut. A character that is part of many terms, such as 对 of
// 对象 or 等 of 幂等, must not stand here alone.
var grammar = strings.NewReplacer(cuts(`
	使用 可以 通过 进行 例如 因为 所以 如果 但是 以及 一个 这个 那个 我们 就是 不是 没有 需要 能够 用于 由于 对于 其中 它们 为了 或者
	并且 而且 时候 比如 因此 然后 所有 这些 那些 一种 具有 的 了 是 在 和 与 或 也 都 把 被 它 他 她 们 这 那 很`)...)

func cuts(words string) []string {
	var all []string
	for word := range strings.FieldsSeq(words) {
		all = append(all, word, strings.Repeat(" ", len(word)))
	}
	return all
}

// particles end a Korean word without being part of it.
var particles = strings.Fields("에서 으로 에게 까지 부터 은 는 이 가 을 를 의 에 로 와 과 도 만")

// piece takes the terms of a run of characters.
func (r *reader) piece(text string, a atom) {
	run := text[a.lo:a.hi]
	switch a.script {
	case hiragana:
		return
	case han:
		run = grammar.Replace(run) // of the same length
	case hangul:
		run = withoutParticle(run)
	}
	lo := a.lo
	for words := range strings.SplitSeq(run, " ") {
		for words != "" {
			n := bytesOf(words, maxPiece)
			r.addPiece(text, lo, lo+n)
			lo, words = lo+n, words[n:]
		}
		lo++ // the blank
	}
}

// addPiece adds a term. One character alone is too little, unless the point has nothing else.
func (r *reader) addPiece(text string, lo, hi int) {
	key := fold(text[lo:hi])
	weak := utf8.RuneCountInString(key) < 2
	r.add(candidate{kind: piece, text: text[lo:hi], parts: []string{key}, id: key, at: lo, weak: weak})
}

func withoutParticle(run string) string {
	for _, particle := range particles {
		if bare, ok := strings.CutSuffix(run, particle); ok && bare != "" {
			return bare
		}
	}
	return run
}

// bytesOf returns the length of the first n characters, or of all if only one more is left.
func bytesOf(run string, n int) int {
	characters := 0
	for i := range run {
		if characters == n && utf8.RuneCountInString(run[i:]) > 1 {
			return i
		}
		characters++
	}
	return len(run)
}

// pairsOf returns the pairs of neighbouring characters of a run, or its one character.
func pairsOf(key string) []string {
	runes := []rune(key)
	if len(runes) == 1 {
		return []string{key}
	}
	var all []string
	for i := range len(runes) - 1 {
		all = append(all, string(runes[i:i+2]))
	}
	return all
}
