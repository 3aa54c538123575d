package session

import (
	"fmt"
	"strings"

	"iq/internal/term"
)

// screen prints the session.
type screen struct {
	out       *term.Output
	palette   *term.Palette
	columns   func() int
	explained map[string]bool // what was explained in this session
}

func (s *screen) width() int { return term.Width(s.columns()) }

// line prints a line as it is.
func (s *screen) line(text string) { fmt.Fprintln(s.out, text) }

// A message is wrapped where it is too long for a line.

func (s *screen) plain(text string) { s.message(unpainted, text) }
func (s *screen) good(text string)  { s.message(s.palette.Good, text) }
func (s *screen) bad(text string)   { s.message(s.palette.Bad, text) }
func (s *screen) warn(text string)  { s.message(s.palette.Warn, text) }
func (s *screen) bold(text string)  { s.message(s.palette.Bold, text) }
func (s *screen) dim(text string)   { s.message(s.palette.Dim, text) }

func (s *screen) message(paint func(string) string, text string) {
	if term.DisplayWidth(text) <= s.width() { // with the blanks that set it in columns
		s.line(paint(text))
		return
	}
	for _, line := range term.Wrap(text, s.width()) {
		s.line(paint(line))
	}
}

func unpainted(s string) string { return s }

// list prints messages, such as a page of help.
func (s *screen) list(messages []string) {
	for _, m := range messages {
		s.plain(m)
	}
}

// sides prints a line with something at either end, or two lines where they do not fit.
func (s *screen) sides(left, right string, paintLeft, paintRight func(string) string) {
	gap := s.width() - term.DisplayWidth(left) - term.DisplayWidth(right)
	switch {
	case right == "":
		s.line(paintLeft(left))
	case gap < 2:
		s.line(paintLeft(left))
		s.message(paintRight, right)
	default:
		s.line(paintLeft(left) + strings.Repeat(" ", gap) + paintRight(right))
	}
}

func (s *screen) markdown(text string, o term.MarkdownOptions) {
	o.Width, o.Palette = s.width(), s.palette
	s.line(strings.TrimRight(term.Markdown(text, o), "\n"))
}

// once returns an explanation the first time that a session has it to show, and "" after that: who
// has read it need not read it at every card, and ? shows it again.
func (s *screen) once(explanation string) string {
	if s.explained[explanation] {
		return ""
	}
	s.explained[explanation] = true
	return explanation
}

// notTaken says what a prompt takes, after a text that it does not.
func (s *screen) notTaken(text, hint string) {
	if text != "" {
		hint = fmt.Sprintf("%q is not a choice here: %s", term.Truncate(term.CleanLine(text), 20), hint)
	}
	s.warn(hint)
}
