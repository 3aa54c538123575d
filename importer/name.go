package importer

import (
	"path"
	"strings"
)

func markdownName(name string) bool {
	ext := path.Ext(strings.ToLower(name))
	return ext != ".txt" && ext != ".text" && ext != "" && strings.Contains(strings.Join(markdownExtensions, " ")+" ", ext+" ")
}

var markdownExtensions = []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt", ".text"}
