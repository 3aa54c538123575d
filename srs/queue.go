package srs

import "maps"

// Limits are how much a learner wants to be asked on one study day, over all sessions.
type Limits struct {
	NewPerDay     int
	ReviewsPerDay int
}

// Done is what a study day already holds.
type Done struct {
	New     int // cards seen for the first time
	Reviews int // scheduled reviews of cards seen before
}

// Left is what the limits still allow after what was done.
func (l Limits) Left(d Done) Limits {
	return Limits{
		NewPerDay:     max(0, l.NewPerDay-d.New),
		ReviewsPerDay: max(0, l.ReviewsPerDay-d.Reviews),
	}
}

// Block names the piece of a source that a card was made of. Cards of one block are siblings:
// whoever has seen one knows the others' answers for that day. The zero Block has no siblings.
type Block struct {
	Source   int64
	Position int64
}

// Siblings keeps cards of one block apart. The zero Siblings is ready to use.
type Siblings struct {
	seen map[Block]bool
}

// Admit reports whether no card of the block was admitted before, and remembers the block.
func (s *Siblings) Admit(b Block) bool {
	if b == (Block{}) {
		return true
	}
	if s.seen[b] {
		return false
	}
	if s.seen == nil {
		s.seen = map[Block]bool{}
	}
	s.seen[b] = true
	return true
}

// Clone is a copy that goes its own way.
func (s *Siblings) Clone() *Siblings { return &Siblings{seen: maps.Clone(s.seen)} }

// Spread puts fresh cards evenly between the due ones, due first, keeping the order of each.
func Spread[T any](due, fresh []T) []T {
	out := make([]T, 0, len(due)+len(fresh))
	used := 0
	for i, c := range due {
		out = append(out, c)
		upTo := (i + 1) * len(fresh) / len(due)
		out = append(out, fresh[used:upTo]...)
		used = upTo
	}
	return append(out, fresh[used:]...)
}
