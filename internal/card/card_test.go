package card

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		text Text
		want error
	}{
		{Text{Deck: "go", Question: "What is a map?"}, nil},
		{Text{Question: "What is a map?"}, ErrNoDeck},
		{Text{Deck: "go", Answer: "A table."}, ErrNoQuestion},
	} {
		if err := tt.text.Check(); !errors.Is(err, tt.want) {
			t.Errorf("%.40v: %v, want %v", tt.text, err, tt.want)
		}
	}
	long := strings.Repeat("é", MaxDeck)
	for name, want := range map[string]error{"": ErrNoDeck, "go": nil, long: nil, long + "é": ErrDeckTooLong} {
		if err := CheckDeck(name); !errors.Is(err, want) {
			t.Errorf("deck %.40q: %v, want %v", name, err, want)
		}
	}
}

func TestSameQuestionToAReader(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"What is **WAL**?", "what  is `wal`", true},
		{"What is WAL?\n", "\ufeffWhat is\tWAL ?", true},
		{"What is WAL?", "What is a WAL?", false},
		{"C#", "C", false},
		{"a b", "ab", false},
	} {
		if got := Key(tt.a) == Key(tt.b); got != tt.same {
			t.Errorf("%q and %q: same %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if once := Normalise(s); Normalise(once) != once {
			t.Errorf("%q: %q, then %q", s, once, Normalise(once))
		}
	})
}

func TestSameCard(t *testing.T) {
	a := Text{Deck: "go", Question: "What is a map?", Answer: "A table."}
	for name, tt := range map[string]struct {
		change         func(*Text)
		same, identity bool
	}{
		"nothing": {func(*Text) {}, true, true},
		"emphasis": {func(t *Text) { t.Question, t.Answer = "what is a *map*", "a **table**" },
			true, true},
		"its tags":                     {func(t *Text) { t.Tags = []string{"x"} }, true, true},
		"another answer":               {func(t *Text) { t.Answer = "A tree." }, true, false},
		"another deck":                 {func(t *Text) { t.Deck = "java" }, true, false},
		"another deck, another answer": {func(t *Text) { t.Deck, t.Answer = "java", "A tree." }, false, false},
		"another question":             {func(t *Text) { t.Question = "What is a set?" }, false, false},
	} {
		b := a
		tt.change(&b)
		if got := a.SameCard(b); got != tt.same || b.SameCard(a) != tt.same {
			t.Errorf("%s: same card %v, want %v", name, got, tt.same)
		}
		if got := a.Identity() == b.Identity(); got != tt.identity {
			t.Errorf("%s: same identity %v, want %v", name, got, tt.identity)
		}
	}
}

func TestOutOfReview(t *testing.T) {
	for _, tt := range []struct {
		marks Marks
		out   bool
	}{
		{Marks{Status: Active}, false},
		{Marks{Status: Active, Flagged: true}, false},
		{Marks{Status: Active, BuriedUntil: 5}, false},
		{Marks{Status: Active, BuriedUntil: 6}, true},
		{Marks{Status: Suspended}, true},
		{Marks{Status: Gone}, true},
		{Marks{Status: Deleted}, true},
	} {
		if got := tt.marks.OutOfReview(5); got != tt.out {
			t.Errorf("%+v on day 5: %v, want %v", tt.marks, got, tt.out)
		}
	}
	if (Marks{Status: Active}).OutOfReview(-3) {
		t.Error("before 1970 what is not buried counts as buried")
	}
}

// TestChange sets what the learner changed and leaves what changed elsewhere meanwhile.
func TestChange(t *testing.T) {
	shown := Marks{Status: Active, Flagged: true, Note: "mine"}
	for name, tt := range map[string]struct{ wanted, stored, want Marks }{
		"a status":      {Marks{Suspended, 0, true, "mine"}, shown, Marks{Suspended, 0, true, "mine"}},
		"a lost status": {Marks{Suspended, 0, true, "mine"}, Marks{Status: Gone}, Marks{Status: Gone}},
		"a day": {Marks{Active, 7, true, "mine"}, Marks{Status: Deleted, Note: "x"}, Marks{Deleted, 7, false,
			"x"}},
		"a note": {Marks{Active, 0, true, "new"}, Marks{Suspended, 9, false, ""}, Marks{Suspended, 9, true,
			"new"}},
		"a flag":         {Marks{Active, 0, false, ""}, Marks{Active, 9, true, "theirs"}, Marks{Active, 9, false, ""}},
		"nothing at all": {shown, Marks{Suspended, 9, true, "theirs"}, Marks{Suspended, 9, true, "theirs"}},
	} {
		got := tt.stored
		if got.Change(shown, tt.wanted); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}
