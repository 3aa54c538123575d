package record

import (
	"cmp"
	"slices"
	"strings"

	"iq/importer/internal/words"
)

// text is a value as Markdown: a list becomes a list, an object the texts in it.
func (w *jsonWalk) text(v *jsonValue) string {
	switch v.kind {
	case jsonString:
		return strings.TrimSpace(fieldText(newlines(v.text)))
	case jsonNumber, jsonBool:
		return v.text
	case jsonArray:
		texts := w.texts(v)
		if len(texts) == 1 {
			return texts[0]
		}
		return listOf(texts)
	case jsonObject:
		if in := v.inner(); in != nil && len(v.keys) == 1 {
			return w.text(in)
		}
		return strings.Join(w.texts(v), "\n\n")
	}
	return ""
}

// texts are the texts of the elements that have any.
func (w *jsonWalk) texts(v *jsonValue) []string {
	items := v.items
	if !v.isNested() {
		items = []*jsonValue{v}
	}
	var texts []string
	for _, item := range items {
		if t := w.text(item); t != "" {
			texts = append(texts, t)
		}
	}
	return texts
}

// gather joins what each value yields.
func gather(items []*jsonValue, read func(*jsonValue) []string) []string {
	var all []string
	for _, item := range items {
		all = append(all, read(item)...)
	}
	return all
}

// listOf writes short texts as a list and long ones as paragraphs.
func listOf(texts []string) string {
	long := func(t string) bool { return strings.Contains(t, "\n") || strings.HasPrefix(t, "- ") }
	if len(texts) == 0 || slices.ContainsFunc(texts, long) {
		return strings.Join(texts, "\n\n")
	}
	return "- " + strings.Join(texts, "\n- ")
}

func (w *jsonWalk) tags(v *jsonValue) []string {
	switch v.kind {
	case jsonString:
		return splitTags(v.text, false)
	case jsonArray:
		return gather(v.items, w.tags)
	case jsonObject:
		section := slices.ContainsFunc(v.items, (*jsonValue).isNested) // with its questions
		if s := v.firstOf("name", "title", "label", "text"); s != "" && !section {
			return []string{strings.TrimSpace(s)}
		}
	}
	return nil
}

// codes are pieces of code: strings, lists of them, or objects with the code under a usual name.
func (w *jsonWalk) codes(v *jsonValue) []string {
	switch v.kind {
	case jsonString:
		return []string{v.text}
	case jsonArray:
		return gather(v.items, w.codes)
	case jsonObject:
		if s := v.firstOf("code", "snippet", "text", "content", "value"); s != "" {
			return []string{s}
		}
	}
	return nil
}

// options reads a list of options, or an object of them by letter.
func (w *jsonWalk) options(v *jsonValue) []choiceOption {
	switch v.kind {
	case jsonString:
		return readChoices(splitOptions(v.text))
	case jsonObject:
		var list []choiceOption
		for i, key := range v.keys {
			if text := w.text(v.items[i]); text != "" {
				list = append(list, choiceOption{key: letterOf(key), text: text})
			}
		}
		return list
	case jsonArray:
		return w.optionList(v)
	}
	return nil
}

func (w *jsonWalk) optionList(v *jsonValue) []choiceOption {
	var texts []string
	var options []choiceOption
	for _, item := range v.items {
		if o := w.optionObject(item); o.text != "" {
			texts, options = append(texts, o.text), append(options, o)
		}
	}
	list := readChoices(texts)
	for i, o := range options {
		list[i].right, list[i].key = o.right, cmp.Or(list[i].key, o.key)
	}
	return list
}

// optionKeys are what the letter of an option stands under.
var optionKeys = words.Of("id key letter label")

// optionObject reads "text" or {"id": "a", "text": "...", "isCorrect": true}.
func (w *jsonWalk) optionObject(v *jsonValue) choiceOption {
	if v.kind != jsonObject {
		return choiceOption{text: w.text(v)}
	}
	var o choiceOption
	for i, key := range v.keys {
		item := v.items[i]
		role, plain := roleOf(key).role, plainName(key)
		holdsText := role == roleQuestion || role == roleAnswer || plain == "option" || plain == "choice"
		switch {
		case item.kind == jsonBool || role == roleCorrect:
			says := role == roleCorrect || role == roleAnswer
			o.right = o.right || says && isTrue(item)
		case optionKeys.Has(plain) && len(item.text) == 1:
			o.key = letterOf(item.text)
		case o.text == "" && holdsText:
			o.text = w.text(item)
		}
	}
	return o
}

func isTrue(v *jsonValue) bool {
	return slices.Contains([]string{"true", "1", "yes", "y", "100"}, strings.ToLower(v.text))
}

// correct reads which options are right: a letter, a number, a text, a list of them, or an object
// that says true beside their names.
func (w *jsonWalk) correct(v *jsonValue) []string {
	switch v.kind {
	case jsonObject:
		if in := v.inner(); in != nil {
			return []string{w.text(in)}
		}
		var names []string
		for i, key := range v.keys {
			if isTrue(v.items[i]) {
				names = append(names, optionName(strings.TrimSuffix(plainName(key), "correct")))
			}
		}
		return names
	case jsonBool:
		return []string{strings.ToUpper(v.text[:1]) + v.text[1:]}
	}
	return w.texts(v)
}

// gist is the beginning of what a value says, to name it by.
func (v *jsonValue) gist() string {
	if !v.isNested() {
		return v.text
	}
	var b strings.Builder
	for i, item := range v.items {
		if b.Len() > 100 {
			break
		}
		if v.kind == jsonObject {
			b.WriteString(v.keys[i] + ": ")
		}
		if !item.isNested() {
			b.WriteString(item.text + " ")
		}
	}
	return b.String()
}
