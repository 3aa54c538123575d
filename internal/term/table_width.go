package term

import (
	"strings"
	"sync"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// measureAlike has the table library measure text in the same way in every locale.
var measureAlike = sync.OnceFunc(func() { twwidth.SetOptions(twwidth.Options{EastAsianWidth: false}) })

// standIns takes the place, while a table is laid out, of the lines whose width the library
// measures otherwise: flags and emoji that are made of several. Each is a character for private use
// that tells which line it stands for, filled up to the line's width.
type standIns struct{ lines []string }

const (
	firstStandIn = '\U000f0000'
	lastStandIn  = '\U000ffffd'
	filler       = '\U00100000'
)

// hide gives what to lay out in place of a line.
func (s *standIns) hide(line string) string {
	width := DisplayWidth(line)
	if twwidth.Width(line) == width && strings.IndexFunc(line, isStandIn) < 0 || width == 0 || len(s.lines) > lastStandIn-firstStandIn {
		return line
	}
	s.lines = append(s.lines, line)
	return string(rune(firstStandIn+len(s.lines)-1)) + strings.Repeat(string(filler), width-1)
}

// show puts the lines back.
func (s *standIns) show(table string) string {
	if len(s.lines) == 0 {
		return table
	}
	var b strings.Builder
	for _, r := range table {
		switch {
		case r == filler:
		case isStandIn(r) && int(r-firstStandIn) < len(s.lines):
			b.WriteString(s.lines[r-firstStandIn])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isStandIn(r rune) bool { return r >= firstStandIn && r <= filler }
