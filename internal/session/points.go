package session

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"iq/internal/term"
	"iq/srs"
)

// Propose is the grade that follows from how many key points an answer held: Good for all, Hard
// for at least half of them, Again for fewer. Easy is the learner's to give.
func Propose(held, points int) srs.Grade {
	switch {
	case held >= points:
		return srs.Good
	case 2*held >= points:
		return srs.Hard
	}
	return srs.Again
}

// askPoints asks which key points the learner's own answer held, and proposes a grade by them.
func (m *meeting) askPoints(ctx context.Context) (choice, error) {
	if !m.Points && !m.Type || len(m.points) == 0 || m.told != nil || m.grade != 0 {
		return choseGo, nil
	}
	found, prompt := m.found(), "points> "
	if m.match != nil {
		prompt = "points [" + list(found) + "]> "
	}
	for {
		text, err := m.key(ctx, prompt)
		if err != nil {
			return 0, err
		}
		if text == "" && m.match == nil {
			return choseGo, nil // not told
		}
		if text == "" {
			m.hold(found)
			return choseGo, nil
		}
		if grade, ok := srs.ParseGrade(text); ok && len(text) > 1 {
			m.grade = grade
			return choseGo, nil
		}
		held, err := parsePoints(text, len(m.points))
		if err == nil {
			m.hold(held)
			return choseGo, nil
		}
		if done, ok, err := m.command(ctx, text, pointsHelp); ok {
			if err != nil || done != choseGo {
				return done, err
			}
			continue
		}
		m.hint(text, err.Error())
	}
}

// hold keeps which points were held, by their numbers from 1.
func (m *meeting) hold(held []int) {
	m.told = make([]Point, len(m.points))
	for i, text := range m.points {
		m.told[i].Text = text
	}
	for _, n := range held {
		m.told[n-1].Held = true
	}
	m.proposed = Propose(len(held), len(m.points))
	m.tell(m.Palette.Dim, fmt.Sprintf("%d of %s: %v", len(held), term.Count(len(m.points), "point"), m.proposed))
}

// found gives the numbers of the points that the typed answer held.
func (m *meeting) found() []int {
	var held []int
	for i, match := range m.match {
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
	var words []string
	for _, n := range numbers {
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, " ")
}

// parsePoints reads numbers of points from 1 to n: "1 3", "1,3", "1-3", "all", "none" or "0". Each
// number counts once.
func parsePoints(text string, n int) ([]int, error) {
	held := make([]bool, n+1)
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' || r == '\t' }) {
		from, to, err := parseRange(word, n)
		if err != nil {
			return nil, err
		}
		for i := from; i <= to; i++ {
			held[i] = true
		}
	}
	numbers := []int{}
	for i := 1; i <= n; i++ {
		if held[i] {
			numbers = append(numbers, i)
		}
	}
	return numbers, nil
}

// parseRange reads one word; no point at all is the range from 1 to 0.
func parseRange(word string, n int) (from, to int, err error) {
	switch word {
	case "all", "*":
		return 1, n, nil
	case "none", "0":
		return 1, 0, nil
	}
	first, last, ranged := strings.Cut(word, "-")
	if !ranged {
		last = first
	}
	from, errFrom := strconv.Atoi(first)
	to, errTo := strconv.Atoi(last)
	if errFrom != nil || errTo != nil || from < 1 || to > n || from > to {
		return 0, 0, fmt.Errorf("the points are 1 to %d: say those that you had, such as 1 2, or all, or none; ? lists the keys", n)
	}
	return from, to, nil
}
