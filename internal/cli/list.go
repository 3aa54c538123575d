package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
	"iq/srs"
)

// cardJSON is a line of `iq list --json`.
type cardJSON struct {
	ID         int64    `json:"id"`
	UID        string   `json:"uid"`
	Deck       string   `json:"deck"`
	Source     string   `json:"source"`
	Question   string   `json:"question"`
	Answer     string   `json:"answer"`
	Tags       []string `json:"tags"`
	State      string   `json:"state"`
	Due        *string  `json:"due"`
	Interval   int      `json:"interval"`
	Ease       float64  `json:"ease"`
	Reps       int      `json:"reps"`
	Lapses     int      `json:"lapses"`
	Stability  float64  `json:"stability"`
	Difficulty float64  `json:"difficulty"`
	Recall     float64  `json:"recall"`
}

func (p *program) listCommand() *cli.Command {
	var asJSON bool
	return &cli.Command{
		Name:        "list",
		Usage:       "list cards, a line each",
		ArgsUsage:   "[DECK...]",
		Description: "Each line holds the card's id, its state, when it is due, its deck and the first line of its question.",
		Flags:       []cli.Flag{jsonFlag(&asJSON)},
		Action: func(c *cli.Context) error {
			return p.withDecks(c, func(l *library, decks []string) error {
				listed := 0
				err := l.Cards(c.Context, decks, func(card db.Card) error {
					listed++
					if asJSON {
						return p.printJSON(l.cardJSON(card))
					}
					return p.listLine(l, card)
				})
				if err == nil && listed == 0 && !asJSON {
					p.sentence("There are no cards yet. 'iq import FILE' adds your question lists.")
				}
				return err
			})
		},
	}
}

func (p *program) listLine(l *library, c db.Card) error {
	due := "-"
	if !c.State.New() {
		due = c.State.Due.String()
	}
	head := fmt.Sprintf("%6d  %-9s  %-10s  %s  ", c.ID, l.state(c), due, term.Truncate(term.CleanLine(c.Deck), 24))
	room := max(20, p.width()-term.DisplayWidth(head))
	line := head + term.Truncate(firstLine(c.Question), room)
	_, err := fmt.Fprintln(p.Stdout, strings.TrimRight(line, " "))
	return err
}

// firstLine gives the first line of a text that says something, without markup at its ends.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.Trim(term.CleanLine(line), "#*_> \t"); line != "" {
			return line
		}
	}
	return term.CleanLine(text)
}

// state is the card's state as the learner sees it.
func (l *library) state(c db.Card) string {
	if c.Status != db.Active {
		return string(c.Status)
	}
	return c.Stage
}

func (l *library) cardJSON(c db.Card) cardJSON {
	j := cardJSON{
		ID: c.ID, UID: c.UID.String(), Deck: c.Deck, Source: c.Source, Question: c.Question, Answer: c.Answer,
		Tags: c.Tags, State: l.state(c), Interval: c.State.Interval, Ease: ease(c.State),
		Reps: c.State.Reps, Lapses: c.State.Lapses, Stability: c.State.Stability, Difficulty: c.State.Difficulty,
		Recall: l.model.Memory.Recall(c.State, l.day),
	}
	if j.Tags == nil {
		j.Tags = []string{}
	}
	if !c.State.New() {
		due := c.State.Due.String()
		j.Due = &due
	}
	return j
}

// ease is a card's E-Factor as a number, SM-2's starting value for a new card.
func ease(s srs.State) float64 {
	if s.New() {
		return srs.StartEase / 100.0
	}
	return float64(s.Ease) / 100
}
