package intake

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
)

// shelf is a database into which tests import.
type shelf struct {
	t    testing.TB
	db   *db.DB
	gone map[string]bool // sources that are no longer there
}

func newShelf(t testing.TB) *shelf {
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "iq.db"), db.Options{Mode: db.Write})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return &shelf{t, d, map[string]bool{}}
}

// file is a source with its cards, each of which holds its deck.
type file struct {
	source string
	cards  []importer.Card
}

// take imports files in one batch and returns their outcomes.
func (s *shelf) take(files ...file) []Outcome {
	s.t.Helper()
	var outs []*Outcome
	err := s.db.Import(s.t.Context(), 1, func(im *db.Import) error {
		b := NewBatch(im, func(source string) bool { return !s.gone[source] })
		for _, f := range files {
			out, err := b.Take(File{Source: f.source,
				Doc: importer.Document{Name: f.source, Deck: "d", Cards: f.cards}})
			if err != nil {
				return err
			}
			outs = append(outs, out)
		}
		return b.Finish()
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var all []Outcome
	for i, out := range outs {
		if n := out.Added + out.Changed + out.Unchanged + out.Duplicate; n != len(files[i].cards) {
			s.t.Fatalf("%s: the parts add up to %d of %d cards: %+v", files[i].source, n, len(files[i].cards), *out)
		}
		all = append(all, *out)
	}
	return all
}

// ids returns the ids of the cards that are asked, by question.
func (s *shelf) ids() map[string]int64 {
	s.t.Helper()
	ids := map[string]int64{}
	err := s.db.Cards(s.t.Context(), db.Selection{}, func(c db.Card) error {
		if c.Status == card.Active {
			ids[c.Question] = c.ID
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return ids
}

func counts(o Outcome) string {
	return fmt.Sprintf("new %d changed %d kept %d duplicate %d gone %d", o.Added, o.Changed, o.Unchanged,
		o.Duplicate, o.Gone)
}

func cardsOf(questions ...string) []importer.Card {
	var cards []importer.Card
	for i, q := range questions {
		cards = append(cards, importer.Card{Line: 3 * (i + 1),
			Text: card.Text{Question: q, Answer: "The answer to " + q}})
	}
	return cards
}

// step imports files and says what becomes of their cards.
type step struct {
	files []file
	gone  string // source that is removed before
	want  []string
	keep  bool // the cards that were there keep their ids
}

func TestFiles(t *testing.T) {
	for name, steps := range map[string][]step{
		"a card goes and comes back": {
			{files: []file{{"a", cardsOf("What is A?", "What is B?")}},
				want: []string{"new 2 changed 0 kept 0 duplicate 0 gone 0"}},
			{files: []file{{"a", cardsOf("What is A?")}}, want: []string{"new 0 changed 0 kept 1 duplicate 0 gone 1"}},
			{files: []file{{"a", cardsOf("What is A?", "What is B?")}},
				want: []string{"new 0 changed 1 kept 1 duplicate 0 gone 0"}, keep: true},
		},
		"a file is split in two": {
			{files: []file{{"a", cardsOf("What is A?", "What is B?")}},
				want: []string{"new 2 changed 0 kept 0 duplicate 0 gone 0"}},
			{files: []file{{"a", cardsOf("What is A?")}, {"b", cardsOf("What is B?")}},
				want: []string{"new 0 changed 0 kept 1 duplicate 0 gone 1",
					"new 0 changed 1 kept 0 duplicate 0 gone 0"}, keep: true},
		},
		"a file is split in two, the new one first": {
			{files: []file{{"m", cardsOf("What is A?", "What is B?")}},
				want: []string{"new 2 changed 0 kept 0 duplicate 0 gone 0"}},
			{files: []file{{"b", cardsOf("What is B?")}, {"m", cardsOf("What is A?")}},
				want: []string{"new 0 changed 1 kept 0 duplicate 0 gone 0",
					"new 0 changed 0 kept 1 duplicate 0 gone 1"}, keep: true},
		},
		"a file is split in two imports": {
			{files: []file{{"a", cardsOf("What is A?", "What is B?")}},
				want: []string{"new 2 changed 0 kept 0 duplicate 0 gone 0"}},
			{files: []file{{"a", cardsOf("What is A?")}}, want: []string{"new 0 changed 0 kept 1 duplicate 0 gone 1"}},
			{files: []file{{"b", cardsOf("What is B?")}},
				want: []string{"new 0 changed 1 kept 0 duplicate 0 gone 0"}, keep: true},
		},
		"a file is renamed and edited": {
			{files: []file{{"a", cardsOf("What is A?", "What is B?", "What is a long C?")}},
				want: []string{"new 3 changed 0 kept 0 duplicate 0 gone 0"}},
			{gone: "a", files: []file{{"b", cardsOf("What is A?", "What is B?", "What is a long D?")}},
				want: []string{"new 1 changed 0 kept 2 duplicate 0 gone 1"}},
		},
		// After an exchange of databases the cards may be of the other machine's file.
		"a file is the same as one that is not there": {
			{files: []file{{"theirs", cardsOf("What is A?", "What is B?", "What is a long C good for?")},
				{"ours", cardsOf("What is A?")}},
				want: []string{"new 3 changed 0 kept 0 duplicate 0 gone 0",
					"new 0 changed 0 kept 0 duplicate 1 gone 0"}},
			{gone: "theirs", files: []file{{"ours",
				cardsOf("What is A?", "What is B?", "What is a long C mostly good for?")}},
				want: []string{"new 0 changed 1 kept 2 duplicate 0 gone 0"}},
			{gone: "theirs", files: []file{{"ours", cardsOf("What is A?", "What is B?")}},
				want: []string{"new 0 changed 0 kept 2 duplicate 0 gone 1"}, keep: true},
		},
		"two files share a card": {
			{files: []file{{"a", cardsOf("What is A?")}, {"b", cardsOf("what is **A**", "What is B?")}},
				want: []string{"new 1 changed 0 kept 0 duplicate 0 gone 0",
					"new 1 changed 0 kept 0 duplicate 1 gone 0"}},
			{files: []file{{"b", cardsOf("What is A?", "What is B?")}},
				want: []string{"new 0 changed 0 kept 1 duplicate 1 gone 0"}, keep: true},
		},
		"a card stands twice in one file": {
			{files: []file{{"a", cardsOf("What is A?", "What is A?")}},
				want: []string{"new 1 changed 0 kept 0 duplicate 1 gone 0"}},
			{files: []file{{"a", cardsOf("What is A?", "What is A?")}},
				want: []string{"new 0 changed 0 kept 1 duplicate 1 gone 0"}, keep: true},
		},
	} {
		t.Run(name, func(t *testing.T) { takeSteps(t, steps) })
	}
}

func takeSteps(t *testing.T, steps []step) {
	t.Helper()
	s := newShelf(t)
	before := map[string]int64{}
	for i, step := range steps {
		s.gone[step.gone] = true
		for j, out := range s.take(step.files...) {
			if got := counts(out); got != step.want[j] {
				t.Errorf("step %d: %s: %s, want %s", i+1, step.files[j].source, got, step.want[j])
			}
		}
		for q, id := range s.ids() {
			if step.keep && before[q] != 0 && before[q] != id {
				t.Errorf("step %d: %q was card %d and is %d", i+1, q, before[q], id)
			}
			before[q] = id
		}
	}
}

func TestSame(t *testing.T) {
	digest := []byte("digest")
	for name, tt := range map[string]struct {
		source db.Source
		same   bool
	}{
		"imported as it is": {db.Source{ID: 1, Digest: digest}, true},
		"never imported":    {db.Source{Digest: digest}, false},
		"other bytes":       {db.Source{ID: 1, Digest: []byte("other")}, false},
		"with a duplicate":  {db.Source{ID: 1, Digest: digest, Duplicate: 1}, false},
	} {
		if got := Same(tt.source, digest); got != tt.same {
			t.Errorf("%s: same %v", name, got)
		}
	}
}

func TestDecksMayShareAQuestion(t *testing.T) {
	s := newShelf(t)
	a := importer.Card{Line: 1, Text: card.Text{Question: "What is a transaction?",
		Answer: "All or nothing, on rows.", Deck: "sql"}}
	b := importer.Card{Line: 1, Text: card.Text{Question: "What is a transaction?",
		Answer: "Several topics at once.", Deck: "kafka"}}
	if out := s.take(file{"a", []importer.Card{a}}, file{"b", []importer.Card{b}}); out[1].Added != 1 {
		t.Errorf("another deck's answer: %+v", out[1])
	}
}

func TestADeletedCardStaysDeleted(t *testing.T) {
	s := newShelf(t)
	s.take(file{"a", cardsOf("What is A?")})
	id := s.ids()["What is A?"]
	hide := func(im *db.Import) error { return im.SetStatus(id, card.Deleted) }
	if err := s.db.Import(t.Context(), 1, hide); err != nil {
		t.Fatal(err)
	}
	out := s.take(file{"a", cardsOf("What is A?")})
	if out[0].Unchanged != 1 || len(s.ids()) != 0 {
		t.Errorf("%+v, asked %v", out[0], s.ids())
	}
}

// Words of made-up questions. A subject belongs to one question of a list only, so two questions
// never ask the same.
var (
	asks = []string{"What is the purpose of %s?", "How does %s work?", "Why would you use %s in production?",
		"When does %s fail?", "Explain the idea behind %s."}
	others2 = []string{"Tell me what %s is for.", "Describe how %s works in practice.",
		"What makes %s useful in production?", "In which cases does %s break?", "What is the idea of %s?"}
	subjects = strings.Fields(`
		backpressure sharding gossip quorum compaction vacuuming checkpointing fencing tracing sampling
		batching pipelining throttling hedging prefetching partitioning indexing denormalisation
		materialisation journaling snapshotting multiplexing tunnelling federation delegation introspection
		memoisation vectorisation speculation deduplication compression encryption rotation attestation
		provisioning autoscaling scheduling preemption eviction isolation admission arbitration
		reconciliation convergence idempotence`)
	tails = strings.Fields(`
		latency memory disk network threads clients replicas tenants regions operators schemas queues
		budgets deadlines retries failures upgrades migrations dashboards alerts tokens sessions keys rows
		pages blocks segments offsets`)
)

// listed is a card of a list in a test: what it is stays the same however it is edited.
type listed struct {
	subject string
	form    int
	card    importer.Card
}

func draw(rt *rapid.T, subject string) listed {
	form := rapid.IntRange(0, len(asks)-1).Draw(rt, "form")
	var answer strings.Builder
	if rapid.Bool().Draw(rt, "named in the answer") {
		fmt.Fprintf(&answer, "It concerns %s:", subject)
	}
	for range rapid.IntRange(6, 20).Draw(rt, "words") {
		answer.WriteString(" " + rapid.SampledFrom(tails).Draw(rt, "word"))
	}
	return listed{subject, form, importer.Card{Text: card.Text{Question: fmt.Sprintf(asks[form], subject),
		Answer: strings.TrimSpace(answer.String())}}}
}

// edit changes a card as somebody might who means the same card: at most one of question and
// answer is written anew.
func edit(rt *rapid.T, l listed) listed {
	switch rapid.IntRange(0, 5).Draw(rt, "edit") {
	case 0: // a slip in the question
		q := []rune(l.card.Question)
		i := strings.Index(l.card.Question, l.subject) + rapid.IntRange(2, len(l.subject)-2).Draw(rt, "at")
		l.card.Question = string(append(q[:i:i], q[i+1:]...))
	case 1: // put in other words
		l.card.Question = fmt.Sprintf(others2[l.form], l.subject)
	case 2: // an answer written anew
		l.card.Answer = "In short, it is about " + rapid.SampledFrom(tails).Draw(rt,
			"about") + " and nothing else that matters here."
	case 3: // more words in the question
		l.card.Question = strings.TrimRight(l.card.Question, "?.") + " in a distributed system?"
	case 4: // an answer with an end of its own
		l.card.Answer += " Mind the " + rapid.SampledFrom(tails).Draw(rt, "mind") + "."
	}
	return l
}

// TestEditsKeepHistories edits lists at random: cards are edited, moved, taken out, put in. Nearly
// all that a careful reader would call the same keep their id, and no card gets that of another.
func TestEditsKeepHistories(t *testing.T) {
	same, kept := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation(subjects).Draw(rt, "subjects")
		n := rapid.IntRange(3, 30).Draw(rt, "cards")
		var before []listed
		for _, subject := range order[:n] {
			before = append(before, draw(rt, subject))
		}
		s := newShelf(t)
		defer s.db.Close()
		s.take(file{"a", cardList(before)})
		owner := map[int64]string{}
		for _, l := range before {
			owner[s.ids()[l.card.Question]] = l.subject
		}

		var after []listed
		for _, l := range before {
			switch rapid.IntRange(0, 9).Draw(rt, "fate") {
			case 0: // taken out
			case 1, 2, 3, 4:
				after = append(after, edit(rt, l))
			default:
				after = append(after, l)
			}
		}
		for _, subject := range order[n : n+rapid.IntRange(0, 5).Draw(rt, "put in")] {
			after = append(after, draw(rt, subject))
		}
		if rapid.Bool().Draw(rt, "reorder") {
			after = rapid.Permutation(after).Draw(rt, "order")
		}
		s.take(file{"a", cardList(after)})
		ids := s.ids()
		for _, l := range after {
			was, known := owner[ids[l.card.Question]]
			if known && was != l.subject {
				rt.Fatalf("%q got the history of a question on %s", l.card.Question, was)
			}
			for _, old := range before {
				if old.subject == l.subject {
					same++
					if known {
						kept++
					}
				}
			}
		}
		// The same again changes nothing.
		again := s.take(file{"a", cardList(after)})[0]
		if again.Added+again.Changed+again.Gone > 0 {
			rt.Fatalf("a second import: %s", counts(again))
		}
	})
	if share := float64(kept) / float64(same); share < 0.98 {
		t.Errorf("%d of %d edited cards kept their history: %.1f %%, want 98 %%", kept, same, 100*share)
	} else {
		t.Logf("%d of %d cards kept their history: %.2f %%", kept, same, 100*share)
	}
}

func cardList(list []listed) []importer.Card {
	var cards []importer.Card
	for i, l := range list {
		l.card.Line = 5 * (i + 1)
		cards = append(cards, l.card)
	}
	return cards
}
