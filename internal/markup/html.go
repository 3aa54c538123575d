// Package markup is what a card's Markdown and HTML are: it turns HTML into Markdown, within bounds
// that keep a hostile field from taking more time or space than its length allows.
//
// It imports nothing of iq: it knows neither where a text comes from nor how it is shown.
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
// loaded; formulas between \( \), \[ \] and [latex] stay as they are, and so do {{cloze}} marks.
// Text that has neither a tag nor an entity is returned unchanged. HTML that is nested deeper than
// anybody means is not parsed: its text is returned without the markup.
func FromHTML(s string) string {
	if !hasMarkup(s) {
		return s
	}
	s = dropMarkers(s)
	if isFencedMarkdown(s) {
		return tidyMarkdown(html.UnescapeString(s))
	}
	if !HasTag(s) {
		return tidyMarkdown(restoreMarkers(escapeLines(html.UnescapeString(s))))
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
	return tidyMarkdown(restoreMarkers(string(markdown)))
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

// hasMarkup says whether the text may be anything but plain.
func hasMarkup(s string) bool { return HasTag(s) || hasEntity(s) }

// HasTag finds a "<" that can open a tag: "a < b" is text.
func HasTag(s string) bool {
	for i := strings.IndexByte(s, '<'); i >= 0 && i+1 < len(s); {
		if startsTag(s[i+1]) {
			return true
		}
		next := strings.IndexByte(s[i+1:], '<')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

func startsTag(c byte) bool { return c == '/' || c == '!' || c == '?' || isLetter(c) }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// hasEntity finds "&name;" or "&#39;".
func hasEntity(s string) bool {
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			return false
		}
		s = s[i+1:]
		if startsEntity(s) {
			return true
		}
	}
}

// startsEntity says whether the text behind a "&" goes on as an entity.
func startsEntity(s string) bool {
	for i := 0; i < len(s) && i < 32; i++ {
		c := s[i]
		if c == ';' {
			return i > 0
		}
		if !isLetter(c) && (c < '0' || c > '9') && (c != '#' || i > 0) {
			return false
		}
	}
	return false
}

// isFencedMarkdown finds fields that are Markdown already, with a stray tag or entity in them: HTML
// would run the lines of their code together.
func isFencedMarkdown(s string) bool {
	return (strings.HasPrefix(s, "```") || strings.Contains(s, "\n```")) && strings.Count(s, "\n") > 1
}

// tidyMarkdown drops blanks at line ends other than a hard break's two, and more than one empty line.
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

// fenceAfter gives the fence of the code block that is open behind a line; "" outside.
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
