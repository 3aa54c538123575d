package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"iq/internal/term"
)

func jsonFlag(on *bool) cli.Flag {
	return boolFlag(on, "json", "print JSON, one object a line")
}

// printJSON prints one value on one line.
func (p *program) printJSON(v any) error { return writeJSON(p.Stdout, v) }

func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err := w.Write(escapeUnsafe(b.Bytes()))
	return err
}

// escapeUnsafe writes what could steer a terminal as \u escapes, which mean the same to whoever
// reads the JSON. Such characters stand within strings only; the encoder has escaped the ASCII
// ones already.
func escapeUnsafe(line []byte) []byte {
	var out []byte
	last := 0
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		if r != '\n' && term.Unsafe(r) {
			out = append(out, line[last:i]...)
			out = appendEscape(out, r)
			last = i + size
		}
		i += size
	}
	if last == 0 {
		return line
	}
	return append(out, line[last:]...)
}

func appendEscape(out []byte, r rune) []byte {
	if r > 0xffff {
		r -= 0x10000
		return fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
	}
	return fmt.Appendf(out, `\u%04x`, r)
}
