package record

import (
	"slices"
	"strings"

	"iq/importer/internal/doc"
)

// objectPlan says which keys of an object hold what; -1 where there is none.
type objectPlan struct {
	question, answer         int
	questionRank, answerRank int
	taken                    map[int]bool // keys that are part of the card and hold no other cards
	roles                    []named      // of the keys
}

// sure says that the object asks under a name that means nothing else.
func (p objectPlan) sure() bool { return p.question >= 0 && p.questionRank < weakRank }

func (w *jsonWalk) plan(v *jsonValue) objectPlan {
	p := objectPlan{question: -1, answer: -1, questionRank: 100, answerRank: 100, taken: map[int]bool{},
		roles: rolesOf(v.keys)}
	for i, n := range p.roles {
		item := v.items[i]
		switch n.role {
		case roleNone, roleIgnored:
			continue
		case roleQuestion:
			if n.rank < p.questionRank && item.isText() {
				p.question, p.questionRank = i, n.rank
				p.taken[i] = true
			}
		case roleAnswer:
			if n.rank < p.answerRank && w.isAnswer(item) {
				p.answer, p.answerRank = i, n.rank
				p.taken[i] = true
			}
		default:
			p.taken[i] = true
		}
	}
	if !p.sure() {
		p.freeContainers(v)
	}
	return p
}

// freeContainers lets lists be searched that only a card would need: "topics" of an object without a
// question may hold the questions.
func (p *objectPlan) freeContainers(v *jsonValue) {
	for i, item := range v.items {
		if item.holdsObjects() {
			delete(p.taken, i)
		}
	}
}

// isText reports whether a value can be a question: a string, or an object around one.
func (v *jsonValue) isText() bool {
	if v.kind != jsonObject {
		return v.kind == jsonString && strings.TrimSpace(v.text) != ""
	}
	return v.inner() != nil
}

// inner finds the text in {"text": "..."} and {"en": "..."}; nil where the object is more than that.
func (v *jsonValue) inner() *jsonValue {
	for _, key := range []string{"text", "en", "value", "markdown", "md", "content", "body", "html", "plain", "title"} {
		if in := v.get(key); in != nil && in.kind == jsonString {
			return in
		}
	}
	return nil
}

// isAnswer leaves out lists that hold cards of their own.
func (w *jsonWalk) isAnswer(v *jsonValue) bool {
	switch v.kind {
	case jsonNull:
		return false
	case jsonArray:
		return len(v.items) > 0 && !slices.ContainsFunc(v.items, func(item *jsonValue) bool {
			return item.kind == jsonArray || item.kind == jsonObject && item.holdsQuestion()
		})
	case jsonObject:
		return !v.holdsQuestion()
	}
	return true
}

func (v *jsonValue) holdsQuestion() bool {
	return slices.ContainsFunc(v.keys, func(key string) bool {
		n := roleOf(key)
		return n.role == roleQuestion && n.rank < weakRank
	})
}

// entry reads the keys of an object that belong to its card.
func (w *jsonWalk) entry(v *jsonValue, p objectPlan, tags []string) entry {
	e := entry{line: v.line, tags: slices.Clip(tags)}
	e.choices.base = w.base
	var wrong []string
	for i, key := range v.keys {
		item, role := v.items[i], p.roles[i].role
		switch {
		case item.kind == jsonNull:
		case i == p.question:
			e.question = w.text(item)
		case i == p.answer:
			e.answer = w.text(item)
		case role == roleTags:
			e.tags = append(e.tags, w.tags(item)...)
		case role == roleDeck:
			e.deck = doc.TidyDeck(item.str())
		case role == roleExplanation:
			e.explanation = w.text(item)
		case role == roleOptions:
			e.choices.list = w.options(item)
		case role == roleOption:
			e.choices.list = append(e.choices.list, choiceOption{key: letterOf(key), text: w.text(item)})
		case role == roleCorrect:
			e.choices.correct = w.correct(item)
		case role == roleWrong:
			wrong = w.texts(item)
		case role == roleCode:
			e.code = append(e.code, w.codes(item)...)
		case role == roleQuestionCode:
			e.questionCode = append(e.questionCode, w.codes(item)...)
		case role == roleAnswerCode:
			e.answerCode = append(e.answerCode, w.codes(item)...)
		case role == roleLanguage:
			e.language = item.str()
		}
	}
	w.settle(&e, v, p, wrong)
	return e
}

// settle finds the options where they are no list of their own: answers that say whether they are
// right, answers beside the number of the right one, the right one beside the wrong ones.
func (w *jsonWalk) settle(e *entry, v *jsonValue, p objectPlan, wrong []string) {
	if p.answer >= 0 && len(e.choices.list) == 0 {
		item := v.items[p.answer]
		list := w.options(item)
		marked := slices.ContainsFunc(list, func(o choiceOption) bool { return o.right })
		if len(list) > 1 && (marked || len(e.choices.correct) > 0) {
			e.choices.list, e.answer = list, ""
		}
	}
	if len(wrong) == 0 || len(e.choices.list) > 0 {
		return
	}
	right := e.choices.correct
	if len(right) == 0 {
		right = []string{e.answer}
	}
	all := append(slices.Clone(right), wrong...)
	slices.Sort(all) // the right one must not always be the first
	for _, text := range slices.Compact(all) {
		e.choices.list = append(e.choices.list, choiceOption{text: text, right: slices.Contains(right, text)})
	}
	e.answer, e.choices.correct = "", nil
}

// letterOf reads the letter of an option off a name; "" where it has none.
func letterOf(key string) string {
	if name := optionName(key); name != "" && !isDigit(name[0]) {
		return name
	}
	return ""
}
