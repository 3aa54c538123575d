package record

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"iq/importer/internal/ask"
	"iq/importer/internal/doc"
	"iq/importer/internal/words"
)

// jsonWalk looks for questions in a tree of values.
type jsonWalk struct {
	doc   *doc.Document
	base  int // the index of the first option
	place placeCounter
	root  *jsonValue // its title names the file, no topic
}

// placeCounter gives each question a line of its own. Cards that share a line are taken for parts of
// one block, so where a file has many questions on one line they are counted on from it.
type placeCounter struct {
	last    int
	crowded bool // several questions stood on one line
}

func (p *placeCounter) next(line int) int {
	p.crowded = p.crowded || line <= p.last
	p.last = max(line, p.last+1)
	return p.last
}

// note tells that line numbers are not to be taken literally.
func (p *placeCounter) note(d *doc.Document) {
	if p.crowded {
		d.Notes = append(d.Notes, "several questions stand on one line: their line numbers are counted on from it")
	}
}

func (w *jsonWalk) add(e entry) {
	e.at, e.line = e.line, w.place.next(e.line)
	e.addTo(w.doc)
}

// containers are keys that say nothing about the questions below them.
var containers = words.Of(`questions question cards card items item data results result notes content contents list quiz
	quizzes flashcards flashcard entries entry faqs faq deck decks rows records exercises problems interview
	interviewquestions qa qas qna questionlist questionslist children terms glossary vocabulary definitions pairs set
	sets topics categories sections body payload response all followups followup subquestions`)

// termMaps are names of objects that map terms to their meanings.
var termMaps = words.Of(`cards flashcards terms glossary vocabulary vocab definitions dictionary words qa qas qna faq
	faqs questions pairs`)

// walk reads a value and what is in it, and returns how many questions it found. key is the name under
// which the value stands.
func (w *jsonWalk) walk(v *jsonValue, tags []string, key string) int {
	switch v.kind {
	case jsonArray:
		return w.array(v, tags, key)
	case jsonObject:
		return w.object(v, tags, key)
	}
	return 0
}

func (w *jsonWalk) array(v *jsonValue, tags []string, key string) int {
	found := 0
	var others []*jsonValue
	for _, item := range v.items {
		n := 0
		switch {
		case item.isPair():
			w.add(entry{line: item.line, question: w.text(item.items[0]), answer: w.text(item.items[1]), tags: tags})
			n = 1
		case item.kind == jsonString && asksIn(item.text, key):
			w.add(entry{line: item.line, question: w.text(item), tags: tags})
			n = 1
		default:
			n = w.walk(item, tags, key)
		}
		if n == 0 {
			others = append(others, item)
		}
		found += n
	}
	if found > 0 {
		for _, item := range others {
			w.doc.Skip(item.line, "without a question and an answer", item.gist())
		}
	}
	return found
}

// isPair recognises ["question", "answer"], also with more behind.
func (v *jsonValue) isPair() bool {
	return v.kind == jsonArray && len(v.items) >= 2 && len(v.items) <= 6 && v.items[0].kind == jsonString &&
		v.items[1].kind == jsonString
}

// asksIn reports whether a bare string is a question: it asks, or its list is called so.
func asksIn(s, key string) bool {
	return ask.EndsAsking(s) || ask.Likeness(s) >= 0.8 || plainName(key) == "questions"
}

func (w *jsonWalk) object(v *jsonValue, tags []string, key string) int {
	p := w.plan(v)
	e := w.entry(v, p, tags)
	sure := p.sure() && (p.answer >= 0 || len(e.choices.list) > 1 || len(e.choices.correct) > 0 ||
		p.questionRank < bareRank || ask.Likeness(e.question) >= 0.8)
	if sure {
		w.add(e)
	}
	found := w.children(v, p, e.tags, key)
	switch {
	case sure:
		return found + 1
	case found > 0:
		return found
	case p.question >= 0 && (p.answer >= 0 || len(e.choices.list) > 1) &&
		(p.answerRank < weakRank || ask.Likeness(e.question) >= 0.8):
		w.add(e)
		return 1
	case p.question < 0 && p.answer < 0 && w.isTermMap(v, key):
		for i, k := range v.keys {
			w.add(entry{line: v.items[i].line, question: k, answer: w.text(v.items[i]), tags: tags})
		}
		return len(v.keys)
	}
	return 0
}

// children reads the lists and objects within an object. Its title, or the key of the child, tags them.
func (w *jsonWalk) children(v *jsonValue, p objectPlan, tags []string, key string) int {
	own := w.ownTags(v, p, tags)
	found := 0
	for i, child := range v.items {
		if !child.isNested() || p.taken[i] || p.sure() && !child.holdsObjects() {
			continue
		}
		childTags := own
		if k := strings.TrimSpace(v.keys[i]); !saysNothing(k) {
			childTags = append(own[:len(own):len(own)], k)
		}
		found += w.walk(child, childTags, v.keys[i])
	}
	return found
}

// holdsObjects reports whether a list beside a question can hold questions of its own: its bare strings
// are notes and links.
func (v *jsonValue) holdsObjects() bool {
	return v.kind == jsonObject || len(v.items) > 0 && v.items[0].kind == jsonObject
}

// ownTags adds the title of an object that is no question itself.
func (w *jsonWalk) ownTags(v *jsonValue, p objectPlan, tags []string) []string {
	if p.question < 0 || p.sure() || v == w.root {
		return tags
	}
	title := strings.TrimSpace(v.items[p.question].str())
	if title == "" || len(title) > 80 {
		return tags
	}
	return append(tags[:len(tags):len(tags)], title)
}

// saysNothing recognises keys that name no topic: "questions", "q12", "3".
func saysNothing(key string) bool {
	plain := plainName(key)
	bare := strings.TrimRightFunc(plain, unicode.IsDigit)
	long := len(key) > 80 || len(key) > 30 && !strings.Contains(key, " ")
	return bare == "" || long || containers.Has(plain) || roleOf(bare).role != roleNone
}

// isTermMap recognises {"What is a mutex?": "..."} and, by the name above or of the file, {"mutex": "..."}.
func (w *jsonWalk) isTermMap(v *jsonValue, key string) bool {
	if len(v.keys) < 2 {
		return false
	}
	asking := 0
	for i, k := range v.keys {
		if v.items[i].kind != jsonString {
			return false
		}
		if ask.Likeness(k) >= 0.8 {
			asking++
		}
	}
	if asking*2 >= len(v.keys) || termMaps.Has(plainName(key)) {
		return true
	}
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	inName := strings.FieldsFunc(strings.ToLower(doc.Stem(w.doc.Name)), notLetter)
	return key == "" && slices.ContainsFunc(inName, termMaps.Has)
}

// indexBase finds out whether the numbers of right options count from 0 or from 1. Only an index as
// large as the number of options tells that they count from 1; numbers written as text always do.
func indexBase(roots []*jsonValue) int {
	seen := indexUse{}
	for _, v := range roots {
		seen.look(v)
	}
	if seen.number && (seen.zero || !seen.last) {
		return 0
	}
	return 1
}

// indexUse is what the indexes of right options in a file look like.
type indexUse struct{ zero, last, number bool }

func (u *indexUse) look(v *jsonValue) {
	options, index := 0, -1
	for i, item := range v.items {
		if v.kind == jsonObject {
			role := roleOf(v.keys[i]).role
			if role == roleOptions || role == roleAnswer && item.kind == jsonArray {
				options = max(options, len(item.items))
			}
			names := role == roleCorrect || role == roleAnswer
			if n, err := strconv.Atoi(item.text); err == nil && item.kind == jsonNumber && names {
				index = n
			}
		}
		u.look(item)
	}
	if options > 1 && index >= 0 {
		u.number = true
		u.zero = u.zero || index == 0
		u.last = u.last || index == options
	}
}
