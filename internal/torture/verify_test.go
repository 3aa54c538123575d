package torture

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"iq/db"
	"iq/srs"
)

// content is what a database holds, as far as a learner would miss it.
type content struct {
	cards    []db.Card
	log      []event // in its order; undone means that the review was taken back
	settings map[string]string
}

// future is later than everything here, so that no instant seems to come too soon.
var future = newClock().now.AddDate(1, 0, 0)

// examine opens a database as iq does, and fails unless it is sound: its integrity and references,
// every counter, and a schedule that is what replaying the log makes it.
func examine(path string) (content, error) {
	ctx := context.Background()
	d, err := db.Open(ctx, path, db.Options{Mode: db.Write})
	if err != nil {
		return content{}, err
	}
	c, err := read(ctx, d)
	return c, errors.Join(err, d.Close())
}

func read(ctx context.Context, d *db.DB) (c content, err error) {
	c.settings = d.Settings()
	model, err := modelOf(c.settings)
	if err != nil {
		return c, err
	}
	report, err := d.Check(ctx, model, db.Moment{AtMS: future.UnixMilli(), Day: srs.DayOf(future.UnixMilli(), 0, 4)},
		db.Full)
	if err != nil {
		return c, err
	}
	if len(report.Problems) > 0 {
		return c, fmt.Errorf("the database is not sound: %v", report.Problems)
	}
	questions := map[uuid.UUID]string{}
	err = d.Cards(ctx, db.Selection{}, func(card db.Card) error {
		c.cards = append(c.cards, card)
		questions[card.UID] = itemIn(card.Question)
		return nil
	})
	if err != nil {
		return c, err
	}
	return c, d.Reviews(ctx, func(r db.Review) error {
		c.log = append(c.log, event{questions[r.Card], int(r.Grade), r.Undone})
		return nil
	})
}

func modelOf(settings map[string]string) (srs.Model, error) {
	longest := srs.MaxInterval
	if text := settings["max-interval"]; text != "" {
		var err error
		if longest, err = strconv.Atoi(text); err != nil {
			return srs.Model{}, err
		}
	}
	sm2, err := srs.NewSM2(longest)
	if err != nil {
		return srs.Model{}, err
	}
	memory, err := srs.NewMemory(srs.DefaultWeights)
	return srs.Model{Scheduler: sm2, Memory: memory}, err
}

// digest tells contents apart.
func (c content) digest() string {
	var b strings.Builder
	for _, card := range c.cards {
		fmt.Fprintf(&b, "%+v\n", card)
	}
	return fmt.Sprint(b.String(), c.log, c.settings)
}

// logAfter returns the log that events leave.
func logAfter(events []event) []event {
	var log []event
	for _, e := range events {
		if !e.undone {
			log = append(log, e)
			continue
		}
		for i := len(log) - 1; i >= 0; i-- {
			if !log[i].undone {
				log[i].undone = true
				break
			}
		}
	}
	return log
}

// errLost tells of an acknowledged grade that is not in the log.
var errLost = errors.New("an acknowledged grade is lost")

// holds fails unless a log is the one that the events leave, or that with the one thing more that was
// under way and was never acknowledged.
func holds(log, events []event) error {
	want := logAfter(events)
	if len(log) < len(want) || len(log) > len(want)+1 {
		return fmt.Errorf("%w: %d reviews are in the log, %d were acknowledged", errLost, len(log), len(want))
	}
	more := len(log) - len(want)
	for i, w := range want {
		got := log[i]
		if got == w {
			continue
		}
		if w.undone || !got.undone || more > 0 || got.question != w.question || got.grade != w.grade {
			return fmt.Errorf("%w: review %d is %v, acknowledged was %v", errLost, i+1, got, w)
		}
		more++ // it was being taken back
	}
	return nil
}
