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
	ask   chan struct{}
	lines chan line
}

type line struct {
	text string
	err  error
}

func newLineReader(in io.Reader) *lineReader {
	l := &lineReader{ask: make(chan struct{}), lines: make(chan line, 1)}
	go func() {
		r := bufio.NewReader(in)
		for range l.ask {
			text, err := r.ReadString('\n')
			l.lines <- line{text, err}
		}
	}()
	return l
}

// close lets the reader go once nothing more will be asked.
func (l *lineReader) close() { close(l.ask) }

// read gives the next line without the blanks around it; a last line without an end counts.
func (l *lineReader) read(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	l.ask <- struct{}{}
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case got := <-l.lines:
		text := strings.TrimSpace(got.text)
		if got.err != nil && text == "" {
			return "", errQuit
		}
		return text, nil
	}
}
