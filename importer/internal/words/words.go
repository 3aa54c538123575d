// Package words holds sets of words that are written down in the source as one string each: what lists
// of questions call their questions, their answers, their sections. It knows nothing of what they mean.
package words

import (
	"strings"
	"sync"
)

// Set is a set of words or phrases, written down as one string. It is split when it is first asked,
// so that a program that imports nothing does not pay for its tables.
type Set struct {
	list string
	once sync.Once
	all  map[string]bool
}

// Of makes a set of what stands between blanks or, where there is one, between semicolons.
func Of(list string) *Set { return &Set{list: list} }

// Has says whether the set holds a word. The empty set is nil.
func (s *Set) Has(word string) bool {
	if s == nil {
		return false
	}
	s.once.Do(func() { s.all = split(s.list) })
	return s.all[word]
}

func split(list string) map[string]bool {
	entries := strings.Fields(list)
	if strings.Contains(list, ";") {
		entries = strings.Split(list, ";")
	}
	set := make(map[string]bool, len(entries))
	for _, entry := range entries {
		set[strings.TrimSpace(entry)] = true
	}
	return set
}
