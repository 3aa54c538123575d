package markup

import "strings"

// Limits on what is parsed as Markdown. The parser's time grows with the square of some of them, and
// nobody writes such a text to be read.
const (
	maxText     = 1 << 19 // bytes
	maxMarkers  = 100     // of quotes and list items, at the start of a line
	maxBrackets = 1000    // in a paragraph
	maxEmphasis = 4000    // marks of emphasis, code and HTML in a paragraph
)

// MaxNesting is how deep lists and quotes, or emphasis, are read inside one another.
const MaxNesting = 24

// TooIntricate reports whether a text holds more nesting than any text that a person wrote.
func TooIntricate(source string) bool {
	if len(source) > maxText {
		return true
	}
	brackets, marks := 0, 0
	for line := range strings.Lines(source) {
		if strings.TrimSpace(line) == "" {
			brackets, marks = 0, 0
			continue
		}
		for i := range len(line) {
			switch line[i] {
			case '[':
				brackets++
			case '*', '_', '`', '<', '~', '&', '!', '$':
				marks++
			}
		}
		if brackets > maxBrackets || marks > maxEmphasis || countMarkers(line) > maxMarkers {
			return true
		}
	}
	return false
}

// countMarkers counts the markers of quotes and list items that a line begins with.
func countMarkers(line string) int {
	for n := 0; ; n++ {
		line = strings.TrimLeft(line, " \t")
		size := markerSize(line)
		if size == 0 {
			return n
		}
		line = line[size:]
	}
}

// markerSize is the length of the marker at the start of a line: ">", "-" or "12.", the last two with a blank behind.
func markerSize(line string) int {
	if strings.HasPrefix(line, ">") {
		return 1
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	marks := ".)"
	if digits == 0 {
		marks = "-+*"
	}
	if rest := line[digits:]; len(rest) > 1 && strings.IndexByte(marks, rest[0]) >= 0 && isBlank(rest[1]) {
		return digits + 1
	}
	return 0
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// CapNesting cuts what stands behind too many markers of quotes and list items, or too much
// indentation, so that Blocks can read the line.
func CapNesting(line string) string {
	markers := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case '>', '-', '*', '+', '\t', '.', ')':
			markers++
		default:
			if c != ' ' && (c < '0' || c > '9') {
				return line
			}
		}
		if markers > MaxNesting || i > 8*MaxNesting {
			return line[:i]
		}
	}
	return line
}
