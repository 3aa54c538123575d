package cli

import (
	"bufio"
	"context"
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
	Points     *db.Points `json:"points"`     // null when not asked
	Typed      string     `json:"typed"`
}

// instantFormat is RFC 3339 with milliseconds, always of the same length.
const instantFormat = "2006-01-02T15:04:05.000Z07:00"

func (p *program) exportCommand() *cli.Command {
	var reviews, asJSON bool
	return &cli.Command{
		Name:  "export",
		Usage: "print everything as JSON, one object per line; 'iq import' reads it back",
		Description: `
			Cards, reviews and settings, without loss and in a stable order. 'iq import FILE' merges an export with what
			is there: every review, and of each card the newest text and the newest marks. Merging it twice, or in
			parts, makes no difference. Reviews tell when you learn and, with keep-answers, what you wrote: think of
			that before you share them.`,
		Flags: []cli.Flag{
			boolFlag(&reviews, "reviews", "with --json: the reviews alone, oldest first, those taken back included"),
			jsonFlag(&asJSON),
		},
		Action: func(c *cli.Context) error {
			switch {
			case c.NArg() > 0:
				return usage("export takes no arguments; it prints, so 'iq export > FILE' writes a file")
			case reviews && !asJSON:
				return usage("--reviews needs --json")
			}
			return p.with(c.Context, db.Read, func(l *library) error {
				out := bufio.NewWriterSize(p.Stdout, exportBuffer)
				export := l.Export
				if reviews {
					export = l.exportReviews
				}
				if err := export(c.Context, func(line any) error { return writeJSON(out, line) }); err != nil {
					return err
				}
				return out.Flush()
			})
		},
	}
}

const exportBuffer = 64 << 10 // bytes written at once

// exportReviews calls f for the line of each review.
func (l *library) exportReviews(ctx context.Context, f func(line any) error) error {
	return l.Reviews(ctx, func(r db.Review) error {
		return f(reviewJSON{
			UID: r.UID.String(), Card: r.Card.String(), At: time.UnixMilli(r.AtMS).UTC().Format(instantFormat),
			Offset: r.OffsetMin, Day: r.Day.String(), Grade: int(r.Grade), Kind: string(r.Kind), MS: r.TookMS,
			Undone: r.Undone,
			Reveal: r.RevealMS, Confidence: db.ConfidenceNames[r.Confidence], Points: r.Points, Typed: r.Typed,
		})
	})
}
