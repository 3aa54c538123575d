package lineedit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
)

// fake is a terminal that counts how often it was put into raw mode, and given back.
type fake struct {
	t      *testing.T
	editor *Editor

	mu       sync.Mutex
	out      bytes.Buffer
	raw      bool
	entered  int
	restored int
}

// newFake makes a terminal on which the keys are typed.
func newFake(t *testing.T, typed io.Reader) *fake {
	f := &fake{t: t}
	f.editor = New(Terminal{In: watched{f, typed}, Out: f, Raw: f.enter, Columns: func() int { return 40 },
		Unsafe: steers})
	return f
}

// watched sees to it that keys are read one by one.
type watched struct {
	f  *fake
	in io.Reader
}

func (w watched) Read(p []byte) (int, error) {
	if len(p) != 1 {
		w.f.t.Errorf("%d keys are read at once", len(p))
	}
	return w.in.Read(p)
}

func (f *fake) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.out.Write(p)
}

func (f *fake) enter() (func() error, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.raw {
		f.t.Error("raw mode was entered twice")
	}
	f.raw = true
	f.entered++
	return func() error {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.raw = false
		f.restored++
		return nil
	}, nil
}

// given tells whether the terminal is as it was: in no raw mode, and without the marks around what
// is pasted.
func (f *fake) given() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	marks := strings.Count(f.out.String(), "\x1b[?2004h") - strings.Count(f.out.String(), "\x1b[?2004l")
	if f.raw || f.entered != f.restored || marks != 0 {
		return fmt.Errorf("raw mode %v, entered %d times and left %d times, %d marks of pasting", f.raw, f.entered,
			f.restored, marks)
	}
	return nil
}

// restoredAfter sees to it that the terminal was taken and given back just so often.
func (f *fake) restoredAfter(times int) {
	f.t.Helper()
	if err := f.given(); err != nil || f.entered != times {
		f.t.Errorf("entered %d times, want %d; %v", f.entered, times, err)
	}
}

const (
	up     = "\x1b[A"
	down   = "\x1b[B"
	right  = "\x1b[C"
	left   = "\x1b[D"
	home   = "\x1b[H"
	end    = "\x1b[F"
	remove = "\x1b[3~"
	rubout = "\x7f"
	word   = "\x17" // Ctrl-W
	paste  = "\x1b[200~"
	pasted = "\x1b[201~"
)

func TestEditing(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"nothing", "\r", ""},
		{"plain", "a lease\r", "a lease"},
		{"letters of more than one byte", "Größe 日本\r", "Größe 日本"},
		{"backspace", "lock" + rubout + rubout + "st\r", "lost"},
		{"backspace at the beginning", rubout + "a\r", "a"},
		{"left and right", "ac" + left + "b" + right + "d\r", "abcd"},
		{"home and end", "b" + home + "a" + end + "c\r", "abc"},
		{"Ctrl-A and Ctrl-E", "b\x01a\x05c\r", "abc"},
		{"the last word", "a lost word" + word + "lease\r", "a lost lease"},
		{"a word in the middle", "a very lost word" + strings.Repeat(left, 5) + word + "good\r", "a very good word"},
		{"delete", "abx" + left + remove + "c\r", "abc"},
		{"Ctrl-D in a line deletes", "abx" + left + "\x04c\r", "abc"},
		{"to the beginning", "wrong\x15right\r", "right"},
		{"to the end", "right wrong" + strings.Repeat(left, 6) + "\x0b\r", "right"},
		{"longer than the terminal is wide", strings.Repeat("word ", 30) + home + "first \r",
			"first " + strings.Repeat("word ", 30)},
		{"unknown keys", "a\x1b[5~b\x1b[15~c\r", "abc"},
	} {
		f := newFake(t, strings.NewReader(tt.typed))
		line, pasted, err := f.editor.ReadLine("> ")
		if line != tt.want || pasted || err != nil {
			t.Errorf("%s: %q, %v, %v; want %q", tt.name, line, pasted, err, tt.want)
		}
		f.restoredAfter(1)
		if shown := f.out.String(); !strings.Contains(shown, "> ") || !strings.Contains(shown, "\r\n") {
			t.Errorf("%s: shown was %q", tt.name, shown)
		}
	}
}

// TestHistory goes over the lines before with the arrows.
func TestHistory(t *testing.T) {
	f := newFake(t, strings.NewReader("first\rsecond\r"+up+"\r"+up+up+up+"\r"+up+up+down+"!\rmine"+up+down+"\r"))
	for i, want := range []string{"first", "second", "second", "first", "second!", "mine"} {
		if i == 4 { // above it lie first, second, second, first
			want = "first!"
		}
		if line, _, err := f.editor.ReadLine("> "); line != want || err != nil {
			t.Errorf("line %d: %q, %v; want %q", i+1, line, err, want)
		}
		f.restoredAfter(i + 1)
	}
}

// TestHistoryWithoutBlankLines: the empty line that ends an answer is nothing to go back to.
func TestHistoryWithoutBlankLines(t *testing.T) {
	f := newFake(t, strings.NewReader("first\r\r  \r"+paste+"second\r\r"+pasted+up+"\r"+up+up+up+"\r"))
	for i, want := range []string{"first", "", "  ", "second", "", "second", "first"} {
		if line, _, err := f.editor.ReadLine("> "); line != want || err != nil {
			t.Errorf("line %d: %q, %v; want %q", i+1, line, err, want)
		}
	}
}

// TestNothingBeyondTheLine is taken from whoever reads next.
func TestNothingBeyondTheLine(t *testing.T) {
	in := strings.NewReader("a lease\rvi's own keys")
	f := newFake(t, in)
	if line, _, err := f.editor.ReadLine("> "); line != "a lease" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
	if rest, _ := io.ReadAll(in); string(rest) != "vi's own keys" {
		t.Errorf("what is left is %q", rest)
	}
}

// TestEnds of a line that was not entered: nothing is kept of it, and the terminal is given back.
func TestEnds(t *testing.T) {
	broken := errors.New("input/output error")
	for _, tt := range []struct {
		name  string
		typed io.Reader
		want  error
	}{
		{"Ctrl-C", strings.NewReader("\x03"), ErrInterrupted},
		{"Ctrl-C in a line", strings.NewReader("half a line" + left + "\x03"), ErrInterrupted},
		{"Ctrl-C in something pasted", strings.NewReader(paste + "half\x03"), ErrInterrupted},
		{"Ctrl-D", strings.NewReader("\x04"), io.EOF},
		{"Ctrl-D in a line that was emptied", strings.NewReader("a" + rubout + "\x04"), io.EOF},
		{"the end of the input", strings.NewReader(""), io.EOF},
		{"the end of the input in a line", strings.NewReader("half a line"), io.EOF},
		{"a terminal that is gone", io.MultiReader(strings.NewReader("half"), failing{broken}), broken},
	} {
		f := newFake(t, tt.typed)
		if line, pasted, err := f.editor.ReadLine("> "); line != "" || pasted || !errors.Is(err, tt.want) {
			t.Errorf("%s: %q, %v, %v; want %v", tt.name, line, pasted, err, tt.want)
		}
		f.restoredAfter(1)
		if shown := f.out.String(); !strings.Contains(shown, "\r\n") {
			t.Errorf("%s: what follows would stand beside the prompt: %q", tt.name, shown)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestSuspended stops with the terminal as it was and goes on with the line as it was.
func TestSuspended(t *testing.T) {
	f := newFake(t, strings.NewReader("\x1a half\x1a\x1a a line"+left+"\x1a!\r"))
	stops, shown := 0, 0
	f.editor.tty.Suspend = func() {
		stops++
		if err := f.given(); err != nil {
			t.Errorf("stopped: %v", err)
		}
		shown = f.out.Len()
	}
	if line, _, err := f.editor.ReadLine("> "); line != " half a lin!e" || err != nil || stops != 4 {
		t.Errorf("%q, %v, stopped %d times", line, err, stops)
	}
	f.restoredAfter(5)
	if again := f.out.String()[shown:]; !strings.Contains(again, ">  half a line") {
		t.Errorf("shown again was %q", again)
	}
}

// TestCtrlZWhereNothingCanStop is no key at all.
func TestCtrlZWhereNothingCanStop(t *testing.T) {
	f := newFake(t, strings.NewReader("a\x1ab\r"))
	if line, _, err := f.editor.ReadLine("> "); line != "ab" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
	f.restoredAfter(1)
}

// TestPasted lines are told from entered ones; the last, which ends with a key, was entered.
func TestPasted(t *testing.T) {
	f := newFake(t, strings.NewReader(paste+"one\r\rthree\rfo"+pasted+"ur\r\r"+paste+"five\r"+pasted+
		"\rsix"+paste+" and\r"+pasted))
	for i, want := range []struct {
		line   string
		pasted bool
	}{{"one", true}, {"", true}, {"three", true}, {"four", false}, {"", false}, {"five", true}, {"", false},
		{"six and", false}} {
		if line, pasted, err := f.editor.ReadLine("> "); line != want.line || pasted != want.pasted || err != nil {
			t.Errorf("line %d: %q, pasted %v, %v; want %q, %v", i+1, line, pasted, err, want.line, want.pasted)
		}
		f.restoredAfter(i + 1)
	}
}
