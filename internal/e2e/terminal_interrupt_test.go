package e2e

import (
	"strings"
	"syscall"
	"testing"

	"iq/internal/iqtest"
)

// place is a prompt, and the way to it.
type place struct {
	name    string
	args    string
	prepare func(t *testing.T) (db string)
	way     []string // what to expect and to send by turns, the prompt at last
	kept    int      // grades that were said to be saved by then
	raw     bool     // the keys are taken one by one there
	command bool     // it is no session's
	reading bool     // it has no prompt, and takes all that comes
}

// graded is the way past a first card.
func graded(way ...string) []string {
	return append([]string{"answer> ", enter, "grade> ", "3\r", "saved", ""}, way...)
}

// places are all the prompts that there are.
var places = []place{
	{name: "answer", args: "review", way: graded("answer> "), kept: 1},
	{name: "grade", args: "review", way: graded("answer> ", enter, "grade> "), kept: 1},
	{name: "grade of a repeat", args: "review --limit 1", way: []string{"answer> ", enter, "grade> ", "1\r",
		"once more", "", "answer> ", enter, "grade> "}, kept: 1},
	{name: "points", args: "review --points", way: []string{"answer> ", enter, "points> ", "all\r", "grade [good]> ",
		enter, "answer> ", enter, "points> "}, kept: 1},
	{name: "grade by the points", args: "review --points", way: []string{"answer> ", enter, "points> ", "all\r",
		"grade [good]> "}},
	{name: "sure", args: "review --sure", way: []string{"sure? s/m/n> ", "s\r", "grade> ", "4\r", "saved", "",
		"sure? s/m/n> "}, kept: 1},
	{name: "first line", args: "review --type", way: []string{"ends it", "", "> "}, raw: true},
	{name: "second line", args: "review --type", way: []string{"ends it", "", "> ", "one line\r", "> "}, raw: true},
	{name: "third line of another", args: "review --type", way: []string{
		"ends it", "", "> ", enter, "points> ", enter, "grade> ", "3\r", "saved", "", "term 1?", "", "> ", "one\r",
		"> ", pasteBegin + "two" + pasteEnd + "\r", "> ",
	}, kept: 1, raw: true},
	{name: "note", args: "review", way: graded("answer> ", "f\r", "removes the flag)> "), kept: 1, raw: true},
	{
		name: "note at the grade", args: "review",
		way:  graded("answer> ", enter, "grade> ", "f\r", "removes the flag)> "),
		kept: 1, raw: true,
	},
	{name: "own answer", args: "review", prepare: unanswered, way: []string{"no answer yet", "", "e opens the editor",
		"", "> "}, raw: true},
	{name: "own answer's second line", args: "review", prepare: unanswered, way: []string{"e opens the editor", "",
		"> ", "mine\r", "> "}, raw: true},
	{name: "leech", args: "review", prepare: lapsing, way: []string{"answer> ", enter, "grade> ", "1\r", "a leech", "",
		"Enter keeps it> "}, kept: 2},
	{name: "delete", args: "delete terms", way: []string{"delete 3 cards? y/N> "}, command: true},
	{name: "deck rename", args: "deck rename terms words", way: []string{"y/N> "}, command: true},
	{name: "add", args: "add -", way: []string{"Ctrl-D on a line of its own ends it\r\n"}, command: true,
		reading: true},
	{name: "import", args: "import -", way: []string{"Ctrl-D on a line of its own ends it\r\n"}, command: true,
		reading: true},
}

// unanswered makes a database with a question that came without an answer.
func unanswered(t *testing.T) string {
	db := t.TempDir() + "/iq.db"
	iqtest.Output(t, db, "add", "--question", "What has nobody answered?")
	return db
}

// lapsing makes a database with a card that is a leech once it is forgotten.
func lapsing(t *testing.T) string {
	db := database(t, 1)
	iqtest.Output(t, db, "config", "leech-threshold", "1")
	earlier := iqtest.Command(t, db, "review")
	earlier.Env = append(earlier.Env, "IQ_NOW=2026-01-05T12:00:00Z")
	earlier.Stdin = strings.NewReader("\n3\n")
	if out, err := earlier.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return db
}

func (p place) database(t *testing.T) (db string) {
	t.Helper()
	if p.prepare == nil {
		return database(t, 3)
	}
	return p.prepare(t)
}

// reach makes the database, starts the program and goes to the place.
func (p place) reach(t *testing.T) (term *terminal, db string) {
	t.Helper()
	db = p.database(t)
	term = onTerminal(t, iqtest.Command(t, db, strings.Fields(p.args)...), 80)
	term.talk(p.way...)
	term.inMode(p.raw)
	return term, db
}

// left sees to it that the database is what it has to be when the place was left.
func (p place) left(t *testing.T, db string) {
	t.Helper()
	if n := reviews(t, db); n != p.kept {
		t.Errorf("%d reviews, want %d", n, p.kept)
	}
	list := iqtest.Output(t, db, "list", "--json")
	for _, changed := range []string{`"flagged":true`, `"deck":"words"`, `"answer":"mine`} {
		if strings.Contains(list, changed) {
			t.Errorf("%s was never said to be saved:\n%s", changed, list)
		}
	}
	iqtest.Output(t, db, "check")
}

// TestLeaving leaves the program at each prompt in each way: what was said to be saved is, nothing
// else is, and the terminal is as it was.
func TestLeaving(t *testing.T) {
	for _, way := range []struct {
		name     string
		raw      bool // of interest only where the keys are taken one by one
		leave    func(*terminal)
		ofReview int // the exit status at a prompt of a session
		ofOthers int
	}{
		{"Ctrl-C", false, func(term *terminal) { term.send(ctrlC) }, 130, 130},
		{"Ctrl-C in a line", true, func(term *terminal) { term.send("half a line" + ctrlC) }, 130, 130},
		{"Ctrl-D", false, func(term *terminal) { term.send(ctrlD) }, 0, 1},
		{"an end from outside", false, func(term *terminal) { term.signal(syscall.SIGTERM) }, 130, 130},
	} {
		for _, p := range places {
			if way.raw && !p.raw {
				continue // the terminal's own affair
			}
			t.Run(p.name+"/"+way.name, func(t *testing.T) {
				t.Parallel()
				term, db := p.reach(t)
				way.leave(term)
				if p.command {
					term.ends(way.ofOthers)
				} else {
					term.ends(way.ofReview)
				}
				p.left(t, db)
				if strings.Contains(term.screen(), "> iq: ") || strings.Contains(term.screen(), "> Nothing") {
					t.Errorf("the end stands beside the prompt:\n%s", term.screen())
				}
			})
		}
	}
}

// TestQuestionBeforeAChange is asked once and taken at its word.
func TestQuestionBeforeAChange(t *testing.T) {
	t.Parallel()
	db := database(t, 3)
	term := onTerminal(t, iqtest.Command(t, db, "delete", "terms"), 80)
	term.talk("delete 3 cards? y/N> ", "n\r", "Nothing was changed.")
	term.ends(1)
	term = onTerminal(t, iqtest.Command(t, db, "delete", "terms"), 80)
	term.talk("delete 3 cards? y/N> ", "yes\r", "3 cards deleted.")
	term.ends(0)
	iqtest.Output(t, db, "check")
}

// TestTypingHoldsNothing: nobody waits for the database as long as somebody types into an import.
func TestTypingHoldsNothing(t *testing.T) {
	t.Parallel()
	db := database(t, 1)
	term := onTerminal(t, iqtest.Command(t, db, "import", "-"), 80)
	term.expect("ends it\r\n")
	iqtest.Output(t, db, "add", "--question", "Who waits?", "--answer", "Nobody.")
	term.send("## What is typed?\r\rThis.\r" + ctrlD)
	term.expect("1 card added")
	term.ends(0)
	if list := iqtest.Output(t, db, "list"); strings.Count(list, "\n") != 3 {
		t.Errorf("there are\n%s", list)
	}
}
