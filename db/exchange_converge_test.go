package db_test

import (
	"flag"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"iq/db"
)

var converge = flag.Int("converge", 60, "how many cases TestDatabasesConverge tries")

// TestDatabasesConverge lets 3 to 5 databases do at random what learners do, on clocks that are off
// by days and set back, and exchange everything or parts of it in any order, again and again. After
// a last exchange of all with all they hold the same.
func TestDatabasesConverge(t *testing.T) {
	drawCases(t, *converge)
	start := time.Now()
	cases := 0
	rapid.Check(t, func(rt *rapid.T) {
		cases++
		var all []*machine
		for i := range rapid.IntRange(3, 5).Draw(rt, "databases") {
			all = append(all, newMachine(t, rt, i))
		}
		for range rapid.IntRange(5, 45).Draw(rt, "steps") {
			m := rapid.SampledFrom(all).Draw(rt, "machine")
			if rapid.IntRange(0, 3).Draw(rt, "exchange") == 0 {
				m.mergePart(rapid.SampledFrom(all).Draw(rt, "from"))
				m.mustBeClean(db.Quick)
			} else {
				m.act()
			}
		}
		exports := make([][]string, len(all))
		for i, m := range all {
			exports[i] = m.export()
		}
		for _, m := range all {
			for i := range all {
				m.merge(exports[(i+m.number)%len(all)])
			}
		}
		mustBeEqual(rt, all)
		mustComeBack(t, rt, all[0])
		for _, m := range all {
			m.mustBeClean(db.Full)
			m.db.Close()
		}
	})
	t.Logf("%d cases in %v", cases, time.Since(start).Round(time.Millisecond))
}

// drawCases has rapid try so many cases, from a seed that is told.
func drawCases(t *testing.T, n int) {
	t.Helper()
	set := func(name, value string) {
		old := flag.Lookup(name).Value.String()
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { flag.Set(name, old) })
	}
	set("rapid.checks", strconv.Itoa(n))
	if flag.Lookup("rapid.seed").Value.String() == "0" {
		set("rapid.seed", strconv.FormatInt(time.Now().UnixNano(), 10))
	}
	t.Logf("%d cases from -rapid.seed %s", n, flag.Lookup("rapid.seed").Value)
}

// shared leaves of an export what is not local: settings are, and the order of the sources, in
// which new cards are shown.
func shared(lines []string) []string {
	var sources, rest []string
	for _, line := range lines {
		switch {
		case strings.HasPrefix(line, `{"type":"setting"`):
		case strings.HasPrefix(line, `{"type":"source"`):
			sources = append(sources, line)
		default:
			rest = append(rest, line)
		}
	}
	slices.Sort(sources)
	return append(sources, rest...)
}

func mustBeEqual(rt *rapid.T, all []*machine) {
	first, schedules := shared(all[0].export()), db.Schedules(all[0].t, all[0].db)
	for _, m := range all[1:] {
		if diff := cmp.Diff(first, shared(m.export())); diff != "" {
			rt.Fatalf("database %d exports other lines than 0:\n%s", m.number, diff)
		}
		if diff := cmp.Diff(schedules, db.Schedules(m.t, m.db)); diff != "" {
			rt.Fatalf("database %d has other schedules than 0:\n%s", m.number, diff)
		}
	}
}

// mustComeBack takes an export into a new database, which is then the same to the byte.
func mustComeBack(t *testing.T, rt *rapid.T, m *machine) {
	empty := newMachine(t, rt, -1)
	defer empty.db.Close()
	lines := m.export()
	empty.merge(lines)
	if back := empty.export(); !slices.Equal(lines, back) {
		rt.Fatalf("not the same from a new database:\n%s", cmp.Diff(lines, back))
	}
	if diff := cmp.Diff(db.Schedules(m.t, m.db), db.Schedules(t, empty.db)); diff != "" {
		rt.Fatalf("other schedules from a new database:\n%s", diff)
	}
	empty.mustBeClean(db.Full)
}
