package e2e

import (
	"strings"
	"testing"

	"iq/internal/iqtest"
)

// TestRestoreAsks replaces the database only after a yes.
func TestRestoreAsks(t *testing.T) {
	db := database(t, 3)
	backup, _, _ := strings.Cut(iqtest.Output(t, db, "backup"), ": ")
	iqtest.Output(t, db, "delete", "1")
	now := iqtest.Output(t, db, "list", "--json")
	for _, answer := range []string{"\r", "n\r", "\x04"} {
		term := onTerminal(t, iqtest.Command(t, db, "restore", backup), 80)
		term.expect("Then: ")
		term.expect("restore it? y/N> ")
		term.send(answer)
		term.expect("Nothing was changed.")
		if status := term.status(); status != 1 {
			t.Errorf("%q: exit status %d", answer, status)
		}
	}
	if got := iqtest.Output(t, db, "list", "--json"); got != now {
		t.Errorf("the database has changed:\n%s", got)
	}
	term := onTerminal(t, iqtest.Command(t, db, "restore", backup), 80)
	term.expect("restore it? y/N> ")
	term.send("y\r")
	term.expect("Restored: 3 cards, 0 reviews.")
	if status := term.status(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	if got := iqtest.Output(t, db, "list", "--json"); strings.Count(got, "\n") != 3 {
		t.Errorf("restored:\n%s", got)
	}
}

// TestRestoreDuringASession is refused, and the session goes on.
func TestRestoreDuringASession(t *testing.T) {
	db := database(t, 2)
	iqtest.Output(t, db, "backup")
	term := onTerminal(t, iqtest.Command(t, db, "review"), 80)
	term.expect("answer> ")
	out, err := iqtest.Command(t, db, "restore", "--yes").CombinedOutput()
	if err == nil || !strings.Contains(string(out),
		"another iq has it open; close it there and try again, nothing was changed") {
		t.Errorf("restore: %v\n%s", err, out)
	}
	term.send("\r")
	term.expect("grade> ")
	term.send("3\r")
	term.expect("saved")
	term.send("\x04")
	if status := term.status(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	if n := reviews(t, db); n != 1 {
		t.Errorf("%d reviews, want 1", n)
	}
	iqtest.Output(t, db, "restore", "--yes", "2")
}
