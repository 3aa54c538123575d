package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	maxJSONDepth  = 64
	maxJSONValues = 2_000_000
)

var (
	errJSONDeep  = fmt.Errorf("the JSON is nested deeper than %d levels", maxJSONDepth)
	errJSONMany  = fmt.Errorf("the JSON has more than %d values", maxJSONValues)
	errJSONBreak = errors.New("the JSON is broken or ends too early")
)

type jsonKind uint8

const (
	jsonNull jsonKind = iota
	jsonBool
	jsonNumber
	jsonString
	jsonArray
	jsonObject
)

// jsonValue is a value with its place in the file. Objects keep the order of their keys; numbers stay
// as they are written.
type jsonValue struct {
	kind  jsonKind
	line  int
	text  string
	keys  []string     // of an object
	items []*jsonValue // of an array or an object
}

// get returns the value of a key; nil without.
func (v *jsonValue) get(key string) *jsonValue {
	if v == nil || v.kind != jsonObject {
		return nil
	}
	if i := slices.Index(v.keys, key); i >= 0 {
		return v.items[i]
	}
	return nil
}

// str is the text of a string; "" for anything else.
func (v *jsonValue) str() string {
	if v == nil || v.kind != jsonString {
		return ""
	}
	return v.text
}

// firstOf is the first of the keys' strings that is not empty.
func (v *jsonValue) firstOf(keys ...string) string {
	for _, key := range keys {
		if s := v.get(key).str(); s != "" {
			return s
		}
	}
	return ""
}

// isNested reports whether a value has others in it.
func (v *jsonValue) isNested() bool { return v.kind == jsonArray || v.kind == jsonObject }

// list are the elements of an array; nil for anything else.
func (v *jsonValue) list() []*jsonValue {
	if v == nil || v.kind != jsonArray {
		return nil
	}
	return v.items
}

// jsonReader reads values one after the other, so that JSON with one value a line reads like a list.
type jsonReader struct {
	dec    *json.Decoder
	text   string
	at     int64 // offset up to which lines are counted
	line   int
	values int
}

// lineNow is the line of the value that was read last.
func (r *jsonReader) lineNow() int {
	to := min(max(r.dec.InputOffset(), r.at), int64(len(r.text)))
	r.line += strings.Count(r.text[r.at:to], "\n")
	r.at = to
	return r.line
}

// value reads the next value. With errJSONBreak the part that could be read comes with the error.
// io.EOF says that there is none.
func (r *jsonReader) value() (*jsonValue, error) {
	tok, err := r.dec.Token()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, errJSONBreak
	}
	return r.from(tok, 1)
}

func (r *jsonReader) from(tok json.Token, depth int) (*jsonValue, error) {
	if depth > maxJSONDepth {
		return nil, errJSONDeep
	}
	if r.values++; r.values > maxJSONValues {
		return nil, errJSONMany
	}
	v := &jsonValue{line: r.lineNow()}
	switch tok := tok.(type) {
	case string:
		v.kind, v.text = jsonString, tok
	case json.Number:
		v.kind, v.text = jsonNumber, tok.String()
	case bool:
		v.kind, v.text = jsonBool, fmt.Sprint(tok)
	case json.Delim:
		v.kind = jsonArray
		if tok == '{' {
			v.kind = jsonObject
		}
		return v, r.fill(v, depth)
	}
	return v, nil
}

// fill reads the elements up to the closing bracket.
func (r *jsonReader) fill(v *jsonValue, depth int) error {
	for r.dec.More() {
		key := ""
		if v.kind == jsonObject {
			tok, err := r.dec.Token()
			if err != nil {
				return errJSONBreak
			}
			key, _ = tok.(string)
		}
		tok, err := r.dec.Token()
		if err != nil {
			return errJSONBreak
		}
		item, err := r.from(tok, depth+1)
		if item != nil {
			v.items = append(v.items, item)
			if v.kind == jsonObject {
				v.keys = append(v.keys, key)
			}
		}
		if err != nil {
			return err
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return errJSONBreak
	}
	return nil
}

// mendJSON blanks out what people write into JSON by hand although it does not belong there:
// comments, and commas before a closing bracket. Every other byte keeps its place.
func mendJSON(text string) string {
	b := []byte(text)
	comma := -1
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '"':
			i = endOfString(b, i)
			comma = -1
		case c == '/' && i+1 < len(b) && (b[i+1] == '/' || b[i+1] == '*'):
			i = blankComment(b, i)
		case c == ',':
			comma = i
		case (c == ']' || c == '}') && comma >= 0:
			b[comma], comma = ' ', -1
		case c != ' ' && c != '\t' && c != '\n':
			comma = -1
		}
	}
	return string(b)
}

// endOfString returns the place of the closing quote.
func endOfString(b []byte, i int) int {
	for i++; i < len(b) && b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return i
}

// blankComment overwrites a comment and returns the place of its last byte.
func blankComment(b []byte, i int) int {
	block := b[i+1] == '*'
	for ; i < len(b); i++ {
		if !block && b[i] == '\n' {
			return i
		}
		if block && b[i] == '*' && i+1 < len(b) && b[i+1] == '/' {
			b[i], b[i+1] = ' ', ' '
			return i + 1
		}
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
	return i
}
