package doc

import (
	"path"
	"strings"
)

// IsMarkdownName says whether a name's ending leaves no doubt of Markdown; any text may be .txt.
func IsMarkdownName(name string) bool {
	ext := path.Ext(strings.ToLower(name))
	return ext != ".txt" && ext != ".text" && ext != "" &&
		strings.Contains(strings.Join(MarkdownExtensions, " ")+" ", ext+" ")
}

// MarkdownExtensions are the endings of files that are read as Markdown unless their text says otherwise.
var MarkdownExtensions = []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt", ".text"}
