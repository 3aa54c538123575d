package db

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"iq/srs"
)

// Bounds of what is read. What is beyond them could not be counted on with: an instant after which
// no other can be written, a uid after which no other can be sorted, a sum that is no integer.
const (
	maxLineBytes = 16 << 20
	minInstant   = instant(-62_167_132_800_000) // 0000-01-02
	maxInstant   = instant(253_402_214_400_000) // 9999-12-31
	maxUIDMS     = 1<<48 - 1<<40                // 35 years before a UUIDv7 has no later one
	maxOffset    = 24 * 60
	maxTookMS    = 1 << 31
	maxPosition  = 1 << 48
)

// ExportHeader reads the first line of a file: whether it begins an export. The error says why an
// export cannot be read, and wraps ErrNewerExport for one of a newer format.
func ExportHeader(line []byte) (ok bool, err error) {
	var h headerLine
	if json.Unmarshal(bytes.TrimPrefix(line, bom), &h) != nil || h.IQ != "export" {
		return false, nil
	}
	return true, h.check()
}

var bom = []byte("\ufeff")

func (h headerLine) check() error {
	switch {
	case h.Format > ExportFormat:
		return fmt.Errorf("%w (format %d, this one knows %d)", ErrNewerExport, h.Format, ExportFormat)
	case h.Format < 1:
		return fmt.Errorf("its format is %d but must be 1 to %d", h.Format, ExportFormat)
	}
	return nil
}

// errLineTooLong is the error for a line that was passed over.
var errLineTooLong = fmt.Errorf("longer than %d MB", maxLineBytes>>20)

// lineReader reads a text line by line.
type lineReader struct {
	r    *bufio.Reader
	n    int // of the last line
	line []byte
}

func newLineReader(r io.Reader) *lineReader { return &lineReader{r: bufio.NewReaderSize(r, 64<<10)} }

// next returns the next line without its end; it is good until the next call. The error is
// errLineTooLong for a line that was passed over, and io.EOF after the last.
func (l *lineReader) next() ([]byte, error) {
	l.line = l.line[:0]
	l.n++
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if long = long || len(l.line)+len(part) > maxLineBytes; !long {
			l.line = append(l.line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
		case err == io.EOF && len(l.line) == 0 && !long:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case long:
			l.line = nil // the memory of a long line is not kept for the short ones
			return nil, errLineTooLong
		default:
			return bytes.TrimSpace(l.line), nil
		}
	}
}

// parseLine reads one line of an export: a headerLine, *settingLine, *sourceLine, *renameLine,
// *cardLine or *reviewLine, whose values are within their bounds.
func parseLine(line []byte) (any, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("not valid UTF-8")
	}
	var kind struct {
		IQ   string `json:"iq"`
		Type string `json:"type"`
	}
	if err := json.Unmarshal(line, &kind); err != nil {
		return nil, readable(err)
	}
	if kind.IQ != "" {
		var h headerLine
		if ok, _ := ExportHeader(line); !ok {
			return nil, fmt.Errorf("a header of %.40q, not of an export", kind.IQ)
		}
		return h, json.Unmarshal(line, &h)
	}
	switch kind.Type {
	case "setting":
		return decode(line, &settingLine{})
	case "source":
		return decode(line, &sourceLine{})
	case "rename":
		return decode(line, &renameLine{At: missing})
	case "card":
		return decode(line, &cardLine{Created: missing, Edited: missing, Marked: missing})
	case "review":
		return decode(line, &reviewLine{At: missing, Day: noDay})
	case "":
		return nil, errors.New("no type")
	}
	return nil, fmt.Errorf("unknown type %.40q", kind.Type)
}

// decode reads a line into a record and checks it.
func decode(line []byte, record interface{ check() error }) (any, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields() // better reported than lost
	if err := d.Decode(record); err != nil {
		return nil, readable(err)
	}
	if err := record.check(); err != nil {
		return nil, err
	}
	return record, nil
}

// readable says what is wrong with a line without the names of Go's types.
func readable(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("%s, not an object", article(kind.Value))
	case errors.As(err, &kind):
		field := kind.Field[strings.LastIndexByte(kind.Field, '.')+1:]
		return fmt.Errorf("%s cannot be %s", field, article(kind.Value))
	case errors.As(err, &syntax):
		return fmt.Errorf("not JSON: %w", err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("not JSON: it ends too early")
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// article names a kind of JSON value.
func article(kind string) string {
	if kind == "array" || kind == "object" {
		return "an " + kind
	}
	return "a " + kind
}

// wrong is something that may be wrong with a line.
type wrong struct {
	is   bool
	what string
}

// firstOf returns an error that says the first thing that is wrong.
func firstOf(list ...wrong) error {
	for _, w := range list {
		if w.is {
			return errors.New(w.what)
		}
	}
	return nil
}

func (i instant) bad() bool { return i < minInstant || i > maxInstant }

func (s *settingLine) check() error {
	return firstOf(
		wrong{s.Name == "", "the setting has no name"},
		wrong{s.Name == "device", "device is not a setting to be taken"},
	)
}

func (s *sourceLine) check() error { return firstOf(wrong{s.Name == "", "the source has no name"}) }

func (r *renameLine) check() error {
	return firstOf(
		wrong{r.Source == "", "the source has no name"},
		wrong{r.Deck == "", "the deck has no name"},
		wrong{r.At.bad(), "at is missing or no instant to count on"},
	)
}

func (c *cardLine) check() error {
	c.cardText.canonical()
	c.cardMarks.canonical()
	return firstOf(
		wrong{c.UID == uuid.Nil, "the card has no uid"},
		wrong{c.Deck == "", "the card has no deck"},
		wrong{c.Source != nil && *c.Source == "", "the source has no name; null is none"},
		wrong{c.Position < 0 || c.Position > maxPosition, "position is no line to count on"},
		wrong{c.Question == "", "the card has no question"},
		wrong{!c.Status.Known(),
			fmt.Sprintf("status is %.40q but must be active, suspended, gone or deleted", c.Status)},
		wrong{c.Created.bad(), "created is missing or no instant to count on"},
		wrong{c.Edited.bad(), "edited is missing or no instant to count on"},
		wrong{c.Marked.bad(), "marked is missing or no instant to count on"},
	)
}

func (r *reviewLine) check() error {
	r.canonical()
	known := r.Kind == srs.Scheduled || r.Kind == srs.Repeat || r.Kind == srs.Extra || r.Kind == srs.Reset
	return firstOf(
		wrong{r.UID.Version() != 7 || r.UID.Variant() != uuid.RFC4122, "uid is no UUIDv7"},
		wrong{uidMS(r.UID) > maxUIDMS, "uid is too far in the future: no later review could be sorted behind it"},
		wrong{r.Card == uuid.Nil, "the review has no card"},
		wrong{!known, fmt.Sprintf("kind is %.40q but must be scheduled, repeat, extra or reset", r.Kind)},
		wrong{r.Kind == srs.Reset && r.Grade != 0, "a reset has the grade 0"},
		wrong{r.Kind != srs.Reset && !r.Grade.Valid(), fmt.Sprintf("grade is %d but must be 1 to 4", int(r.Grade))},
		wrong{r.At.bad(), "at is missing or no instant to count on"},
		wrong{r.Day == noDay, "the review has no day"},
		wrong{r.Offset < -maxOffset || r.Offset > maxOffset, "offset is more than a day"},
		wrong{r.MS < 0 || r.MS > maxTookMS, "ms is no time to count on"},
		wrong{r.Reveal < 0 || r.Reveal > maxTookMS, "reveal is no time to count on"},
	)
}

// uidMS is the instant in a UUIDv7, in UTC Unix milliseconds.
func uidMS(uid uuid.UUID) (ms int64) {
	for _, b := range uid[:6] {
		ms = ms<<8 | int64(b)
	}
	return ms
}
