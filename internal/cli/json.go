package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"iq/internal/term"
)

func jsonFlag(on *bool) cli.Flag {
	return boolFlag(on, "json", "print JSON, one object per line")
}

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

// escapeUnsafe writes what could steer a terminal as \u escapes, which mean the same to whoever reads the JSON.
// Such characters stand within strings only; the encoder has escaped the ASCII ones already.
func escapeUnsafe(line []byte) []byte {
	escaped := func(r rune) bool { return r != '\n' && term.Unsafe(r) }
	if !bytes.ContainsFunc(line, escaped) {
		return line
	}
	var out []byte
	for _, r := range string(line) {
		if !escaped(r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}
