// Package markup knows what a card's Markdown and HTML mean.
//
// FromHTML turns the HTML of a field into Markdown. Parse reads Markdown into goldmark's tree, with the
// HTML in it read into the same kinds of node; Pieces, Text and Points tell what is in that tree. All of
// them keep within bounds, so that a hostile text takes no more time or space than its length allows.
//
// It imports nothing of iq: it must not know where a text comes from or how it is shown.
package markup

import (
	"html"
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	mdtable "github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
)

// FromHTML turns the HTML of a flashcard's field into Markdown. Images and sounds are named, never
// loaded. Formulas between \( \), \[ \] and [latex] stay as they are, and so do {{cloze}} marks. Text
// that has neither a tag nor an entity is returned unchanged. HTML that is nested too deeply is not
// parsed: its text is returned without the markup.
func FromHTML(s string) string {
	if !HasTag(s) && !hasEntity(s) {
		return s
	}
	s = markerDropper.Replace(s) // which the conversion uses itself
	if isFencedMarkdown(s) {
		return tidyMarkdown(html.UnescapeString(s))
	}
	if !HasTag(s) {
		return tidyMarkdown(bracketWriter.Replace(escapeLines(html.UnescapeString(s))))
	}
	doc := parseHTML(s)
	if doc == nil {
		return textOfHTML(s)
	}
	prepare(doc, place{})
	markdown, err := htmlConverter().ConvertNode(doc)
	if err != nil {
		return textOfHTML(s)
	}
	return tidyMarkdown(bracketWriter.Replace(string(markdown)))
}

// htmlConverter leaves escaping to escapeText: its own turns every < and > into an entity.
var htmlConverter = sync.OnceValue(func() *converter.Converter {
	return converter.NewConverter(
		converter.WithEscapeMode(converter.EscapeModeDisabled),
		converter.WithPlugins(
			base.NewBasePlugin(),
			commonmark.NewCommonmarkPlugin(commonmark.WithHorizontalRule("---"), commonmark.WithListEndComment(false)),
			strikethrough.NewStrikethroughPlugin(),
			mdtable.NewTablePlugin(
				// Aligned cells would make one long cell as many as the table has rows.
				mdtable.WithCellPaddingBehavior(mdtable.CellPaddingBehaviorMinimal),
				mdtable.WithNewlineBehavior(mdtable.NewlineBehaviorPreserve),
				mdtable.WithHeaderPromotion(true),
				mdtable.WithSkipEmptyRows(true),
			),
		),
	)
})

// HasTag reports whether a "<" can open a tag: that of "a < b" cannot.
func HasTag(s string) bool {
	for i := range len(s) - 1 {
		if s[i] == '<' && startsTag(s[i+1]) {
			return true
		}
	}
	return false
}

func startsTag(c byte) bool { return c == '/' || c == '!' || c == '?' || isLetter(c) }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isAlphanumeric(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' }

// hasEntity reports whether there is an entity, such as "&name;" or "&#39;".
func hasEntity(s string) bool {
	for i := range len(s) {
		if s[i] == '&' && startsEntity(s[i+1:]) {
			return true
		}
	}
	return false
}

// startsEntity reports whether the text behind a "&" goes on as an entity.
func startsEntity(s string) bool {
	for i := 0; i < len(s) && i < maxEntity; i++ {
		c := s[i]
		if c == ';' {
			return i > 0
		}
		if isNumberSign := c == '#' && i == 0; !isNumberSign && !isAlphanumeric(c) {
			return false
		}
	}
	return false
}

// isFencedMarkdown reports whether a field is Markdown already, with a stray tag or entity in it. As
// HTML the lines of its code would run together.
func isFencedMarkdown(s string) bool {
	return (strings.HasPrefix(s, "```") || strings.Contains(s, "\n```")) && strings.Count(s, "\n") > 1
}

// tidyMarkdown removes the blanks at line ends, except for the two of a hard break, and joins empty lines.
func tidyMarkdown(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\u00a0", " "), "\n")
	kept, fence := lines[:0], ""
	for _, l := range lines {
		bare := strings.TrimRight(l, " \t")
		fence = fenceAfter(fence, bare)
		if fence == "" {
			if strings.HasSuffix(l, "  ") && bare != "" {
				bare += "  "
			}
			if bare == "" && len(kept) > 0 && strings.TrimSpace(kept[len(kept)-1]) == "" {
				continue
			}
			l = bare
		}
		kept = append(kept, l)
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

// fenceAfter returns the fence of the code block that is open after a line, or "".
func fenceAfter(open, l string) string {
	l = strings.TrimLeft(l, " ")
	marks := len(l) - len(strings.TrimLeft(l, "`"))
	switch {
	case marks < 3 || open != "" && marks < len(open):
		return open
	case open == "":
		if strings.Contains(l[marks:], "`") {
			return ""
		}
		return l[:marks]
	case strings.Trim(l, "` ") == "":
		return ""
	}
	return open
}
