package importer

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"iq/importer/internal/doc"
)

// decode turns a file's bytes into text: UTF-8, lines ended by \n alone, no BOM, no NUL. What had to
// be repaired is named in the notes.
func decode(data []byte) (text string, notes []string, err error) {
	text, read, err := toUTF8(data)
	if err != nil {
		return "", nil, err
	}
	text, dropped := dropNUL(text)
	text = unifyLineEnds(text)
	if err := checkLines(text); err != nil {
		return "", nil, err
	}
	text, repaired := repairMojibake(text)
	if strings.TrimSpace(text) == "" {
		return "", nil, ErrEmpty
	}
	notes = slices.DeleteFunc([]string{read, dropped, repaired}, func(note string) bool { return note == "" })
	return text, notes, nil
}

func toUTF8(data []byte) (text, note string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16Text(data[2:], binary.LittleEndian), "read as UTF-16", nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16Text(data[2:], binary.BigEndian), "read as UTF-16", nil
	}
	if hasBinaryMagic(data) {
		return "", "", ErrBinary
	}
	if order := guessUTF16(data); order != nil {
		return utf16Text(data, order), "read as UTF-16", nil
	}
	if looksBinary(data) {
		return "", "", ErrBinary
	}
	if utf8.Valid(data) {
		return string(data), "", nil
	}
	const replacement = string(utf8.RuneError)
	text = strings.Map(func(r rune) rune { return r }, string(data)) // puts U+FFFD in the place of each invalid byte
	n := strings.Count(text, replacement) - bytes.Count(data, []byte(replacement))
	return text, doc.Plural(n, "invalid byte") + " replaced", nil
}

// guessUTF16 recognises UTF-16 without a BOM: text whose every second byte is nearly always zero.
func guessUTF16(data []byte) binary.ByteOrder {
	head := data[:min(len(data), 4096)]
	if len(head) < 8 || len(data)%2 != 0 {
		return nil
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1] > half*6/10 && zeros[0] <= half/20:
		return binary.LittleEndian
	case zeros[0] > half*6/10 && zeros[1] <= half/20:
		return binary.BigEndian
	}
	return nil
}

func utf16Text(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

var magics = []string{"PK\x03\x04", "%PDF-", "\x89PNG", "GIF8", "\xff\xd8\xff", "SQLite format 3\x00", "\x1f\x8b",
	"\x7fELF", "\x28\xb5\x2f\xfd"}

// hasBinaryMagic knows the beginnings of common files that are no text.
func hasBinaryMagic(data []byte) bool {
	return slices.ContainsFunc(magics, func(magic string) bool { return bytes.HasPrefix(data, []byte(magic)) })
}

// looksBinary judges the first 8 KiB: text holds almost no control characters. A few stray NULs in
// a text are forgiven.
func looksBinary(data []byte) bool {
	head := data[:min(len(data), 8192)]
	control := 0
	for _, b := range head {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			control++
		}
	}
	return control > 2+len(head)/20
}

func dropNUL(text string) (string, string) {
	n := strings.Count(text, "\x00")
	if n == 0 {
		return text, ""
	}
	return strings.ReplaceAll(text, "\x00", ""), doc.Plural(n, "NUL character") + " removed"
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n",
	"\u0085", "\n", "\v", " ", "\f", " ")

// unifyLineEnds makes \r\n, \r and the Unicode line separators one \n each.
func unifyLineEnds(text string) string {
	if strings.ContainsAny(text, "\r\v\f") || !isASCII(text) && strings.ContainsAny(text, "\u2028\u2029\u0085") {
		text = lineEnds.Replace(text)
	}
	return strings.TrimPrefix(text, "\ufeff")
}

func isASCII(text string) bool { return utf8.RuneCountInString(text) == len(text) }

func checkLines(text string) error {
	for len(text) > MaxLineBytes {
		i := strings.LastIndexByte(text[:MaxLineBytes+1], '\n')
		if i < 0 {
			return ErrLineTooLong
		}
		text = text[i+1:]
	}
	return nil
}

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
	for want := bits.LeadingZeros8(^byte(lead)); len(raw) < want; { // the leading ones count the bytes
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

// plausible keeps to what such garbling is found with: Latin letters, Greek, Cyrillic, punctuation,
// symbols, East Asian text and emoji. Private characters and controls were never meant.
func plausible(r rune) bool {
	private := r >= 0xe000 && r <= 0xf8ff
	return r != utf8.RuneError && r >= 0xa0 && !private
}
