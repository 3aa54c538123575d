package cli

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

// readStdin reads what standard input holds, before the database is opened: questions into memory,
// an export into a file that is removed by the end. The error is that of an interrupt.
func (r *fileReader) readStdin(ctx context.Context) error {
	peeked := bufio.NewReaderSize(r.openInput(ctx, "Type or paste the questions"), headBytes)
	head, err := peeked.Peek(headBytes)
	in := io.Reader(peeked)
	if err != nil { // a terminal that is read on behind its end waits for another
		in = bytes.NewReader(head)
	}
	switch is, why := isExport(head); {
	case err != nil && err != io.EOF:
		r.inputErr = err
	case is && why == nil:
		r.inputErr = r.spool(in)
	default:
		r.input, r.inputErr = io.ReadAll(io.LimitReader(in, importer.MaxFileBytes+1))
	}
	return ctx.Err()
}

func (r *fileReader) spool(in io.Reader) error {
	file, err := os.CreateTemp("", "iq-import-*.jsonl")
	if err != nil {
		return err
	}
	r.spooled = file.Name()
	_, err = io.Copy(file, in)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("keep what was read until it is merged: %w", err)
	}
	return nil
}

// endInput removes what was kept of standard input.
func (r *fileReader) endInput() {
	if r.spooled != "" {
		os.Remove(r.spooled)
	}
}
