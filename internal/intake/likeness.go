package intake

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"iq/internal/card"
	"iq/internal/near"
)

// A careful reader takes a changed card for the same one when its question says the same in other
// words, or when its answer stayed and the question was put anew. They take it for another one when
// a word that carries the question was exchanged and the answer followed ("left join" for "right
// join"). These are the thresholds of that reader, on a scale from 0 to 1; TestThresholds measures
// them on made-up edits. A wrong pairing is worse than a lost one, so all lean to no.
const (
	sameQuestion   = 0.70 // words were only added, taken away or misspelt
	sameAnswer     = 0.85 // the question may be put entirely anew
	relatedAnswer  = 0.60 // with a related question
	exchangedWord  = 0.80 // in place of relatedAnswer, where a word that carries the question was exchanged
	related        = 0.30
	inPlace        = 0.50 // for what stands alone between the same two neighbours
	fewestWords    = 6    // of an answer that is to prove anything
	heavy          = 0.50 // weight from which on an exchanged word carries a question
	functionWeight = 0.10
)

// functionWords hold a question together and say nothing of what it asks.
var functionWords = sync.OnceValue(func() map[string]int {
	return bag(split(`a an the is are was were be been do does did can could should would will may
	might must have has of in on at by for from to with without into and or not no as it its this that these those
	there their they you your we our i what which who whom whose when where why how explain describe define name list
	give tell difference between mean means meaning
	example examples use used using vs versus about some any if then than so me us`))
})

// profile is a card as words.
type profile struct {
	question map[string]int
	answer   map[string]int
	words    []string // of the answer, in order
}

func profileOf(t card.Text) profile {
	words := split(t.Answer)
	return profile{question: bag(split(t.Question)), answer: bag(words), words: words}
}

func bag(words []string) map[string]int {
	b := make(map[string]int, len(words))
	for _, w := range words {
		b[w]++
	}
	return b
}

// split cuts a text into words of letters and digits, in lower case. Writing without blanks between
// words (Chinese, Japanese, Thai) is cut into characters, which serve as words.
func split(s string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, string(word))
			word = word[:0]
		}
	}
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			end()
			words = append(words, string(r))
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '+', r == '#':
			word = append(word, unicode.ToLower(r))
		default:
			end()
		}
	}
	end()
	return words
}

// weights knows how much a word says: the rarer among a file's questions, the more.
type weights struct {
	cards int
	in    map[string]int // cards whose question has the word
}

func newWeights(profiles ...[]profile) weights {
	w := weights{in: map[string]int{}}
	for _, list := range profiles {
		for _, p := range list {
			w.cards++
			for word := range p.question {
				w.in[word]++
			}
		}
	}
	return w
}

// of is between functionWeight and 1.
func (w weights) of(word string) float64 {
	if functionWords()[word] > 0 {
		return inSteps(functionWeight)
	}
	// Ten imagined cards without the word keep a short list from calling its words common.
	all := float64(w.cards + 10)
	return inSteps(math.Log(all/float64(1+w.in[word])) / math.Log(all))
}

// inSteps rounds a weight to a fraction whose sums are exact, so that they are the same in whatever
// order a map yields its words, and equally like cards stay equally like.
func inSteps(weight float64) float64 {
	const steps = 1 << 20
	return math.Round(weight*steps) / steps
}

// likeness compares two cards.
type likeness struct {
	question, answer float64
	exchanged        bool // a word that carries the question was exchanged for another
	followed         bool // and the answer with it
	words            int  // of the shorter answer
}

func (w weights) compare(before, after profile) likeness {
	q := w.overlap(before.question, after.question)
	a := w.overlap(before.answer, after.answer)
	l := likeness{question: q.score(), answer: a.score(), words: min(len(before.words), len(after.words))}
	for _, old := range q.onlyBefore {
		for _, fresh := range q.onlyAfter {
			if w.of(old) >= heavy && w.of(fresh) >= heavy {
				l.exchanged = true
				l.followed = l.followed || followed(before.words, after.words, old, fresh)
			}
		}
	}
	return l
}

// followed reports whether the new answer is more like the old one once the two words are exchanged
// in it, pairs of neighbouring words compared: so "the left table ... the right one" differs from
// "the right table ... the left one".
func followed(before, after []string, old, fresh string) bool {
	exchanged := make([]string, len(before))
	for i, word := range before {
		switch word {
		case old:
			word = fresh
		case fresh:
			word = old
		}
		exchanged[i] = word
	}
	target := neighbours(after)
	return sharedWith(target, neighbours(exchanged)) > sharedWith(target, neighbours(before))
}

// neighbours is the bag of all two words that stand beside each other, the ends included.
func neighbours(words []string) map[[2]string]int {
	b := make(map[[2]string]int, len(words)+1)
	last := ""
	for _, w := range words {
		b[[2]string{last, w}]++
		last = w
	}
	b[[2]string{last, ""}]++
	return b
}

func sharedWith(a, b map[[2]string]int) int {
	n := 0
	for k, x := range a {
		n += min(x, b[k])
	}
	return n
}

// same is the reader's verdict; alone says that both stand alone between the same neighbours.
func (l likeness) same(alone bool) bool {
	if l.followed {
		return false
	}
	if l.sameQuestion(alone) {
		return true
	}
	if l.words < fewestWords {
		return false
	}
	enough := relatedAnswer
	switch {
	case l.question < related:
		enough = sameAnswer
	case l.exchanged:
		enough = exchangedWord
	case alone:
		enough = inPlace
	}
	return l.answer >= enough
}

// sameQuestion reports whether the questions alone prove it.
func (l likeness) sameQuestion(alone bool) bool {
	if l.exchanged || l.question >= sameQuestion {
		return !l.exchanged
	}
	return alone && l.question >= inPlace && l.answer >= related
}

// rank orders pairs that are the same: the question counts a little more.
func (l likeness) rank() float64 { return 0.6*l.question + 0.4*l.answer }

// overlap is what two bags of words share, by weight.
type overlap struct {
	shared, before, after float64
	onlyBefore, onlyAfter []string
}

// score is the weighted Dice coefficient, 0 to 1.
func (o overlap) score() float64 {
	if o.before+o.after == 0 {
		return 0
	}
	return 2 * o.shared / (o.before + o.after)
}

func (w weights) overlap(before, after map[string]int) overlap {
	var o overlap
	for word, n := range before {
		o.before += w.of(word) * float64(n)
		if m := min(n, after[word]); m > 0 {
			o.shared += w.of(word) * float64(m)
		} else {
			o.onlyBefore = append(o.onlyBefore, word)
		}
	}
	for word, n := range after {
		o.after += w.of(word) * float64(n)
		if before[word] == 0 {
			o.onlyAfter = append(o.onlyAfter, word)
		}
	}
	slices.Sort(o.onlyBefore) // maps have no order, and the outcome must not depend on chance
	slices.Sort(o.onlyAfter)
	if len(o.onlyBefore)*len(o.onlyAfter) <= maxMisspelt {
		w.forgiveSpelling(&o)
	}
	return o
}

// maxMisspelt bounds the pairs of words that are looked at for misspellings.
const maxMisspelt = 400

// forgiveSpelling takes words of both sides that differ in spelling alone for shared.
func (w weights) forgiveSpelling(o *overlap) {
	o.onlyBefore = slices.DeleteFunc(o.onlyBefore, func(old string) bool {
		i := slices.IndexFunc(o.onlyAfter, func(fresh string) bool { return misspelt(old, fresh) })
		if i < 0 {
			return false
		}
		o.shared += 0.9 * min(w.of(old), w.of(o.onlyAfter[i]))
		o.onlyAfter = slices.Delete(o.onlyAfter, i, i+1)
		return true
	})
}

// misspelt reports whether two words are one but for a slip or an ending. The first letter has to
// agree: slips are rare there, and opposites differ there (synchronous and asynchronous).
func misspelt(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 4 || x[0] != y[0] || strings.ContainsFunc(a+b, unicode.IsDigit) {
		return false
	}
	if len(x) == 4 { // too short for a slip, not for an s
		return len(y) <= 5 && slices.Equal(x, y[:4])
	}
	return near.Distance(x, y, 1) <= 1
}
