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
	"time"

	"github.com/creack/pty"
)

// smallDisk mounts a disk of a few megabytes over a folder.
func smallDisk(t *testing.T, folder string) {
	t.Helper()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m,mode=777", "none",
		folder).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
}

// fillUp leaves no room on a disk; what it returns makes room again.
func fillUp(folder string) (free func() error, err error) {
	path := filepath.Join(folder, "filler")
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	for size := 1 << 20; size > 0; { // down to the last byte
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	return func() error { return os.Remove(path) }, f.Close()
}

// onSmallDisk returns a database on a disk that is soon full.
func onSmallDisk(t *testing.T, tried *int) limited {
	t.Helper()
	l := newLimited(t, tried)
	disk := filepath.Join(filepath.Dir(l.folder), "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	smallDisk(t, disk)
	data, err := os.ReadFile(l.db())
	if err != nil {
		t.Fatal(err)
	}
	l.folder = disk
	if err := os.WriteFile(l.db(), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return l
}

// TestFullDisk writes to a disk that is full or becomes so: what writes says so and changes nothing,
// what only looks works, and with room again all is well.
func TestFullDisk(t *testing.T) {
	tried := 0
	l := onSmallDisk(t, &tried)
	if err := writeQuestions(l.more(), 5000, 6000); err != nil {
		t.Fatal(err)
	}
	const advice = ", what was saved before is safe"
	if err := l.fails(l.iq("import", l.more()), 1, advice); err != nil { // it fills the disk itself
		t.Error(err)
	}
	free, err := fillUp(l.folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"list", "stats", "due", "check", "check --full", "export --reviews --json", ""} {
		if err := l.fails(l.iq(strings.Fields(command)...), 0, ""); err != nil {
			t.Error(err)
		}
	}
	for _, command := range []string{"import " + l.more(), "undo", "config new-per-day 3", "review"} {
		cmd := l.iq(strings.Fields(command)...)
		cmd.Stdin = strings.NewReader("\n3\n\n3\n")
		if err := l.fails(cmd, 1, advice); err != nil {
			t.Error(err)
		}
	}
	elsewhere := l.iq("review")
	elsewhere.Env = append(elsewhere.Env, "IQ_DB="+filepath.Join(l.folder, "new", "iq.db"))
	if err := l.fails(elsewhere, 1, advice); err != nil {
		t.Error(err)
	}
	if err := free(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.must("config", "new-per-day", "3"); err != nil {
		t.Error(err)
	}
	result("%d commands on a full disk", tried)
}

// TestFileSizeLimit runs into a limit on the size of files, as shells and batch systems set it.
func TestFileSizeLimit(t *testing.T) {
	tried := 0
	l := newLimited(t, &tried)
	if err := writeQuestions(l.more(), 5000, 3000); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []string{"0", "1", "33", "100", "300"} { // in blocks of 512 bytes, or of 1024
		cmd := l.iq("import", l.more())
		cmd.Args = []string{"sh", "-c", "ulimit -f " + limit + "; exec " + strings.Join(cmd.Args, " ")}
		cmd.Path = "/bin/sh"
		if err := l.fails(cmd, 1, ", what was saved before is safe"); err != nil {
			t.Error(err)
		}
	}
	result("%d commands at a limit on the size of files", tried)
}

// TestDiskFullWithinASession fills the disk while a session waits for a grade. The session says so and
// goes on: the grade can be given again, and once there is room it is saved.
func TestDiskFullWithinASession(t *testing.T) {
	tried := 0
	l := onSmallDisk(t, &tried)
	before, err := examine(l.db())
	if err != nil {
		t.Fatal(err)
	}
	cmd := l.iq("review")
	cmd.Env = append(cmd.Env, "NO_COLOR=1")
	s := startOnTerminal(t, cmd)
	s.answer("answer> ", "")
	s.answer("grade> ", "3")
	s.expect("saved · ")
	s.answer("answer> ", "")
	s.expect("grade> ")
	free, err := fillUp(l.folder)
	if err != nil {
		t.Fatal(err)
	}
	s.send("4")
	s.expect("not saved: ")
	s.expect("free some space on the disk") // the rest may stand on the next line
	s.answer("grade> ", "4")                // to no avail
	s.expect("not saved: ")
	s.expect("grade> ")
	if err := free(); err != nil {
		t.Fatal(err)
	}
	s.send("4")
	s.expect("saved · ")
	s.answer("answer> ", "q")
	s.expect("2 cards in")
	if status := s.end(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	after, err := examine(l.db())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(after.log); n != len(before.log)+2 || after.log[n-2].grade != 3 || after.log[n-1].grade != 4 {
		t.Errorf("the log ends in %v", after.log[len(before.log)-1:])
	}
}

// sitting is a session on a terminal of its own.
type sitting struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	seen chan []byte
	text string // that was printed and not expected yet
}

func startOnTerminal(t *testing.T, cmd *exec.Cmd) *sitting {
	t.Helper()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 200})
	if err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, cmd: cmd, tty: tty, seen: make(chan []byte, 1000)}
	t.Cleanup(func() {
		cmd.Process.Kill() // unless it has ended
		cmd.Wait()         // so that it holds no file of the disk
		tty.Close()
	})
	go func() {
		defer close(s.seen)
		for {
			buf := make([]byte, 4096)
			n, err := tty.Read(buf)
			if n > 0 {
				s.seen <- buf[:n]
			}
			if err != nil {
				return
			}
		}
	}()
	return s
}

// expect waits for a text after what was expected before.
func (s *sitting) expect(text string) {
	s.t.Helper()
	for !strings.Contains(s.text, text) {
		if !s.more() {
			s.t.Fatalf("%q did not appear in %q", text, s.text)
		}
	}
	_, s.text, _ = strings.Cut(s.text, text)
}

// more waits for something to be printed.
func (s *sitting) more() bool {
	select {
	case part, open := <-s.seen:
		s.text += string(bytes.ReplaceAll(part, []byte("\r\n"), []byte("\n")))
		return open
	case <-time.After(patience):
		return false
	}
}

func (s *sitting) send(line string) {
	s.t.Helper()
	if _, err := fmt.Fprintf(s.tty, "%s\r", line); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sitting) answer(prompt, line string) {
	s.t.Helper()
	s.expect(prompt)
	s.send(line)
}

// end waits for the session's end and returns its exit status.
func (s *sitting) end() int {
	for s.more() {
	}
	var exit *exec.ExitError
	if err := s.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	return s.cmd.ProcessState.ExitCode()
}
