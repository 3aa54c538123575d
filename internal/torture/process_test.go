//go:build unix

package torture

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"iq/internal/iqtest"
)

// patience is how long a test waits for a program on a busy machine.
const patience = 2 * time.Minute

// place is where iq runs as a process of its own: a folder that is its home and holds its database.
type place struct {
	folder string
	now    time.Time // of its clock, which stands still; zero: the machine's own
}

func (p place) db() string { return filepath.Join(p.folder, "iq.db") }

// iq prepares a command.
func (p place) iq(args ...string) *exec.Cmd {
	program, err := iqtest.Build("iq")
	if err != nil {
		panic(err) // as when a program cannot be started
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = p.folder
	cmd.Env = append(iqtest.Environ(p.db()), "TERM=dumb")
	if !p.now.IsZero() {
		cmd.Env = append(cmd.Env, "IQ_NOW="+p.now.Format(time.RFC3339))
	}
	return cmd
}

// must runs a command that has to succeed and say nothing of a database in use.
func (p place) must(args ...string) (stdout string, err error) {
	cmd := p.iq(args...)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("iq %v: %w\n%s%s", args, err, tail(out.String()), problems.String())
	}
	if busy.MatchString(problems.String()) {
		return "", fmt.Errorf("iq %v was told %s", args, problems.String())
	}
	return out.String(), nil
}

// tail is the end of a text, which is where a problem is told.
func tail(text string) string { return text[max(0, len(text)-500):] }

// copyOf makes a place that holds the same, with no lock and no process.
func (p place) copyOf(folder string) (place, error) {
	err := os.RemoveAll(folder)
	if err == nil {
		err = os.CopyFS(folder, os.DirFS(p.folder))
	}
	return place{folder, p.now}, err
}

// converse starts a session and lets a learner answer its prompts until it ends. It returns what it
// said on standard error.
func converse(cmd *exec.Cmd, l *learner, started func()) (stderr string, err error) {
	var problems bytes.Buffer
	cmd.Stderr = &problems
	in, err := cmd.StdinPipe()
	if err != nil {
		return "", err
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "", err
	}
	started()
	buf := make([]byte, 4096)
	for {
		n, err := out.Read(buf)
		l.Write(buf[:n])
		if err != nil {
			break
		}
		l.refused = 0 // not for good: somebody else has graded the card
		if strings.HasSuffix(l.line, "> ") {
			io.WriteString(in, l.answer(strings.TrimSpace(l.line))+"\n") // it may be dead by now
		}
	}
	err = cmd.Wait()
	return problems.String(), err
}

// death kills a process with no chance to clean up.
type death struct {
	cmd   *exec.Cmd
	delay time.Duration
	timer *time.Timer
}

// begin counts the delay from now on.
func (d *death) begin() { d.timer = time.AfterFunc(d.delay, func() { d.cmd.Process.Kill() }) }

// came reports, once the process has ended, whether it was killed before it was done.
func (d *death) came() bool {
	d.timer.Stop()
	status, ok := d.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// runKilled runs a command that is killed after a delay, and reports whether it was: it may have ended
// before.
func runKilled(cmd *exec.Cmd, delay time.Duration) (killed bool, err error) {
	var problems bytes.Buffer
	cmd.Stderr = &problems
	if err := cmd.Start(); err != nil {
		return false, err
	}
	d := &death{cmd: cmd, delay: delay}
	d.begin()
	err = cmd.Wait()
	if d.came() {
		return true, nil
	}
	if err != nil {
		err = errors.Join(err, errors.New(problems.String()))
	}
	return false, err
}

// longAgo is when what is tried begins: nothing of it is still to come.
var longAgo = time.Date(2024, 1, 1, 9, 0, 0, 0, time.UTC)

// upTo returns the numbers below n.
func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// rounds returns how often something is tried that takes a process or more: in an ordinary run a few
// times.
func rounds(few, all int) int {
	switch {
	case *everything:
		return all
	case testing.Short():
		return max(1, few/3)
	}
	return few
}
