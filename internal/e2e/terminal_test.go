package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// terminal is a program on a pseudo-terminal.
type terminal struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File // the side of whoever sits before it
	slave  *os.File // the program's side, open until its end so that its mode can be looked at
	before *term.State

	mu   sync.Mutex
	seen bytes.Buffer
	from int           // what was expected before lies before this, escapes not counted
	done chan struct{} // everything was shown
	over chan struct{} // the program has ended
}

// onTerminal starts a program as the leader of a session of its own on a terminal so wide.
func onTerminal(t *testing.T, cmd *exec.Cmd, columns uint16) *terminal {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	tt := &terminal{t: t, cmd: cmd, master: closable(t, master), slave: slave, done: make(chan struct{}),
		over: make(chan struct{})}
	t.Cleanup(func() {
		tt.master.Close()
		tt.slave.Close()
	})
	tt.resize(columns)
	tt.before = tt.mode()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go tt.watch()
	go tt.await()
	return tt
}

// closable gives the same terminal as a file that can be closed while it is read: asking the library
// for it left it in blocking mode.
func closable(t *testing.T, master *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(master.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	master.Close()
	return os.NewFile(uintptr(fd), "terminal")
}

// watch keeps what the program shows, up to its end.
func (tt *terminal) watch() {
	defer close(tt.done)
	buf := make([]byte, 4096)
	for {
		n, err := tt.master.Read(buf)
		tt.mu.Lock()
		tt.seen.Write(buf[:n])
		tt.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// await waits for the program's end.
func (tt *terminal) await() {
	tt.cmd.Wait()
	close(tt.over)
}

// mode is how the terminal treats keys now.
func (tt *terminal) mode() *term.State {
	tt.t.Helper()
	mode, err := term.GetState(int(tt.slave.Fd()))
	if err != nil {
		tt.t.Fatal(err)
	}
	return mode
}

// raw tells whether the program has taken the keys one by one.
func (tt *terminal) raw() bool {
	tt.t.Helper()
	return !reflect.DeepEqual(tt.mode(), tt.before)
}

func (tt *terminal) resize(columns uint16) {
	tt.t.Helper()
	if err := pty.Setsize(tt.slave, &pty.Winsize{Rows: 40, Cols: columns}); err != nil {
		tt.t.Fatal(err)
	}
}

// expect waits until the text appears after what was expected before.
func (tt *terminal) expect(text string) {
	tt.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if tt.shown(text) {
			return
		}
	}
	tt.t.Fatalf("%q did not appear in\n%s", text, tt.screen())
}

// shown tells whether the text has appeared after what was expected before; what it lies before is
// expected from then on.
func (tt *terminal) shown(text string) bool {
	tt.mu.Lock()
	defer tt.mu.Unlock()
	at := strings.Index(plain(tt.seen.String())[tt.from:], text)
	if at >= 0 {
		tt.from += at + len(text)
	}
	return at >= 0
}

// talk expects and sends by turns.
func (tt *terminal) talk(turns ...string) {
	tt.t.Helper()
	for i, turn := range turns {
		if i%2 == 0 {
			tt.expect(turn)
		} else {
			tt.send(turn)
		}
	}
}

func (tt *terminal) screen() string {
	tt.mu.Lock()
	defer tt.mu.Unlock()
	return strings.ReplaceAll(tt.seen.String(), "\r\n", "\n")
}

func (tt *terminal) send(keys string) {
	tt.t.Helper()
	if _, err := tt.master.WriteString(keys); err != nil {
		tt.t.Fatal(err)
	}
}

// signal sends a signal to the program alone.
func (tt *terminal) signal(s os.Signal) {
	tt.t.Helper()
	if err := tt.cmd.Process.Signal(s); err != nil {
		tt.t.Fatal(err)
	}
}

func (tt *terminal) wait(end <-chan struct{}) {
	tt.t.Helper()
	select {
	case <-end:
	case <-time.After(patience):
		tt.t.Fatalf("the program did not end:\n%s", tt.screen())
	}
}

// close takes the terminal away from the program and waits for its end.
func (tt *terminal) close() (status int) {
	tt.t.Helper()
	if err := tt.master.Close(); err != nil {
		tt.t.Fatal(err)
	}
	tt.wait(tt.over)
	return tt.cmd.ProcessState.ExitCode()
}

// status waits for the program's end, at which the terminal has to be as it was at its beginning.
func (tt *terminal) status() int {
	tt.t.Helper()
	tt.wait(tt.over)
	if tt.raw() {
		tt.t.Errorf("the terminal was left in another mode: %+v, was %+v", tt.mode(), tt.before)
	}
	tt.slave.Close() // with nobody left on this side the other one comes to its end
	tt.wait(tt.done)
	if screen := tt.screen(); strings.Count(screen, pasteOn) != strings.Count(screen, pasteOff) {
		tt.t.Errorf("the terminal was left to mark what is pasted:\n%q", screen)
	}
	return tt.cmd.ProcessState.ExitCode()
}

// ends waits for the program's end with that status.
func (tt *terminal) ends(status int) {
	tt.t.Helper()
	if got := tt.status(); got != status {
		tt.t.Errorf("exit status %d, want %d\n%s", got, status, tt.screen())
	}
}

// Escapes that ask a terminal to put marks around what is pasted, and the marks.
const (
	pasteOn    = "\x1b[?2004h"
	pasteOff   = "\x1b[?2004l"
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// plain takes escape sequences out of what was shown, and whatever of one is still on its way.
func plain(s string) string {
	var b strings.Builder
	for {
		text, rest, found := strings.Cut(s, "\x1b")
		b.WriteString(text)
		if !found {
			return b.String()
		}
		rest = strings.TrimPrefix(rest, "[")
		end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' && r <= '~' })
		if end < 0 {
			return b.String()
		}
		s = rest[end+1:]
	}
}

// inMode waits until the program takes the keys one by one, or no longer does.
func (tt *terminal) inMode(raw bool) {
	tt.t.Helper()
	for deadline := time.Now().Add(patience); tt.raw() != raw; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			tt.t.Fatalf("keys taken one by one: %v, want %v\n%s", !raw, raw, tt.screen())
		}
	}
}
