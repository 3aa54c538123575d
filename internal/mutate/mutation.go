package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
)

// mutation is one small change to a file.
type mutation struct {
	source   *source
	file     int // index of the file in its source
	from, to int // the bytes that are replaced
	text     string
}

// mutated returns the whole file with the change.
func (m mutation) mutated() []byte {
	code := m.source.code[m.file]
	return append(append(append([]byte(nil), code[:m.from]...), m.text...), code[m.to:]...)
}

// String names the place and shows the line of it, before and after.
func (m mutation) String() string {
	code := string(m.source.code[m.file])
	line := strings.Count(code[:m.from], "\n") + 1
	from := strings.LastIndexByte(code[:m.from], '\n') + 1
	to := len(code)
	if end := strings.IndexByte(code[m.to:], '\n'); end >= 0 {
		to = m.to + end
	}
	before, after := onOneLine(code[from:to]), onOneLine(code[from:m.from]+m.text+code[m.to:to])
	name := filepath.Base(m.source.files[m.file])
	return fmt.Sprintf("%s/%s:%d: %s  =>  %s", m.source.path, name, line, before, after)
}

// onOneLine shortens code that spans lines.
func onOneLine(code string) string {
	const most = 160
	code = strings.Join(strings.Fields(code), " ")
	if len(code) > most {
		return code[:most] + " ..."
	}
	return cmp.Or(code, "(nothing)")
}
