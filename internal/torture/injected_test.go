package torture

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
)

// work is something that iq does on a disk with a fault, or with nil without one; it fails when
// anything was lost, or not told of.
type work interface {
	run(d *disk, f *fault) error
}

// failEach lets each operation of some works fail, once and for good, or without -torture about n of
// these.
func failEach(t *testing.T, what string, n int, works ...work) {
	t.Helper()
	type point struct {
		work
		fault
	}
	var points []point
	for _, w := range works {
		for k := range operations(t, w) {
			for _, forGood := range []bool{false, true} {
				points = append(points, point{w, fault{at: k + 1, forGood: forGood, style: style(k) % styles}})
			}
		}
	}
	chosen := sample(n, len(points))
	var faults atomic.Int64
	lost := spread(t, slices.Values(chosen), func(i int, folder string) error {
		at := points[i]
		d := insert(folder)
		defer d.eject()
		if err := at.run(d, &at.fault); err != nil {
			return fmt.Errorf("operation %d fails (for good: %v, the disk is %v): %w", at.at, at.forGood, at.style, err)
		}
		if _, hits := d.counted(); hits > 0 { // ids are random, so that the last may not be reached
			faults.Add(1)
		}
		return nil
	})
	if len(points) == 0 || faults.Load() < int64(len(chosen)*9/10) {
		t.Errorf("only %d of %d faults came to pass", faults.Load(), len(chosen))
	}
	result("%d faults in %s: %d of them lost or corrupted something", faults.Load(), what, lost)
}

// operations counts what a work does to the disk without a fault.
func operations(t *testing.T, w work) int {
	t.Helper()
	d := insert(scratch(t))
	defer d.eject()
	if err := w.run(d, nil); err != nil {
		t.Fatal(err)
	}
	n, _ := d.counted()
	return n
}

// TestFaultsInReviews has a session with piped answers, which ends at the first failure.
func TestFaultsInReviews(t *testing.T) {
	var works []work
	for _, s := range longRun(t) {
		works = append(works, s)
	}
	failEach(t, fmt.Sprintf("a run of %d reviews", reviewsTried()), 60, works...)
}

// TestFaultsBeforeTheLearner has a session on a terminal, which goes on after a failure: what was
// not saved is given again, on the same connection.
func TestFaultsBeforeTheLearner(t *testing.T) {
	stretches := longRun(t)
	s := stretches[len(stretches)/2]
	s.terminal = true
	failEach(t, "reviews on a terminal that are given again", 20, s)
}

func TestFaultsInImports(t *testing.T) {
	cards := 1000
	if !*everything {
		cards = 100
	}
	failEach(t, fmt.Sprintf("an import of %d cards", cards), 20,
		newErrand(t, reviewed(t), "import", questionFile(t, 1000, cards)))
}

// TestFaultsInTheRest is of all else that writes: making the file, upgrading it, what changes the log,
// cards and settings, and what keeps something derived while it reads.
func TestFaultsInTheRest(t *testing.T) {
	files := reviewed(t)
	old := map[string][]byte{"iq.db": unpack(t, "schema1.db.gz")}
	failEach(t, "making, upgrading, undoing, adding, suspending, configuring and replaying", 60,
		newErrand(t, nil, "import", questionFile(t, 0, 20)),
		newErrand(t, old, "due"),
		newErrand(t, old, "undo"),
		newErrand(t, old, "stats"),
		newErrand(t, files, "search", item(1)),
		newErrand(t, files, "undo"),
		newErrand(t, files, "add", "--question", "What is "+item(1)+" again?", "--answer", "It."),
		newErrand(t, files, "suspend", "--yes", "3", "4", "5"),
		newErrand(t, files, "config", "new-per-day", "7"),
		newErrand(t, files, "config", "max-interval", "2"),
		newErrand(t, files, "check", "--rebuild"),
	)
}

// reviewed returns the files of a database with some cards that were reviewed.
func reviewed(t *testing.T) map[string][]byte {
	t.Helper()
	folder := scratch(t)
	p := &program{db: filepath.Join(folder, "iq.db"), clock: newClock()}
	if err := p.must("import", questionFile(t, 0, 30)); err != nil {
		t.Fatal(err)
	}
	l := newLearner(20)
	if status, stderr := p.run(l, l, "review", "--new", "20"); status != 0 {
		t.Fatal(stderr)
	}
	files, err := readFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	return files
}
