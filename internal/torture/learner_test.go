package torture

import (
	"regexp"
	"strings"
)

// event is something that iq told a learner is done: a grade saved, or with undone the last one
// taken back.
type event struct {
	question string
	grade    int
	undone   bool
}

// learner answers the prompts of a session, as its standard input and output, and notes what it is
// told.
type learner struct {
	want   int // events that it will see
	undoes int // after so many of them it takes one back; 0: never
	gives  func(i int) int
	acked  func() // called at every event

	events  []event
	given   int             // grades, saved or not
	refused int             // "not saved" or "not taken back"
	said    strings.Builder // all that was printed
	line    string          // that is being printed
	asked   string          // the question that was shown last
	grade   int             // that was given last
	back    bool            // the last thing asked for was to take back
}

// gradesOf returns mostly good grades; some cards come back in the same session.
func gradesOf(i int) int { return []int{3, 4, 3, 2, 3, 3, 1, 4, 3, 3}[i%10] }

func newLearner(want int) *learner {
	return &learner{want: want, gives: gradesOf, acked: func() {}}
}

// grades counts the grades that it saw saved.
func (l *learner) grades() (n int) {
	for _, e := range l.events {
		if !e.undone {
			n++
		}
	}
	return n
}

// Read returns one line for the prompt that was printed last.
func (l *learner) Read(p []byte) (int, error) {
	return copy(p, l.answer(strings.TrimSpace(l.line))+"\n"), nil
}

func (l *learner) answer(prompt string) string {
	switch {
	case len(l.events) >= l.want || l.refused > 3:
		return "q"
	case strings.HasSuffix(prompt, "grade>"):
		l.grade = l.gives(len(l.events))
		l.given++
		return string(rune('0' + l.grade))
	case l.undoes > 0 && len(l.events)%l.undoes == l.undoes-1 && !l.back:
		l.back = true
		return "u"
	}
	return ""
}

// Write takes what the session prints.
func (l *learner) Write(p []byte) (int, error) {
	l.said.Write(p)
	for part := range strings.Lines(string(p)) {
		l.line += part
		if strings.HasSuffix(part, "\n") {
			l.hear(l.line)
			l.line = ""
		}
	}
	return len(p), nil
}

// heading is the line above a question.
var heading = regexp.MustCompile(`^\d+/\d+  `)

func (l *learner) hear(line string) {
	switch {
	case strings.Contains(line, "not saved:") || strings.Contains(line, "not taken back:"):
		l.refused++
	case strings.Contains(line, "saved · "):
		l.back = false
		l.note(event{question: l.asked, grade: l.grade})
	case strings.Contains(line, "taken back: "):
		l.note(event{question: itemIn(line), undone: true})
	case heading.MatchString(line):
		l.asked = "" // it may be a card of no number
	case itemIn(line) != "":
		l.asked = itemIn(line)
	}
}

func (l *learner) note(e event) {
	l.events = append(l.events, e)
	l.acked()
}
