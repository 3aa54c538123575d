package ingest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"iq/importer"
)

// stdinName is how standard input is shown.
const stdinName = "standard input"

// StdinSource begins the name of what was read from standard input; the deck ends it.
const StdinSource = "stdin/"

// stdin is what standard input held: questions in memory, or an export, which may be far larger, in
// a file.
type stdin struct {
	text []byte
	file string
	err  error
}

// ReadStdin reads what standard input holds, before anything else is: nobody else could write to the
// database as long as somebody types. The error is that of an interrupt.
func (r *Reader) ReadStdin(ctx context.Context, in io.Reader) error {
	peeked := bufio.NewReaderSize(in, headBytes)
	head, err := peeked.Peek(headBytes)
	in = peeked
	if err != nil { // a terminal that is read on behind its end waits for another
		in = bytes.NewReader(head)
	}
	switch is, why := r.opt.IsExport(head); {
	case err != nil && err != io.EOF:
		r.stdin.err = err
	case is && why == nil:
		r.stdin.err = r.stdin.spool(in)
	default:
		r.stdin.text, r.stdin.err = io.ReadAll(io.LimitReader(in, importer.MaxFileBytes+1))
	}
	return ctx.Err()
}

func (s *stdin) spool(in io.Reader) error {
	file, err := os.CreateTemp("", "iq-import-*.jsonl")
	if err != nil {
		return err
	}
	s.file = file.Name()
	_, err = io.Copy(file, in)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("keep what was read until it is merged: %w", err)
	}
	return nil
}

// Close removes what was kept of standard input.
func (r *Reader) Close() {
	if r.stdin.file != "" {
		os.Remove(r.stdin.file)
	}
}
