package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"iq/internal/iqtest"
)

// clock is the clock of rigged programs.
type clock struct {
	t    *testing.T
	file string
}

func newClock(t *testing.T, now string) clock {
	c := clock{t, filepath.Join(t.TempDir(), "clock")}
	c.set(now)
	return c
}

// set moves the clock at once: nobody reads half an instant.
func (c clock) set(now string) {
	c.t.Helper()
	next := c.file + ".next"
	if err := os.WriteFile(next, []byte(now), 0o600); err != nil {
		c.t.Fatal(err)
	}
	if err := os.Rename(next, c.file); err != nil {
		c.t.Fatal(err)
	}
}

// rigged prepares the rigged program as iqtest.Command does iq.
func rigged(t *testing.T, db string, args ...string) *exec.Cmd {
	t.Helper()
	return iqtest.CommandOf(t, "iq/internal/e2e/rigged", db, args...)
}

// TestAcrossTheDaysStart goes on with a session over four in the morning: what is graded before counts
// for the one day, what is graded after for the other, and what failed is due again.
func TestAcrossTheDaysStart(t *testing.T) {
	t.Parallel()
	db := database(t, 3)
	clock := newClock(t, "2026-11-24T03:57:00+05:45")
	cmd := rigged(t, db, "review")
	cmd.Env = append(cmd.Env, "IQ_TEST_CLOCK="+clock.file)
	term := onTerminal(t, cmd, 80)
	term.talk("term 0?", "", "answer> ", enter, "grade> ", "1\r", "saved · once more today, then tomorrow", "",
		"term 1?", "", "answer> ", enter, "grade> ")
	clock.set("2026-11-24T03:59:59+05:45")
	term.talk("", "3\r", "saved · next tomorrow", "", "term 2?", "", "answer> ", enter, "grade> ")
	clock.set("2026-11-24T04:00:01+05:45")
	term.talk("", "3\r", "saved · next tomorrow", "", "term 0?", "", "answer> ", enter, "grade> ", "3\r",
		"saved · next tomorrow", "", "3 cards in")
	term.ends(0)
	log := iqtest.Output(t, db, "export", "--reviews", "--json")
	var got []string
	for line := range strings.Lines(log) {
		day, _ := jsonValue(line, "day")
		kind, _ := jsonValue(line, "kind")
		got = append(got, strings.Trim(day, `"`)+" "+strings.Trim(kind, `"`))
	}
	want := []string{"2026-11-23 scheduled", "2026-11-23 scheduled", "2026-11-24 scheduled", "2026-11-24 scheduled"}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("the log is\n%s\nwant %v", log, want)
	}
	iqtest.Output(t, db, "check")
}
