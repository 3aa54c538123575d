package e2e

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"iq/internal/iqtest"
)

// ballast are packages that each start of iq would pay for, whatever the learner asked it to do.
var ballast = map[string]string{
	"net/http":                           "1 ms with crypto/tls; progressbar/v3 imports it from 3.18 on",
	"crypto/tls":                         "as net/http",
	"github.com/russross/blackfriday/v2": "0.4 ms; urfave/cli makes man pages with it, see internal/nodocs",
	"github.com/yuin/goldmark/extension": "0.5 ms for regular expressions; internal/markup has what iq needs of it",
	"github.com/olekukonko/tablewriter":  "0.5 ms and 0.8 MB for caches",
}

func TestNoBallastAboard(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "iq").Output()
	if err != nil {
		t.Fatal(err)
	}
	aboard := strings.Fields(string(out))
	for pkg, cost := range ballast {
		if slices.Contains(aboard, pkg) {
			t.Errorf("iq has come to depend on %s, which costs each start: %s", pkg, cost)
		}
	}
}

// TestInitialisers counts what packages allocate before main begins. The counts hardly differ between
// machines, as times do: a table at package level that is read at each start shows here.
func TestInitialisers(t *testing.T) {
	const (
		maxAllocs    = 3_000   // of all packages; 10,100 once
		maxBytes     = 700_000 // 2.3 MB once
		maxOwnAllocs = 60      // of a package of iq's
		maxOwnBytes  = 16_000
	)
	cmd := iqtest.Command(t, filepath.Join(t.TempDir(), "iq.db"), "--version")
	cmd.Env = append(cmd.Env, "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var allBytes, allAllocs int
	for line := range strings.Lines(string(out)) {
		var pkg string
		var at, clock float64
		var bytes, allocs int
		n, _ := fmt.Sscanf(line, "init %s @%g ms, %g ms clock, %d bytes, %d allocs", &pkg, &at, &clock, &bytes, &allocs)
		if n < 5 {
			continue
		}
		allBytes, allAllocs = allBytes+bytes, allAllocs+allocs
		if strings.HasPrefix(pkg, "iq/") && (bytes > maxOwnBytes || allocs > maxOwnAllocs) {
			t.Errorf("%s allocates %d bytes in %d pieces before main begins", pkg, bytes, allocs)
		}
	}
	if allAllocs == 0 || allAllocs > maxAllocs || allBytes > maxBytes {
		t.Errorf("packages allocate %d bytes in %d pieces before main begins; limits are %d and %d:\n%s", allBytes,
			allAllocs, maxBytes, maxAllocs, out)
	}
}
