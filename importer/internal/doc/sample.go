package doc

import "strings"

const sampleBytes = 256 << 10

// Sample is the beginning of a text in whole lines, enough to judge it by.
func Sample(text string) string {
	if len(text) <= sampleBytes {
		return text
	}
	text = text[:sampleBytes]
	if i := strings.LastIndexByte(text, '\n'); i > 0 {
		return text[:i+1]
	}
	return text
}

// AfterLines is the text behind its first n lines.
func AfterLines(text string, n int) string {
	for ; n > 0 && text != ""; n-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}
