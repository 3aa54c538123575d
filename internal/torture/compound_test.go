package torture

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"

	"iq/db"
)

// TestCompound has one misfortune after the other: the process dies or the power goes, and when the
// database is opened again, a read or a write of the recovery fails, or the power goes once more.
func TestCompound(t *testing.T) {
	s := carefulDay(t)
	var faults, cuts atomic.Int64
	lost := spread(t, s.cuts(tries(50, 1000), 50), func(c cut, folder string) error {
		chance := c.chance()
		if chance.IntN(4) == 0 {
			cuts.Add(1)
			return c.told(c.cutAgain(chance, folder))
		}
		faults.Add(1)
		return c.told(c.failAgain(chance, folder))
	})
	result("%d faults in the recovery from a crash, %d cuts of the power in it: %d of them lost or corrupted something",
		faults.Load(), cuts.Load(), lost)
}

// recover opens the database, looks at all of it, and closes it; what goes wrong is not told.
func recover(path string, mode db.Mode) {
	d, err := db.Open(context.Background(), path, db.Options{Mode: mode})
	if err != nil {
		return
	}
	defer d.Close()
	d.Cards(context.Background(), db.Selection{}, func(db.Card) error { return nil })
}

// failAgain lets an operation of the recovery fail, and opens the database once more.
func (c cut) failAgain(chance *rand.Rand, folder string) error {
	d := insert(folder)
	defer d.eject()
	path, mode := filepath.Join(folder, "iq.db"), db.Mode(chance.IntN(2))
	f := &fault{at: 1 << 30, reads: true, forGood: chance.IntN(2) == 0, style: style(chance.IntN(int(styles)))}
	for {
		if err := fillFolder(folder, c.files); err != nil {
			return err
		}
		d.set(f)
		recover(path, mode)
		count, hits := d.counted()
		d.mend()
		if hits > 0 || count == 0 {
			break
		}
		f.at = 1 + chance.IntN(count) // now that it is known how many there are
	}
	found, err := examine(path)
	if err == nil {
		err = c.judge(c.at, found)
	}
	if err != nil {
		return fmt.Errorf("operation %d of the recovery fails (for good: %v, the disk is %v): %w", f.at, f.forGood,
			f.style, err)
	}
	return nil
}

// cutAgain cuts the power at some operation of the recovery.
func (c cut) cutAgain(chance *rand.Rand, folder string) error {
	if err := fillFolder(folder, c.files); err != nil {
		return err
	}
	d := insert(folder)
	defer d.eject()
	r, err := d.startRecord()
	if err != nil {
		return err
	}
	recover(filepath.Join(folder, "iq.db"), db.Write)
	d.stopRecord()
	p := newPlatter(r.before)
	for _, e := range r.entries[:chance.IntN(len(r.entries)+1)] {
		p.apply(e)
	}
	found, err := examineFiles(folder, p.cut(chance))
	if err == nil {
		err = c.judge(c.at, found)
	}
	return err
}
