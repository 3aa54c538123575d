package session

import (
	"context"
	"strings"
	"time"

	"iq/internal/keyterm"
	"iq/internal/term"
	"iq/srs"
)

// turn is one card from its question to its grade.
type turn struct {
	run       *run
	screen    *screen
	item      srs.Item
	card      Card
	points    []string // the answer's own, as plain text
	revealed  bool
	reveal    time.Duration // until the answer was shown
	sure      Confidence
	typed     []string        // lines; nil: not asked for
	match     []keyterm.Match // of the typed answer, for each point
	checked   []Point         // nil: not checked
	grade     srs.Grade       // given, or 0
	suggested srs.Grade       // by the points, or 0
}

func (r *run) newTurn(item srs.Item, card Card) *turn {
	return &turn{run: r, screen: r.screen, item: item, card: card}
}

// turn shows one card and does what the learner says. What becomes of the queue is the caller's, but for a grade.
func (r *run) turn(ctx context.Context, item srs.Item, card Card) (choice, error) {
	if reason := r.skipReason(item, card); reason != "" {
		r.screen.dim(reason)
		return choseLeave, nil
	}
	r.spent = 0
	t := r.newTurn(item, card)
	t.showQuestion()
	for {
		done, err := t.steps(ctx)
		if err != nil || done != choseShowAgain {
			return done, err
		}
		if t.card, err = r.session.Store.Card(ctx, card.ID); err != nil {
			return 0, err
		}
		t.checked, t.suggested = nil, 0 // the answer was another
		t.showQuestion()
	}
}

// steps takes the card from where it is to its grade. A card that was changed on the way begins
// again, but for what the learner has said already.
func (t *turn) steps(ctx context.Context) (choice, error) {
	if !t.revealed {
		for _, step := range []func(context.Context) (choice, error){t.beforeAnswer, t.ownAnswer} {
			if done, err := step(ctx); err != nil || done != choseGo {
				return done, err
			}
		}
		t.revealed, t.reveal = true, t.run.spent
	}
	t.points = term.Points(t.card.Text.Answer)
	t.match = t.matchTyped()
	t.showAnswer()
	for {
		for _, step := range []func(context.Context) (choice, error){t.askPoints, t.askGrade} {
			if done, err := step(ctx); err != nil || done != choseGo {
				return done, err
			}
		}
		done, err := t.run.save(ctx, t.item, Review{
			Card: t.card, Grade: t.grade, Took: t.run.spent, Reveal: t.reveal, Confidence: t.sure,
			Points: t.checked, Typed: strings.Join(t.typed, "\n"),
		})
		if err != nil || done != choseGo {
			return done, err
		}
		t.grade = 0 // it could not be saved; it may be given again
	}
}

// beforeAnswer waits until the answer is to be shown: at once, after the learner has said how sure
// they are, or after they have written their own.
func (t *turn) beforeAnswer(ctx context.Context) (choice, error) {
	switch {
	case t.card.Text.Answer == "":
		return choseGo, nil // nothing to wait for: the learner's own is asked for
	case t.run.session.Ask.Sure && t.sure == NotAsked:
		if done, err := t.askSure(ctx); err != nil || done != choseGo {
			return done, err
		}
	case !t.run.session.Ask.Type:
		return t.run.ask(ctx, prompt{
			text: "⏎ answer> ",
			hint: "Enter shows the answer, ? lists the keys",
			take: enter, command: t.commands(questionHelp),
		})
	}
	if !t.run.session.Ask.Type || t.typed != nil {
		return choseGo, nil
	}
	return t.writeAnswer(ctx)
}

func (t *turn) askSure(ctx context.Context) (choice, error) {
	return t.run.ask(ctx, prompt{
		text: "sure? s/m/n> ",
		hint: "s sure, m maybe, n no; Enter shows the answer without; ? lists the keys",
		take: func(line string) (ok bool) {
			t.sure, ok = parseConfidence(line)
			return ok || line == ""
		},
		command: t.commands(sureHelp),
	})
}

// parseConfidence reads how sure the learner is; NotAsked, and false, is anything else.
func parseConfidence(text string) (Confidence, bool) {
	text = strings.ToLower(text)
	for c, name := range map[Confidence]string{No: "no", Maybe: "maybe", Sure: "sure"} {
		if text == name || text == name[:1] {
			return c, true
		}
	}
	return NotAsked, false
}

func (t *turn) askGrade(ctx context.Context) (choice, error) {
	if t.grade != 0 {
		return choseGo, nil // given instead of the points
	}
	t.showGrades()
	text := "grade> "
	if t.suggested != 0 {
		text = "grade [" + t.suggested.String() + "]> "
	}
	return t.run.ask(ctx, prompt{
		text: text,
		hint: "grade with 1 to 4, or again, hard, good, easy; ? lists the keys",
		take: func(line string) bool {
			if line == "" {
				t.grade = t.suggested
			} else {
				t.grade, _ = srs.ParseGrade(line)
			}
			return t.grade != 0
		},
		command: t.commands(gradeHelp),
	})
}
