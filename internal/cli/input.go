package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// interruptible reads until its context is over. A read that is waiting then is abandoned, with
// what it may still return: whoever interrupts iq wants it to end.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

// maxRead is the size of one read in bytes: as much as a pipe holds.
const maxRead = 64 << 10

func (r interruptible) Read(p []byte) (int, error) {
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1)
	buf := make([]byte, min(len(p), maxRead)) // p is the caller's again when the context is over
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

// readInput reads standard input, up to one byte more than max so that the caller sees when there is too
// much. On a terminal it says what to type.
func (p *program) readInput(ctx context.Context, wanted string, max int64) ([]byte, error) {
	return io.ReadAll(io.LimitReader(p.openInput(ctx, wanted), max+1))
}

func (p *program) openInput(ctx context.Context, wanted string) io.Reader {
	if p.StdinTerminal {
		p.note("%s; Ctrl-D on a line of its own ends it", wanted)
	}
	return interruptible{ctx, p.Stdin}
}

// ask asks whether to go on, which only yes does.
func (p *program) ask(ctx context.Context, question string) error {
	prompt := question + " y/N> "
	fmt.Fprint(p.Stdout, prompt)
	answer, err := p.readLine(ctx, prompt)
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

// readLine reads a line, and shows the prompt again when iq continues after it was stopped.
func (p *program) readLine(ctx context.Context, prompt string) (line string, err error) {
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
