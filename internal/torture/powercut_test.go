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

// stories are what the power is cut in: a first day with all that writes, and the upgrade of an old
// database.
func stories(t *testing.T, loose looseness) []*story {
	t.Helper()
	cards, more := 200, 1000
	if !*everything {
		cards, more = 12, 40
	}
	day := tell(t, nil, loose, func(s *teller) {
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
	upgrade := tell(t, map[string][]byte{"iq.db": unpack(t, "schema1.db.gz")}, loose, func(s *teller) {
		s.command("due")
		s.command("undo")
		s.command("import", questionFile(t, 0, cards/4))
		s.review(cards/4, 9)
	})
	return []*story{day, upgrade}
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

// cutsTried is how many cuts are tried in each of two stories.
func cutsTried() int {
	if *everything {
		return 5000
	}
	return max(10, 150/slower)
}

func TestPowerCuts(t *testing.T) {
	tried, lost := 0, 0
	for _, s := range stories(t, careful) {
		s.live(t)
		s.needsCheckpoints(t)
		lost += spread(t, s.cuts(cutsTried(), 0), func(c cut, folder string) error {
			return c.told(c.survive(folder))
		})
		tried += cutsTried()
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
		s := stories(t, loose)[0]
		s.live(t)
		tried, lost := 0, 0
		folder := scratch(t)
		for c := range s.cuts(min(cutsTried(), 500), 0) {
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
