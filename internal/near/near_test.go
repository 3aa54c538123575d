package near

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"review", "review", 0},
		{"", "ab", 2},
		{"reviw", "review", 1},      // one left out
		{"reviiew", "review", 1},    // one too many
		{"revyew", "review", 1},     // one other
		{"rveiew", "review", 1},     // two exchanged
		{"ca", "abc", 3},            // what was exchanged is not changed again
		{"kitten", "sitting", 3},    //
		{"датабаза", "датабаз", 1},  // letters, not bytes
		{"abcdef", "uvwxyz", 6},     //
		{"abab", "baba", 2},         // two exchanges
		{"import", "export", 2},     //
		{"synchronous", "a", 11},    //
		{"aaaaaaaaab", "baaaaa", 5}, //
	} {
		a, b := []rune(tt.a), []rune(tt.b)
		for limit := range 15 {
			want := min(tt.want, limit+1)
			if got := Distance(a, b, limit); got != want {
				t.Errorf("Distance(%q, %q, %d) = %d, want %d", tt.a, tt.b, limit, got, want)
			}
			if got := Distance(b, a, limit); got != want {
				t.Errorf("Distance(%q, %q, %d) = %d, want %d", tt.b, tt.a, limit, got, want)
			}
		}
	}
	if got := Distance([]rune("a"), []rune("a"), -1); got != 0 {
		t.Errorf("within less than nothing equal words are %d apart", got)
	}
}

// TestDistanceIsAsDefined compares with the definition, which looks at every pair of beginnings and knows
// no limit. Few letters make for many repetitions and exchanges.
func TestDistanceIsAsDefined(t *testing.T) {
	word := rapid.SliceOfN(rapid.SampledFrom([]rune("abcé")), 0, 9)
	long := rapid.SliceOfN(rapid.SampledFrom([]rune("ab")), 30, 40)
	rapid.Check(t, func(rt *rapid.T) {
		a, b := rapid.OneOf(word, long).Draw(rt, "a"), rapid.OneOf(word, long).Draw(rt, "b")
		limit := rapid.IntRange(0, 12).Draw(rt, "limit")
		if got, want := Distance(a, b, limit), min(defined(a, b), limit+1); got != want {
			rt.Errorf("Distance(%q, %q, %d) = %d, want %d", string(a), string(b), limit, got, want)
		}
	})
}

// defined is the distance by its definition.
func defined(a, b []rune) int {
	type pair struct{ i, j int }
	known := map[pair]int{}
	var of func(i, j int) int
	of = func(i, j int) (d int) {
		if i == 0 || j == 0 {
			return i + j
		}
		if d, ok := known[pair{i, j}]; ok {
			return d
		}
		defer func() { known[pair{i, j}] = d }()
		replaced := of(i-1, j-1)
		if a[i-1] != b[j-1] {
			replaced++
		}
		d = min(of(i-1, j)+1, of(i, j-1)+1, replaced)
		if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
			d = min(d, of(i-2, j-2)+1)
		}
		return d
	}
	return of(len(a), len(b))
}

func TestDistanceAllocatesNothing(t *testing.T) {
	a, b := []rune("synchronisation"), []rune("syncrhonization")
	if n := testing.AllocsPerRun(10, func() { Distance(a, b, 2) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	before := slices.Clone(a)
	if Distance(a, b, 2); !slices.Equal(a, before) {
		t.Errorf("the word has become %q", string(a))
	}
}
