package term

import (
	"fmt"
	"io"
)

// Output is a writer that keeps its first error, so that whoever prints need not look at every line.
type Output struct {
	w   io.Writer
	err error
}

// NewOutput returns an Output over w, or w itself if it is one.
func NewOutput(w io.Writer) *Output {
	if o, ok := w.(*Output); ok {
		return o
	}
	return &Output{w: w}
}

// Write implements io.Writer; after an error it writes no more.
func (o *Output) Write(b []byte) (n int, err error) {
	if o.err != nil {
		return 0, o.err
	}
	if n, err = o.w.Write(b); err != nil {
		o.err = fmt.Errorf("write the result: %w", err)
	}
	return n, o.err
}

// Err is the first error.
func (o *Output) Err() error { return o.err }

// Unwrap is the writer below.
func (o *Output) Unwrap() io.Writer { return o.w }
