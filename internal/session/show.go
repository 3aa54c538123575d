package session

import (
	"context"
	"fmt"
	"strings"

	"iq/internal/term"
	"iq/srs"
)

var questionHelp = []string{
	"Enter  show the answer",
	"u      take back the last grade, also of an earlier session",
	"s      skip this card to the end",
	"q      quit; every grade is saved already",
}

var gradeHelp = []string{
	"1  again  not recalled: it starts over, and comes back at the end of this session",
	"2  hard   recalled with great effort: it comes back at the end of this session",
	"3  good   recalled",
	"4  easy   recalled at once",
	"The name or its first letter will do as well; the days are when the card comes next.",
	"u  take back the last grade",
	"s  skip this card to the end",
	"q  quit; every grade is saved already",
}

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

func (r *run) header(plan Plan) {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{len(plan.Due), "due"}, {len(plan.New), "new"}, {len(plan.Repeats), "to repeat"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	left := strings.Join(parts, ", ") + " · " + term.About(plan.Duration())
	r.sides(left, "every grade is saved as you give it · ? help · q quit", r.Palette.Bold, r.Palette.Dim)
}

func (r *run) showQuestion(now item, card Card) {
	_, day := r.day()
	what := ""
	switch overdue := card.State.Overdue(day); {
	case now.repeat:
		what = "once more"
	case card.State.New():
		what = "new"
	case overdue > 0:
		what = "overdue " + term.Count(overdue, "day")
	default:
		what = "due today"
	}
	r.say("")
	r.sides(fmt.Sprintf("%d/%d  %s", len(r.done)+1, len(r.done)+len(r.queue), term.CleanLine(card.Deck)), what, r.Palette.Dim, r.Palette.Dim)
	fmt.Fprint(r.out, r.markdown(card.Question, false))
}

func (r *run) showAnswer(card Card) {
	r.say("")
	fmt.Fprint(r.out, r.markdown(card.Answer, true))
	r.say("")
}

func (r *run) markdown(text string, points bool) string {
	out := term.Markdown(text, term.MarkdownOptions{Width: r.width(), Palette: r.Palette, NumberPoints: points})
	return strings.TrimRight(out, "\n") + "\n"
}

// showGrades offers the four grades with the interval that each leads to.
func (r *run) showGrades(next [4]srs.State, kind srs.Kind, day srs.Day) {
	var parts []string
	starred := false
	for i, g := range srs.Grades {
		part := fmt.Sprintf("%d %v  %s", int(g), g, term.Count(int(next[i].Due-day), "day"))
		if srs.RepeatToday(g.Quality()) {
			part += "*"
			starred = true
		}
		parts = append(parts, part)
	}
	note := ""
	if starred {
		note = "* and once more today"
	}
	plain := func(s string) string { return s }
	line := strings.Join(parts, " · ")
	if term.DisplayWidth(line) > r.width() { // two and two, never broken within a grade
		r.say("%s", strings.Join(parts[:2], " · "))
		line = strings.Join(parts[2:], " · ")
	}
	r.sides(line, note, plain, r.Palette.Dim)
}

func (r *run) showSaved(next srs.State, again bool, day srs.Day) {
	when := "next " + ahead(next.Due, day)
	if again {
		when = "once more today, then " + ahead(next.Due, day)
	}
	r.say("%s · %s", r.Palette.Good("saved"), when)
}

func (r *run) help(lines []string) {
	for _, l := range lines {
		if term.DisplayWidth(l) <= r.width() {
			r.say("%s", r.Palette.Dim(l))
			continue
		}
		for _, w := range term.Wrap(l, r.width()) {
			r.say("%s", r.Palette.Dim(w))
		}
	}
}

func (r *run) hint(text, hint string) {
	r.say("%s", r.Palette.Warn(fmt.Sprintf("%q is no choice here: %s", term.Truncate(term.CleanLine(text), 20), hint)))
}

// prompt asks for a line.
func (r *run) prompt(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(r.out, r.Palette.Accent(strings.TrimRight(prompt, " "))+" ")
	if r.out.err != nil {
		return "", r.out.err
	}
	text, err := r.input.read(ctx)
	if !r.Echoed || err != nil {
		r.say("")
	}
	return text, err
}

func (r *run) farewell(sum Summary) {
	answers := 0
	var parts []string
	for i, n := range sum.Grades {
		answers += n
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %v", n, srs.Grades[i]))
		}
	}
	r.say("")
	if answers == 0 {
		r.say("Nothing graded, nothing changed.")
		return
	}
	line := fmt.Sprintf("%s in %s · %s", term.Count(sum.Cards, "card"), term.Span(sum.Took), strings.Join(parts, ", "))
	if recalled := answers - sum.Grades[srs.Again-1]; answers > 0 {
		line += fmt.Sprintf(" · %d %% recalled", (100*recalled+answers/2)/answers)
	}
	r.say("%s", r.Palette.Bold(line))
	if sum.Left > 0 {
		r.say("%s left for later; every grade is saved.", term.Count(sum.Left, "card"))
	}
}

// ahead says when a day is, seen from today.
func ahead(d, today srs.Day) string { return term.Ahead(d.Date(), int(d-today)) }
