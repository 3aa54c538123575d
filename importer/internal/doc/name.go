package doc

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// folderFiles are names that say nothing: the folder's name is the deck's.
var folderFiles = map[string]bool{"readme": true, "index": true, "_index": true, "": true, "-": true}

// DeckOfName names the deck after the file, or after its folder where the file's name says nothing.
func DeckOfName(name string) string {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	base := Stem(name)
	deck := TidyDeck(base)
	if folderFiles[plainFileName(base)] {
		deck = cmp.Or(TidyDeck(path.Base(path.Dir(name))), deck)
	}
	return cmp.Or(deck, "questions")
}

// Stem is the last element without its extension.
func Stem(name string) string {
	base := path.Base(name)
	if ext := path.Ext(base); ext != base && !strings.Contains(ext, " ") {
		base = strings.TrimSuffix(base, ext)
	}
	return base
}

// isLanguageMark reports whether what follows a known name is nothing, or a mark such as .zh-CN.
func isLanguageMark(rest string) bool {
	return rest == "" || len(rest) <= len("_xx-Yyyy") && strings.Contains("._-", rest[:1])
}

// plainFileName drops a language mark: readme_de-DE, readme.zh-CN and README-fr are all readme.
func plainFileName(base string) string {
	base = strings.ToLower(base)
	for _, known := range []string{"readme", "index"} {
		rest, ok := strings.CutPrefix(base, known)
		if ok && isLanguageMark(rest) {
			return known
		}
	}
	return base
}

// TidyDeck makes a deck's name of a file's: no path dots, no control characters, single blanks.
func TidyDeck(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if strings.Trim(s, "./ ") == "" {
		return ""
	}
	return s
}

// IsMarkdownName says whether a name's ending leaves no doubt of Markdown; any text may be .txt.
func IsMarkdownName(name string) bool {
	ext := path.Ext(strings.ToLower(name))
	return ext != ".txt" && ext != ".text" && slices.Contains(MarkdownExtensions, ext)
}

// MarkdownExtensions are the endings of files that are read as Markdown unless their text says otherwise.
var MarkdownExtensions = []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt", ".text"}

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
