package session

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
)

// errQuit ends the loop: the learner's wish, or the end of the input.
var errQuit = errors.New("quit")

// lineReader reads one line at a time, only when asked, so that whatever is started between two
// prompts finds the input untouched; and it can be left waiting when the context ends.
type lineReader struct {
	ask   chan request
	lines chan line
	// restore puts the terminal back after a line that was left half read.
	restore func() error
}

// request asks for a line: of text, with a prompt, where the terminal can edit lines.
type request struct {
	text   bool
	prompt string
}

type line struct {
	text   string
	pasted bool
	err    error
}

func newLineReader(in io.Reader, editor LineEditor) *lineReader {
	l := &lineReader{ask: make(chan request), lines: make(chan line, 1), restore: func() error { return nil }}
	if editor != nil {
		l.restore = editor.Restore
	}
	go func() {
		plain := bufio.NewReader(in)
		for wanted := range l.ask {
			var got line
			if wanted.text && editor != nil {
				got.text, got.pasted, got.err = editor.ReadLine(wanted.prompt)
			} else {
				got.text, got.err = plain.ReadString('\n')
			}
			l.lines <- got
		}
	}()
	return l
}

// close lets the reader go once nothing more will be asked.
func (l *lineReader) close() { close(l.ask) }

// read returns the next line without the line's end; a last line without an end counts. again is
// called when the program goes on after it was stopped, since nothing then tells what it waits for.
func (l *lineReader) read(ctx context.Context, wanted request, resumed <-chan struct{}, again func()) (line, error) {
	if err := ctx.Err(); err != nil {
		return line{}, err
	}
	l.ask <- wanted
	for {
		select {
		case <-ctx.Done():
			return line{}, errors.Join(ctx.Err(), l.restore())
		case <-resumed:
			again()
		case got := <-l.lines:
			got.text = strings.TrimRight(got.text, "\r\n")
			if errors.Is(got.err, ErrInterrupted) || got.err != nil && strings.TrimSpace(got.text) == "" {
				return line{}, quitting(got.err)
			}
			return got, nil
		}
	}
}

// quitting is how an error of the input ends the session: whatever it was, there is no more to come.
func quitting(err error) error {
	if errors.Is(err, ErrInterrupted) {
		return err
	}
	return errQuit
}
