package e2e

import (
	"strings"
	"testing"

	"iq/internal/iqtest"
)

const gradedElsewhere = "graded in another session meanwhile"

// TestTwoTerminals asks the same five cards in two sessions: each card is graded once, whoever comes
// second is told, and both go on to the end.
func TestTwoTerminals(t *testing.T) {
	t.Parallel()
	db := database(t, 5)
	a, b := onTerminal(t, iqtest.Command(t, db, "review"), 80), onTerminal(t, iqtest.Command(t, db, "review"), 80)
	a.talk("1/5", "", "term 0?", "", "answer> ", enter, "grade> ")
	b.talk("1/5", "", "term 0?", "", "answer> ", enter, "grade> ")

	// The first card, shown to both with its answer.
	a.talk("", "1\r", "saved · once more today", "", "term 1?", "", "answer> ")
	b.talk("", "4\r", "not saved: this card was "+gradedElsewhere, "", "term 1?", "", "answer> ")

	// The second, shown to both as a question; and the third, which the other has not seen yet.
	b.talk("", enter, "grade> ", "3\r", "saved", "", "term 2?", "", "answer> ", enter, "grade> ", "3\r", "saved", "",
		"term 3?", "", "answer> ")
	a.talk("", enter, "grade> ", "3\r", "not saved: this card was "+gradedElsewhere, "", "card 3 was "+gradedElsewhere,
		"", "term 3?", "", "answer> ")

	// The others, and the repeat, which is of the session that failed the card.
	a.talk("", enter, "grade> ", "3\r", "saved", "", "term 4?", "", "answer> ", enter, "grade> ", "3\r", "saved", "",
		"once more", "", "term 0?", "", "answer> ")
	b.talk("", enter, "grade> ", "2\r", "not saved: this card was "+gradedElsewhere, "", "card 5 was "+gradedElsewhere,
		"", "2 cards in")
	a.talk("", enter, "grade> ", "3\r", "saved", "", "3 cards in")
	a.ends(0)
	b.ends(0)

	log := iqtest.Output(t, db, "export", "--reviews", "--json")
	if scheduled, repeats := strings.Count(log, `"kind":"scheduled"`), strings.Count(log,
		`"kind":"repeat"`); scheduled != 5 || repeats != 1 {
		t.Errorf("%d first grades and %d repeats, want 5 and 1:\n%s", scheduled, repeats, log)
	}
	iqtest.Output(t, db, "check")
}

// TestTwoTerminalsTakeBack: one session takes back what the other has graded since; then nothing of
// the other's is lost.
func TestTwoTerminalsTakeBack(t *testing.T) {
	t.Parallel()
	db := database(t, 3)
	a, b := onTerminal(t, iqtest.Command(t, db, "review"), 80), onTerminal(t, iqtest.Command(t, db, "review"), 80)
	for _, term := range []*terminal{a, b} {
		term.talk("answer> ", enter, "grade> ")
	}
	a.talk("", "1\r", "saved", "", "term 1?", "", "answer> ")
	b.talk("", "3\r", "not saved: this card was "+gradedElsewhere, "", "term 1?", "", "answer> ", "b\r", "buried", "",
		"term 2?", "", "answer> ")
	a.talk("", "u\r", "taken back: again", "", "term 0?", "", "answer> ", enter, "grade> ", "4\r", "saved", "")
	a.talk("card 2 was taken out of the review meanwhile", "", "term 2?", "", "answer> ", enter, "grade> ", "3\r",
		"saved", "", "2 cards in")
	b.talk("", enter, "grade> ", "s\r", "card 3 was "+gradedElsewhere, "")
	a.ends(0)
	b.ends(0)
	log := iqtest.Output(t, db, "export", "--reviews", "--json")
	if counting := strings.Count(log, `"undone":false`); counting != 2 || strings.Count(log, "\n") != 3 {
		t.Errorf("%d grades count, want 2 of 3:\n%s", counting, log)
	}
	iqtest.Output(t, db, "check")
}

// TestRepeatInTwoTerminals asks what failed earlier in the day in two sessions: who comes second to a
// card that was passed meanwhile is told.
func TestRepeatInTwoTerminals(t *testing.T) {
	t.Parallel()
	db := database(t, 2)
	first := onTerminal(t, iqtest.Command(t, db, "review"), 80)
	first.talk("answer> ", enter, "grade> ", "1\r", "saved", "", "answer> ", enter, "grade> ", "1\r", "saved", "",
		"answer> ", "q\r")
	first.ends(0)
	a, b := onTerminal(t, iqtest.Command(t, db, "review"), 80), onTerminal(t, iqtest.Command(t, db, "review"), 80)
	a.talk("2 to repeat", "", "term 0?", "", "answer> ")
	b.talk("2 to repeat", "", "term 0?", "", "answer> ")
	a.talk("", enter, "grade> ", "3\r", "saved", "", "answer> ", enter, "grade> ", "3\r", "saved", "", "2 cards in")
	b.talk("", enter, "grade> ", "3\r", "not saved: this card was "+gradedElsewhere, "", "card 2 was "+gradedElsewhere,
		"", "Nothing graded")
	a.ends(0)
	b.ends(0)
	if n := reviews(t, db); n != 4 {
		t.Errorf("%d reviews, want 4", n)
	}
	iqtest.Output(t, db, "check")
}
