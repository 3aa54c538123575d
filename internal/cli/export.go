package cli

import (
	"time"

	"github.com/urfave/cli/v2"

	"iq/db"
)

// reviewJSON is a line of `iq export --reviews --json`.
type reviewJSON struct {
	UID    string `json:"uid"`
	Card   string `json:"card"`
	At     string `json:"at"`     // UTC, to the millisecond
	Offset int    `json:"offset"` // minutes
	Day    string `json:"day"`
	Grade  int    `json:"grade"`
	Kind   string `json:"kind"`
	MS     int64  `json:"ms"` // from the question to the grade
	Undone bool   `json:"undone"`

	Reveal     int64      `json:"reveal"`     // of ms, until the answer was shown
	Confidence string     `json:"confidence"` // sure, maybe, no; empty when not asked
	Points     *db.Points `json:"points"`     // null when not told
	Typed      string     `json:"typed"`
}

// confidenceNames are what a learner says of an answer beforehand, by the number in the log.
var confidenceNames = [4]string{"", "no", "maybe", "sure"}

// instantFormat is RFC 3339 with milliseconds, always of the same length.
const instantFormat = "2006-01-02T15:04:05.000Z07:00"

func (p *program) exportCommand() *cli.Command {
	var reviews, asJSON bool
	return &cli.Command{
		Name:  "export",
		Usage: "print the review log",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "reviews", Usage: "every review, oldest first, those taken back included", Destination: &reviews, DisableDefaultText: true},
			jsonFlag(&asJSON),
		},
		Action: func(c *cli.Context) error {
			if !reviews || !asJSON || c.NArg() > 0 {
				return usage("export wants --reviews --json")
			}
			return p.with(c.Context, db.Read, func(l *library) error {
				return l.Reviews(c.Context, func(r db.Review) error {
					return p.printJSON(reviewJSON{
						UID: r.UID.String(), Card: r.Card.String(), At: time.UnixMilli(r.AtMS).UTC().Format(instantFormat),
						Offset: r.OffsetMin, Day: r.Day.String(), Grade: int(r.Grade), Kind: string(r.Kind), MS: r.TookMS, Undone: r.Undone,
						Reveal: r.RevealMS, Confidence: confidenceNames[r.Confidence], Points: r.Points, Typed: r.Typed,
					})
				})
			})
		},
	}
}
