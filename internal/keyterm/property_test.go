package keyterm

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// fragments is what points and answers of the properties are made of: words, names, signs that
// mean something to the lexer, other writing, broken bytes.
var fragments = strings.Fields(`
	the a of not is and transaction Transactions latency replica replicas choose chosen behaviour behavior deadlock
	write-ahead log data base db K8s GC garbage collection ACID TCP/IP I/O HashMap max_connections
	node.js .NET C++ C# N+1
	1,000,5 1,23 12,3456 3.14.15 1. asp.Net .netx {[@ a1b Ω(n) θ(n) ω(1)
	O(log n) O(n²) o(N^2) O( ( ) 404 99.9% 1,000 5 ms µs ` + "` `` `x != nil` `&&` `go f()` ```" + `
	e.g. i.e. : - — / . , ! ? ; _ -- ++ #
	Schlüssel ſtraße İstanbul ı K Å ǅ ŉ ΐ ς Σίσυφος Блокировка блокировки ёлка
	主键 用于 唯一 可用性的 ー データベース です 트랜잭션은
	é e` + "\u0301 \u0301 \u0345 \u200b \u2028 \xff \xc3 \u00a0")

func text(t *rapid.T, label string) string {
	var b strings.Builder
	for range rapid.IntRange(0, 12).Draw(t, label+" length") {
		b.WriteString(rapid.OneOf(rapid.SampledFrom(fragments), rapid.StringN(0, 8, -1)).Draw(t, label))
		b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", "", "-", "\n", ". "}).Draw(t, "blank"))
	}
	return b.String()
}

func texts(t *rapid.T) []string {
	points := make([]string, rapid.IntRange(0, 6).Draw(t, "points"))
	for i := range points {
		points[i] = text(t, "point")
	}
	return points
}

// TestOnesOwnTextHolds: who types a point as it stands has given it, unless there is nothing to
// be seen in it.
func TestOnesOwnTextHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := texts(t)
		for i, point := range points {
			if !isVisible(point) {
				continue
			}
			m := Points(point, points)[i]
			for _, term := range m.Terms {
				if !term.Held || !strings.Contains(point, term.Text) {
					t.Fatalf("%q misses its own %q", point, term.Text)
				}
			}
			if !m.Held {
				t.Fatalf("%q does not hold itself", point)
			}
		}
	})
}

func isVisible(point string) bool {
	return strings.ContainsFunc(point, func(r rune) bool { return r != '`' && !unicode.IsSpace(r) })
}

func TestNothingTypedHoldsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := texts(t)
		for _, nothing := range []string{"", " \n\t", "`"} {
			got := Points(nothing, points)
			if len(got) != len(points) {
				t.Fatalf("%d matches of %d points", len(got), len(points))
			}
			for i, m := range got {
				if m.Held || len(m.Terms) > maxTerms {
					t.Fatalf("%q: %v", points[i], m)
				}
				for _, term := range m.Terms {
					if term.Held {
						t.Fatalf("%q: %v", points[i], m)
					}
				}
			}
		}
	})
}

func TestUpperCaseDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points, typed := texts(t), text(t, "typed")
		want := Points(typed, points)
		if got := Points(strings.ToUpper(typed), points); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q against %q: %v, upper case %v", typed, points, want, got)
		}
	})
}

// TestFoldingForgetsEveryCase looks at the planes of Unicode that have letters of two cases.
func TestFoldingForgetsEveryCase(t *testing.T) {
	for r := range rune(0x20000) {
		upper := unicode.ToUpper(r)
		if fold(string(r)) != fold(string(upper)) || isWord(foldRune(r)) != isWord(foldRune(upper)) {
			t.Errorf("%U and %U are folded to %q and %q", r, upper, fold(string(r)), fold(string(upper)))
		}
	}
	for r := rune(0x20000); r <= unicode.MaxRune; r++ {
		if unicode.ToUpper(r) != r || unicode.ToLower(r) != r {
			t.Fatalf("%U has a case", r)
		}
	}
}

// TestOrderOfSentencesDoesNotMatter leaves out points without terms, of which the wording counts.
func TestOrderOfSentencesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := texts(t)
		sentences := rapid.SliceOf(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(fragments), 1, 5),
			func(words []string) string { return strings.Join(words, " ") })).Draw(t, "sentences")
		shuffled := rapid.Permutation(sentences).Draw(t, "shuffled")
		end := rapid.SampledFrom([]string{". ", "\n", "! "}).Draw(t, "end")
		got, want := Points(strings.Join(shuffled, end), points), Points(strings.Join(sentences, end), points)
		for i := range points {
			if len(want[i].Terms) > 0 && !reflect.DeepEqual(got[i], want[i]) {
				t.Fatalf("%q: %q gives %v, %q gives %v", points[i], sentences, want[i], shuffled, got[i])
			}
		}
	})
}

// TestMoreTextTakesNothingAway: another sentence never costs a term that was held.
func TestMoreTextTakesNothingAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := append(texts(t), "the point is in English, which of the rules is for it?")
		typed, more := text(t, "typed"), text(t, "more")
		before, after := Points(typed, points), Points(typed+"\n"+more, points)
		for i := range points {
			for j, term := range before[i].Terms {
				if term.Held && !after[i].Terms[j].Held {
					t.Fatalf("%q: %q is held by %q, but not with %q", points[i], term.Text, typed, more)
				}
			}
		}
	})
}

func FuzzPoints(f *testing.F) {
	f.Add("Transactions are atomic. O(log n), C++ and `x != nil`", "Atomicity: `tx.Commit()`",
		"O(log(n)) in C++/.NET, e.g. 99.9%")
	f.Add("\xff\xc3(", "`", "O(\xff)")
	f.Add("O(log n\xfe\xfe\xfe\xfe\xfe\xfe\xfe\xfe\xfe\xfe ba)", "ba", "1,000aA") // longer in upper case
	f.Add("O(n)", "O(`n`)", "`O(`n)")
	f.Add("主键唯一 데이터베이스 キー", "主键的", "인덱스는")
	f.Add("e\u0301\u0345", "\u0301.net", "ΰ_")
	f.Fuzz(func(t *testing.T, typed, one, two string) {
		points := []string{one, two}
		if got := Points(typed, points); len(got) != 2 {
			t.Fatalf("%d matches of two points", len(got))
		}
		if m := Points(one, points)[0]; !m.Held && isVisible(one) {
			t.Errorf("%q does not hold itself: %v", one, m.Terms)
		}
		if m := Points("", points)[0]; m.Held {
			t.Errorf("%q is held by nothing", one)
		}
		if got, want := Points(strings.ToUpper(typed), points), Points(typed, points); !reflect.DeepEqual(got, want) {
			t.Errorf("%q against %q: %v, upper case %v", typed, points, want, got)
		}
		for _, m := range Points(typed, points) {
			for _, term := range m.Terms {
				if utf8.ValidString(one+two) && !utf8.ValidString(term.Text) {
					t.Errorf("a term is cut within a character: %q", term.Text)
				}
			}
		}
	})
}

// hostile is a typed text and points that are made to hurt, of about n bytes each.
type hostile func(n int) (typed string, points []string)

func filled(typed string, points ...string) hostile {
	return func(n int) (string, []string) {
		fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
		long := make([]string, len(points))
		for i, point := range points {
			long[i] = fill(point)
		}
		return fill(typed), long
	}
}

// alike has words that differ in two letters alone, which are slips for each other by the hundred.
func alike(n int) (typed string, points []string) {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, n/20)
	for i := range words {
		words[i] = fmt.Sprintf("synchron%c%c", 'a'+random.IntN(26), rune(0x400+random.IntN(5000)))
	}
	return strings.Join(words, " "), words[:len(words)/2]
}

func manyPoints(n int) (typed string, points []string) {
	points = make([]string, n/50)
	for i := range points {
		points[i] = fmt.Sprintf("it is not %s", strings.Repeat("a ", i%50))
	}
	return strings.Repeat("it is a not ", n/12), points
}

var hostileTexts = map[string]hostile{
	"one letter":      filled("a", "a"),
	"words":           filled("db gc ", "write-ahead "),
	"backticks":       filled("`", "` ", "`a``"),
	"open growth":     filled("O(", "O("),
	"dots":            filled(".net", ".a"),
	"figures":         filled("1,1", "1.", "1,"),
	"marks":           filled("\u0301", "\u0301", "a\u0301 "),
	"bytes":           filled("\xff", "\xff\xc3"),
	"Han":             filled("主键的", "主键的", "主"),
	"Hangul":          filled("가", "나 "),
	"capitals":        filled("aB", "aB", "AbC "),
	"labels":          filled(": ", "a: ", " - "),
	"alike":           alike,
	"points of stops": manyPoints,
}

// TestHostileTexts compares what texts allocate with what texts of four times their length do: it may grow
// with the length alone. Texts twice as long again only have to come to their end.
func TestHostileTexts(t *testing.T) {
	const size = 1 << 14
	for name, make := range hostileTexts {
		t.Run(name, func(t *testing.T) {
			allocated(make(size)) // the tables
			small, large := allocated(make(size)), allocated(make(4*size))
			if large > 5*small {
				t.Errorf("%d bytes allocated, of a text four times as long %d", small, large)
			}
			if !testing.Short() {
				allocated(make(8 * size))
			}
		})
	}
}

// allocated is the sum of bytes that comparing a text with points allocates.
func allocated(typed string, points []string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Points(typed, points)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// BenchmarkPoints is an answer as long as somebody types it: 2,000 letters against ten points.
func BenchmarkPoints(b *testing.B) {
	var typed strings.Builder
	var points []string
	for _, j := range examiner {
		typed.WriteString(j.typed + ".\n")
		for _, v := range j.points {
			points = append(points, v.point)
		}
	}
	text := strings.Repeat(typed.String(), 2)[:2000]
	b.ReportAllocs()
	for b.Loop() {
		Points(text, points[:10])
	}
}
