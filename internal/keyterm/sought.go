package keyterm

import (
	"strings"
	"unicode/utf8"
)

// sought is what the terms of all points look for in the typed text. The text is gone through
// once, and what is met is marked; so the work grows with the length of the text, not with text
// times terms.
type sought struct {
	foreign bool
	words   map[string]bool   // stems, and whether they were met
	whole   map[string]string // words as they stand, and their stems
	phrases map[string]bool   // words run together
	pairs   map[string]bool   // of Chinese, Japanese and Korean characters
	slips   slips
	endings endings
	known   map[string]bool // words of the points, which are no slips for other words
	said    map[string]bool // abbreviations, and what is abbreviated, once they were met
	literal literal
}

func newSought(typed string, foreign bool) *sought {
	return &sought{
		foreign: foreign, words: map[string]bool{}, whole: map[string]string{}, phrases: map[string]bool{}, pairs: map[string]bool{},
		slips: slips{}, endings: endings{}, known: map[string]bool{}, said: map[string]bool{}, literal: literal{text: typed},
	}
}

// know takes the words of a point, whether they are terms or not.
func (s *sought) know(point string) {
	for a := range atoms(point) {
		s.known[a.key] = true
		s.known[stem(a.key)] = true
	}
}

// seek adds what a term looks for.
func (s *sought) seek(c candidate) {
	switch {
	case c.kind == symbol:
	case c.kind == piece:
		for _, pair := range pairsOf(c.parts[0]) {
			s.pairs[pair] = false
		}
	default:
		s.seekName(c.parts)
		s.seekName(c.tail)
	}
}

func (s *sought) seekName(parts []string) {
	if len(parts) == 1 {
		s.seekWord(parts[0])
		return
	}
	for _, form := range joined(parts) {
		s.phrases[form] = false
	}
}

func (s *sought) seekWord(word string) {
	key := stem(word)
	s.whole[word], s.whole[strings.TrimSuffix(word, "s")] = key, key
	if _, ok := s.words[key]; ok {
		return
	}
	s.words[key] = false
	s.slips.seek(word, key)
	s.slips.seek(key, key)
	if s.foreign || word[0] >= 0x80 {
		s.endings.seek(word, key)
	}
}

// met reports whether a term was met in the typed text.
func (s *sought) met(c candidate) bool {
	switch {
	case c.kind == symbol:
		return s.literal.contains(c.id)
	case c.kind == piece:
		return s.metPiece(c.parts[0])
	}
	return s.metName(c.parts) || s.metName(c.tail)
}

func (s *sought) metName(parts []string) bool {
	if len(parts) == 1 {
		return s.words[stem(parts[0])]
	}
	for _, form := range joined(parts) {
		if s.phrases[form] {
			return true
		}
	}
	return false
}

func (s *sought) metPiece(key string) bool {
	all, met := pairsOf(key), 0
	for _, pair := range all {
		if s.pairs[pair] {
			met++
		}
	}
	return 5*met >= 2*len(all)
}

// joined gives the forms in which words are compared that belong together: run together as they
// stand, with the last one's stem, and with every one's. So "foreign keys" meets foreign-key, and
// "highly available" high-availability.
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

// spoken is a word of the typed text.
type spoken struct {
	key, stem string
	tight     bool // no blank parts it from the word before
}

// listen goes through the typed text and marks what it meets.
func (s *sought) listen(typed string) {
	stems := map[string]string{}
	var recent []spoken // of the same sentence, the newest last
	end := 0
	for a := range atoms(typed) {
		if a.script != alphabetic {
			s.hearPiece(a.key)
		}
		if a.fresh || a.script != alphabetic || len(a.key) > longestWord {
			recent = recent[:0]
		}
		if a.script != alphabetic {
			continue
		}
		if _, heard := stems[a.key]; !heard {
			stems[a.key] = stem(a.key)
			s.hearWord(a.key, stems[a.key])
		}
		if len(recent) == longestParts {
			recent = append(recent[:0], recent[1:]...)
		}
		tight := !strings.ContainsAny(typed[end:a.lo], " \t")
		recent = append(recent, spoken{key: a.key, stem: stems[a.key], tight: tight})
		s.hearPhrases(recent)
		end = a.hi
	}
}

func mark(met map[string]bool, key string) {
	if _, ok := met[key]; ok {
		met[key] = true
	}
}

// hearWord marks what one word says: itself, what it abbreviates, and what it may be a slip for.
func (s *sought) hearWord(word, key string) {
	mark(s.words, key)
	if s.foreign || word[0] >= 0x80 {
		s.endings.hear(word, s.words)
	}
	if !s.known[word] && !s.known[key] && !isStop(word, s.foreign) {
		s.slips.hear(word, s.words)
		s.slips.hear(key, s.words)
	}
}

// hearPhrases marks what the last words of a sentence say together, from the newest one alone to
// all of them.
func (s *sought) hearPhrases(recent []spoken) {
	for first := range recent {
		s.hearPhrase(recent[first:])
	}
}

func (s *sought) hearPhrase(words []spoken) {
	var space [4 * longestWord]byte
	last := words[len(words)-1]
	raw, stems := space[:0:2*longestWord], space[2*longestWord:2*longestWord]
	for _, w := range words[:len(words)-1] {
		raw = append(raw, w.key...)
		stems = append(stems, w.stem...)
	}
	stems = append(stems, last.stem...)
	s.hearForm(stems, words)
	n := len(raw)
	raw = append(raw, last.stem...)
	s.hearForm(raw, words)
	raw = append(raw[:n], last.key...)
	s.hearForm(raw, words)
}

func (s *sought) hearForm(form []byte, words []spoken) {
	if met, ok := s.phrases[string(form)]; ok && !met {
		s.phrases[string(form)] = true
	}
	if key, ok := s.whole[string(form)]; ok && !s.words[key] && isSolid(words) {
		s.words[key] = true
	}
	if all, ok := sayings()[string(form)]; ok && !s.said[string(form)] {
		s.said[string(form)] = true
		s.say(all)
	}
}

// isSolid reports whether words may be one word that was parted: "dead lock" for deadlock, but
// not "a symmetric key" for asymmetric.
func isSolid(words []spoken) bool {
	for i, w := range words {
		loose := i > 0 && !w.tight || i+1 < len(words) && !words[i+1].tight
		if loose && utf8.RuneCountInString(w.key) < 3 {
			return false
		}
	}
	return true
}

// say marks what an abbreviation stands for, or is for.
func (s *sought) say(all [][]string) {
	for _, parts := range all {
		for _, part := range parts {
			mark(s.words, stem(part))
		}
		for _, form := range joined(parts) {
			mark(s.phrases, form)
		}
	}
}

func (s *sought) hearPiece(run string) {
	before := rune(-1)
	for _, r := range run {
		mark(s.pairs, string(r))
		if before >= 0 {
			mark(s.pairs, string([]rune{before, r}))
		}
		before = r
	}
}
