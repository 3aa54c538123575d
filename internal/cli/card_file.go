package cli

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"iq/internal/card"
)

// A card is edited as one Markdown file: its deck and tags, then its two sides under headings of their own.
const (
	questionMark = "# Question"
	answerMark   = "# Answer"
)

// cardFile writes a card as a file to edit.
func cardFile(t card.Text) string {
	return fmt.Sprintf("deck: %s\ntags: %s\n\n%s\n\n%s\n\n%s\n\n%s\n", t.Deck, strings.Join(t.Tags, ", "),
		questionMark, shield(t.Question), answerMark, shield(t.Answer))
}

// shield marks lines of a card's own that look like the file's headings, with a backslash that
// unshield takes off again.
func shield(text string) string {
	return regexp.MustCompile(`(?m)^\\*# (?:Question|Answer)[ \t]*$`).ReplaceAllString(text, `\$0`)
}

func unshield(text string) string {
	return regexp.MustCompile(`(?m)^\\(\\*# (?:Question|Answer)[ \t]*)$`).ReplaceAllString(text, `$1`)
}

// What can be wrong with an edited file.
var (
	errNotText        = errors.New("the file is not UTF-8 text")
	errNoQuestionMark = errors.New("the file has no line '# Question'")
	errNoAnswerMark   = errors.New("the file has no line '# Answer' behind its question")
)

// parseCardFile reads a file that cardFile wrote and somebody edited. Deck and tags that it does
// not name are those of before.
func parseCardFile(text string, before card.Text) (card.Text, error) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return card.Text{}, errNotText
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	head, rest, found := cutAtLine(text, questionMark)
	if !found {
		return card.Text{}, errNoQuestionMark
	}
	question, answer, found := cutAtLine(rest, answerMark)
	if !found {
		return card.Text{}, errNoAnswerMark
	}
	t := before
	for line := range strings.Lines(head) {
		name, value, _ := strings.Cut(line, ":")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "deck":
			t.Deck = strings.TrimSpace(value)
		case "tags":
			t.Tags = splitTags(value)
		}
	}
	t.Question, t.Answer = unshield(trimLines(question)), unshield(trimLines(answer))
	err := t.Check()
	if err == nil && t.Deck != before.Deck { // one of an older version may be longer
		err = card.CheckDeck(t.Deck)
	}
	if err != nil {
		return card.Text{}, err
	}
	return t, nil
}

// trimLines takes off empty lines before and behind a text, and blanks behind it.
func trimLines(text string) string {
	text = strings.TrimRight(text, " \t\n")
	for {
		line, rest, found := strings.Cut(text, "\n")
		if !found || strings.TrimSpace(line) != "" {
			return text
		}
		text = rest
	}
}

// cutAtLine cuts a text at the first line that is mark.
func cutAtLine(text, mark string) (before, after string, found bool) {
	at := 0
	for line := range strings.Lines(text) {
		if strings.TrimRight(line, " \t\n") == mark {
			return text[:at], text[at+len(line):], true
		}
		at += len(line)
	}
	return text, "", false
}

// splitTags reads tags set apart by commas; each counts once.
func splitTags(list string) []string {
	var tags []string
	for tag := range strings.SplitSeq(list, ",") {
		if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}
