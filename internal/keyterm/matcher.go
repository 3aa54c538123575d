package keyterm

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// matcher holds what the terms of all points look for in the typed text. It scans the text once and
// marks what it finds, so that the work grows with the length of the text, not with text times terms.
type matcher struct {
	foreign  bool
	words    map[string]bool   // stems, and whether the text has them
	whole    map[string]string // words as they stand, and their stems
	phrases  map[string]bool   // words run together, and whether the text has them
	pairs    map[string]bool   // of Chinese, Japanese and Korean characters, and whether the text has them
	slips    slips
	endings  endings
	known    map[string]bool // words of the points, which are not slips for other words
	expanded map[string]bool // words and phrases of the text whose synonyms are marked
	literal  literal
}

// addKnown notes the words of a point, whether they are terms or not.
func (m *matcher) addKnown(point string) {
	for a := range atoms(point) {
		m.known[a.key] = true
		m.known[stem(a.key)] = true
	}
}

// addTerm adds what a term looks for.
func (m *matcher) addTerm(c candidate) {
	switch {
	case c.kind == symbol:
	case c.kind == piece:
		for _, pair := range pairsOf(c.parts[0]) {
			m.pairs[pair] = false
		}
	default:
		m.addName(c.parts)
		m.addName(c.tail)
	}
}

func (m *matcher) addName(parts []string) {
	if len(parts) == 1 {
		m.addWord(parts[0])
		return
	}
	for _, form := range joined(parts) {
		m.phrases[form] = false
	}
}

func (m *matcher) addWord(word string) {
	key := stem(word)
	m.whole[word], m.whole[strings.TrimSuffix(word, "s")] = key, key
	if _, ok := m.words[key]; ok {
		return
	}
	m.words[key] = false
	m.slips.add(word, key)
	m.slips.add(key, key)
	if m.foreign || word[0] >= utf8.RuneSelf {
		m.endings.add(word, key)
	}
}

// holds reports whether the typed text has a term.
func (m *matcher) holds(c candidate) bool {
	switch {
	case c.kind == symbol:
		return m.literal.contains(c.id)
	case c.kind == piece:
		return m.holdsPiece(c.parts[0])
	}
	return m.holdsName(c.parts) || m.holdsName(c.tail)
}

func (m *matcher) holdsName(parts []string) bool {
	if len(parts) == 1 {
		return m.words[stem(parts[0])]
	}
	return slices.ContainsFunc(joined(parts), func(form string) bool { return m.phrases[form] })
}

func (m *matcher) holdsPiece(key string) bool {
	all, found := pairsOf(key), 0
	for _, pair := range all {
		if m.pairs[pair] {
			found++
		}
	}
	return 5*found >= 2*len(all)
}

// joined returns the forms in which the words of a phrase are compared: run together as they stand, with
// the stem of the last one, and with the stems of all. So "foreign keys" matches foreign-key, and "highly
// available" high-availability.
func joined(parts []string) []string {
	if len(parts) == 0 {
		return nil
	}
	last := len(parts) - 1
	stems := make([]string, len(parts))
	for i, part := range parts {
		stems[i] = stem(part)
	}
	forms := []string{strings.Join(parts, "")}
	for _, form := range []string{strings.Join(parts[:last], "") + stems[last], strings.Join(stems, "")} {
		if form != forms[len(forms)-1] {
			forms = append(forms, form)
		}
	}
	return forms
}

// token is a word of the typed text.
type token struct {
	key, stem string
	attached  bool // no blank stands between it and the word before
}

// scan goes through the typed text and marks what it finds.
func (m *matcher) scan(typed string) {
	stems := map[string]string{}
	var recent []token // of the same sentence, the newest last
	end := 0
	for a := range atoms(typed) {
		if a.script != alphabetic {
			m.matchPiece(a.key)
		}
		if a.first || a.script != alphabetic || len(a.key) > maxWord {
			recent = recent[:0]
		}
		if a.script != alphabetic {
			continue
		}
		if _, scanned := stems[a.key]; !scanned {
			stems[a.key] = stem(a.key)
			m.matchWord(a.key, stems[a.key])
		}
		if len(recent) == maxParts {
			recent = append(recent[:0], recent[1:]...)
		}
		attached := !strings.ContainsAny(typed[end:a.lo], " \t")
		recent = append(recent, token{key: a.key, stem: stems[a.key], attached: attached})
		for first := range recent { // the phrases that end with the newest word, that word alone among them
			m.matchPhrase(recent[first:])
		}
		end = a.hi
	}
}

// mark notes that the text has what is looked for under a key.
func mark(found map[string]bool, key string) {
	if _, ok := found[key]; ok {
		found[key] = true
	}
}

// matchWord marks a word, and the words of which it may be a slip or another form.
func (m *matcher) matchWord(word, key string) {
	mark(m.words, key)
	if m.foreign || word[0] >= utf8.RuneSelf {
		m.endings.match(word, m.words)
	}
	if !m.known[word] && !m.known[key] && !isStop(word, m.foreign) {
		m.slips.match(word, m.words)
		m.slips.match(key, m.words)
	}
}

func (m *matcher) matchPhrase(words []token) {
	var space [4 * maxWord]byte
	last := words[len(words)-1]
	raw, stems := space[:0:2*maxWord], space[2*maxWord:2*maxWord]
	for _, w := range words[:len(words)-1] {
		raw = append(raw, w.key...)
		stems = append(stems, w.stem...)
	}
	stems = append(stems, last.stem...)
	m.matchForm(stems, words)
	n := len(raw)
	raw = append(raw, last.stem...)
	m.matchForm(raw, words)
	raw = append(raw[:n], last.key...)
	m.matchForm(raw, words)
}

func (m *matcher) matchForm(form []byte, words []token) {
	if found, ok := m.phrases[string(form)]; ok && !found {
		m.phrases[string(form)] = true
	}
	if key, ok := m.whole[string(form)]; ok && !m.words[key] && mayBeOneWord(words) {
		m.words[key] = true
	}
	if all, ok := synonyms()[string(form)]; ok && !m.expanded[string(form)] {
		m.expanded[string(form)] = true
		m.matchSynonyms(all)
	}
}

// mayBeOneWord reports whether words may be one that was written apart: "dead lock" for deadlock, but not
// "a symmetric key" for asymmetric.
func mayBeOneWord(words []token) bool {
	for i, w := range words {
		blankBefore, blankAfter := i > 0 && !w.attached, i+1 < len(words) && !words[i+1].attached
		if (blankBefore || blankAfter) && utf8.RuneCountInString(w.key) < 3 {
			return false
		}
	}
	return true
}

// matchSynonyms marks what an abbreviation stands for, or what abbreviates a phrase.
func (m *matcher) matchSynonyms(all [][]string) {
	for _, parts := range all {
		for _, part := range parts {
			mark(m.words, stem(part))
		}
		for _, form := range joined(parts) {
			mark(m.phrases, form)
		}
	}
}

func (m *matcher) matchPiece(run string) {
	before := rune(-1)
	for _, r := range run {
		mark(m.pairs, string(r))
		if before >= 0 {
			mark(m.pairs, string([]rune{before, r}))
		}
		before = r
	}
}
