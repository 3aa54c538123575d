package importer

import "strings"

const sampleBytes = 256 << 10

// sampleOf is the beginning of a text in whole lines, enough to judge it by.
func sampleOf(text string) string {
	if len(text) <= sampleBytes {
		return text
	}
	text = text[:sampleBytes]
	if i := strings.LastIndexByte(text, '\n'); i > 0 {
		return text[:i+1]
	}
	return text
}

// afterLines is the text behind its first n lines.
func afterLines(text string, n int) string {
	for ; n > 0 && text != ""; n-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}
