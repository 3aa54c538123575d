// Package words holds sets of words that are written down in the source as one string each: what lists
// of questions call their questions, their answers, their sections. It knows nothing of what they mean.
package words

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Set is a set of words or phrases, written down as one string. It is split when it is first asked,
// so that a program that imports nothing does not pay for its tables.
type Set struct {
	list    string
	once    sync.Once
	all     map[string]bool
	longest int             // bytes of the longest entry
	starts  map[string]bool // the letters that entries begin with
}

// Of makes a set of what stands between blanks or, where there is one, between semicolons.
func Of(list string) *Set { return &Set{list: list} }

// Has reports whether the set holds a word. The empty set is nil.
func (s *Set) Has(word string) bool {
	if s == nil {
		return false
	}
	s.once.Do(s.split)
	return len(word) <= s.longest && s.all[word]
}

// HasFold is Has of a word in any case. A text that is much longer than any entry is not folded.
func (s *Set) HasFold(text string) bool {
	if s == nil {
		return false
	}
	s.once.Do(s.split)
	return len(text) <= maxGrowth*s.longest && s.all[strings.ToLower(text)]
}

// maxGrowth is above how many times more bytes a capital letter has than its small one.
const maxGrowth = 4

// MayStart reports whether an entry may stand at the start of a text, in any case: whether one begins with the
// same letters, up to the first sign that is no letter. Most texts are told apart by it at once.
func (s *Set) MayStart(text string) bool {
	s.once.Do(s.split)
	run := letters(text)
	if len(run) > maxGrowth*s.longest {
		return false
	}
	return s.starts[run] || s.starts[strings.ToLower(run)]
}

// letters is the text up to the first sign that is no letter.
func letters(text string) string {
	if i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		return text[:i]
	}
	return text
}

// Any reports whether a text has one of the parts, in the sense of a function like strings.Contains.
func Any(has func(s, part string) bool, s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return has(s, part) })
}

func (s *Set) split() {
	entries := strings.Fields(s.list)
	if strings.Contains(s.list, ";") {
		entries = strings.Split(s.list, ";")
	}
	s.all, s.starts = make(map[string]bool, len(entries)), map[string]bool{}
	for _, entry := range entries {
		entry = strings.TrimSpace(entry)
		s.all[entry] = true
		s.starts[letters(entry)] = true
		s.longest = max(s.longest, len(entry))
	}
}
