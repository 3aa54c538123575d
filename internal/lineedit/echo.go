package lineedit

import (
	"io"
	"strings"
)

// echo passes on what the editor of lines writes, its own sequences with it. What was pasted it
// writes as it came; a character in it that could steer the terminal is shown as U+FFFD, a tab as
// the one blank for which it counts.
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

const escape = 0x1b
