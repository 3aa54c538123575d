package intake

import (
	"fmt"
	"slices"
	"testing"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
)

func text(question, answer string) importer.Card {
	return importer.Card{Text: card.Text{Deck: "d", Question: question, Answer: answer}}
}

func stored(texts ...importer.Card) []db.Known {
	var known []db.Known
	for i, t := range texts {
		known = append(known, db.Known{Text: t.Text, ID: int64(i + 1), Source: 1, Status: card.Active})
	}
	return known
}

// others stand around the card in question, as in a real file, so that words have their weights.
var others = []importer.Card{
	text("What is a goroutine?", "A function that runs concurrently with others, on a small stack that grows."),
	text("How does a buffered channel differ from an unbuffered one?",
		"It holds values until it is full; an unbuffered one makes sender and receiver meet."),
	text("What is the zero value of a map?", "Nil: reading it gives zero values, writing to it panics."),
	text("When does defer run?", "When the surrounding function returns, last in first out."),
	text("What is the difference between a pointer and a value receiver?",
		"A pointer receiver may change what it is called on, and no copy is made."),
	text("What is escape analysis?", "The compiler decides whether a value can live on the stack."),
}

// TestThresholds holds the thresholds to what a careful reader would say of one changed card.
func TestThresholds(t *testing.T) {
	index := "An index on several columns helps a query that names the first of them. It costs space and slows writes."
	for _, tt := range []struct {
		name          string
		before, after importer.Card
		same          bool
	}{
		{"a typo mended", text("What is a compsite index?", index), text("What is a composite index?", index), true},
		{"a typo mended, answer rewritten", text("What does a compsite index help with?", index),
			text("What does a composite index help with?", "Queries on its leftmost columns."), true},
		{"a typo in a short question and no answer to speak of", text("What is a semaphor?", "A counter."),
			text("What is a semaphore?", "A counter of permits."), true},
		{"letters swapped", text("What is a sempahore?", "A counter."),
			text("What is a semaphore?", "A number of permits."), true},
		{"put in other words", text("What is a composite index?", index),
			text("What are indexes on several columns good for?", index), true},
		{"asked another way", text("What is a composite index?", index), text("Explain composite indexes.", index),
			true},
		{"words added", text("What is a composite index?", index),
			text("What is a composite index in a relational database?", index), true},
		{"asked another way, answer longer", text("What is a composite index?", index),
			text("How does a composite index work?", index+" Put the column with equality first."), true},
		{"put entirely anew, the answer stays", text("What is a composite index?", index),
			text("Which structure serves several columns at once?", index), true},

		{"another thing, other answer", text("What is TCP?",
			"A stream with order and acknowledgement, set up by three messages."),
			text("What is UDP?", "Datagrams without order or acknowledgement, and no set-up."), false},
		{"another thing, the answer followed", text("What does a left join keep?",
			"All rows of the left table, and nulls where the right has none."),
			text("What does a right join keep?", "All rows of the right table, and nulls where the left has none."),
			false},
		{"one word of many exchanged",
			text("What is the difference between optimistic and pessimistic locking in PostgreSQL?",
				"PostgreSQL locks rows with select for update; optimistic locking compares a version."),
			text("What is the difference between optimistic and pessimistic locking in MySQL?",
				"InnoDB takes next-key locks; the version column is up to you."), false},
		{"opposites", text("What is synchronous replication?",
			"The primary waits for the replica before it answers the client."),
			text("What is asynchronous replication?",
				"The primary answers the client at once and the replica follows."), false},
		{"versions", text("What is new in HTTP/2?", "Streams in one connection, and compressed headers."),
			text("What is new in HTTP/3?", "QUIC in place of TCP, so that loss stalls one stream only."), false},
		{"the same short answer", text("Is a map safe for concurrent use?", "No."),
			text("Is a nil slice safe to append to?", "No."), false},
		{"a related question", text("What is Kafka?", "A log of messages kept on disk, cut into partitions."),
			text("What is Kafka Streams?", "A library that computes on topics."), false},
		{"a question that shares the form", text("How do you scale reads?",
			"With replicas and caches in front of the primary."),
			text("How do you scale writes?", "With batches, queues and partitions by key."), false},
	} {
		before, after := append(others[:3:3], tt.before), append(others[:3:3], tt.after)
		before, after = append(before, others[3:]...), append(after, others[3:]...)
		want := unpaired
		if tt.same {
			want = 3
		}
		if got := pair(after, stored(before...)); got[3] != want {
			w := newWeights([]profile{profileOf(tt.before.Text)}, []profile{profileOf(tt.after.Text)})
			t.Errorf("%s: paired with %d, want %d: %+v", tt.name, got[3], want,
				w.compare(profileOf(tt.before.Text), profileOf(tt.after.Text)))
		}
		// The same among others that changed places, so that its neighbours say nothing.
		moved := append([]importer.Card{tt.after}, others...)
		if got := pair(moved, stored(before...)); got[0] != want && !tt.same {
			t.Errorf("%s, moved: paired with %d, want %d", tt.name, got[0], want)
		}
	}
}

func TestPairEqualCards(t *testing.T) {
	known := stored(text("Same?", "One."), text("Same?", "Two."), text("Other?", "Three."))
	got := pair([]importer.Card{text("other", "Four."), text("**Same?**", "Two."), text("same", "Five.")}, known)
	if want := []int{2, 1, 0}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("paired %v, want %v", got, want)
	}
}

func TestPairReorderedAndRenumbered(t *testing.T) {
	var after []importer.Card
	for i := range others {
		after = append(after, others[len(others)-1-i])
	}
	for i, k := range pair(after, stored(others...)) {
		if k != len(others)-1-i {
			t.Errorf("text %d paired with %d", i, k)
		}
	}
}

func TestMisspelt(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"semaphor", "semaphore", true}, {"index", "indexs", true}, {"recieve", "receive", true},
		{"compsite", "composite", true},
		{"lock", "locks", true}, {"thread", "threads", true},
		{"synchronous", "asynchronous", false}, {"tcp", "udp", false}, {"ipv4", "ipv6", false},
		{"read", "write", false},
		{"mutable", "immutable", false}, {"left", "lift", false}, {"authentication", "authorization", false},
	} {
		if got := misspelt(tt.a, tt.b); got != tt.want || misspelt(tt.b, tt.a) != tt.want {
			t.Errorf("misspelt(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}

// TestPairingLeavesNothingToChance pairs cards that are equally like one another again and again:
// weights of words were once added up in the order in which a map gave them, and the last bit of the
// sum decided.
func TestPairingLeavesNothingToChance(t *testing.T) {
	item := func(i int) importer.Card {
		return text(fmt.Sprintf("What is item-%05d?", i),
			fmt.Sprintf("The answer to it, which is one of many and says little: %d.", i))
	}
	var before, after []importer.Card
	for i := range 150 {
		before, after = append(before, item(i)), append(after, item(1000+i))
	}
	first := pair(after, stored(before...))
	for range 10 {
		if again := pair(after, stored(before...)); !slices.Equal(first, again) {
			t.Fatalf("paired\n%v, and the next time\n%v", first, again)
		}
	}
}

// TestOnlyGap takes a question of which half is new for the same card where it stands alone between the
// same two neighbours, first and last in its file too, and not where the place says nothing.
func TestOnlyGap(t *testing.T) {
	before := text("What limits throughput?", "Disk bandwidth bounds it.")
	after := text("What limits throughput of partitioned consumers, roughly?", "Network bandwidth bounds everything.")
	a, b, c := others[0], others[1], others[2]
	for name, tt := range map[string]struct {
		texts, known []importer.Card
		want         int // the card that the changed text is
	}{
		"between two":          {[]importer.Card{a, after, b}, []importer.Card{a, before, b}, 1},
		"the first":            {[]importer.Card{after, a, b}, []importer.Card{before, a, b}, 0},
		"the last":             {[]importer.Card{a, b, after}, []importer.Card{a, b, before}, 2},
		"elsewhere":            {[]importer.Card{a, b, after}, []importer.Card{a, before, b}, unpaired},
		"a new one beside it":  {[]importer.Card{a, c, after, b}, []importer.Card{a, before, b}, unpaired},
		"a new one behind it":  {[]importer.Card{a, after, c, b}, []importer.Card{a, before, b}, unpaired},
		"two gone between two": {[]importer.Card{a, after, b}, []importer.Card{a, before, c, b}, unpaired},
	} {
		changed := slices.IndexFunc(tt.texts, func(t importer.Card) bool { return t.Question == after.Question })
		if got := pair(tt.texts, stored(tt.known...))[changed]; got != tt.want {
			t.Errorf("%s: card %d, want %d", name, got, tt.want)
		}
	}
}
