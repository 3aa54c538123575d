package session

import (
	"context"
	"errors"
	"strings"

	"iq/internal/keyterm"
	"iq/internal/term"
)

// writeAnswer takes the learner's answer in writing, several lines up to an empty one.
func (m *meeting) writeAnswer(ctx context.Context) (choice, error) {
	if how := m.once("your answer; an empty line ends it, ? lists the keys"); how != "" {
		m.tell(m.Palette.Dim, how)
	}
	lines, done, err := m.writeLines(ctx)
	if err != nil || done != choseGo {
		return done, err
	}
	m.typed = lines
	return choseGo, nil
}

// matchTyped holds the typed answer against the points of the card's or, where it has none, against
// the whole of it.
func (m *meeting) matchTyped() []keyterm.Match {
	if len(m.typed) == 0 {
		return nil
	}
	points := m.points
	if len(points) == 0 {
		points = []string{strings.TrimSpace(term.Markdown(m.card.Answer, term.MarkdownOptions{}))}
	}
	return keyterm.Points(strings.Join(m.typed, "\n"), points)
}

// writeLines reads lines up to an empty one, which within something pasted is a line like any other.
// The first line may be a command instead.
func (m *meeting) writeLines(ctx context.Context) ([]string, choice, error) {
	lines := []string{}
	for {
		text, pasted, err := m.text(ctx, "> ")
		if err != nil {
			return nil, 0, err
		}
		if strings.TrimSpace(text) == "" && !pasted {
			return lines, choseGo, nil
		}
		if len(lines) == 0 {
			if done, ok, err := m.command(ctx, strings.TrimSpace(text), writingHelp); ok {
				if err != nil || done != choseGo {
					return nil, done, err
				}
				continue
			}
		}
		lines = append(lines, strings.TrimRight(text, " \t"))
	}
}

// ownAnswer asks for an answer to a question that came without one; what the learner writes becomes
// the card's.
func (m *meeting) ownAnswer(ctx context.Context) (choice, error) {
	if m.card.Answer != "" {
		return choseGo, nil
	}
	m.tell(m.Palette.Dim, strings.TrimSpace("This question has no answer yet. "+m.once("Yours becomes the card's: an empty line ends it, e opens the editor.")))
	lines, done, err := m.writeLines(ctx)
	if err != nil || done != choseGo || len(lines) == 0 {
		return done, err
	}
	return m.saveAnswer(ctx, strings.TrimSpace(strings.Join(lines, "\n")))
}

// saveAnswer gives the card its answer. Where that cannot be saved it may be tried again, so that
// nobody writes it twice.
func (m *meeting) saveAnswer(ctx context.Context, answer string) (choice, error) {
	before, after := m.card.Text, m.card.Text
	after.Answer = answer
	for {
		err := m.Desk.Write(context.WithoutCancel(ctx), m.card.ID, before, after)
		switch {
		case err == nil:
			m.card.Text = after
			m.noteText(before, m.card)
			m.tell(m.Palette.Good, "saved as the answer")
			return choseGo, nil
		case errors.Is(err, ErrChangedElsewhere):
			m.tell(m.Palette.Warn, "not saved: the card was changed elsewhere meanwhile")
			return choseAnew, nil
		}
		if err := m.trouble("not saved", err); err != nil {
			return choseGo, err
		}
		if done, err := m.askAgain(ctx); err != nil || done != choseGo {
			return done, err
		}
	}
}

// askAgain waits until something is to be tried again.
func (m *meeting) askAgain(ctx context.Context) (choice, error) {
	for {
		text, err := m.key(ctx, "⏎ again> ")
		if err != nil || text == "" {
			return choseGo, err
		}
		if done, ok, err := m.command(ctx, text, againHelp); ok {
			if err != nil || done != choseGo {
				return done, err
			}
			continue
		}
		m.hint(text, "Enter tries to save it again, s skips the card without it; ? lists the keys")
	}
}

// showMatch sets what the typed answer held beside what it missed, a line for each point.
func (m *meeting) showMatch() {
	for i, match := range m.match {
		var held, missed []string
		for _, t := range match.Terms {
			if t.Held {
				held = append(held, term.CleanLine(t.Text))
			} else {
				missed = append(missed, term.CleanLine(t.Text))
			}
		}
		m.showTerms(i+1, held, missed)
	}
}
