package session

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// prompt is a question to the learner at one step of a card.
type prompt struct {
	text string
	hint string // what the prompt takes, said after anything else
	// take reports whether a line answers the prompt, and does what follows.
	take    func(line string) bool
	command command // what may be said instead
}

// command does what a line says, and reports whether it says such a thing. After choseGo the prompt is shown again.
type command func(ctx context.Context, line string) (done choice, ok bool, err error)

// ask shows a prompt until it is answered or a command leads away from it.
func (r *run) ask(ctx context.Context, p prompt) (choice, error) {
	for {
		got, err := r.read(ctx, request{prompt: p.text})
		line := strings.TrimSpace(got.text)
		if err != nil || p.take(line) {
			return choseGo, err
		}
		done, ok, err := p.command(ctx, line)
		switch {
		case err != nil || done != choseGo:
			return done, err
		case !ok:
			r.screen.notTaken(line, p.hint)
		}
	}
}

// enter answers a prompt that waits for Enter alone.
func enter(line string) bool { return line == "" }

// read reads a line at a prompt. The wait counts for the card, up to MaxPause.
func (r *run) read(ctx context.Context, wanted request) (line, error) {
	show := func() {
		if !wanted.text || r.session.Lines == nil { // else the editor of lines shows it
			fmt.Fprint(r.screen.out, r.session.Palette.Accent(strings.TrimRight(wanted.prompt, " "))+" ")
		}
	}
	show()
	if err := r.screen.out.Err(); err != nil {
		return line{}, err
	}
	from := r.session.Now()
	got, err := r.input.read(ctx, wanted, r.session.Resumed, show)
	r.spent += min(max(r.session.Now().Sub(from), 0), MaxPause)
	if !r.session.Echoed || err != nil {
		r.screen.line("")
	}
	return got, err
}

// errQuit ends the loop: the learner's wish, or the end of the input.
var errQuit = errors.New("quit")

// lineReader reads one line at a time, only when asked, so that whatever is started between two
// prompts finds the input untouched; and it can be left waiting when the context ends.
type lineReader struct {
	ask   chan request // closed once nothing more will be asked
	lines chan line
	// restore puts the terminal back after a line that was left half read.
	restore func() error
}

// request asks for a line at a prompt.
type request struct {
	prompt string
	text   bool // the learner's own words, edited where the terminal can
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
				if !errors.Is(got.err, ErrInterrupted) {
					got.err = errQuit // whatever it was, there is no more to come
				}
				return line{}, got.err
			}
			return got, nil
		}
	}
}
