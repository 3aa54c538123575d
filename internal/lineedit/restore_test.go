package lineedit

import (
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
)

// TestRestoreWhileReading puts the terminal back once, however often it is asked to.
func TestRestoreWhileReading(t *testing.T) {
	keys, typing := io.Pipe()
	f := newFake(t, keys)
	type entered struct {
		line string
		err  error
	}
	lines := make(chan entered)
	go func() {
		line, _, err := f.editor.ReadLine("> ")
		lines <- entered{line, err}
	}()
	io.WriteString(typing, "ab") // returns once it was read
	var restores sync.WaitGroup
	for range 4 {
		restores.Go(func() {
			if err := f.editor.Restore(); err != nil {
				t.Error(err)
			}
		})
	}
	restores.Wait()
	f.restoredAfter(1)
	io.WriteString(typing, "c\r")
	if got := <-lines; got != (entered{"abc", nil}) {
		t.Errorf("%q, %v", got.line, got.err)
	}
	f.restoredAfter(1)
}

// TestNoLineAfterRestore takes the terminal no more: whoever restored it is about to leave.
func TestNoLineAfterRestore(t *testing.T) {
	f := newFake(t, strings.NewReader("a\r"))
	if err := errors.Join(f.editor.Restore(), f.editor.Restore()); err != nil {
		t.Error(err)
	}
	if line, _, err := f.editor.ReadLine("> "); line != "" || err != io.EOF {
		t.Errorf("%q, %v", line, err)
	}
	f.restoredAfter(0)
}

// TestRestoreWhileEntering finds a terminal that is just entering raw mode, and puts it back.
func TestRestoreWhileEntering(t *testing.T) {
	f := newFake(t, strings.NewReader("a\r"))
	var restores sync.WaitGroup
	f.editor.tty.Raw = func() (func() error, error) {
		restores.Go(func() { f.editor.Restore() })
		return f.enter()
	}
	if line, _, err := f.editor.ReadLine("> "); line != "a" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
	restores.Wait()
	f.restoredAfter(1)
	if _, _, err := f.editor.ReadLine("> "); err != io.EOF {
		t.Error(err)
	}
	f.restoredAfter(1)
}

// TestNoRawMode returns the error, and asks nothing.
func TestNoRawMode(t *testing.T) {
	in := strings.NewReader("a\r")
	f := newFake(t, in)
	f.editor.tty.Raw = func() (func() error, error) { return nil, errors.ErrUnsupported }
	if line, _, err := f.editor.ReadLine("> "); line != "" || !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("%q, %v", line, err)
	}
	if f.out.Len() > 0 || in.Len() != 2 {
		t.Errorf("shown was %q, left were %d keys", f.out.String(), in.Len())
	}
	f.restoredAfter(0)
}

// TestNoRawModeAnyMore is one that cannot be taken up again after a stop.
func TestNoRawModeAnyMore(t *testing.T) {
	f := newFake(t, strings.NewReader("a\x1ab\r"))
	f.editor.tty.Suspend = func() {
		f.editor.tty.Raw = func() (func() error, error) { return nil, errors.ErrUnsupported }
	}
	if line, _, err := f.editor.ReadLine("> "); line != "" || !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("%q, %v", line, err)
	}
	f.restoredAfter(1)
}
