package term

import "github.com/mattn/go-runewidth"

const (
	defaultColumns = 80
	maxColumns     = 100 // a longer line is hard to read
	minColumns     = 20
)

// narrow measures as a terminal does that is not set up for East Asian ambiguity; the library's own
// default depends on the environment.
var narrow = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// Width is the columns that text may take on a terminal of so many; 0 is no terminal.
func Width(columns int) int {
	if columns <= 0 {
		return defaultColumns
	}
	return min(max(columns, minColumns), maxColumns)
}

// DisplayWidth is how many columns a text of one line takes.
func DisplayWidth(s string) int { return narrow.StringWidth(s) }

// Truncate shortens a text of one line to so many columns, with an ellipsis where it was cut.
func Truncate(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return narrow.Truncate(s, width, "…")
}

// Shorten shortens a text of one line to so many columns, with an ellipsis in place of its middle:
// of a name both ends tell it from others.
func Shorten(s string, width int) string {
	if DisplayWidth(s) <= width || width < 3 {
		return Truncate(s, width)
	}
	tail := narrow.TruncateLeft(s, DisplayWidth(s)-width/2, "")
	return narrow.Truncate(s, width-DisplayWidth(tail), "…") + tail
}
