package session

import (
	"context"
	"errors"
	"strings"

	"iq/internal/keyterm"
	"iq/internal/term"
)

// writeAnswer takes the learner's answer in writing, several lines up to an empty one.
func (t *turn) writeAnswer(ctx context.Context) (choice, error) {
	if how := t.screen.once("your answer; an empty line ends it, ? lists the keys"); how != "" {
		t.screen.dim(how)
	}
	lines, done, err := t.writeLines(ctx)
	t.typed = lines
	return done, err
}

// matchTyped holds the typed answer against the points of the card's or, where it has none, against the whole of it.
func (t *turn) matchTyped() []keyterm.Match {
	if len(t.typed) == 0 {
		return nil
	}
	points := t.points
	if len(points) == 0 {
		points = []string{strings.TrimSpace(term.Markdown(t.card.Text.Answer, term.MarkdownOptions{}))}
	}
	return keyterm.Points(strings.Join(t.typed, "\n"), points)
}

// writeLines reads lines up to an empty one, which within something pasted is a line like any other.
// The first line may be a command instead.
func (t *turn) writeLines(ctx context.Context) ([]string, choice, error) {
	lines := []string{}
	for {
		got, err := t.run.read(ctx, request{prompt: "> ", text: true})
		if err != nil {
			return nil, 0, err
		}
		if strings.TrimSpace(got.text) == "" && !got.pasted {
			return lines, choseGo, nil
		}
		if len(lines) == 0 {
			done, ok, err := t.commands(writingHelp)(ctx, strings.TrimSpace(got.text))
			if err != nil || done != choseGo {
				return nil, done, err
			}
			if ok {
				continue
			}
		}
		lines = append(lines, strings.TrimRight(got.text, " \t"))
	}
}

// ownAnswer asks for an answer to a question that came without one; what the learner writes becomes the card's.
func (t *turn) ownAnswer(ctx context.Context) (choice, error) {
	if t.card.Text.Answer != "" {
		return choseGo, nil
	}
	how := t.screen.once("Type one to save it with the card: an empty line ends it, e opens the editor.")
	t.screen.dim(strings.TrimSpace("This question has no answer yet. " + how))
	lines, done, err := t.writeLines(ctx)
	if err != nil || done != choseGo || len(lines) == 0 {
		return done, err
	}
	return t.saveAnswer(ctx, strings.TrimSpace(strings.Join(lines, "\n")))
}

// saveAnswer writes the answer into the card. Where that cannot be saved the learner may try again,
// and need not write it twice.
func (t *turn) saveAnswer(ctx context.Context, answer string) (choice, error) {
	before, after := t.card.Text, t.card.Text
	after.Answer = answer
	for {
		err := t.run.session.Desk.Write(context.WithoutCancel(ctx), t.card.ID, before, after)
		switch {
		case err == nil:
			t.card.Text = after
			t.didWrite(before, t.card)
			t.screen.good("saved as the answer")
			return choseGo, nil
		case errors.Is(err, ErrChangedElsewhere):
			t.screen.warn("not saved: the card was changed elsewhere meanwhile")
			return choseShowAgain, nil
		}
		if err := t.run.trouble("not saved", err); err != nil {
			return choseGo, err
		}
		done, err := t.run.ask(ctx, prompt{
			text: "⏎ again> ",
			hint: "Enter tries to save it again, s skips the card without it; ? lists the keys",
			take: enter, command: t.commands(againHelp),
		})
		if err != nil || done != choseGo {
			return done, err
		}
	}
}
