package markdown

import (
	"slices"
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/words"
)

// readCallout reads the boxes that documentation tools fold: "??? question "Title"" with an indented
// body, ":::details Title" up to ":::", "> [!question]- Title" with a quoted body. The result looks like
// a <details>; its head is the line of the title. A box whose kind and title ask nothing is not one.
func readCallout(lines []line, at, limit int) (fold, []line) {
	l := lines[at]
	if l.kind != prose || l.text == "" || !strings.Contains("?!:[", l.text[:1]) {
		return fold{}, nil
	}
	for _, read := range []func([]line, int, int) (string, int, []line){indentedBox, fencedBox, quotedBox} {
		kindAndTitle, end, body := read(lines, at, limit)
		if end == 0 {
			continue
		}
		kind, title, _ := strings.Cut(kindAndTitle, " ")
		title = strings.Trim(strings.TrimSpace(title), `"'“”`)
		f := fold{line: at, end: end, head: 1, summary: title}
		if title == "" {
			f.summary = kind
		}
		asks := title != "" && askingBoxes.HasFold(kind)
		if asks || ask.SaysAnswer(f.summary) || ask.Likeness(ask.ReadTitle(title).Text) >= 0.8 {
			return f, body
		}
		return fold{}, nil
	}
	return fold{}, nil
}

const maxBoxLines = 2000 // a box without an end is looked for no further

var askingBoxes = words.Of("question faq help quiz exercise details flashcard card")

// indentedBox reads the boxes of MkDocs.
func indentedBox(lines []line, at, limit int) (string, int, []line) {
	text := lines[at].text
	if !strings.HasPrefix(text, "???") && !strings.HasPrefix(text, "!!!") {
		return "", 0, nil
	}
	outside := func(l line) bool { return l.text != "" && l.indent < lines[at].indent+2 }
	end := at + 1 + until(lines[at+1:limit], outside)
	return strings.TrimSpace(strings.TrimPrefix(text[3:], "+")), end, lines[at+1 : end]
}

// fencedBox reads the boxes of Docusaurus and VuePress.
func fencedBox(lines []line, at, limit int) (string, int, []line) {
	colons := len(lines[at].text) - len(strings.TrimLeft(lines[at].text, ":"))
	rest := strings.TrimSpace(lines[at].text[colons:])
	if colons < 3 || rest == "" {
		return "", 0, nil
	}
	rest = strings.NewReplacer("[", " ", "]", "").Replace(rest)
	for end := at + 1; end < min(limit, at+maxBoxLines); end++ {
		if lines[end].text == lines[at].text[:colons] && lines[end].kind != code {
			return rest, end + 1, lines[at+1 : end]
		}
	}
	return "", 0, nil
}

// quotedBox reads the callouts of Obsidian and GitHub.
func quotedBox(lines []line, at, limit int) (string, int, []line) {
	rest, ok := strings.CutPrefix(lines[at].text, "[!")
	if !ok || !lines[at].quoted {
		return "", 0, nil
	}
	kind, title, ok := strings.Cut(rest, "]")
	if !ok || strings.Contains(kind, " ") {
		return "", 0, nil
	}
	end := at + 1 + until(lines[at+1:limit], func(l line) bool { return !l.quoted || strings.HasPrefix(l.text, "[!") })
	body := slices.Clone(lines[at+1 : end])
	for i := range body {
		body[i].dropQuoteMark()
	}
	return kind + " " + strings.TrimLeft(title, "+- "), end, body
}

func (l *line) dropQuoteMark() {
	l.raw = strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(l.raw, " \t"), ">"), " ")
	l.indent = indentOf(l.raw)
}
