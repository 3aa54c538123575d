package session

import (
	"context"
	"strings"
	"time"

	"iq/internal/keyterm"
	"iq/internal/term"
	"iq/srs"
)

// meeting is one card from its question to its grade.
type meeting struct {
	*run
	now      srs.Item
	card     Card
	points   []string // the answer's own, as plain text
	revealed bool
	reveal   time.Duration // until the answer was shown
	sure     Confidence
	typed    []string        // lines
	match    []keyterm.Match // of the typed answer, for each point
	told     []Point         // nil: not told
	grade    srs.Grade       // given, or 0
	proposed srs.Grade       // by the points; 0: none
}

// meet shows one card and does what the learner says. The queue is the caller's to change, but for
// the repeat that a grade below Good adds.
func (r *run) meet(ctx context.Context, now srs.Item, card Card) (choice, error) {
	if reason := r.stale(now, card); reason != "" {
		r.tell(r.Palette.Dim, reason)
		return choseLeave, nil
	}
	r.spent = 0
	m := &meeting{run: r, now: now, card: card}
	m.showQuestion()
	for {
		done, err := m.steps(ctx)
		if err != nil || done != choseAnew {
			return done, err
		}
		if m.card, err = r.Store.Card(ctx, card.ID); err != nil {
			return 0, err
		}
		m.told, m.proposed = nil, 0 // of the answer as it was
		m.showQuestion()
	}
}

// steps takes the card from where it is to its grade. A card that was changed on the way begins
// again, but for what the learner has said already.
func (m *meeting) steps(ctx context.Context) (choice, error) {
	if !m.revealed {
		for _, step := range []func(context.Context) (choice, error){m.beforeAnswer, m.ownAnswer} {
			if done, err := step(ctx); err != nil || done != choseGo {
				return done, err
			}
		}
		m.revealed, m.reveal = true, m.spent
	}
	m.points = term.Points(m.card.Answer)
	m.match = m.matchTyped()
	m.showAnswer()
	for {
		for _, step := range []func(context.Context) (choice, error){m.askPoints, m.askGrade} {
			if done, err := step(ctx); err != nil || done != choseGo {
				return done, err
			}
		}
		done, err := m.save(ctx, m.now, Answer{
			Card: m.card, Grade: m.grade, Took: m.spent, Reveal: m.reveal, Confidence: m.sure,
			Points: m.told, Typed: strings.Join(m.typed, "\n"),
		})
		if err != nil || done != choseGo {
			return done, err
		}
		m.grade = 0 // it could not be saved; it may be given again
	}
}

// beforeAnswer waits until the answer is to be shown: at once, after the learner has said how sure
// he is, or after he has written his own.
func (m *meeting) beforeAnswer(ctx context.Context) (choice, error) {
	switch {
	case m.card.Answer == "":
		return choseGo, nil // there is none to wait for: the learner's own is asked for
	case m.Sure && m.sure == NotAsked:
		if done, err := m.askSure(ctx); err != nil || done != choseGo {
			return done, err
		}
	case !m.Type:
		return m.untilReveal(ctx)
	}
	if !m.Type || m.typed != nil {
		return choseGo, nil
	}
	return m.writeAnswer(ctx)
}

func (m *meeting) untilReveal(ctx context.Context) (choice, error) {
	for {
		text, err := m.key(ctx, "⏎ answer> ")
		if err != nil || text == "" {
			return choseGo, err
		}
		if done, ok, err := m.command(ctx, text, questionHelp); ok {
			if err != nil || done != choseGo {
				return done, err
			}
			continue
		}
		m.hint(text, "Enter shows the answer, ? lists the keys")
	}
}

func (m *meeting) askSure(ctx context.Context) (choice, error) {
	for {
		text, err := m.key(ctx, "sure? s/m/n> ")
		if err != nil || text == "" {
			return choseGo, err
		}
		if c, ok := parseConfidence(text); ok {
			m.sure = c
			return choseGo, nil
		}
		if done, ok, err := m.command(ctx, text, sureHelp); ok {
			if err != nil || done != choseGo {
				return done, err
			}
			continue
		}
		m.hint(text, "s sure, m maybe, n no; Enter shows the answer without; ? lists the keys")
	}
}

// parseConfidence reads what was said of an answer beforehand.
func parseConfidence(text string) (Confidence, bool) {
	text = strings.ToLower(text)
	for c, name := range map[Confidence]string{No: "no", Maybe: "maybe", Sure: "sure"} {
		if text == name || text == name[:1] {
			return c, true
		}
	}
	return NotAsked, false
}

func (m *meeting) askGrade(ctx context.Context) (choice, error) {
	if m.grade != 0 {
		return choseGo, nil // said instead of the points
	}
	m.showGrades()
	prompt := "grade> "
	if m.proposed != 0 {
		prompt = "grade [" + m.proposed.String() + "]> "
	}
	for {
		text, err := m.key(ctx, prompt)
		if err != nil {
			return 0, err
		}
		if text == "" && m.proposed != 0 {
			m.grade = m.proposed
			return choseGo, nil
		}
		if grade, ok := srs.ParseGrade(text); ok {
			m.grade = grade
			return choseGo, nil
		}
		if done, ok, err := m.command(ctx, text, gradeHelp); ok {
			if err != nil || done != choseGo {
				return done, err
			}
			continue
		}
		m.hint(text, "grade with 1 to 4, or again, hard, good, easy; ? lists the keys")
	}
}
