package cli

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"iq/db"
	"iq/internal/session"
	"iq/srs"
)

// state is all that can be seen of the cards.
func (p *played) state() string {
	p.Helper()
	var all strings.Builder
	for _, deleted := range []bool{false, true} {
		err := p.desks[0].l.Cards(context.Background(), db.Selection{Deleted: deleted}, func(c db.Card) error {
			fmt.Fprintf(&all, "%d %s %q %q %q %v %+v %s\n", c.ID, c.Deck, c.Question, c.Answer, c.Tags, c.Marks,
				c.State, c.Stage)
			return nil
		})
		if err != nil {
			p.Fatal(err)
		}
	}
	return all.String()
}

// sound holds the stored schedules against the log, by the database's own check and by hand, and the
// log against the grades that were called saved.
func (p *played) sound() {
	p.Helper()
	ctx, l := context.Background(), p.desks[1].l
	if err := l.load(p.world.now); err != nil {
		p.Fatal(err)
	}
	r, err := l.Check(ctx, l.model, moment(p.world.now, l.day), db.Full)
	if err != nil || len(r.Problems) > 0 {
		p.Fatalf("check: %+v, %v", r.Problems, err)
	}
	logs, answers := map[uuid.UUID][]srs.Review{}, 0
	err = l.Reviews(ctx, func(r db.Review) error {
		if r.Kind != srs.Reset {
			answers++
		}
		if !r.Undone {
			logs[r.Card] = append(logs[r.Card], srs.Review{Day: r.Day, Grade: r.Grade, Kind: r.Kind})
		}
		return nil
	})
	if err != nil {
		p.Fatal(err)
	}
	if answers != p.saved {
		p.Fatalf("%d grades in the log, %d were called saved", answers, p.saved)
	}
	for id := range int64(4) {
		c, err := l.Card(ctx, id+1)
		if err != nil {
			p.Fatal(err)
		}
		if want, err := l.model.Replay(logs[c.UID]); err != nil || c.State != want {
			p.Fatalf("card %d: %+v, its log gives %+v, %v", c.ID, c.State, want, err)
		}
	}
}

// TestAnySequenceReplays does anything, in sessions and beside them, at two terminals over several
// days: the schedule agrees with the log, and the log has every grade that was called saved.
func TestAnySequenceReplays(t *testing.T) {
	file := fewCardsFile(t)
	rapid.Check(t, func(rt *rapid.T) {
		p, close := play(t, rt, file)
		defer close()
		p.history(4)
		p.sound()
	})
}

// lastHeader finds where a session is: card n of m.
var lastHeader = regexp.MustCompile(`(?m)^(\d+)/(\d+)  `)

// TestTakingASessionBack presses u until there is nothing left of the session: the cards are as they
// were before it, whatever went before.
func TestTakingASessionBack(t *testing.T) {
	file := fewCardsFile(t)
	rapid.Check(t, func(rt *rapid.T) {
		p, close := play(t, rt, file)
		defer close()
		p.history(3)
		before := p.state()
		mine := p.either()
		mine.noEarlier = true
		keys, back := rapid.SliceOfN(anyKey, 0, 25).Draw(p.T, "keys"), 0
		out := p.session(mine, func(out string) string {
			if back > 0 && strings.Contains(out[back:], "there is no grade to take back") {
				return ""
			}
			// A session that has no card left ends, so it goes back at its last one.
			if at := lastHeader.FindAllStringSubmatch(out, -1); back == 0 && at[len(at)-1][1] == at[len(at)-1][2] {
				back = len(out)
			}
			if back > 0 {
				return "u\n"
			}
			if len(keys) == 0 {
				back = len(out)
				return "\n" // ends a note, or an answer in writing
			}
			key := keys[0]
			keys = keys[1:]
			return key + "\n"
		})
		if after := p.state(); after != before {
			p.Fatalf("before\n%safter\n%s%s", before, after, out)
		}
		p.sound()
	})
}

// TestTakingAllGradesBack gives grades at both terminals over some days and takes the leeches' tag off
// some cards by hand, then takes back one grade after the other, as iq undo does: the cards are as
// they were, the tag included.
func TestTakingAllGradesBack(t *testing.T) {
	file := fewCardsFile(t)
	rapid.Check(t, func(rt *rapid.T) {
		p, close := play(t, rt, file)
		defer close()
		before := p.state()
		if rapid.Bool().Draw(rt, "by hand") {
			before = strings.Replace(before, `["kept" "leech"]`, `["kept"]`, 1)
			p.mustDo(act{what: "untag", card: 2, tag: srs.LeechTag})
		}
		for range rapid.IntRange(1, 12).Draw(rt, "acts") {
			a := anyAct.Draw(rt, "act")
			a.what = rapid.SampledFrom([]string{"grade", "grade", "grade", "grade", "undo", "reset",
				"untag"}).Draw(rt, "what")
			if a.what == "untag" && a.card == 2 {
				continue // it had the tag before
			}
			p.mustDo(a)
			p.someDays()
		}
		for {
			_, err := p.either().desk.Undo(t.Context(), 0)
			if errors.Is(err, session.ErrNothingToUndo) {
				break
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		if after := p.state(); after != before {
			rt.Fatalf("before\n%safter\n%s", before, after)
		}
		p.sound()
	})
}
