package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"iq/internal/iqtest"
)

// patience is how long a test waits for a program on a busy machine.
const patience = 20 * time.Second

// database makes one with so many cards.
func database(t *testing.T, cards int) string {
	t.Helper()
	dir := t.TempDir()
	var list strings.Builder
	for i := range cards {
		fmt.Fprintf(&list, "## What is the meaning of term %d?\n\nThe meaning of it.\n\n- a point of %d\n\n", i, i)
	}
	file, db := filepath.Join(dir, "terms.md"), filepath.Join(dir, "iq.db")
	if err := os.WriteFile(file, []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	iqtest.Output(t, db, "import", file)
	return db
}

func reviews(t *testing.T, db string) int {
	t.Helper()
	return strings.Count(iqtest.Output(t, db, "export", "--reviews", "--json"), "\n")
}

func TestSessionOnATerminal(t *testing.T) {
	db := database(t, 3)
	term := onTerminal(t, iqtest.Command(t, db, "review"), 80)
	term.expect("3 new")
	term.expect("1/3")
	term.expect("term 0?")
	term.expect("answer> ")
	term.send("\r")
	term.expect("a point of 0")
	term.expect("grade> ")
	term.send("again\r")
	term.expect("saved · once more today, then tomorrow")
	term.expect("2/4")
	term.send("u\r")
	term.expect("taken back: again")
	term.expect("1/3")
	term.send("\r")
	term.send("4\r")
	term.expect("saved · next tomorrow")
	term.expect("answer> ")
	term.send("q\r")
	term.expect("1 card in")
	term.expect("2 cards left for later")
	if status := term.status(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	for _, line := range strings.Split(term.screen(), "\n") {
		if text := strings.ReplaceAll(plain(line), "\r", ""); strings.TrimRight(text, " ") != text &&
			!strings.HasSuffix(text, "> ") {
			t.Errorf("a line ends in blanks: %q", line)
		}
	}
	iqtest.Output(t, db, "check")
}

// TestKillAfterSaved kills the program with no chance to clean up, once it has said "saved".
func TestKillAfterSaved(t *testing.T) {
	db := database(t, 12)
	saved := 0
	for saved < 8 { // of the ten new cards of a day, so that there is always another prompt
		term := onTerminal(t, iqtest.Command(t, db, "review"), 80)
		for range 2 {
			term.expect("answer> ")
			term.send("\r")
			term.expect("grade> ")
			term.send("3\r")
			term.expect("saved")
			saved++
		}
		term.expect("answer> ")
		term.send("\r")
		term.expect("grade> ")
		if err := term.cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		term.status()
		if n := reviews(t, db); n != saved {
			t.Fatalf("%d reviews after %d were saved", n, saved)
		}
	}
	iqtest.Output(t, db, "check")
}

// TestInterruptedImport interrupts an import in its middle: the database is as it was.
func TestInterruptedImport(t *testing.T) {
	db := database(t, 2)
	before := iqtest.Output(t, db, "list", "--json")
	dir := t.TempDir()
	for i := range 300 {
		var list strings.Builder
		for j := range 100 {
			fmt.Fprintf(&list, "## What is the meaning of %d in %d?\n\nIts meaning.\n\n", j, i)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.md", i)), []byte(list.String()),
			0o600); err != nil {
			t.Fatal(err)
		}
	}
	term := onTerminal(t, iqtest.Command(t, db, "import", dir), 80)
	term.expect("/300") // the progress bar
	term.send("\x03")
	if status := term.status(); status != 130 {
		t.Errorf("exit status %d, want 130\n%s", status, term.screen())
	}
	if after := iqtest.Output(t, db, "list", "--json"); after != before {
		t.Errorf("the database has changed:\n%s", after)
	}
	iqtest.Output(t, db, "check")
}
