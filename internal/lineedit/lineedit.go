// Package lineedit reads lines of text on a terminal with the keys that people are used to: arrows, Home and
// End, moving by words, deletion, history.
//
// It holds the terminal in raw mode only while it reads a line, so that whatever is printed or started between
// two lines finds the terminal as it was. It must never know what the lines mean.
package lineedit

import (
	"errors"
	"io"
	"strings"
	"sync"

	"golang.org/x/term"
)

// Terminal is the terminal that lines are read on.
type Terminal struct {
	In  io.Reader
	Out io.Writer
	// Raw puts the terminal into raw mode and returns a function that restores it.
	Raw func() (restore func() error, err error)
	// Columns returns the terminal's width; 0 if it is not known.
	Columns func() int
	// Suspend stops the program as Ctrl-Z does, and returns when it continues; nil where that is impossible.
	Suspend func()
	// Unsafe reports whether a character must not be shown, since it could steer the terminal.
	Unsafe func(rune) bool
}

// ErrInterrupted is the error for Ctrl-C.
var ErrInterrupted = errors.New("interrupted")

// Editor reads lines. Its history holds the last 100 lines that were not blank.
type Editor struct {
	tty     Terminal
	editing *term.Terminal

	mu      sync.Mutex
	restore func() error // nil: the terminal is as it was
	closed  bool         // no line is read any more
}

// New makes an editor of lines on a terminal.
func New(tty Terminal) *Editor {
	e := &Editor{tty: tty}
	e.editing = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{keys{e}, echo{tty.Out, tty.Unsafe}}, "")
	e.editing.History = nonBlank{e.editing.History}
	return e
}

// nonBlank is a history without blank lines: there is nothing in them to go back to.
type nonBlank struct{ term.History }

func (h nonBlank) Add(line string) {
	if strings.TrimSpace(line) != "" {
		h.History.Add(line)
	}
}

// rows is a height that no line of text needs; only the width matters to where it is wrapped.
const rows = 1000

// ReadLine shows a prompt and returns the line that was entered; pasted says that the end of the line was part
// of something pasted. The error is io.EOF for Ctrl-D on an empty line and ErrInterrupted for Ctrl-C.
func (e *Editor) ReadLine(prompt string) (line string, pasted bool, err error) {
	if err := e.enter(); err != nil {
		return "", false, err
	}
	defer e.leave()
	if columns := e.tty.Columns(); columns > 0 {
		e.editing.SetSize(columns, rows)
	}
	e.editing.SetPrompt(prompt)
	line, err = e.editing.ReadLine()
	if errors.Is(err, term.ErrPasteIndicator) {
		return line, true, nil
	}
	if err != nil {
		io.WriteString(e.tty.Out, "\r\n")
	}
	return line, false, err
}

// enter puts the terminal into the mode in which a line is read: key by key, with marks around pasted text.
func (e *Editor) enter() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return io.EOF
	}
	restore, err := e.tty.Raw()
	if err != nil {
		return err
	}
	e.restore = restore
	e.editing.SetBracketedPasteMode(true)
	return nil
}

// leave puts the terminal back as it was.
func (e *Editor) leave() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.restore == nil {
		return nil
	}
	e.editing.SetBracketedPasteMode(false)
	err := e.restore()
	e.restore = nil
	return err
}

// Restore puts the terminal back as it was, for good. It may be called at any time, even during a
// ReadLine whose result nobody waits for.
func (e *Editor) Restore() error {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	return e.leave()
}

// The keys that the terminal would handle itself if it were not in raw mode, and the one that begins sequences.
const (
	ctrlC  = 3
	ctrlZ  = 26
	escape = 0x1b
)

// keys reads what is typed key by key, so that nothing beyond the end of a line is taken from whoever reads next.
type keys struct{ e *Editor }

func (k keys) Read(p []byte) (int, error) {
	for {
		n, err := k.e.tty.In.Read(p[:1])
		switch {
		case n == 0 || err != nil:
			return n, err
		case p[0] == ctrlC:
			return 0, ErrInterrupted
		case p[0] == ctrlZ && k.e.tty.Suspend != nil:
			if err := k.e.suspend(); err != nil {
				return 0, err
			}
		default:
			return n, nil
		}
	}
}

// suspend stops the program with the terminal as it was, and shows the line again when it continues.
func (e *Editor) suspend() error {
	if err := e.leave(); err != nil {
		return err
	}
	e.tty.Suspend()
	if err := e.enter(); err != nil {
		return err
	}
	_, err := e.editing.Write(nil)
	return err
}

// echo passes on what the editor of lines writes, its own sequences with it. What was pasted it writes as it came;
// a character in it that could steer the terminal is shown as U+FFFD, a tab as the one blank for which it counts.
type echo struct {
	out    io.Writer
	unsafe func(rune) bool
}

func (e echo) Write(p []byte) (int, error) {
	shown := strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\n', r == escape:
			return r // its own: an escape in what is typed or pasted never comes so far
		case r == '\t':
			return ' '
		case e.unsafe(r):
			return '\ufffd'
		}
		return r
	}, string(p))
	if _, err := io.WriteString(e.out, shown); err != nil {
		return 0, err
	}
	return len(p), nil
}
