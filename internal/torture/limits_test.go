//go:build unix

package torture

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// limited is a command in a world that lacks something.
type limited struct {
	place
	before string // the state of the database
	tried  *int
}

// newLimited makes a database of some cards and reviews in a folder that other users can enter.
func newLimited(t *testing.T, tried *int) limited {
	t.Helper()
	folder, err := os.MkdirTemp("", "iq-limits-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	p := place{folder: filepath.Join(folder, "home"), now: longAgo}
	inputs := filepath.Join(folder, "inputs")
	err = errors.Join(os.Chmod(folder, 0o755), os.Mkdir(p.folder, 0o755), os.Mkdir(inputs, 0o755))
	if err == nil {
		err = errors.Join(importFor(p, inputs), reviewSome(p))
	}
	if err != nil {
		t.Fatal(err)
	}
	p.now = p.now.AddDate(0, 0, 1)
	l := limited{place: p, tried: tried}
	if l.before, err = stateOf(p.db()); err != nil {
		t.Fatal(err)
	}
	return l
}

// more is a file of questions that are not in the database.
func (l limited) more() string { return filepath.Join(filepath.Dir(l.folder), "inputs", "more.md") }

// fails runs a command that has to fail with the exit status and one line that holds the text, and to
// leave the database as it was.
func (l limited) fails(cmd *exec.Cmd, status int, text string) error {
	return l.ends(cmd, status, text, l.before)
}

func (l limited) ends(cmd *exec.Cmd, status int, text, state string) error {
	*l.tried++
	var problems bytes.Buffer
	cmd.Stderr = &problems
	cmd.Run()
	line, said := strings.CutSuffix(problems.String(), "\n")
	wantLine := text != ""
	asWanted := said == wantLine && strings.Contains(line, text) && strings.HasPrefix(line, "iq: ") == wantLine
	switch {
	case cmd.ProcessState == nil:
		return fmt.Errorf("%v did not start", cmd.Args)
	case cmd.ProcessState.ExitCode() != status:
		return fmt.Errorf("%v: exit status %v, want %d: %s", cmd.Args, cmd.ProcessState, status, problems.String())
	case !asWanted || strings.Contains(line, "\n"):
		return fmt.Errorf("%v said %q, want one line with %q", cmd.Args, problems.String(), text)
	}
	return l.is(state)
}

// is fails unless the database is sound and in this state. It looks at a copy, for which there is room.
func (l limited) is(state string) error {
	copied, err := l.copyOf(filepath.Join(filepath.Dir(l.folder), "copy"))
	if err != nil {
		return err
	}
	now, err := stateOf(copied.db())
	if err == nil && now != state {
		err = errors.New("the database has changed" + difference(state, now))
	}
	return err
}

// TestStreams runs commands whose standard streams are closed or full, as cron jobs and pipes have
// them.
func TestStreams(t *testing.T) {
	tried := 0
	l := newLimited(t, &tried)
	const full, closed = "exec >/dev/full; ", "exec >&-; "
	for _, tt := range []struct {
		shell, command string
		status         int
		text           string
	}{
		{full, "list", 1, "no space left on device"},
		{full, "list --json", 1, "no space left on device"},
		{full, "stats", 1, "iq: write the result: write /dev/stdout: no space left on device"},
		{full, "stats --json", 1, "no space left on device"},
		{full, "due", 1, "no space left on device"},
		{full, "export --reviews --json", 1, "no space left on device"},
		{full, "check", 1, "no space left on device"},
		{full, "help", 1, "no space left on device"},
		{full, "review", 1, "no space left on device"},
		{full, "", 1, "no space left on device"},
		{"exec >/dev/full 2>&1; ", "list", 1, ""},
		// The system's own start of a Go program makes a closed stream lead to nowhere, so that no file
		// can be opened in its place and be written over.
		{closed, "list", 0, ""},
		{closed, "stats", 0, ""},
		{closed, "check --full", 0, ""},
		{closed + "exec <&-; ", "review", 0, ""},
		{"exec <&-; ", "review", 0, ""},
		{"exec <&-; ", "due", 0, ""},
		{"exec <&-; ", "import -", 1, "iq: read standard input: the file is empty"},
		{"exec <&- >&-; ", "list", 0, ""},
		{"exec </dev/null; ", "review", 0, ""},
		{"exec 0>/dev/null; ", "review", 0, ""}, // cannot be read
		{"exec </; ", "review", 0, ""},          // a folder
	} {
		cmd := l.iq("x")
		cmd.Args = []string{"sh", "-c", tt.shell + "exec " + cmd.Path + " " + tt.command}
		cmd.Path = "/bin/sh"
		if err := l.fails(cmd, tt.status, tt.text); err != nil {
			t.Error(err)
		}
	}
	result("%d commands with streams closed or full", tried)
}

// nobody is a user without rights to anything here.
const nobody = 65534

// asNobody runs a command as a user who owns nothing, where this one may do everything.
func asNobody(cmd *exec.Cmd) *exec.Cmd {
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return cmd
}

// TestReadOnly works on a file, or in a folder, that can be read and not written: what only looks
// works, what writes says so.
func TestReadOnly(t *testing.T) {
	tried := 0
	for _, tt := range []struct {
		name         string
		file, folder os.FileMode
	}{
		{"file", 0o444, 0o777},
		{"folder", 0o666, 0o555},
		{"file and folder", 0o444, 0o555},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLimited(t, &tried)
			if err := writeQuestions(l.more(), 5000, 10); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(os.Chmod(l.db(), tt.file), os.Chmod(l.folder, tt.folder)); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(l.folder, 0o755)
			for _, command := range []string{"list", "stats", "due", "check", "export --reviews --json", ""} {
				if err := l.fails(asNobody(l.iq(strings.Fields(command)...)), 0, ""); err != nil {
					t.Error(err)
				}
			}
			for _, command := range []string{"import " + l.more(), "undo", "config new-per-day 3", "check --rebuild",
				"review"} {
				cmd := asNobody(l.iq(strings.Fields(command)...))
				cmd.Stdin = strings.NewReader("\n3\n\n3\n")
				if err := l.fails(cmd, 1,
					"; make the file and its folder writable or name another with --db"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	result("%d commands on what cannot be written", tried)
}

// TestNowhere has no place for the database.
func TestNowhere(t *testing.T) {
	tried := 0
	l := newLimited(t, &tried)
	for _, tt := range []struct {
		env    []string
		status int
		text   string
	}{
		{nil, 1, "set HOME"},
		{[]string{"XDG_DATA_HOME=relative"}, 1, "set HOME"},
		{[]string{"HOME=/proc/none"}, 1, "/proc/none"},
		{[]string{"HOME=/dev/null"}, 1, "/dev/null"},
		{[]string{"IQ_DB=" + l.folder}, 1, "is a folder"},
		{[]string{"IQ_DB=/dev/full"}, 1, "/dev/full"},
		{[]string{"IQ_DB=" + l.folder + "/" + strings.Repeat("x", 300)}, 1, "name too long"},
	} {
		cmd := l.iq("review")
		cmd.Env = append(tt.env, "PATH="+os.Getenv("PATH"))
		if err := l.fails(cmd, tt.status, tt.text); err != nil {
			t.Error(err)
		}
	}
	result("%d commands without a place for the database", tried)
}
