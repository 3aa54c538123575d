package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"iq/internal/iqtest"
)

// shell runs a program as a job that can be stopped: whenever it is, a line on the terminal
// continues it.
const shell = `set -m
"$@"
status=$?
while [ $status = 146 ] || [ $status = 148 ]; do
	echo "[stopped]"
	read line
	fg >/dev/null
	status=$?
done
exit $status
`

// inShell makes a job of a shell's of what program prepared.
func inShell(t *testing.T, cmd *exec.Cmd) *exec.Cmd {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	iq := filepath.Join(t.TempDir(), "iq") // a shell starts a program under its file's name
	if err := os.Symlink(cmd.Path, iq); err != nil {
		t.Fatal(err)
	}
	job := exec.CommandContext(t.Context(), sh, append([]string{"-c", shell, "sh", iq}, cmd.Args[1:]...)...)
	job.Env = cmd.Env
	return job
}

// TestCtrlZ stops the program at each prompt, with the terminal as it was, and goes on at the same
// prompt.
func TestCtrlZ(t *testing.T) {
	for _, p := range places {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			db := p.database(t)
			term := onTerminal(t, inShell(t, iqtest.Command(t, db, strings.Fields(p.args)...)), 80)
			term.talk(p.way...)
			term.inMode(p.raw)
			half := ""
			if p.raw {
				half = "half a line"
			}
			for range p.stops() {
				term.send(half + ctrlZ)
				term.expect("[stopped]")
				term.inMode(false)
				term.send("go on\r")
				term.inMode(p.raw)
				if !p.reading {
					term.expect(p.way[len(p.way)-1] + half)
				}
				half = strings.Repeat(half, 2)
			}
			p.goOn(term)
			p.left(t, db)
		})
	}
}

// stops is how often the program is stopped: where it has no prompt nobody could tell that it went
// on, to stop it once more.
func (p place) stops() int {
	if p.reading {
		return 1
	}
	return 2
}

// goOn ends the program in an ordinary way.
func (p place) goOn(term *terminal) {
	term.t.Helper()
	switch {
	case p.reading:
		term.send(ctrlD)
		term.ends(1)
	case p.command:
		term.send("n\r")
		term.ends(1)
	case p.raw:
		term.send(ctrlU + ctrlD)
		term.ends(0)
	default:
		term.send("q\r")
		term.ends(0)
	}
}

// TestCtrlZInTheEditor is the editor's affair; the prompt after it is shown once.
func TestCtrlZInTheEditor(t *testing.T) {
	t.Parallel()
	db := database(t, 1)
	cmd := iqtest.Command(t, db, "review")
	cmd.Env = append(cmd.Env,
		editor(t, "echo stops; kill -TSTP 0; echo goes on; "+
			"sed 's/term 0/a term/' \"$1\" >\"$1.new\"; mv \"$1.new\" \"$1\""))
	term := onTerminal(t, inShell(t, cmd), 80)
	term.talk("answer> ", "e\r", "stops", "", "[stopped]", "go on\r", "goes on", "", "changed", "", "answer> ", enter,
		"grade> ", "q\r")
	term.ends(0)
	if n := strings.Count(term.screen(), "answer>"); n != 2 {
		t.Errorf("the prompt was shown %d times, want 2:\n%s", n, term.screen())
	}
	iqtest.Output(t, db, "check")
}

// TestClosedTerminal takes the terminal away at each prompt: the program ends by itself, everything
// that was saved stays saved, and it leaves nothing lying about.
func TestClosedTerminal(t *testing.T) {
	for _, p := range places {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			term, db := p.reach(t)
			if status := term.close(); status != 130 && status != 1 { // it may see first that nothing can be read
				t.Errorf("exit status %d, want 130 or 1", status)
			}
			onlyFiles(t, db, "iq.db", "iq.db.backups", "terms.md")
			p.left(t, db)
		})
	}
}

// onlyFiles sees to it that nothing else lies beside the database, but for the companions that SQLite
// leaves where it was stopped in the middle of a change, and takes up again.
func onlyFiles(t *testing.T, db string, names ...string) {
	t.Helper()
	files, err := os.ReadDir(filepath.Dir(db))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(strings.TrimSuffix(f.Name(), "-wal"), "-shm")
		if !slices.Contains(names, name) {
			t.Errorf("left was %s", f.Name())
		}
	}
}

// TestTerminalClosedInTheEditor keeps what was written there.
func TestTerminalClosedInTheEditor(t *testing.T) {
	t.Parallel()
	db := database(t, 1)
	cmd := iqtest.Command(t, db, "review")
	cmd.Env = append(cmd.Env, editor(t, `echo "and more" >>"$1"; echo written; read key`))
	term := onTerminal(t, cmd, 80)
	term.talk("answer> ", "e\r", "written")
	if status := term.close(); status != 130 && status != 1 {
		t.Errorf("exit status %d, want 130 or 1", status)
	}
	if text := draftBeside(t, db); !strings.HasSuffix(text, "and more\n") {
		t.Errorf("kept is %q", text)
	}
	iqtest.Output(t, db, "check")
}

// draftBeside reads the one file that an editor's failure left beside the database.
func draftBeside(t *testing.T, db string) string {
	t.Helper()
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(db), "iq-card-*.md"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept are %q, %v", kept, err)
	}
	text, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
