package srs

import (
	"maps"
	"math/rand/v2"
)

// Limits are how many cards a learner wants to be asked on one study day, over all sessions.
type Limits struct{ NewPerDay, ReviewsPerDay int }

// Done is how many cards were asked on a study day already.
type Done struct {
	New     int // cards seen for the first time
	Reviews int // scheduled reviews of cards seen before
}

// Left is what the limits still allow after what was done.
func (l Limits) Left(d Done) Limits {
	return Limits{NewPerDay: max(0, l.NewPerDay-d.New), ReviewsPerDay: max(0, l.ReviewsPerDay-d.Reviews)}
}

// Order is the order in which due cards are asked. The database sorts by these formulas; days are
// counted to the study day of the session.
type Order string

// The orders. ByOverdue sorts by (days since the card was due) / interval, the most overdue first; ByRisk
// by the chance of recall, which falls as (days since the last answer) / stability grows, the least first.
const (
	ByOverdue Order = "due"
	ByRisk    Order = "risk"
	ByChance  Order = "random" // shuffled
	ByFile    Order = "file"   // as the cards stand in their sources
)

// Valid reports whether o is one of the four.
func (o Order) Valid() bool { return o == ByOverdue || o == ByRisk || o == ByChance || o == ByFile }

// Shuffle orders a list by chance, the same way for the same seed.
func Shuffle[T any](list []T, seed uint64) {
	rand.New(rand.NewPCG(seed, seed)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// Block names the piece of a source that a card was made of. Cards of one block are siblings: after
// one of them the learner knows the others' answers for that day. A card that was written by hand
// has no source or no position, and no siblings.
type Block struct{ Source, Position int64 }

// Siblings keeps cards of one block apart. The zero Siblings is ready to use.
type Siblings struct{ seen map[Block]bool }

// Admit reports whether no card of the block was admitted before, and remembers the block.
func (s *Siblings) Admit(b Block) bool {
	if b.Source == 0 || b.Position == 0 {
		return true
	}
	if s.seen == nil {
		s.seen = map[Block]bool{}
	}
	isFirst := !s.seen[b]
	s.seen[b] = true
	return isFirst
}

// Clone returns a copy that is independent of s.
func (s *Siblings) Clone() *Siblings { return &Siblings{seen: maps.Clone(s.seen)} }
