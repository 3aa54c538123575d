package srs

import (
	"fmt"
	"strings"
	"testing"
)

// short writes an item as a test reads it: its card, n for new, r for a repeat, x for extra
// practice, and the review to be made good.
func (i Item) short() string {
	mark := map[Kind]string{Repeat: "r", Extra: "x"}[i.Kind]
	if i.New {
		mark += "n"
	}
	if i.Seen != 0 {
		mark += fmt.Sprintf("@%d", i.Seen)
	}
	return fmt.Sprint(i.Card, mark)
}

func short(q Queue) string {
	var items []string
	for _, i := range q {
		items = append(items, i.short())
	}
	return strings.Join(items, " ")
}

// numbers are so many card numbers from the first on.
func numbers(first int64, n int) (list []int64) {
	for i := range n {
		list = append(list, first+int64(i))
	}
	return list
}

func TestTodaysQueue(t *testing.T) {
	repeats := Queue{{Card: 90, Kind: Repeat, Seen: 7}}
	for _, tt := range []struct {
		due, fresh   int
		repeats      Queue
		want, within string
	}{
		{0, 0, nil, "", ""},
		{3, 0, nil, "1 2 3", "1 2 3"},
		{0, 2, nil, "51n 52n", "51n 52n"},
		{4, 2, repeats, "1 2 51n 3 4 52n 90r@7", "1 2 3 4 90r@7 51n 52n"},
		{2, 4, nil, "1 51n 52n 2 53n 54n", "1 2 51n 52n 53n 54n"},
		{5, 1, nil, "1 2 3 4 5 51n", "1 2 3 4 5 51n"},
		{3, 2, nil, "1 2 51n 3 52n", "1 2 3 51n 52n"},
	} {
		today := Today{Due: numbers(1, tt.due), New: numbers(51, tt.fresh), Repeats: tt.repeats}
		if got := short(today.Queue()); got != tt.want {
			t.Errorf("%d due, %d new: %q, want %q", tt.due, tt.fresh, got, tt.want)
		}
		if got := short(today.QueueWithin()); got != tt.within {
			t.Errorf("%d due, %d new, in limited time: %q, want %q", tt.due, tt.fresh, got, tt.within)
		}
		for _, i := range today.Queue() {
			if i.Kind != Repeat && i.Kind != Scheduled {
				t.Errorf("%+v is asked as %q", i, i.Kind)
			}
		}
	}
}

// TestQueueDuringASession holds what each thing that the learner does makes of the queue, and that
// the queue before it stays as it was.
func TestQueueDuringASession(t *testing.T) {
	q := Queue{{Card: 1, Kind: Scheduled}, {Card: 2, Kind: Scheduled, New: true}, {Card: 3, Kind: Extra},
		{Card: 1, Kind: Repeat, Seen: 8}}
	const before = "1 2n 3x 1r@8"
	for what, tt := range map[string]struct {
		got  Queue
		want string
	}{
		"good":                      {q.Graded(Good, 9), "2n 3x 1r@8"},
		"easy":                      {q.Graded(Easy, 9), "2n 3x 1r@8"},
		"hard":                      {q.Graded(Hard, 9), "2n 3x 1r@8 1r@9"},
		"again, of a new card":      {q[1:].Graded(Again, 9), "3x 1r@8 2r@9"},
		"again, of practice":        {q[2:].Graded(Again, 5), "1r@8 3x@5"},
		"good, of a repeat":         {q[3:].Graded(Good, 9), ""},
		"skipped":                   {q.Skipped(), "2n 3x 1r@8 1"},
		"out of the review":         {q.Without(1), "2n 3x"},
		"taken back":                {q.AskingNext(Item{Card: 1, Kind: Repeat, Seen: 8}), "1r 2n 3x"},
		"taken back, of before":     {q.AskingNext(Item{Card: 4, Kind: Scheduled, New: true}), "4n 1 2n 3x 1r@8"},
		"the first of all":          {q.First(0), ""},
		"the first three":           {q.First(3), "1 2n 3x"},
		"more than there are":       {q.First(5), before},
		"as many as there are":      {q.First(4), before},
		"nothing, of one not asked": {q.Without(9), before},
	} {
		if got := short(tt.got); got != tt.want {
			t.Errorf("%s: %q, want %q", what, got, tt.want)
		}
		if short(q) != before {
			t.Fatalf("%s: the queue itself became %q", what, short(q))
		}
	}
}

func TestCount(t *testing.T) {
	q := Queue{
		{Kind: Scheduled}, {Kind: Scheduled}, {Kind: Scheduled, New: true}, {Kind: Extra},
		{Kind: Repeat}, {Kind: Repeat}, {Kind: Repeat}, {Kind: Repeat},
	}
	if got, want := q.Count(), (Counts{Due: 2, New: 1, Repeats: 4, Extra: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	for c, want := range map[Counts]string{
		{}:                                     "",
		{Due: 12, New: 1}:                      "12 due, 1 new",
		{Repeats: 2}:                           "2 to repeat",
		{Due: 1, New: 2, Repeats: 3, Extra: 4}: "1 due, 2 new, 3 to repeat, 4 for practice",
	} {
		if got := c.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestItemKindOn: practice stays practice; anything else is what the card's state makes it.
func TestItemKindOn(t *testing.T) {
	due := State{Due: 100, LastDay: 90, Stability: 1}
	for _, tt := range []struct {
		kind Kind
		day  Day
		want Kind
	}{{Extra, 100, Extra}, {Scheduled, 100, Scheduled}, {Scheduled, 90, Repeat}, {Repeat, 100, Scheduled},
		{Repeat, 90, Repeat}} {
		if got := (Item{Kind: tt.kind}).KindOn(due, tt.day); got != tt.want {
			t.Errorf("%s on %d: %s, want %s", tt.kind, tt.day, got, tt.want)
		}
	}
}

func TestSiblings(t *testing.T) {
	var s Siblings
	a, b := Block{1, 10}, Block{1, 11}
	byHand, noPlace := Block{0, 10}, Block{1, 0}
	for i, tt := range []struct {
		block Block
		want  bool
	}{{a, true}, {a, false}, {b, true}, {byHand, true}, {byHand, true}, {noPlace, true}, {noPlace, true}, {b, false}} {
		if got := s.Admit(tt.block); got != tt.want {
			t.Errorf("step %d: Admit(%v) = %v", i, tt.block, got)
		}
	}
	clone, c := s.Clone(), Block{2, 1}
	if clone.Admit(a) || !clone.Admit(c) || !s.Admit(c) {
		t.Error("a clone knows the blocks admitted before, and is independent from there on")
	}
}

func TestLimitsLeft(t *testing.T) {
	limits := Limits{NewPerDay: 10, ReviewsPerDay: 200}
	for done, want := range map[Done]Limits{
		{}:                       limits,
		{New: 4, Reviews: 300}:   {NewPerDay: 6},
		{New: 11, Reviews: 150}:  {ReviewsPerDay: 50},
		{New: 10, Reviews: 199}:  {ReviewsPerDay: 1},
		{New: 100, Reviews: 200}: {},
	} {
		if got := limits.Left(done); got != want {
			t.Errorf("after %+v: %+v, want %+v", done, got, want)
		}
	}
}

func TestOrders(t *testing.T) {
	for o, want := range map[Order]bool{ByOverdue: true, ByRisk: true, ByChance: true, ByFile: true, "": false,
		"Due": false} {
		if got := o.Valid(); got != want {
			t.Errorf("%q: %v", o, got)
		}
	}
	shuffled := func(seed uint64) string {
		list := numbers(1, 20)
		Shuffle(list, seed)
		seen := map[int64]bool{}
		for _, n := range list {
			seen[n] = true
		}
		if len(seen) != 20 || seen[0] || seen[21] {
			t.Errorf("seed %d: %v", seed, list)
		}
		return fmt.Sprint(list)
	}
	once, again := shuffled(1), shuffled(1)
	if once != again || once == shuffled(2) || once == fmt.Sprint(numbers(1, 20)) {
		t.Error("a seed is an order, another seed another")
	}
}
