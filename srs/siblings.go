package srs

import "maps"

// Block names the piece of a source that a card was made of. Cards of one block are siblings: after
// one of them the learner knows the others' answers for that day. A card that was written by hand
// has no source or no position, and no siblings.
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
	if b.Source == 0 || b.Position == 0 {
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

// Clone returns a copy that is independent of s.
func (s *Siblings) Clone() *Siblings { return &Siblings{seen: maps.Clone(s.seen)} }
