package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"iq/importer/internal/ask"
)

// frontMatter is what the block of settings at the head of a file says about all of its cards.
type frontMatter struct {
	deck, title string
	tags        []string
}

const maxFrontMatter = 64 << 10 // bytes; longer blocks are no settings

// readFrontMatter reads the block between --- (YAML) or +++ (TOML) at the head of the lines and returns
// the index of the first line behind it. What is no front matter is left to be read as text.
func readFrontMatter(raws []string) (frontMatter, int) {
	if len(raws) == 0 || raws[0] != "---" && raws[0] != "+++" {
		return frontMatter{}, 0
	}
	size := 0
	for i := 1; i < len(raws); i++ {
		if size += len(raws[i]); size > maxFrontMatter {
			break
		}
		if strings.TrimRight(raws[i], " ") == raws[0] {
			if fm, ok := parseSettings(raws[1:i]); ok {
				return fm, i + 1
			}
			break
		}
	}
	return frontMatter{}, 0
}

func parseSettings(raws []string) (frontMatter, bool) {
	if len(raws) == 0 {
		return frontMatter{}, true
	}
	values := map[string]any{}
	if nestsTooDeep(raws) || yaml.Unmarshal([]byte(strings.Join(raws, "\n")), &values) != nil {
		return parseAssignments(raws)
	}
	fm := frontMatter{deck: cmp.Or(scalar(values["deck"]), scalar(values["Deck"])), title: scalar(values["title"])}
	fm.tags = append(tagList(values["tags"]), tagList(values["tag"])...)
	return fm, true
}

// nestsTooDeep keeps hostile settings from the YAML reader, which recurses.
func nestsTooDeep(raws []string) bool {
	open := 0
	for _, raw := range raws {
		open += strings.Count(raw, "[") + strings.Count(raw, "{") + strings.Count(raw, "- -") +
			strings.Count(raw, "*") + strings.Count(raw, "&")
		if indentOf(raw) > 64 {
			return true
		}
	}
	return open > 64
}

// parseAssignments reads TOML's name = "value" lines, and YAML too broken for its reader.
func parseAssignments(raws []string) (frontMatter, bool) {
	var fm frontMatter
	found := false
	for _, raw := range raws {
		i := strings.IndexAny(raw, "=:")
		if i < 0 {
			continue
		}
		found = true
		value := strings.Trim(strings.TrimSpace(raw[i+1:]), `"'`)
		switch strings.ToLower(strings.TrimSpace(raw[:i])) {
		case "deck":
			fm.deck = nameOf(value)
		case "title":
			fm.title = nameOf(value)
		case "tags":
			fm.tags = tagList(strings.Trim(value, "[]"))
		}
	}
	return fm, found
}

// nameOf is a value unless it begins with a sign of YAML's, which says that it names nothing by itself.
func nameOf(value string) string {
	if value != "" && strings.Contains("*&[{!|>%@`", value[:1]) {
		return ""
	}
	return value
}

func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case int, int64, uint64, float64:
		return fmt.Sprint(v)
	}
	return ""
}

// tagList reads tags in any of the ways they are written: a list, or words with commas or blanks.
func tagList(v any) []string {
	var tags []string
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			tags = append(tags, tagList(scalar(e))...)
		}
	case string:
		split := func(r rune) bool { return r == ',' || r == ';' }
		if !strings.ContainsAny(v, ",;") {
			split = func(r rune) bool { return r == ' ' }
		}
		for _, t := range strings.FieldsFunc(v, split) {
			if t = strings.Trim(strings.TrimSpace(t), `#"'`); t != "" {
				tags = append(tags, t)
			}
		}
	}
	return tags
}

// namesQuestions reports whether a file calls itself a list of questions: by its path, its title or its
// tags. What it holds may then be bare terms.
func namesQuestions(name string, m *file) bool {
	parts := strings.Split(strings.ReplaceAll(name, `\`, "/"), "/")
	texts := append(parts[max(0, len(parts)-3):], m.front.title, m.front.deck)
	texts = append(texts, m.front.tags...)
	for i, n := m.first, 0; i < len(m.lines) && n < 2; i++ {
		if m.lines[i].kind == heading {
			texts = append(texts, m.lines[i].title)
			n++
		}
	}
	return slices.ContainsFunc(texts, ask.NamesList)
}
