package backup_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"iq/db/backup"
)

func TestNeedless(t *testing.T) {
	day := func(d, hour int) int64 {
		return time.Date(2026, time.November, d, hour, 0, 0, 0, time.UTC).UnixMilli()
	}
	daily := func(ms ...int64) (list []backup.Backup) {
		for _, at := range ms {
			list = append(list, backup.Backup{Path: time.UnixMilli(at).UTC().Format("02T15"), AtMS: at,
				Why: backup.Daily})
		}
		return list
	}
	var ofAYear, ofADay, twoADay []backup.Backup
	for d := range 365 {
		ofAYear = append(ofAYear, daily(day(30-d, 8))...)
	}
	for h := range 20 {
		ofADay = append(ofADay, daily(day(25, 23-h))...)
	}
	for d := range 20 {
		twoADay = append(twoADay, daily(day(25-d, 20), day(25-d, 8))...)
	}
	manual := backup.Backup{Path: "mine", AtMS: day(1, 8), Why: backup.Manual}
	for name, tt := range map[string]struct {
		list []backup.Backup
		kept string
	}{
		"none":      {nil, ""},
		"a few":     {daily(day(25, 8), day(24, 8)), "25T08 24T08"},
		"of a year": {ofAYear, "30T08 29T08 28T08 27T08 26T08 25T08 24T08 23T08 22T08 21T08 20T08 19T08 15T08"},
		"of a day and manual": {append(slices.Clone(ofADay), manual),
			"25T23 25T22 25T21 25T20 25T19 25T18 25T17 25T16 25T15 25T14 25T13 25T12 mine"},
		"two a day": {twoADay,
			"25T20 25T08 24T20 24T08 23T20 23T08 22T20 22T08 21T20 21T08 20T20 20T08 19T20 15T20 08T20"},
		"a day, then days and weeks before": {
			append(slices.Clone(ofADay), daily(day(24, 8), day(24, 7), day(20, 8), day(19, 8), day(18, 8), day(17, 8),
				day(16, 8), day(10, 8), day(9, 8), day(2, 8), day(1, 8))...),
			"25T23 25T22 25T21 25T20 25T19 25T18 25T17 25T16 25T15 25T14 25T13 25T12" +
				" 24T08 20T08 19T08 18T08 17T08 16T08 10T08 02T08"},
	} {
		var kept []string
		out := backup.Needless(tt.list)
		for _, b := range tt.list {
			if !slices.Contains(out, b) {
				kept = append(kept, b.Path)
			}
		}
		if got := strings.Join(kept, " "); got != tt.kept {
			t.Errorf("%s: kept\n%s\nwant\n%s", name, got, tt.kept)
		}
	}
}

// TestThinning removes the files themselves, and manual ones never.
func TestThinning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	filled(t, path, 2)
	for i := range 14 {
		backUpNow(t, path, backup.Manual, noon+int64(i)*60_000)
	}
	for i := range 15 {
		backUpNow(t, path, backup.BeforeImport, noon+int64(i)*60_000)
	}
	got := backups(t, path)
	manual := slices.DeleteFunc(slices.Clone(got), func(s string) bool { return !strings.Contains(s, "manual") })
	if len(manual) != 14 || len(got) != 14+backup.NewestKept || slices.Contains(got, "20261123T120200Z-import.db") {
		t.Errorf("kept %v", got)
	}
}
