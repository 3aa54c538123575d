package torture

import (
	"bytes"
	"math/rand/v2"
	"slices"
)

// sector is what a disk writes whole or not at all, in bytes.
const sector = 512

// platter is what a disk holds while a record is played: of each file what is there for certain, and
// what was done to it since and would be there only by luck if the power went now.
type platter struct {
	names   map[string]*node // for certain
	pending []rename         // since the folder was synced
	now     map[string]*node // as the programs see it
}

// rename is a file that came or, with a nil node, went.
type rename struct {
	name string
	node *node
}

// node is the content of a file, under whatever name.
type node struct {
	synced  []byte
	pending []entry // writes and truncations since
}

func newPlatter(files map[string][]byte) *platter {
	p := &platter{names: map[string]*node{}, now: map[string]*node{}}
	for name, data := range files {
		n := &node{synced: bytes.Clone(data)}
		p.names[name], p.now[name] = n, n
	}
	return p
}

// apply plays one entry of a record.
func (p *platter) apply(e entry) {
	switch e.op {
	case opCreate:
		n := &node{}
		p.now[e.name] = n
		p.pending = append(p.pending, rename{e.name, n})
	case opRemove:
		delete(p.now, e.name)
		p.pending = append(p.pending, rename{e.name, nil})
	case opWrite, opTruncate:
		n := p.now[e.name]
		n.pending = append(n.pending, e)
	case opSync:
		n := p.now[e.name]
		n.synced, n.pending = n.content(), nil
	case opSyncFolder:
		for _, r := range p.pending {
			r.apply(p.names)
		}
		p.pending = nil
	}
}

func (r rename) apply(names map[string]*node) {
	if r.node == nil {
		delete(names, r.name)
		return
	}
	names[r.name] = r.node
}

// content is the file as the programs see it.
func (n *node) content() []byte {
	data := bytes.Clone(n.synced)
	for _, e := range n.pending {
		data = change(data, e)
	}
	return data
}

func change(data []byte, e entry) []byte {
	if e.op == opTruncate {
		return resize(data, int(e.offset))
	}
	if end := int(e.offset) + len(e.data); end > len(data) {
		data = resize(data, end)
	}
	copy(data[e.offset:], e.data)
	return data
}

// resize cuts off, or adds zeros.
func resize(data []byte, size int) []byte {
	if size <= len(data) {
		return data[:size]
	}
	return append(data, make([]byte, size-len(data))...)
}

// kept returns the files as a killed process leaves them: all that was done is there.
func (p *platter) kept() map[string][]byte {
	files := map[string][]byte{}
	for name, n := range p.now {
		files[name] = n.content()
	}
	return files
}

// cut returns the files as they may be when the power has gone: what was synced, and of the rest what
// chance has kept.
func (p *platter) cut(chance *rand.Rand) map[string][]byte {
	names := map[string]*node{}
	for name, n := range p.names {
		names[name] = n
	}
	lost := map[string]bool{} // of each name some first changes are kept
	luck := luckOf(chance)
	for _, r := range p.pending {
		if lost[r.name] = lost[r.name] || !luck(); !lost[r.name] {
			r.apply(names)
		}
	}
	files := map[string][]byte{}
	for name, n := range names {
		files[name] = n.cut(chance)
	}
	if chance.IntN(2) == 0 {
		files["iq.db"+indexExt] = garbage(chance, 32<<10)
	}
	return files
}

// luckOf returns how likely it is that something unsynced is kept: a cut may lose nearly all, nearly
// nothing, or anything between.
func luckOf(chance *rand.Rand) func() bool {
	p := []float64{0, 0.1, 0.5, 0.9, 0.99, 1}[chance.IntN(6)]
	return func() bool { return chance.Float64() < p }
}

// cut returns the file as it may be when the power has gone. Of every sector some first changes are
// kept, and the size is one that the file had since it was synced.
func (n *node) cut(chance *rand.Rand) []byte {
	if len(n.pending) == 0 {
		return n.synced
	}
	sizes := n.sizes()
	size := sizes[chance.IntN(len(sizes))]
	data := bytes.Clone(n.synced)
	if largest := slices.Max(sizes); largest > len(data) {
		tail := make([]byte, largest-len(data))
		if chance.IntN(2) == 0 { // what was never written may be anything
			tail = garbage(chance, len(tail))
		}
		data = append(data, tail...)
	}
	keeps := n.choose(chance)
	for i, e := range n.pending {
		if e.op == opTruncate {
			continue // it is in the sizes
		}
		for from := 0; from < len(e.data); {
			at := int(e.offset) + from
			to := min(from+sector-at%sector, len(e.data))
			if keeps(i, at/sector) {
				copy(data[at:], e.data[from:to])
			}
			from = to
		}
	}
	return data[:size]
}

// sizes returns the sizes that the file had since it was synced.
func (n *node) sizes() []int {
	size := len(n.synced)
	sizes := []int{size}
	for _, e := range n.pending {
		if e.op == opTruncate {
			size = int(e.offset)
		} else {
			size = max(size, int(e.offset)+len(e.data))
		}
		sizes = append(sizes, size)
	}
	return sizes
}

// choose returns which changes of a sector are kept: by luck for each sector, by luck for each change as
// a whole, or the first changes up to one that is torn. What comes to a sector after a lost change is
// lost as well.
func (n *node) choose(chance *rand.Rand) func(change, sector int) bool {
	lost := map[int]bool{}
	luck := luckOf(chance)
	whole := make([]bool, len(n.pending))
	for i := range whole {
		whole[i] = luck()
	}
	torn, tear := chance.IntN(len(n.pending)), luckOf(chance)
	wants := [...]func(change int) bool{
		func(int) bool { return luck() },
		func(change int) bool { return whole[change] },
		func(change int) bool { return change < torn || change == torn && tear() },
	}[chance.IntN(3)]
	return func(change, sector int) bool {
		lost[sector] = lost[sector] || !wants(change)
		return !lost[sector]
	}
}

func garbage(chance *rand.Rand, n int) []byte {
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(chance.Uint32())
	}
	return data
}
