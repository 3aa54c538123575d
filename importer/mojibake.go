package importer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"iq/importer/internal/doc"
)

// cp1252 returns the byte that Windows-1252 shows as a rune; the five bytes it leaves undefined are
// shown by most programs as the control characters of the same number.
func cp1252(r rune) (byte, bool) {
	if r >= 0x80 && r <= 0x9f {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// repairMojibake undoes UTF-8 that was once read as Windows-1252 ("â€”" for a dash). A run is
// repaired only when its bytes are one valid multi-byte character, so that honest accents stay.
func repairMojibake(text string) (string, string) {
	if isASCII(text) || !strings.ContainsAny(text, "ÂÃâðÄÅÎÏÐÑã") {
		return text, ""
	}
	var b strings.Builder
	n := 0
	for i := 0; i < len(text); {
		if size, repaired := mojibakeAt(text[i:]); size > 0 {
			b.WriteString(repaired)
			i += size
			n++
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		b.WriteString(text[i : i+size])
		i += size
	}
	if n == 0 {
		return text, ""
	}
	return b.String(), doc.Plural(n, "wrongly encoded character") + " repaired"
}

// mojibakeAt reads one garbled character at the start of s: its size in s and what was meant.
func mojibakeAt(s string) (int, string) {
	lead, size := utf8.DecodeRuneInString(s)
	if lead < 0xc2 || lead > 0xf4 {
		return 0, ""
	}
	raw := []byte{byte(lead)}
	for want := sequenceLength(byte(lead)); len(raw) < want; {
		r, n := utf8.DecodeRuneInString(s[size:])
		c, ok := cp1252(r)
		if !ok || c < 0x80 || c > 0xbf {
			return 0, ""
		}
		raw = append(raw, c)
		size += n
	}
	r, n := utf8.DecodeRune(raw)
	if n != len(raw) || !plausible(r) {
		return 0, ""
	}
	return size, string(r)
}

func sequenceLength(lead byte) int {
	switch {
	case lead < 0xe0:
		return 2
	case lead < 0xf0:
		return 3
	}
	return 4
}

// plausible keeps to what such garbling is found with: Latin letters, Greek, Cyrillic, punctuation,
// symbols, East Asian text and emoji. Private characters and controls were never meant.
func plausible(r rune) bool {
	private := r >= 0xe000 && r <= 0xf8ff
	return r != utf8.RuneError && r >= 0xa0 && !private
}
