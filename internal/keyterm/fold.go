package keyterm

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// accents maps letters and figures with accents to plain ones. appendFolded leaves out the marks that Unicode
// writes apart from their letter.
var accents = sync.OnceValue(func() map[rune]string {
	return readAccents(`
		a:àáâãäåāăąǎ c:çćĉċč d:ďđð e:èéêëēĕėęě g:ĝğġģ h:ĥħ i:ìíîïĩīĭįǐ j:ĵ k:ķ l:ĺļľŀł n:ñńņňŋⁿ o:òóôõöøōŏőǒ
		r:ŕŗř s:śŝşšș t:ţťŧț u:ùúûüũūŭůűųǔ w:ŵ y:ýÿŷ z:źżž ss:ß ae:æ oe:œ th:þ е:ё и:й 0:⁰₀ 1:¹₁ 2:²₂ 3:³₃ 4:⁴₄
		5:⁵₅ 6:⁶₆ 7:⁷₇ 8:⁸₈ 9:⁹₉`)
})

func readAccents(lines string) map[rune]string {
	plain := map[rune]string{}
	for family := range strings.FieldsSeq(lines) {
		letter, accented, _ := strings.Cut(family, ":")
		for _, r := range accented {
			plain[r] = letter
		}
	}
	return plain
}

// foldRune makes letters equal that differ in case alone. The way over the upper case is for the long s, the
// final sigma and the dotless i.
func foldRune(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

// appendFolded appends a rune without case and accent.
func appendFolded(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(b, byte(foldRune(r)))
	}
	r = foldRune(r)
	if plain, ok := accents()[r]; ok {
		return append(b, plain...)
	}
	switch {
	case r >= 0x300 && r <= 0x36f: // combining accents
		return b
	case r >= 0xff01 && r <= 0xff5e: // full-width forms of ASCII
		r -= 0xfee0
	}
	return append(b, string(r)...)
}

// fold returns a word in the form in which it is compared.
func fold(word string) string {
	b := make([]byte, 0, len(word))
	for _, r := range word {
		b = appendFolded(b, r)
	}
	return string(b)
}
