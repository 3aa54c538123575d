package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// interruptible reads until its context is over. A read that waits by then is left behind, with
// what it may still get: whoever interrupts iq wants it to end.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

// mostRead is what one read takes at most, in bytes: as much as a pipe holds.
const mostRead = 64 << 10

func (r interruptible) Read(p []byte) (int, error) {
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1)
	buf := make([]byte, min(len(p), mostRead)) // p is the caller's again when the context is over
	go func() {
		n, err := r.in.Read(buf)
		done <- result{buf[:n], err}
	}()
	select {
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	case got := <-done:
		return copy(p, got.data), got.err
	}
}

// readInput reads all of standard input, up to a number of bytes and one more. Somebody at a terminal
// is told what is waited for.
func (p *program) readInput(ctx context.Context, wanted string, most int64) ([]byte, error) {
	return io.ReadAll(io.LimitReader(p.openInput(ctx, wanted), most+1))
}

func (p *program) openInput(ctx context.Context, wanted string) io.Reader {
	if p.StdinTerminal {
		p.note("%s; Ctrl-D on a line of its own ends it", wanted)
	}
	return interruptible{ctx, p.Stdin}
}

// ask puts a question to which only yes goes on.
func (p *program) ask(ctx context.Context, question string) error {
	prompt := question + " y/N> "
	fmt.Fprint(p.Stdout, prompt)
	answer, err := p.answer(ctx, prompt)
	if !strings.HasSuffix(answer, "\n") {
		p.say("") // what follows does not stand beside the question
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if a := strings.ToLower(strings.TrimSpace(answer)); a != "y" && a != "yes" {
		p.say("Nothing was changed.")
		return errReported
	}
	return nil
}

// answer reads a line, and shows the prompt again when iq goes on after it was stopped.
func (p *program) answer(ctx context.Context, prompt string) (line string, err error) {
	read := make(chan struct{})
	go func() {
		defer close(read)
		line, err = bufio.NewReader(interruptible{ctx, p.Stdin}).ReadString('\n')
	}()
	for {
		select {
		case <-p.Resumed:
			fmt.Fprint(p.Stdout, prompt)
		case <-read:
			return line, err
		}
	}
}
