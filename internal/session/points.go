package session

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"iq/internal/term"
	"iq/srs"
)

// suggestGrade is the grade that follows from how many key points an answer held: Good for all,
// Hard for at least half of them, Again for fewer. Easy is the learner's to give.
func suggestGrade(held, points int) srs.Grade {
	switch {
	case held >= points:
		return srs.Good
	case 2*held >= points:
		return srs.Hard
	}
	return srs.Again
}

// askPoints asks which key points the learner's own answer held, and suggests a grade by them.
func (t *turn) askPoints(ctx context.Context) (choice, error) {
	isAsked, isDone := t.run.session.Ask.Points || t.run.session.Ask.Type, t.checked != nil || t.grade != 0
	if !isAsked || isDone || len(t.points) == 0 {
		return choseGo, nil
	}
	text := "points> "
	if t.match != nil {
		text = "points [" + list(t.found()) + "]> "
	}
	return t.run.ask(ctx, prompt{
		text: text,
		hint: fmt.Sprintf("the points are 1 to %d: name those that you had, such as 1 2, or all, or none; "+
			"? lists the keys", len(t.points)),
		take: t.takePoints, command: t.commands(pointsHelp),
	})
}

// takePoints reads the points that were held, or the grade in their place.
func (t *turn) takePoints(line string) bool {
	if line == "" {
		if t.match != nil {
			t.check(t.found())
		}
		return true
	}
	if grade, ok := srs.ParseGrade(line); ok && len(line) > 1 {
		t.grade = grade
		return true
	}
	held, ok := parsePoints(line, len(t.points))
	if ok {
		t.check(held)
	}
	return ok
}

// check keeps which points were held, by their numbers from 1.
func (t *turn) check(held []int) {
	t.checked = make([]Point, len(t.points))
	for i, text := range t.points {
		t.checked[i].Text = text
	}
	for _, n := range held {
		t.checked[n-1].Held = true
	}
	t.suggested = suggestGrade(len(held), len(t.points))
	t.screen.dim(fmt.Sprintf("%d of %s: %v", len(held), term.Count(len(t.points), "point"), t.suggested))
}

// found returns the numbers of the points that the typed answer held.
func (t *turn) found() []int {
	var held []int
	for i, match := range t.match {
		if match.Held {
			held = append(held, i+1)
		}
	}
	return held
}

func list(numbers []int) string {
	if len(numbers) == 0 {
		return "none"
	}
	return strings.Trim(fmt.Sprint(numbers), "[]")
}

// parsePoints reads numbers of points from 1 to n: "1 3", "1,3", "1-3", "all", "none" or "0". Each number counts once.
func parsePoints(text string, n int) (numbers []int, ok bool) {
	held := map[int]bool{}
	isBetween := func(r rune) bool { return strings.ContainsRune(" ,\t", r) }
	for _, word := range strings.FieldsFunc(strings.ToLower(text), isBetween) {
		from, to, ok := parseRange(word, n)
		if !ok {
			return nil, false
		}
		for i := from; i <= to; i++ {
			held[i] = true
		}
	}
	return slices.Sorted(maps.Keys(held)), true
}

// parseRange reads one word; the range from 1 to 0 is of no point at all.
func parseRange(word string, n int) (from, to int, ok bool) {
	switch word {
	case "all", "*":
		return 1, n, true
	case "none", "0":
		return 1, 0, true
	}
	first, last, ranged := strings.Cut(word, "-")
	if !ranged {
		last = first
	}
	from, errFrom := strconv.Atoi(first)
	to, errTo := strconv.Atoi(last)
	ok = errFrom == nil && errTo == nil && from >= 1 && from <= to && to <= n
	return from, to, ok
}
