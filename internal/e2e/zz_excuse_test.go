package e2e

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// excusesFile lists what is not yet as it is to be, a line each. -excuse writes it anew.
const excusesFile = "testdata/excuses.txt"

var (
	writeExcuses = flag.Bool("excuse", false, "write the list of what is excused anew")
	excused      = sync.OnceValue(readExcuses)
	newExcuses   []string
)

func readExcuses() map[string]int {
	text, _ := os.ReadFile(excusesFile)
	excused := map[string]int{}
	for line := range strings.Lines(string(text)) {
		excused[strings.TrimSuffix(line, "\n")]++
	}
	return excused
}

// excuse fails a test, unless the list excuses it.
func excuse(t *testing.T, kind, what, message string) {
	t.Helper()
	key := kind + "\t" + what
	newExcuses = append(newExcuses, key)
	if excused()[key]--; excused()[key] < 0 && !*writeExcuses {
		t.Error(message)
	}
}

func TestTheHouseOfExcuses(t *testing.T) {
	if !*writeExcuses {
		return
	}
	slices.Sort(newExcuses)
	if err := os.WriteFile(excusesFile, []byte(strings.Join(newExcuses, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	fmt.Println(len(newExcuses), "excused")
}
