package session

import (
	"context"
	"fmt"
	"strings"

	"iq/internal/term"
	"iq/srs"
)

func (r *run) width() int { return term.Width(r.Columns()) }

func (r *run) say(format string, args ...any) { fmt.Fprintf(r.out, format+"\n", args...) }

// sides prints a line with something at either end, or two lines where they do not fit.
func (r *run) sides(left, right string, paintLeft, paintRight func(string) string) {
	gap := r.width() - term.DisplayWidth(left) - term.DisplayWidth(right)
	switch {
	case right == "":
		r.say("%s", paintLeft(left))
	case gap < 2:
		r.say("%s", paintLeft(left))
		for _, line := range term.Wrap(right, r.width()) {
			r.say("%s", paintRight(line))
		}
	default:
		r.say("%s%s%s", paintLeft(left), strings.Repeat(" ", gap), paintRight(right))
	}
}

func (r *run) header() {
	left := r.queue.Count().String() + " · " + term.About(r.budget.Duration(len(r.queue)))
	right := "every grade is saved as you give it · ? help · q quit"
	if term.DisplayWidth(left)+2+term.DisplayWidth(right) > r.width() {
		right = "? help · q quit"
	}
	r.sides(left, right, r.Palette.Bold, r.Palette.Dim)
}

// plain paints nothing.
func plain(s string) string { return s }

// once gives an explanation the first time that a session has it to give, and then "": who has read
// it need not read it at every card, and ? tells it again.
func (r *run) once(explanation string) string {
	if r.explained[explanation] {
		return ""
	}
	r.explained[explanation] = true
	return explanation
}

func (m *meeting) showQuestion() {
	m.say("")
	place, about := fmt.Sprintf("%d/%d  ", m.answers()+1, m.answers()+len(m.queue)), m.about()
	room := m.width() - term.DisplayWidth(place) - 2 - term.DisplayWidth(about)
	m.sides(place+term.Shorten(term.CleanLine(m.card.Deck), room), about, m.Palette.Dim, m.Palette.Dim)
	fmt.Fprint(m.out, m.markdown(m.card.Question, term.MarkdownOptions{}))
}

// answers counts the grades of this session.
func (r *run) answers() int {
	n := 0
	for _, d := range r.done {
		if d.graded {
			n++
		}
	}
	return n
}

// about tells in a word or two why the card is asked.
func (m *meeting) about() string {
	_, day := m.day()
	what := "due today"
	switch overdue := m.card.State.Overdue(day); {
	case m.now.Kind == srs.Extra:
		what = "practice"
	case m.now.Kind == srs.Repeat:
		what = "once more"
	case m.card.State.New():
		what = "new"
	case overdue > 0:
		what = "overdue " + term.Count(overdue, "day")
	}
	if m.card.Flagged {
		what += " · flagged"
	}
	return what
}

func (m *meeting) showAnswer() {
	m.say("")
	if m.card.Answer == "" {
		m.tell(m.Palette.Dim, "(no answer yet)")
	} else {
		fmt.Fprint(m.out, m.markdown(m.card.Answer, term.MarkdownOptions{NumberPoints: true, Missed: m.card.Missed}))
	}
	if missed := m.stillMissed(); len(missed) > 0 {
		m.tell(m.Palette.Warn, "missed last time: "+list(missed))
	}
	if m.card.Flagged && m.card.Note != "" {
		m.tell(m.Palette.Dim, flagText(m.card.Note))
	}
	m.say("")
	m.showMatch()
}

// stillMissed are the points missed last time that the answer still has.
func (m *meeting) stillMissed() []int {
	var numbers []int
	for _, n := range m.card.Missed {
		if n >= 1 && n <= len(m.points) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func flagText(note string) string {
	if note == "" {
		return "flagged"
	}
	return "flagged: " + term.CleanLine(note)
}

// showTerms tells of one point which key terms the typed answer held.
func (m *meeting) showTerms(point int, held, missed []string) {
	var parts []string
	if len(held) > 0 {
		parts = append(parts, "held: "+strings.Join(held, ", "))
	}
	if len(missed) > 0 {
		parts = append(parts, "missed: "+strings.Join(missed, ", "))
	}
	head := ""
	if len(m.points) > 0 {
		head = fmt.Sprintf("%3d. ", point)
	}
	for i, line := range term.Wrap(strings.Join(parts, " · "), max(20, m.width()-len(head))) {
		if i > 0 {
			head = strings.Repeat(" ", len(head))
		}
		m.say("%s", head+strings.Replace(line, "missed:", m.Palette.Warn("missed:"), 1))
	}
}

func (r *run) markdown(text string, o term.MarkdownOptions) string {
	o.Width, o.Palette = r.width(), r.Palette
	return strings.TrimRight(term.Markdown(text, o), "\n") + "\n"
}

// showGrades offers the four grades with the interval that each leads to.
func (m *meeting) showGrades() {
	_, day := m.day()
	kind := m.now.KindOn(m.card.State, day)
	next := m.Model.Preview(m.card.State, kind, day)
	var parts []string
	note := ""
	for i, g := range srs.Grades {
		part := fmt.Sprintf("%d %v", int(g), g)
		if kind != srs.Extra {
			part += "  " + term.Count(int(next[i].Due-day), "day")
		}
		if srs.RepeatToday(g.Quality()) {
			part += "*"
			note = "* and once more today"
		}
		parts = append(parts, part)
	}
	if kind == srs.Extra {
		note = "practice changes no date · * and once more"
	}
	note = m.once(note)
	line := strings.Join(parts, " · ")
	if term.DisplayWidth(line) > m.width() { // two and two, never broken within a grade
		m.say("%s", strings.Join(parts[:2], " · "))
		line = strings.Join(parts[2:], " · ")
	}
	m.sides(line, note, plain, m.Palette.Dim)
}

func (r *run) showSaved(a Answer, next srs.State) {
	again := srs.RepeatToday(a.Grade.Quality())
	when := "next " + ahead(next.Due, a.Day)
	switch {
	case a.Kind == srs.Extra && again:
		when = "practice, once more today"
	case a.Kind == srs.Extra:
		when = "practice"
	case again:
		when = "once more today, then " + ahead(next.Due, a.Day)
	}
	r.say("%s · %s", r.Palette.Good("saved"), when)
}

// tell prints a message, wrapped where it is too long for a line.
func (r *run) tell(paint func(string) string, text string) {
	if term.DisplayWidth(text) <= r.width() { // with the blanks that set it in columns
		r.say("%s", paint(text))
		return
	}
	for _, line := range term.Wrap(text, r.width()) {
		r.say("%s", paint(line))
	}
}

// hint says what a prompt takes, instead of the text that it does not.
func (r *run) hint(text, hint string) {
	if text == "" {
		r.tell(r.Palette.Warn, hint)
		return
	}
	r.tell(r.Palette.Warn, fmt.Sprintf("%q is no choice here: %s", term.Truncate(term.CleanLine(text), 20), hint))
}

// key asks for a line at a prompt, without the blanks around it.
func (r *run) key(ctx context.Context, prompt string) (string, error) {
	got, err := r.prompt(ctx, prompt, request{})
	return strings.TrimSpace(got.text), err
}

// text asks for a line of the learner's own words.
func (r *run) text(ctx context.Context, prompt string) (text string, pasted bool, err error) {
	got, err := r.prompt(ctx, prompt, request{text: true, prompt: prompt})
	return got.text, got.pasted, err
}

// prompt asks for a line. The wait counts for the card, up to MaxPause.
func (r *run) prompt(ctx context.Context, prompt string, wanted request) (line, error) {
	show := func() {
		if !wanted.text || r.Lines == nil { // else the editor of lines shows it
			fmt.Fprint(r.out, r.Palette.Accent(strings.TrimRight(prompt, " "))+" ")
		}
	}
	show()
	if r.out.err != nil {
		return line{}, r.out.err
	}
	from := r.Now()
	got, err := r.input.read(ctx, wanted, r.Resumed, show)
	r.spent += min(max(r.Now().Sub(from), 0), MaxPause)
	if !r.Echoed || err != nil {
		r.say("")
	}
	return got, err
}

// ahead says when a day is, seen from today.
func ahead(d, today srs.Day) string { return term.Ahead(d.Date(), int(d-today)) }
