package importer

import (
	"path"
	"strings"
)

// folderFiles are names that say nothing: the folder's name is the deck's.
var folderFiles = map[string]bool{"readme": true, "index": true, "_index": true, "": true, "-": true}

// deckOfName names the deck after the file, or after its folder where the file's name says nothing.
func deckOfName(name string) string {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	base := stem(name)
	if folderFiles[plainFileName(base)] {
		if dir := tidyDeck(path.Base(path.Dir(name))); dir != "" {
			return dir
		}
	}
	if deck := tidyDeck(base); deck != "" {
		return deck
	}
	return "questions"
}

// stem is the last element without its extension.
func stem(name string) string {
	base := path.Base(name)
	if ext := path.Ext(base); ext != base && !strings.Contains(ext, " ") {
		base = strings.TrimSuffix(base, ext)
	}
	return base
}

// plainFileName drops a language mark: readme_de-DE, readme.zh-CN and README-fr are all readme.
func plainFileName(base string) string {
	base = strings.ToLower(base)
	for _, known := range []string{"readme", "index"} {
		rest, ok := strings.CutPrefix(base, known)
		if ok && (rest == "" || strings.ContainsAny(rest[:1], "._-") && len(rest) <= 8) {
			return known
		}
	}
	return base
}

// tidyDeck makes a deck's name of a file's: no path dots, no control characters, single blanks.
func tidyDeck(s string) string {
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
