package torture

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
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

// chance gives the random numbers of a case.
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

// tries gives how many cases of chance are tried: all with -torture, and else a few.
func tries(few, all int) int {
	if *everything {
		return all
	}
	return max(10, few/slower)
}

func TestPowerCuts(t *testing.T) {
	tried, lost := 0, 0
	for _, part := range []struct {
		*story
		n int
	}{{firstDay(t, careful), tries(120, 8000)}, {upgrade(t), tries(50, 2000)}} {
		part.live(t)
		part.needsCheckpoints(t)
		lost += spread(t, part.cuts(part.n, 0), func(c cut, folder string) error { return c.told(c.survive(folder)) })
		tried += part.n
	}
	result("%d cuts of the power: %d of them lost or corrupted something", tried, lost)
}

// told says of a failure how to come back to it, and keeps the files.
func (c cut) told(err error) error {
	if err == nil {
		return nil
	}
	folder, _ := os.MkdirTemp("", "iq-torture-failed-")
	return fmt.Errorf("cut %d after %d operations (seed %d, files in %s): %w", c.number, c.at, seed, folder, errors.Join(err, fillFolder(folder, c.files)))
}

// needsCheckpoints fails unless the log was copied into the database in the middle of a session as
// well, which takes a long one.
func (s *story) needsCheckpoints(t *testing.T) {
	if !*everything || len(s.record.before) > 0 {
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
	for loose, what := range map[looseness]string{normal: "synchronous=NORMAL", unsynced: "a log that is never synced"} {
		s := firstDay(t, loose)
		s.live(t)
		tried, lost := 0, 0
		folder := scratch(t)
		for c := range s.cuts(tries(60, 500), 0) {
			tried++
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
