package e2e

import (
	"strings"
	"syscall"
	"testing"

	"iq/internal/iqtest"
)

// TestReadOnlyInTheMiddle: a session on a database that can no longer be written says of each thing
// that it was not done, and does it when it can be written again.
func TestReadOnlyInTheMiddle(t *testing.T) {
	t.Parallel()
	db := database(t, 3)
	term := onTerminal(t, rigged(t, db, "review"), 80)
	term.talk("answer> ", enter, "grade> ", "3\r", "saved", "", "term 1?", "", "answer> ", enter, "grade> ")
	term.signal(syscall.SIGUSR1)
	term.talk("[read-only]", "3\r", "not saved: ", "", "check the disk", "", "grade> ", "good\r", "not saved: ", "",
		"grade> ")
	term.talk("", "b\r", "not done: ", "", "grade> ", "x\r", "not done: ", "", "grade> ", "f odd\r", "not flagged: ",
		"", "grade> ")
	term.talk("", "u\r", "not taken back: ", "", "term 1?", "", "answer> ", "i\r", "new, never asked", "", "answer> ",
		enter, "grade> ")
	term.signal(syscall.SIGUSR2)
	term.talk("[writable]", "4\r", "saved", "", "term 2?", "", "answer> ", "q\r", "2 cards in")
	term.ends(0)
	if n := reviews(t, db); n != 2 {
		t.Errorf("%d reviews, want 2", n)
	}
	iqtest.Output(t, db, "check")
}

// TestReadOnlyToTheEnd of the session: it ends as failed, and what was saved before is there.
func TestReadOnlyToTheEnd(t *testing.T) {
	t.Parallel()
	db := database(t, 3)
	term := onTerminal(t, rigged(t, db, "review"), 80)
	term.talk("answer> ", enter, "grade> ", "3\r", "saved", "", "answer> ", enter, "grade> ")
	term.signal(syscall.SIGUSR1)
	term.talk("[read-only]", "3\r", "not saved: ", "", "grade> ", "q\r", "1 card in", "",
		"2 cards left for later, about 2 min; not everything could be saved.", "", "iq: "+db+": save grade of card 2: ",
		"", "check the disk")
	term.ends(1)
	if n := reviews(t, db); n != 1 {
		t.Errorf("%d reviews, want 1", n)
	}
	iqtest.Output(t, db, "check")
}

// TestReadOnlyForAMoment: what was not done and is done at the second try is no failure of the
// session's.
func TestReadOnlyForAMoment(t *testing.T) {
	t.Parallel()
	db := database(t, 1)
	term := onTerminal(t, rigged(t, db, "review"), 80)
	term.expect("answer> ")
	term.signal(syscall.SIGUSR1)
	term.talk("[read-only]", "b\r", "not done: ", "", "answer> ")
	term.signal(syscall.SIGUSR2)
	term.talk("[writable]", "b\r", "buried until tomorrow", "", "what you changed is kept.")
	term.ends(0)
	iqtest.Output(t, db, "check")
}

// TestReadOnlyAtOnesOwnAnswer does not lose what was written: it is tried again.
func TestReadOnlyAtOnesOwnAnswer(t *testing.T) {
	t.Parallel()
	db := unanswered(t)
	term := onTerminal(t, rigged(t, db, "review"), 80)
	term.talk("e opens the editor", "", "> ", "one line\r", "> ", "another\r", "> ")
	term.signal(syscall.SIGUSR1)
	term.talk("[read-only]", "\r", "not saved: ", "", "again> ", "what\r", "is not a choice here", "", "again> ",
		"?\r", "q  quit", "", "again> ", "\r", "not saved: ", "", "again> ")
	term.signal(syscall.SIGUSR2)
	term.talk("[writable]", "\r", "saved as the answer", "", "another", "", "grade> ", "3\r", "saved")
	term.ends(0)
	if card := iqtest.Output(t, db, "list", "--json"); !strings.Contains(card, `"answer":"one line\nanother"`) {
		t.Errorf("the card is %s", card)
	}
	iqtest.Output(t, db, "check")
}
