package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"iq/internal/iqtest"
)

// keys of a terminal.
const (
	enter = "\r"
	ctrlC = "\x03"
	ctrlD = "\x04"
	ctrlU = "\x15"
	ctrlZ = "\x1a"
	up    = "\x1b[A"
	left  = "\x1b[D"
	home  = "\x1b[H"
	// rubout deletes to the left, also where the terminal itself edits the line.
	rubout = "\x7f"
)

// editor makes an editor that does to the file, $1, what the shell is told.
func editor(t *testing.T, script string) (visual string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "editor")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return "VISUAL='" + path + "'"
}

// TestKeysOnATerminal types each key of the prompts.
func TestKeysOnATerminal(t *testing.T) {
	t.Parallel()
	db := database(t, 5)
	cmd := iqtest.Command(t, db, "review")
	cmd.Env = append(cmd.Env, editor(t, `sed 's/term 0/first term/' "$1" >"$1.new" && mv "$1.new" "$1"`))
	term := onTerminal(t, cmd, 80)
	term.talk(
		"term 0?", "",
		"answer> ", "?\r",
		"Enter  show the answer", "",
		"q  quit", "",
		"answer> ", "i\r",
		"card 1 · terms", "",
		"never asked", "",
		"answer> ", "e\r",
		"changed", "",
		"first term?", "",
		"answer> ", "f odd wording\r",
		"flagged", "",
		"answer> ", "f\r",
		"flagged: odd wording", "",
		"removes the flag)> ", "a better note\r",
		"flagged", "",
		"answer> ", "s\r",
		"term 1?", "",
		"answer> ", "b\r",
		"buried until tomorrow", "",
		"term 2?", "",
		"answer> ", enter,
		"grade> ", "?\r",
		"1  again", "",
		"grade> ", "x\r",
		"suspended", "",
		"term 3?", "",
		"answer> ", "u\r",
		"taken back: suspending card 3", "",
		"term 2?", "",
		"answer> ", enter,
		"grade> ", "nonsense"+ctrlU+"goof"+rubout+"d\r",
		"saved · next tomorrow", "",
		"term 3?", "",
		"answer> ", "q\r",
		"1 card in", "",
	)
	term.ends(0)
	if list := iqtest.Output(t, db, "list", "--flagged"); !strings.Contains(list, "first term") {
		t.Errorf("flagged is\n%s", list)
	}
	if n := reviews(t, db); n != 1 {
		t.Errorf("%d reviews, want 1", n)
	}
	if card := iqtest.Output(t, db, "show", "1"); !strings.Contains(card, "a better note") {
		t.Errorf("the note is lost:\n%s", card)
	}
	iqtest.Output(t, db, "check")
}

// TestTypedAnswerOnATerminal edits the lines of an answer, takes them from those typed before, and
// pastes several.
func TestTypedAnswerOnATerminal(t *testing.T) {
	t.Parallel()
	db := database(t, 4)
	iqtest.Output(t, db, "config", "keep-answers", "on")
	term := onTerminal(t, iqtest.Command(t, db, "review", "--type"), 80)
	term.talk(
		"an empty line ends it", "",
		"> ", "?\r",
		"As the first line these are commands:", "",
		"> ", "it meant"+left+left+left+rubout+"e"+home+"What "+enter,
		"> ", enter,
		"a point of 0", "",
		"points [", enter,
		"grade [", "3\r",
		"saved", "",
		"> ", up+"!\r",
		"> ", enter,
		"points [", enter,
		"grade [", "3\r",
		"saved", "",
		"> ", pasteBegin+"first pasted\r\rq\rlast"+pasteEnd+" entered\r",
		"> ", enter,
		"points [", "good\r",
		"saved", "",
		"> ", "f\r",
		"note (", up+up+" noted\r",
		"flagged", "",
		"> ", "q\r",
	)
	term.ends(0)
	log := iqtest.Output(t, db, "export", "--reviews", "--json")
	for _, typed := range []string{`"typed":"What it meant"`, `"typed":"What it meant!"`,
		`"typed":"first pasted\n\nq\nlast entered"`} {
		if strings.Count(log, typed) != 1 {
			t.Errorf("%s is not in the log once:\n%s", typed, log)
		}
	}
	if card := iqtest.Output(t, db, "show", "4"); !strings.Contains(card, "last entered noted") {
		t.Errorf("the note is lost:\n%s", card)
	}
	iqtest.Output(t, db, "check")
}

// TestResizeOnATerminal lays out each side of a card to the width that the terminal has by then.
func TestResizeOnATerminal(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "iq.db")
	for i := range 3 {
		iqtest.Output(t, db, "add", "--question", fmt.Sprintf("What is long in %d?", i), "--answer",
			strings.Repeat("lorem ", 80))
	}
	term := onTerminal(t, iqtest.Command(t, db, "review", "--sure"), 90)
	for i, columns := range []uint16{60, 41, 120} {
		term.expect("sure? ")
		term.resize(columns)
		term.send("m\r")
		term.expect("grade> ")
		if i < 2 {
			term.send("3\r")
		}
	}
	term.send("q\r")
	term.ends(0)
	headers, answers := widths(term.screen())
	if want := []int{90, 90, 60, 41}; !slices.Equal(headers, want) {
		t.Errorf("the headers are %d wide, want %d\n%s", headers, want, term.screen())
	}
	if want := []int{59, 41, 95}; !slices.Equal(answers, want) { // whole words, in 100 columns at most
		t.Errorf("the answers are %d wide, want %d\n%s", answers, want, term.screen())
	}
}

// widths measures the lines that have something at either end, and the widest of each answer.
func widths(screen string) (headers, answers []int) {
	widest := 0
	for line := range strings.Lines(plain(screen)) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "lorem"):
			widest = max(widest, len(line))
			continue
		case strings.HasSuffix(line, " new"), strings.HasSuffix(line, "q quit"):
			headers = append(headers, utf8.RuneCountInString(line))
		}
		if widest > 0 {
			answers = append(answers, widest)
		}
		widest = 0
	}
	return headers, answers
}
