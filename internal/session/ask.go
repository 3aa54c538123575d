package session

import (
	"context"
	"fmt"
	"strings"
)

// prompt is a question to the learner at one step of a card.
type prompt struct {
	text string
	hint string // what the prompt takes, said after anything else
	// take reports whether a line answers the prompt, and does what follows.
	take    func(line string) bool
	command command // what may be said instead
}

// command does what a line says, and reports whether it says such a thing. After choseGo the prompt
// is shown again.
type command func(ctx context.Context, line string) (done choice, ok bool, err error)

// ask shows a prompt until it is answered or a command leads away from it.
func (r *run) ask(ctx context.Context, p prompt) (choice, error) {
	for {
		line, err := r.readKey(ctx, p.text)
		if err != nil || p.take(line) {
			return choseGo, err
		}
		done, ok, err := p.command(ctx, line)
		switch {
		case err != nil || done != choseGo:
			return done, err
		case !ok:
			r.screen.notTaken(line, p.hint)
		}
	}
}

// enter answers a prompt that waits for Enter alone.
func enter(line string) bool { return line == "" }

// readKey reads a line at a prompt, without the blanks around it.
func (r *run) readKey(ctx context.Context, prompt string) (string, error) {
	got, err := r.read(ctx, prompt, request{})
	return strings.TrimSpace(got.text), err
}

// readText reads a line of the learner's own words.
func (r *run) readText(ctx context.Context, prompt string) (text string, pasted bool, err error) {
	got, err := r.read(ctx, prompt, request{text: true, prompt: prompt})
	return got.text, got.pasted, err
}

// read reads a line at a prompt. The wait counts for the card, up to MaxPause.
func (r *run) read(ctx context.Context, prompt string, wanted request) (line, error) {
	show := func() {
		if !wanted.text || r.session.Lines == nil { // else the editor of lines shows it
			fmt.Fprint(r.screen.out, r.session.Palette.Accent(strings.TrimRight(prompt, " "))+" ")
		}
	}
	show()
	if err := r.screen.out.Err(); err != nil {
		return line{}, err
	}
	from := r.session.Now()
	got, err := r.input.read(ctx, wanted, r.session.Resumed, show)
	r.spent += min(max(r.session.Now().Sub(from), 0), MaxPause)
	if !r.session.Echoed || err != nil {
		r.screen.line("")
	}
	return got, err
}
