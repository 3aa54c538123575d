package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/card"
	"iq/internal/intake"
	"iq/internal/term"
)

// handDeck is the deck of cards written by hand that name none.
const handDeck = "notes"

// maxAdded bounds what is read from standard input as one card, in bytes.
const maxAdded = 1 << 20

func (p *program) addCommand() *cli.Command {
	var question, answer string
	deck := handDeck
	var tags cli.StringSlice
	return &cli.Command{
		Name:      "add",
		Usage:     "add a card from options, from standard input or in the editor",
		ArgsUsage: "[-]",
		Description: `
			With --question the card is made of the options. With - it is read from standard input: either the question
			on the first line and the answer below it, or a file with '# Question' and '# Answer' as 'iq edit' shows it.
			Without any of these the editor opens. Of a card without an answer, iq asks you for one in a review.`,
		Flags: []cli.Flag{
			textFlag(&question, "question", "the question, in `MARKDOWN`", "q"),
			textFlag(&answer, "answer", "the answer, in `MARKDOWN`", "a"),
			textFlag(&deck, "deck", "the deck's `NAME`"),
			listFlag(&tags, "tag", "tag `NAME`; may be repeated"),
		},
		Action: func(c *cli.Context) error {
			text := card.Text{
				Deck: strings.TrimSpace(deck), Question: strings.TrimSpace(question),
				Answer: strings.TrimSpace(answer), Tags: tags.Value(),
			}
			if err := wantDeck("--deck", text.Deck); err != nil {
				return err
			}
			switch {
			case c.NArg() == 1 && c.Args().First() == "-" && question == "" && answer == "":
				return p.addFromInput(c.Context, text)
			case c.NArg() > 0:
				return usage("add takes --question and --answer, or - for standard input, or nothing for the editor")
			case c.IsSet("question") && text.Question == "":
				return usage("--question is empty")
			case text.Question == "" && answer != "":
				return usage("--answer needs a --question")
			case text.Question == "":
				return p.addInEditor(c.Context, text)
			}
			return p.with(c.Context, db.Write, func(l *library) error { return p.add(c.Context, l, text) })
		},
	}
}

func (p *program) addFromInput(ctx context.Context, text card.Text) error {
	in, err := p.readInput(ctx, "Type the card, with the question on the first line", maxAdded)
	switch {
	case err != nil:
		return fmt.Errorf("add: read standard input: %w", err)
	case len(in) > maxAdded:
		return errors.New("add: standard input holds more than 1 MB; 'iq import -' reads many cards")
	}
	text, err = parseAdded(strings.ToValidUTF8(string(in), "\ufffd"), text)
	if err != nil {
		return fmt.Errorf("add: standard input: %w", err)
	}
	return p.with(ctx, db.Write, func(l *library) error { return p.add(ctx, l, text) })
}

// parseAdded reads a card as a file with headings or, without them, as a question in the first line
// and its answer in the others.
func parseAdded(in string, text card.Text) (card.Text, error) {
	if _, _, found := cutAtLine(in, questionMark); found {
		return parseCardFile(in, text)
	}
	text.Question, text.Answer, _ = strings.Cut(trimLines(strings.ReplaceAll(in, "\r\n", "\n")), "\n")
	text.Question, text.Answer = strings.TrimSpace(text.Question), trimLines(text.Answer)
	if text.Question == "" {
		return text, card.ErrNoQuestion
	}
	return text, nil
}

func (p *program) addInEditor(ctx context.Context, text card.Text) error {
	return p.with(ctx, db.Write, func(l *library) error {
		err := p.draft(ctx, "iq-new-card", text, func(text card.Text) error { return p.add(ctx, l, text) })
		if errors.Is(err, errUnchanged) {
			p.say("Nothing was added.")
			return nil
		}
		return err
	})
}

// add stores one card, unless the same question is in the deck already.
func (p *program) add(ctx context.Context, l *library, text card.Text) error {
	var id int64
	err := l.Import(context.WithoutCancel(ctx), p.Now().UnixMilli(), func(im *db.Import) (err error) {
		if id, err = intake.Add(im, text); err != nil {
			return err
		}
		return l.settle(im)
	})
	var same *intake.SameQuestion
	if errors.As(err, &same) {
		return fmt.Errorf("add: card %d of deck %s asks the same question; 'iq edit %d' changes it",
			same.ID, cmp.Or(same.Deck, text.Deck), same.ID)
	}
	if err != nil {
		return err
	}
	question := term.Truncate(firstLine(text.Question), p.width())
	p.say("Added card %d to deck %s: %s", id, term.CleanLine(text.Deck), question)
	return nil
}
