// Package content is the starter bank: question files that iq ships with, one a deck.
//
// It is text alone and knows nothing of how the text is read, stored or shown.
package content

import "embed"

// Version goes up whenever a text of the bank changes, so that a bank loaded before is brought up to date.
const Version = 1

//go:embed *.md
var files embed.FS

// order is the order of study: what the others build on comes first.
var order = []string{
	"distributed-systems",
	"databases",
	"transactions",
	"caching",
	"messaging",
	"api-design",
	"reliability",
	"security",
	"system-design",
}

// File is one deck of the bank.
type File struct {
	Name string // ends in .md
	Text []byte
}

// Files returns the bank in the order of study.
func Files() []File {
	all := make([]File, 0, len(order))
	for _, deck := range order {
		name := deck + ".md"
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err) // the file is missing from the program itself; a test reads them all
		}
		all = append(all, File{name, text})
	}
	return all
}
