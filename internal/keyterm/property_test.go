package keyterm

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// fragments is what points and answers of the properties are made of: words, names, signs that
// mean something to the lexer, other writing, broken bytes.
var fragments = strings.Fields(`
	the a of not is and transaction Transactions latency replica replicas choose chosen behaviour behavior deadlock
	write-ahead log data base db K8s GC garbage collection ACID TCP/IP I/O HashMap max_connections node.js .NET C++ C# N+1
	O(log n) O(n²) o(N^2) O( ( ) 404 99.9% 1,000 5 ms µs ` + "` `` `x != nil` `&&` `go f()` ```" + ` e.g. i.e. : - — / . , ! ? ; _ -- ++ #
	Schlüssel ſtraße İstanbul ı K Å ǅ ŉ ΐ ς Σίσυφος Блокировка блокировки ёлка 主键 用于 唯一 可用性的 ー データベース です 트랜잭션은
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

func TestFoldingForgetsEveryCase(t *testing.T) {
	for r := range unicode.MaxRune {
		if upper := unicode.ToUpper(r); fold(string(r)) != fold(string(upper)) || isWord(foldRune(r)) != isWord(foldRune(upper)) {
			t.Errorf("%U and %U are folded to %q and %q", r, upper, fold(string(r)), fold(string(upper)))
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
	f.Add("Transactions are atomic. O(log n), C++ and `x != nil`", "Atomicity: `tx.Commit()`", "O(log(n)) in C++/.NET, e.g. 99.9%")
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

// TestHostileTextIsDoneInTime tries megabytes that are made to hurt, within a bound that
// anything worse than linear passes by far.
func TestHostileTextIsDoneInTime(t *testing.T) {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	random := rand.New(rand.NewPCG(1, 2))
	alike := func(n int) []string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("synchron%c%c", 'a'+random.IntN(26), rune(0x400+random.IntN(5000)))
		}
		return words
	}
	many := make([]string, 20_000)
	for i := range many {
		many[i] = fmt.Sprintf("it is not %s", strings.Repeat("a ", i%50))
	}
	for name, test := range map[string]struct {
		typed  string
		points []string
	}{
		"one letter":      {fill("a"), []string{fill("a")}},
		"words":           {fill("db gc "), []string{fill("write-ahead ")}},
		"backticks":       {fill("`"), []string{fill("` "), fill("`a``")}},
		"open growth":     {fill("O("), []string{fill("O(")}},
		"dots":            {fill(".net"), []string{fill(".a")}},
		"marks":           {fill("\u0301"), []string{fill("\u0301"), fill("a\u0301 ")}},
		"bytes":           {fill("\xff"), []string{fill("\xff\xc3")}},
		"Han":             {fill("主键的"), []string{fill("主键的"), fill("主")}},
		"Hangul":          {fill("가"), []string{fill("나 ")}},
		"capitals":        {fill("aB"), []string{fill("aB"), fill("AbC ")}},
		"labels":          {fill(": "), []string{fill("a: "), fill(" - ")}},
		"alike":           {strings.Join(alike(50_000), " "), alike(20_000)},
		"points of stops": {fill("it is a not "), many},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			if got := Points(test.typed, test.points); len(got) != len(test.points) {
				t.Errorf("%d matches of %d points", len(got), len(test.points))
			}
			took := time.Since(start)
			t.Log(took)
			if took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
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
