package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"

	"iq/importer"
)

// stdinName is how standard input is shown.
const stdinName = "standard input"

// StdinSource is the prefix of the source's name for what was read from standard input; the deck's name follows.
const StdinSource = "stdin/"

// stdin is what standard input held: questions in memory, or an export, which may be far larger, in a file.
type stdin struct {
	text []byte
	file string
	err  error
}

// ReadStdin reads standard input before the database is locked, so that no other program waits while
// somebody types. A read error is kept until the input is imported; the error returned is ctx's.
func (r *Reader) ReadStdin(ctx context.Context, in io.Reader) error {
	peeked := bufio.NewReaderSize(in, headBytes)
	head, err := peeked.Peek(headBytes)
	in = peeked
	if err != nil { // reading a terminal past its end would wait for a second Ctrl-D
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
	if err = cmp.Or(err, file.Close()); err != nil {
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
