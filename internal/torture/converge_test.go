package torture

import (
	"os/exec"
	"regexp"
	"testing"
)

// convergedCases finds the count in what the test of package db prints.
var convergedCases = regexp.MustCompile(`: (\d+) cases in `)

// TestConvergence has databases exchange their cards and reviews, 2,000 times over. The test is that of
// package db, whose ordinary run makes a cut of it.
func TestConvergence(t *testing.T) {
	if !*everything {
		t.Skip("package db tries some cases each time")
	}
	out, err := exec.Command("go", "test", "iq/db", "-run", "TestDatabasesConverge", "-converge", "2000", "-v",
		"-count=1", "-timeout", "60m").CombinedOutput()
	cases := convergedCases.FindSubmatch(out)
	if err != nil || cases == nil {
		t.Fatalf("%v\n%s", err, out)
	}
	result("%s exchanges among 3 to 5 databases: all of them converged", cases[1])
}
