package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"iq/internal/iqtest"
)

// TestEditorThatFails edits the first card of a session with editors that do not do their work. The
// card stays as it was, what was written is kept in a file that the learner is told of, and the
// session goes on with the same card.
func TestEditorThatFails(t *testing.T) {
	for _, tt := range []struct {
		name, script string
		says         string
		keeps        string // part of the file that is left; "" for none
	}{
		{"fails at once", `exit 1`, "not changed: the editor", ""},
		{"is not there", `exec /nonexistent/editor "$1"`, "not changed: the editor", ""},
		{"fails after it has written", `echo "and more" >>"$1"; exit 1`, "what you wrote is kept in", "and more"},
		{"is killed", `kill -KILL $$`, "not changed: the editor", ""},
		{"is killed after it has written", `echo "and more" >>"$1"; kill -KILL $$`, "what you wrote is kept in",
			"and more"},
		{"leaves it as it was", `exit 0`, "nothing was changed", ""},
		{"leaves it empty", `: >"$1"`, "the file was left empty; nothing was changed", ""},
		{"leaves blank lines", `printf '\n \n' >"$1"`, "the file was left empty; nothing was changed", ""},
		{"takes it away", `rm "$1"`, "the editor left no file; nothing was changed", ""},
		{"leaves no headings", `echo "a text of mine" >"$1"`, "the file has no line '# Question'", "a text of mine"},
		{"leaves no answer", `sed '/# Answer/,$d' "$1" >"$1.new"; mv "$1.new" "$1"; echo mine >>"$1"`,
			"has no line '# Answer'", "mine"},
		{"leaves no question", `printf 'deck: terms\n\n# Question\n\n# Answer\n\nmine\n' >"$1"`,
			"the question is empty", "mine"},
		{"leaves no deck", `sed 's/^deck:.*/deck:/' "$1" >"$1.new"; mv "$1.new" "$1"`, "the deck is empty", "deck:\n"},
		{"leaves bytes that are no text", `printf '\n\351t\351\377\n' >>"$1"`, "is not UTF-8", "\xe9t\xe9\xff"},
		{"leaves a zero byte", `printf '\na\000b\n' >>"$1"`, "is not UTF-8", "a\x00b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db := database(t, 2)
			before := iqtest.Output(t, db, "list", "--json")
			cmd := iqtest.Command(t, db, "review")
			cmd.Env = append(cmd.Env, editor(t, tt.script))
			term := onTerminal(t, cmd, 200)
			term.talk("answer> ", "e\r", tt.says, "", "answer> ", enter, "grade> ", "e\r", tt.says, "", "grade> ",
				"q\r")
			term.ends(0)
			if after := iqtest.Output(t, db, "list", "--json"); after != before {
				t.Errorf("the card has changed:\n%s\nwas\n%s", after, before)
			}
			keptDrafts(t, db, term.screen(), tt.keeps)
			iqtest.Output(t, db, "check")
		})
	}
}

// keptDrafts sees to it that two files, of which the screen told, hold what was written; with nothing
// written there has to be none.
func keptDrafts(t *testing.T, db, screen, written string) {
	t.Helper()
	if written == "" {
		onlyFiles(t, db, "iq.db", "terms.md")
		return
	}
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(db), "iq-card-*.md"))
	if err != nil || len(kept) != 2 {
		t.Fatalf("kept are %q, %v", kept, err)
	}
	for _, file := range kept {
		if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), written) {
			t.Errorf("%s holds %q, %v", file, text, err)
		}
		if told := strings.Join(strings.Fields(plain(screen)), ""); !strings.Contains(told, file) { // it may be wrapped
			t.Errorf("the learner was not told of %s:\n%s", file, screen)
		}
	}
}

// TestEditorAfterAnotherEdit keeps what was written to a card that somebody else changed meanwhile.
func TestEditorAfterAnotherEdit(t *testing.T) {
	t.Parallel()
	db := database(t, 1)
	cmd := iqtest.Command(t, db, "review")
	cmd.Env = append(cmd.Env, editor(t, `echo "and more" >>"$1"; echo written; read key`))
	term := onTerminal(t, cmd, 80)
	term.talk("answer> ", "e\r", "written")
	iqtest.Output(t, db, "tag", "--add", "other", "1")
	term.talk("", "\r", "not changed: edit card 1: was changed elsewhere in the meantime", "", "what you", "",
		"answer> ", "q\r")
	term.ends(0)
	if text := draftBeside(t, db); !strings.HasSuffix(text, "and more\n") {
		t.Errorf("kept is %q", text)
	}
	iqtest.Output(t, db, "check")
}

// TestEditorAtTheOtherPrompts mends a card from where nothing was shown yet, and a leech.
func TestEditorAtTheOtherPrompts(t *testing.T) {
	t.Parallel()
	script := `sed 's/^# Answer/# Answer\nMy own./' "$1" >"$1.new"; mv "$1.new" "$1"`
	db := unanswered(t)
	cmd := iqtest.Command(t, db, "review")
	cmd.Env = append(cmd.Env, editor(t, script))
	term := onTerminal(t, cmd, 80)
	term.talk("e opens the editor", "", "> ", "e\r", "changed", "", "answer> ", enter, "My own.", "", "grade> ", "3\r",
		"saved")
	term.ends(0)
	iqtest.Output(t, db, "check")

	db = lapsing(t)
	cmd = iqtest.Command(t, db, "review")
	cmd.Env = append(cmd.Env, editor(t, script))
	term = onTerminal(t, cmd, 80)
	term.talk("answer> ", enter, "grade> ", "1\r", "Enter keeps it> ", "e\r", "changed", "", "once more", "",
		"answer> ", enter, "My own.", "", "grade> ", "3\r", "saved")
	term.ends(0)
	iqtest.Output(t, db, "check")
}
