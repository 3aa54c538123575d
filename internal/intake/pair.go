package intake

import (
	"cmp"
	"maps"
	"slices"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
)

// pairing says for every text which stored card it is.
type pairing struct {
	texts []importer.Card
	known []db.Known
	of    []int // by text: the index into known, or unpaired
	taken []bool
}

const unpaired = -1

// pair finds for every text the stored card that it is, as an index into known, or unpaired.
//
// Equal cards come first: by question, answer and deck, then by question and deck, then by question
// alone. Where a question occurs more than once its cards are paired in file order. What is left
// over on both sides is paired by likeness.
func pair(texts []importer.Card, known []db.Known) []int {
	of := slices.Repeat([]int{unpaired}, len(texts))
	p := pairing{texts: texts, known: known, of: of, taken: make([]bool, len(known))}
	for _, key := range []func(card.Text) string{
		card.Text.Identity,
		func(t card.Text) string { return t.Deck + "\x00" + card.Normalise(t.Question) },
		func(t card.Text) string { return card.Normalise(t.Question) },
	} {
		p.byKey(key)
	}
	p.byLikeness()
	return p.of
}

// byKey pairs what is not paired yet and has an equal key.
func (p *pairing) byKey(key func(card.Text) string) {
	free := map[string][]int{}
	for i, k := range p.known {
		if !p.taken[i] {
			name := key(k.Text)
			free[name] = append(free[name], i)
		}
	}
	if len(free) == 0 {
		return
	}
	for i, t := range p.texts {
		if p.of[i] != unpaired {
			continue
		}
		name := key(t.Text)
		if list := free[name]; len(list) > 0 {
			p.join(i, list[0])
			free[name] = list[1:]
		}
	}
}

func (p *pairing) join(text, known int) { p.of[text], p.taken[known] = known, true }

// candidate is a pair that a careful reader would call the same card.
type candidate struct {
	text, known int
	rank        float64
	apart       int // how far the two are from one another in the order of their files
}

// byLikeness pairs what is left, the most alike first; of those equally alike the nearest.
func (p *pairing) byLikeness() {
	texts, known := p.leftOver()
	if len(texts) == 0 || len(known) == 0 {
		return
	}
	candidates := p.candidates(texts, known)
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.apart, b.apart),
			cmp.Compare(a.text, b.text), cmp.Compare(a.known, b.known))
	})
	for _, c := range candidates {
		if p.of[c.text] == unpaired && !p.taken[c.known] {
			p.join(c.text, c.known)
		}
	}
}

func (p *pairing) leftOver() (texts, known []int) {
	for i, k := range p.of {
		if k == unpaired {
			texts = append(texts, i)
		}
	}
	for i, taken := range p.taken {
		if !taken && p.known[i].Status != card.Deleted {
			known = append(known, i)
		}
	}
	return texts, known
}

// candidates compares what is left over, each text with the cards that share a rare word.
func (p *pairing) candidates(texts, known []int) []candidate {
	var after, before []profile
	for _, t := range texts {
		after = append(after, profileOf(p.texts[t].Text))
	}
	for _, k := range known {
		before = append(before, profileOf(p.known[k].Text))
	}
	w := newWeights(after, before)
	index := newWordIndex(before)
	gaps := p.onlyGaps()
	var out []candidate
	for i, t := range texts {
		only, alone := gaps[t]
		for _, j := range index.near(after[i], w) {
			k := known[j]
			l := w.compare(before[j], after[i])
			if l.same(alone && only == k) {
				out = append(out, candidate{t, k, l.rank(), abs(t - k)})
			}
		}
	}
	return out
}

// onlyGaps finds the texts that stand, as the only unpaired one, between two neighbours whose stored
// cards have one unpaired card between them, and returns that card's index by the text's.
func (p *pairing) onlyGaps() map[int]int {
	gaps := map[int]int{}
	for t, k := range p.of {
		left, right, paired := p.neighbours(t)
		if k == unpaired && paired && right-left == 2 && !p.taken[left+1] {
			gaps[t] = left + 1
		}
	}
	return gaps
}

// neighbours returns the stored cards of the texts before and behind one, as indexes that lie outside
// where there is no such text. paired is false where a neighbour has no stored card.
func (p *pairing) neighbours(text int) (left, right int, paired bool) {
	left, right, paired = -1, len(p.known), true
	if text > 0 {
		left, paired = p.of[text-1], p.of[text-1] != unpaired
	}
	if text+1 < len(p.of) && paired {
		right, paired = p.of[text+1], p.of[text+1] != unpaired
	}
	return left, right, paired
}

func abs(n int) int { return max(n, -n) }

// wordIndex finds cards by their words, so that not every card of a large file is compared with every other.
type wordIndex struct {
	cards []profile
	by    map[string][]int
}

// maxCommon is in how many cards a word may be and still lead from one card to another.
const maxCommon = 200

// maxNear is with how many cards one is compared.
const maxNear = 64

func newWordIndex(cards []profile) wordIndex {
	x := wordIndex{cards, map[string][]int{}}
	for i, c := range cards {
		for w := range c.question {
			x.by[w] = append(x.by[w], i)
		}
		for w := range c.answer {
			if c.question[w] == 0 {
				x.by[w] = append(x.by[w], i)
			}
		}
	}
	return x
}

// near returns the cards that share the most, by weight; all cards where there are few.
func (x wordIndex) near(p profile, w weights) []int {
	if len(x.cards) <= maxNear {
		all := make([]int, len(x.cards))
		for i := range all {
			all[i] = i
		}
		return all
	}
	shared := map[int]float64{}
	for _, words := range []map[string]int{p.question, p.answer} {
		for word := range words {
			if list := x.by[word]; len(list) <= maxCommon {
				for _, i := range list {
					shared[i] += w.of(word)
				}
			}
		}
	}
	found := slices.SortedFunc(maps.Keys(shared), func(a, b int) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
	})
	return found[:min(len(found), maxNear)]
}
