package intake

import (
	"fmt"
	"testing"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
)

// TestEditedCards holds what the learner changed against what the source changed since: each keeps
// what it alone changed, and where both did, the learner's stays.
func TestEditedCards(t *testing.T) {
	was := importer.Card{Line: 3, Text: card.Text{Question: "What is a lease?", Answer: "A lock that ends.",
		Tags: []string{"a", "b"}}}
	for name, tt := range map[string]struct {
		edit func(*card.Text)
		next func(*importer.Card)
		want string
		out  string
	}{
		"nothing in the source": {
			func(t *card.Text) { t.Answer = "Mine." }, func(*importer.Card) {},
			"d | What is a lease? | Mine. | [a b]", "new 0 changed 0 kept 1 duplicate 0 gone 0"},
		"another part in the source": {
			func(t *card.Text) { t.Answer = "Mine." }, func(c *importer.Card) { c.Question = "What is a lease, then?" },
			"d | What is a lease, then? | Mine. | [a b]", "new 0 changed 1 kept 0 duplicate 0 gone 0"},
		"the same part in the source": {
			func(t *card.Text) { t.Answer = "Mine." },
			func(c *importer.Card) { c.Answer = "A lock that ends by itself." },
			"d | What is a lease? | Mine. | [a b]", "new 0 changed 1 kept 0 duplicate 0 gone 0"},
		"the question": {
			func(t *card.Text) { t.Question = "Quite another thing?" }, func(c *importer.Card) { c.Line = 9 },
			"d | Quite another thing? | A lock that ends. | [a b]", "new 0 changed 0 kept 1 duplicate 0 gone 0"},
		"the deck": {
			func(t *card.Text) { t.Deck = "mine" }, func(c *importer.Card) { c.Answer = "Other." },
			"mine | What is a lease? | Other. | [a b]", "new 0 changed 1 kept 0 duplicate 0 gone 0"},
		"tags of both": {
			func(t *card.Text) { t.Tags = []string{"b", "mine"} },
			func(c *importer.Card) { c.Tags = []string{"a", "b", "new"} },
			"d | What is a lease? | A lock that ends. | [b new mine]", "new 0 changed 1 kept 0 duplicate 0 gone 0"},
		"tags that the source took away": {
			func(t *card.Text) { t.Tags = []string{"a", "b", "mine"} },
			func(c *importer.Card) { c.Tags = []string{"b"} },
			"d | What is a lease? | A lock that ends. | [b mine]", "new 0 changed 1 kept 0 duplicate 0 gone 0"},
		"the source comes to the same": {
			func(t *card.Text) { t.Answer = "Better." }, func(c *importer.Card) { c.Answer = "Better." },
			"d | What is a lease? | Better. | [a b]", "new 0 changed 1 kept 0 duplicate 0 gone 0"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			other := cardsOf("What is a token?")
			s.take(file{"a", append(other, was)})
			id := s.ids()[was.Question]
			before, err := s.db.Card(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			mine := before.Text
			tt.edit(&mine)
			if err := s.db.Edit(t.Context(), id, before.Text, mine, 2); err != nil {
				t.Fatal(err)
			}
			next := was
			tt.next(&next)
			nothingMore := "new 0 changed 0 kept 2 duplicate 0 gone 0"
			for i, want := range []string{tt.out, nothingMore} {
				out := s.take(file{"a", append(cardsOf("What is a token?"), next)})[0]
				if i == 0 {
					out.Unchanged-- // the token
				}
				if got := counts(out); got != want {
					t.Errorf("import %d: %s, want %s", i+1, got, want)
				}
			}
			c, err := s.db.Card(t.Context(), id)
			got := fmt.Sprintf("%s | %s | %s | %v", c.Deck, c.Question, c.Answer, c.Tags)
			if err != nil || got != tt.want {
				t.Errorf("%s, %v; want %s", got, err, tt.want)
			}
		})
	}
}

// TestOwnAnswerStays with a question that came without one.
func TestOwnAnswerStays(t *testing.T) {
	s := newShelf(t)
	open := importer.Card{Line: 1, Text: card.Text{Question: "What is a lease?"}}
	s.take(file{"a", []importer.Card{open}})
	id := s.ids()[open.Question]
	shown := card.Text{Deck: "d", Question: open.Question}
	mine := card.Text{Deck: "d", Question: open.Question, Answer: "Mine."}
	if err := s.db.Edit(t.Context(), id, shown, mine, 2); err != nil {
		t.Fatal(err)
	}
	s.take(file{"a", []importer.Card{open}})
	open.Answer = "The list's own."
	s.take(file{"a", []importer.Card{open}})
	if c, err := s.db.Card(t.Context(), id); err != nil || c.Answer != "Mine." {
		t.Errorf("%q, %v", c.Answer, err)
	}
}

// TestRenamedDeckStaysRenamed when its file is imported again, new cards included.
func TestRenamedDeckStaysRenamed(t *testing.T) {
	s := newShelf(t)
	s.take(file{"a", cardsOf("What is A?")})
	if _, err := s.db.RenameDeck(t.Context(), "d", "renamed", 1); err != nil {
		t.Fatal(err)
	}
	out := s.take(file{"a", cardsOf("What is A?", "What is B?")})[0]
	if counts(out) != "new 1 changed 0 kept 1 duplicate 0 gone 0" {
		t.Error(counts(out))
	}
	if decks, err := s.db.Decks(t.Context()); err != nil || fmt.Sprint(decks) != "[renamed]" {
		t.Errorf("decks %v, %v", decks, err)
	}
	s.take(file{"b", cardsOf("What is Z?")}) // another file's deck is not meant
	if decks, _ := s.db.Decks(t.Context()); fmt.Sprint(decks) != "[d renamed]" {
		t.Errorf("decks %v", decks)
	}
}

func TestAdd(t *testing.T) {
	s := newShelf(t)
	text := card.Text{Deck: "d", Question: "What is A?", Answer: "x"}
	add := func(t card.Text) (id int64, err error) {
		err = s.db.Import(s.t.Context(), 1, func(im *db.Import) error {
			id, err = Add(im, t)
			return err
		})
		return id, err
	}
	first, err := add(text)
	if err != nil || first == 0 {
		t.Fatal(first, err)
	}
	text.Answer = "another"
	if _, err := add(text); err == nil || err.Error() != fmt.Sprintf("card %d of deck d asks the same", first) {
		t.Errorf("the same question again: %v", err)
	}
	text.Deck = "e"
	if id, err := add(text); err != nil || id == first {
		t.Errorf("in another deck: %d, %v", id, err)
	}
}
