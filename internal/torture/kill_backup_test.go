//go:build unix

package torture

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// backups are the commands that copy the database or put a copy in its place.
var backups = []victim{
	{
		name:  "backup",
		setUp: func(p place, inputs string) error { return grown(p, inputs) },
		args:  func(string) []string { return []string{"backup"} },
		also:  copiesAreWhole,
	},
	{
		name: "restore",
		setUp: func(p place, inputs string) error {
			err := grown(p, inputs)
			if err == nil {
				_, err = p.must("backup", filepath.Join(inputs, "copy.db"))
			}
			if err == nil {
				_, err = p.must("undo")
			}
			return err
		},
		args: func(inputs string) []string { return []string{"restore", "--yes", filepath.Join(inputs, "copy.db")} },
		also: copiesAreWhole,
	},
}

// grown gives a place cards and reviews.
func grown(p place, inputs string) error {
	err := importFor(p, inputs)
	if err == nil {
		err = reviewSome(p)
	}
	return err
}

// copiesAreWhole looks at every copy of the database that has its final name, beside it or among its
// backups. What a kill has left behind is gone when the command was given again.
func copiesAreWhole(p place, killed bool, states ...string) error {
	backups, err := filepath.Glob(p.db() + ".backups/*")
	if err != nil {
		return err
	}
	replaced, err := filepath.Glob(p.db() + ".replaced-*")
	if err != nil {
		return err
	}
	parts, err := filepath.Glob(p.folder + "/*" + partial)
	if err != nil {
		return err
	}
	whole := 0
	for _, path := range slices.Concat(backups, replaced, parts) {
		if strings.Contains(path, partial) {
			if !killed {
				return fmt.Errorf("%s was left behind", path)
			}
			continue
		}
		if strings.Contains(path, "/.lock") || strings.HasSuffix(path, "-wal") || strings.HasSuffix(path, "-shm") {
			continue // of no copy, or of one that is looked at
		}
		state, err := stateOf(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if !slices.Contains(states, state) && !strings.HasSuffix(path, "-daily.db") { // that is of before all this
			return fmt.Errorf("%s is no copy of the database%s", path, difference(states[0], state))
		}
		whole++
	}
	if whole < 2 && !killed {
		return fmt.Errorf("there is no copy in %s but the daily one", p.folder)
	}
	return nil
}

// partial is in the name of a copy that is not whole yet.
const partial = ".iq-part"
