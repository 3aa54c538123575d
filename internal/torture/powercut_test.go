package torture

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
)

// firstDay is the story of all that writes, from the first command on.
func firstDay(t *testing.T, loose looseness) *story {
	t.Helper()
	cards, more := 200, 1000
	if !*everything {
		cards, more = 12, 40
	}
	return tell(t, nil, loose, func(s *teller) {
		s.command("import", questionFile(t, 0, cards))
		s.review(cards, 37)
		s.command("undo")
		s.command("edit", "2")
		s.command("config", "new-per-day", "7")
		s.command("config", "max-interval", "2")
		s.command("import", questionFile(t, 1000, more))
		s.review(cards/4, 5)
		s.command("tag", "--add", "seen", "3")
		s.command("check", "--rebuild")
	})
}

// carefulDay is the first day as iq takes it, made once for all tests, with its moments.
func carefulDay(t *testing.T) *story {
	t.Helper()
	if madeDay == nil {
		s := firstDay(t, careful)
		s.live(t)
		madeDay = s
	}
	return madeDay
}

var madeDay *story

// upgrade is the story of an old database.
func upgrade(t *testing.T) *story {
	t.Helper()
	cards := 50
	if !*everything {
		cards = 5
	}
	return tell(t, map[string][]byte{"iq.db": unpack(t, "schema1.db.gz")}, careful, func(s *teller) {
		s.command("due")
		s.command("undo")
		s.command("import", questionFile(t, 0, cards))
		s.review(cards, 9)
	})
}

// cut is a cut of the power: after so many operations of a story.
type cut struct {
	*story
	at     int
	number uint64 // with the seed, all that chance decides in it
	files  map[string][]byte
	killed bool // nothing was lost: the process died, the power did not
}

// chance returns the random numbers of a case.
func (c cut) chance() *rand.Rand { return rand.New(rand.NewPCG(seed, c.number)) }

// cuts makes n cuts of a story at random moments. Of a hundred, `killed` are the death of the process
// alone.
func (s *story) cuts(n, killed int) iter.Seq[cut] {
	chance := rand.New(rand.NewPCG(seed, 0))
	at := make([]int, n)
	for i := range at {
		at[i] = chance.IntN(len(s.record.entries) + 1)
	}
	slices.Sort(at)
	return func(yield func(cut) bool) {
		p, played := newPlatter(s.record.before), 0
		for i, k := range at {
			for ; played < k; played++ {
				p.apply(s.record.entries[played])
			}
			c := cut{story: s, at: k, number: uint64(i + 1)}
			chance := c.chance()
			if c.killed = chance.IntN(100) < killed; c.killed {
				c.files = p.kept()
			} else {
				c.files = p.cut(chance)
			}
			if !yield(c) {
				return
			}
		}
	}
}

// survive fails unless all that was acknowledged before the cut is there.
func (c cut) survive(folder string) error {
	found, err := examineFiles(folder, c.files)
	if err == nil {
		err = c.judge(c.at, found)
	}
	return err
}

// tries returns how many cases of chance are tried: all with -torture, and else a few.
func tries(few, all int) int {
	if *everything {
		return all
	}
	return max(10, few/slower)
}

func TestPowerCuts(t *testing.T) {
	tried, lost := 0, 0
	day, old := carefulDay(t), upgrade(t)
	day.needsCheckpoints(t)
	old.live(t)
	for _, part := range []struct {
		*story
		n int
	}{{day, tries(120, 8000)}, {old, tries(50, 2000)}} {
		lost += spread(t, part.cuts(part.n, 0), func(c cut, folder string) error { return c.told(c.survive(folder)) })
		tried += part.n
	}
	result("%d cuts of the power: %d of them lost or corrupted something", tried, lost)
}

// told says of a failure how to come back to it, and keeps the files of the first.
func (c cut) told(err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("cut %d after %d operations (seed %d): %w", c.number, c.at, seed, err)
	keepFirst.Do(func() {
		folder, making := os.MkdirTemp("", "iq-torture-failed-")
		err = fmt.Errorf("%w; the files after the cut are in %s", errors.Join(err, making, fillFolder(folder, c.files)),
			folder)
	})
	return err
}

var keepFirst sync.Once

// needsCheckpoints fails unless the log was copied into the database in the middle of a session as
// well, which takes a long one.
func (s *story) needsCheckpoints(t *testing.T) {
	if !*everything {
		return
	}
	inSession := 0
	var acked, wrote bool
	for _, e := range s.record.entries {
		switch {
		case e.op == opAck && acked && wrote:
			inSession++
			wrote = false
		case e.op == opAck:
			acked, wrote = true, false
		case e.op == opRemove: // the session ends
			acked, wrote = false, false
		case e.op == opWrite && e.name == "iq.db":
			wrote = true
		}
	}
	if inSession == 0 {
		t.Error("no checkpoint was made within a session")
	}
}

// TestPowerCutsAreFelt proves that the test of the power can fail: with less care than iq takes,
// acknowledged grades are lost.
func TestPowerCutsAreFelt(t *testing.T) {
	for loose, what := range map[looseness]string{normal: "synchronous=NORMAL",
		unsynced: "a log that is never synced"} {
		if slower > 1 && loose == unsynced {
			continue
		}
		s := firstDay(t, loose)
		s.live(t)
		tried, lost := 60, 0 // enough that chance does not spare them all
		if *everything {
			tried = 500
		}
		folder := scratch(t)
		for c := range s.cuts(tried, 0) {
			if errors.Is(c.survive(folder), errLost) {
				lost++
			}
		}
		if lost == 0 {
			t.Errorf("%s: nothing was lost in %d cuts of the power", what, tried)
		}
		result("%d cuts of the power with %s, as a proof: %d of them lost grades", tried, what, lost)
	}
}
