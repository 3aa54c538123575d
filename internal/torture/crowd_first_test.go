//go:build unix

package torture

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
)

// TestCrowdAtTheFirstCommand starts many processes where there is no database yet: each of them may
// be the one that makes it.
func TestCrowdAtTheFirstCommand(t *testing.T) {
	const cards = 20
	times, processes := rounds(1, 10), rounds(6, 32)
	failed := 0
	for range times {
		p, inputs := place{folder: t.TempDir(), now: longAgo}, t.TempDir()
		var starters sync.WaitGroup
		errs := make([]error, processes)
		for i := range processes {
			file := filepath.Join(inputs, fmt.Sprintf("list%d.md", i))
			if err := writeQuestions(file, i*cards, cards); err != nil {
				t.Fatal(err)
			}
			starters.Go(func() { errs[i] = firstCommand(p, i, file) })
		}
		starters.Wait()
		for _, err := range errs {
			if err != nil {
				failed++
				t.Error(err)
			}
		}
		found, err := examine(p.db())
		if err != nil {
			t.Fatal(err)
		}
		imports := (processes + 1) / 2
		if own := len(found.cards); own != imports*cards {
			t.Errorf("%d cards of %d imports", own, imports)
		}
	}
	result("%d times %d processes where there was no database yet: %d failed", times, processes, failed)
}

// firstCommand imports a file, or looks at what there is so far.
func firstCommand(p place, i int, file string) error {
	args := [][]string{{"import", file}, {"stats"}, {"import", file}, {"config", "new-per-day", "7"}}[i%4]
	_, err := p.must(args...)
	return err
}
