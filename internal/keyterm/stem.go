package keyterm

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"
)

// maxWord is the number of bytes beyond which a run of letters is left as it stands and is not a term: nobody
// has to type it, and no line could show it.
const maxWord = 96

// stem returns what the forms of a folded word have in common: replica and replicas, latency and latencies,
// behaviour and behavior. A name with figures or signs stays whole. Latin letters are stemmed as English
// whatever the language, which does little to other languages; those have endings.
func stem(word string) string {
	if len(word) > maxWord {
		return word
	}
	latin, cyrillic := true, true
	for _, r := range word {
		latin = latin && isLatin(r)
		cyrillic = cyrillic && unicode.Is(unicode.Cyrillic, r)
	}
	switch {
	case latin:
		return stemEnglish(word)
	case cyrillic:
		return russian.Stem(word, true)
	}
	return word
}

func stemEnglish(word string) string {
	word = oneSpelling(word)
	if regular, ok := irregular()[word]; ok {
		word = regular
	}
	if unstemmed()[word] {
		return word
	}
	if len(word) == 3 && word[2] == 's' && !strings.ContainsAny(word, "aeiouy") { // DBs, VMs
		return word[:2]
	}
	return english.Stem(word, true)
}

// zToS turns -ize, -ization and -yze into their British spelling. This way round keeps normalise apart from
// normal, which Porter's stemmer would make one.
var zToS = strings.NewReplacer("ize", "ise", "iza", "isa", "izi", "isi", "yze", "yse", "yzi", "ysi")

// oneSpelling makes British and American spellings of common endings equal. What it returns need not be a word,
// as long as no two words of different meaning become one.
func oneSpelling(word string) string {
	word = zToS.Replace(word)
	word = replaceLate(word, "our", "or")
	return replaceLate(word, "ogue", "og")
}

// replaceLate replaces old where three letters or more stand before it: colour but not four.
func replaceLate(word, old, by string) string {
	if i := strings.Index(word, old); i >= 3 {
		return word[:i] + by + word[i+len(old):]
	}
	return word
}

// unstemmed are names that a stemmer takes for plurals, and words that it takes for forms of
// others: consistency of consist, contention of content.
var unstemmed = setOf("aws ios redis kubernetes jenkins postgres consistency contention container important", asWritten)

// irregular maps forms that no ending explains to the word they are a form of: the two alternate.
var irregular = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for pair := range slices.Chunk(strings.Fields(`
		chose choose chosen choose wrote write written write rewritten rewrite overwritten overwrite overwrote overwrite
		ran run held hold kept keep sent send built build rebuilt rebuild lost lose found find began begin begun begin
		broke break broken break threw throw thrown throw caught catch grew grow grown grow knew know known know
		hid hide hidden hide froze freeze frozen freeze woke wake woken wake stole steal stolen steal led lead fell fall
		fallen fall spent spend understood understand overridden override overrode override drew draw drawn draw
		forgot forget forgotten forget
		consistent consistency consistently consistency consistencies consistency containers container
		cheaper cheap cheapest cheap faster fast fastest fast slower slow slowest slow larger large smaller small
		indices index vertices vertex matrices matrix children child criteria criterion analysis analyse
		analyses analyse hypotheses hypothesis men man people person
		centre center centres center metre meter metres meter litre liter litres liter theatre theater fibre fiber
		fibres fiber licence license licences license licenced license defence defense programme program
		programmes program grey gray cheque check judgement judgment`), 2) {
		all[pair[0]] = pair[1]
	}
	return all
})

// accents maps letters and figures with accents to plain ones. appendFolded leaves out the marks that Unicode
// writes apart from their letter.
var accents = sync.OnceValue(func() map[rune]string {
	plain := map[rune]string{}
	for family := range strings.FieldsSeq(`
		a:àáâãäåāăąǎ c:çćĉċč d:ďđð e:èéêëēĕėęě g:ĝğġģ h:ĥħ i:ìíîïĩīĭįǐ j:ĵ k:ķ l:ĺļľŀł n:ñńņňŋⁿ o:òóôõöøōŏőǒ
		r:ŕŗř s:śŝşšș t:ţťŧț u:ùúûüũūŭůűųǔ w:ŵ y:ýÿŷ z:źżž ss:ß ae:æ oe:œ th:þ е:ё и:й 0:⁰₀ 1:¹₁ 2:²₂ 3:³₃ 4:⁴₄
		5:⁵₅ 6:⁶₆ 7:⁷₇ 8:⁸₈ 9:⁹₉`) {
		letter, accented, _ := strings.Cut(family, ":")
		for _, r := range accented {
			plain[r] = letter
		}
	}
	return plain
})

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
