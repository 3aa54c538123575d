package importer

import (
	"strings"
	"sync"
)

// wordSet is a set of words or phrases, written down as one string. It is split when it is first asked,
// so that a program that imports nothing does not pay for its tables.
type wordSet struct {
	list string
	once sync.Once
	all  map[string]bool
}

// wordsOf makes a set of what stands between blanks or, where there is one, between semicolons.
func wordsOf(list string) *wordSet { return &wordSet{list: list} }

// has says whether the set holds a word. The empty set is nil.
func (s *wordSet) has(word string) bool {
	if s == nil {
		return false
	}
	s.once.Do(func() { s.all = words(s.list) })
	return s.all[word]
}

// words splits a list.
func words(list string) map[string]bool {
	set := map[string]bool{}
	split := strings.Fields
	if strings.Contains(list, ";") {
		split = func(s string) []string { return strings.Split(s, ";") }
	}
	for _, w := range split(list) {
		set[strings.TrimSpace(w)] = true
	}
	return set
}
