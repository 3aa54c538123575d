package cli

import (
	"embed"
	"fmt"
	"io"
	"strings"

	"iq/internal/term"
)

// helpPages are the topics of `iq help`, a Markdown file each. Their first lines are headings that
// begin with "Title: " and go on with what the page is about.
//
//go:embed help/*.md
var helpPages embed.FS

// topics are the names of the pages, those that a newcomer needs first.
var topics = []string{"layouts", "scheduling", "backups", "environment", "json"}

// topicPage returns the Markdown of a topic.
func topicPage(name string) (page string, ok bool) {
	if name == "lists" { // how to write one is on the page of the layouts
		name = "layouts"
	}
	text, err := helpPages.ReadFile("help/" + name + ".md")
	return string(text), err == nil
}

// topicList is the part of `iq help` that names the topics, a line each.
func topicList() string {
	var b strings.Builder
	for _, name := range topics {
		page, _ := topicPage(name)
		heading, _, _ := strings.Cut(page, "\n")
		_, about, _ := strings.Cut(heading, ": ")
		fmt.Fprintf(&b, "  %-11s %s\n", name, about)
	}
	return b.String()
}

func (p *program) showTopic(page string) error {
	text := term.Markdown(page, term.MarkdownOptions{Width: p.width(), Palette: p.palette()})
	_, err := io.WriteString(p.Stdout, text)
	return err
}
