package srs

import (
	"fmt"
	"strings"
)

// Grade is how well the learner recalled an answer, as learners know it.
type Grade int

// The four grades. In SM-2's own scale they are the qualities 2, 3, 4 and 5; nothing is lost by
// leaving out 0 and 1, which SM-2 treats exactly as 2.
const (
	Again Grade = 1 + iota
	Hard
	Good
	Easy
)

// Grades are all grades, worst first.
var Grades = [4]Grade{Again, Hard, Good, Easy}

var gradeNames = [...]string{Again: "again", Hard: "hard", Good: "good", Easy: "easy"}

// Valid reports whether g is one of the four.
func (g Grade) Valid() bool { return g >= Again && g <= Easy }

// Quality is the grade in SM-2's scale of 0 to 5.
func (g Grade) Quality() int { return int(g) + 1 }

// String returns the grade's name in lower case.
func (g Grade) String() string {
	if !g.Valid() {
		return fmt.Sprintf("grade %d", int(g))
	}
	return gradeNames[g]
}

// ParseGrade reads a grade by number (1 to 4) or by the beginning of its name, in any case. One
// letter will do but for easy, since e alone means to edit.
func ParseGrade(s string) (Grade, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" || s == "e" {
		return 0, false
	}
	for _, g := range Grades {
		if strings.HasPrefix(g.String(), s) || s == string(rune('0'+g)) {
			return g, true
		}
	}
	return 0, false
}

// Kind is what a line of the log is for.
type Kind string

// The kinds of lines.
const (
	Scheduled Kind = "scheduled" // the day's review of a card that was due or new: it moves the schedule
	Repeat    Kind = "repeat"    // another try on the same day after a grade below Good: SM-2's step 7
	Extra     Kind = "extra"     // practice beside the schedule: it changes nothing but the log
	Reset     Kind = "reset"     // no answer, without a grade: the card starts anew, as if it had never been seen
)
