package srs

import "math/rand/v2"

// Order is the order in which due cards are asked. The database sorts by these formulas; days are
// counted to the study day of the session.
type Order string

const (
	// ByOverdue asks the most overdue card in relation to its interval first: (days since it was
	// due) / interval.
	ByOverdue Order = "due"
	// ByRisk asks the card that is least likely to be recalled first: the chance falls as (days since
	// the last answer) / stability grows.
	ByRisk Order = "risk"
	// ByChance shuffles.
	ByChance Order = "random"
	// ByFile keeps the order of the cards in their sources.
	ByFile Order = "file"
)

// Valid reports whether o is one of the four.
func (o Order) Valid() bool { return o == ByOverdue || o == ByRisk || o == ByChance || o == ByFile }

// Shuffle orders a list by chance, the same way for the same seed.
func Shuffle[T any](list []T, seed uint64) {
	rand.New(rand.NewPCG(seed, seed)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}
