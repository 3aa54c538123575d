package ingest

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// headBytes is how much of a file is looked at to tell whether it is an export.
const headBytes = 4 << 10

var errExportOptions = errors.New("is an export of iq, whose cards have decks of their own; leave out --deck and " +
	"--format")

// sniffExport reports whether the file is an export of iq. An export is read when it is merged: it may
// be far larger than a question file.
func (r *Reader) sniffExport(f *File) bool {
	head, err := f.head()
	if err != nil {
		return false // reading it will say why
	}
	f.Export, err = r.opt.IsExport(head)
	if !f.Export {
		return false
	}
	if err == nil && (r.opt.Deck != "" || r.opt.Format != "") {
		err = errExportOptions
	}
	if err != nil {
		f.Err = fmt.Errorf("import %s: it %w", f.Path, err)
	}
	return true
}

// head returns the beginning of a file.
func (f *File) head() ([]byte, error) {
	switch {
	case f.stdin != nil && f.stdin.err != nil:
		return nil, f.stdin.err
	case f.stdin != nil && f.stdin.file == "":
		return f.stdin.text[:min(len(f.stdin.text), headBytes)], nil
	}
	file, err := f.OpenExport()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, headBytes))
}

// OpenExport opens an export to be merged.
func (f *File) OpenExport() (*os.File, error) {
	if f.stdin != nil {
		return os.Open(f.stdin.file)
	}
	return openRegular(f.Path)
}
