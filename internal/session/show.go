package session

import (
	"fmt"
	"slices"
	"strings"

	"iq/internal/keyterm"
	"iq/internal/term"
	"iq/srs"
)

func (r *run) showHeader() {
	left := r.queue.Count().String() + " · " + term.About(r.budget.Duration(len(r.queue)))
	right := "every grade is saved as you give it · ? help · q quit"
	if term.DisplayWidth(left)+2+term.DisplayWidth(right) > r.screen.width() {
		right = "? help · q quit"
	}
	r.screen.sides(left, right, r.screen.palette.Bold, r.screen.palette.Dim)
}

func (t *turn) showQuestion() {
	t.screen.line("")
	graded := t.run.grades()
	place, about := fmt.Sprintf("%d/%d  ", graded+1, graded+len(t.run.queue)), t.about()
	room := t.screen.width() - term.DisplayWidth(place) - 2 - term.DisplayWidth(about)
	place += term.Shorten(term.CleanLine(t.card.Text.Deck), room)
	t.screen.sides(place, about, t.screen.palette.Dim, t.screen.palette.Dim)
	t.screen.markdown(t.card.Text.Question, term.MarkdownOptions{})
}

// grades counts the grades of this session.
func (r *run) grades() (n int) {
	for _, a := range r.actions {
		if a.grade != 0 {
			n++
		}
	}
	return n
}

// about tells in a word or two why the card is asked.
func (t *turn) about() string {
	_, day := t.run.session.day()
	what := "due today"
	switch overdue := t.card.State.Overdue(day); {
	case t.item.Kind == srs.Extra:
		what = "practice"
	case t.item.Kind == srs.Repeat:
		what = "once more"
	case t.card.State.New():
		what = "new"
	case overdue > 0:
		what = "overdue " + term.Count(overdue, "day")
	}
	if t.card.Marks.Flagged {
		what += " · flagged"
	}
	return what
}

func (t *turn) showAnswer() {
	t.screen.line("")
	if t.card.Text.Answer == "" {
		t.screen.dim("(no answer yet)")
	} else {
		t.screen.markdown(t.card.Text.Answer, term.MarkdownOptions{NumberPoints: true, Missed: t.card.Missed})
	}
	isGone := func(n int) bool { return n < 1 || n > len(t.points) } // the answer was changed
	if missed := slices.DeleteFunc(slices.Clone(t.card.Missed), isGone); len(missed) > 0 {
		t.screen.warn("missed last time: " + list(missed))
	}
	if t.card.Marks.Flagged && t.card.Marks.Note != "" {
		t.screen.dim(flagText(t.card.Marks.Note))
	}
	t.screen.line("")
	for i, match := range t.match {
		t.showTerms(i+1, match)
	}
}

func flagText(note string) string {
	if note == "" {
		return "flagged"
	}
	return "flagged: " + term.CleanLine(note)
}

// showTerms tells of one point which key terms the typed answer held.
func (t *turn) showTerms(point int, match keyterm.Match) {
	var parts []string
	byHeld := map[bool][]string{}
	for _, m := range match.Terms {
		byHeld[m.Held] = append(byHeld[m.Held], term.CleanLine(m.Text))
	}
	if held := byHeld[true]; len(held) > 0 {
		parts = append(parts, "held: "+strings.Join(held, ", "))
	}
	if missed := byHeld[false]; len(missed) > 0 {
		parts = append(parts, "missed: "+strings.Join(missed, ", "))
	}
	head := ""
	if len(t.points) > 0 {
		head = fmt.Sprintf("%3d. ", point)
	}
	for i, line := range term.Wrap(strings.Join(parts, " · "), max(20, t.screen.width()-len(head))) {
		if i > 0 {
			head = strings.Repeat(" ", len(head))
		}
		t.screen.line(head + strings.Replace(line, "missed:", t.screen.palette.Warn("missed:"), 1))
	}
}

// showGrades offers the four grades with the interval that each leads to.
func (t *turn) showGrades() {
	_, day := t.run.session.day()
	kind := t.item.KindOn(t.card.State, day)
	next := t.run.session.Model.Preview(t.card.State, kind, day)
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
	note = t.screen.once(note)
	line := strings.Join(parts, " · ")
	if term.DisplayWidth(line) > t.screen.width() { // two and two, never broken within a grade
		t.screen.line(strings.Join(parts[:2], " · "))
		line = strings.Join(parts[2:], " · ")
	}
	t.screen.sides(line, note, unpainted, t.screen.palette.Dim)
}

func (r *run) showSaved(v Review, next srs.State) {
	again := srs.RepeatToday(v.Grade.Quality())
	when := "next " + ahead(next.Due, v.Day)
	switch {
	case v.Kind == srs.Extra && again:
		when = "practice, once more today"
	case v.Kind == srs.Extra:
		when = "practice"
	case again:
		when = "once more today, then " + ahead(next.Due, v.Day)
	}
	r.screen.line(r.screen.palette.Good("saved") + " · " + when)
}

// ahead says when a day is, seen from today.
func ahead(d, today srs.Day) string { return term.Ahead(d.Date(), int(d-today)) }
