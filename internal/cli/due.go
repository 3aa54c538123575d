package cli

import "github.com/urfave/cli/v2"

// dueJSON is what `iq due --json` prints.
type dueJSON struct {
	Day     string `json:"day"`
	Due     int    `json:"due"`
	New     int    `json:"new"`
	Overdue int    `json:"overdue"`
}

func (p *program) dueCommand() *cli.Command {
	var asJSON bool
	return &cli.Command{
		Name:        "due",
		Usage:       "count what is due, for a prompt or a cron job",
		ArgsUsage:   "[DECK...]",
		Description: "Counts everything that is due or new, regardless of the day's limits.",
		Flags:       []cli.Flag{jsonFlag(&asJSON)},
		Action: func(c *cli.Context) error {
			return p.withDecks(c, func(l *library, decks []string) error {
				counts, err := l.Counts(c.Context, decks, l.day)
				if err != nil {
					return err
				}
				total := sum(counts)
				if asJSON {
					return p.printJSON(dueJSON{l.day.String(), total.Due, total.New, total.Overdue})
				}
				p.say("%d due, %d new", total.Due, total.New)
				return nil
			})
		},
	}
}
