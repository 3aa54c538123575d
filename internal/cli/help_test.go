package cli

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
)

// TestCommandsBesideEachOther reads arguments in several commands at once, for the race detector: the
// library's help flag is one for the whole process.
func TestCommandsBesideEachOther(t *testing.T) {
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			var stdout, stderr bytes.Buffer
			w := newWorld(t)
			if status := Run(t.Context(), w.env("", &stdout, &stderr, "due", "--help")); status != 0 {
				t.Errorf("exit status %d: %s", status, stderr.String())
			}
		})
	}
	all.Wait()
}

func TestHelpIsWrapped(t *testing.T) {
	page := "Usage: iq\n\n  --minutes N   take N minutes, the cards most at risk first\nA long sentence of the " +
		"description that is not a table.\n  short\n"
	for width, want := range map[int]string{
		80: page,
		50: "Usage: iq\n\n  --minutes N   take N minutes, the cards most at\n                risk first\n" +
			"A long sentence of the description that is not a\ntable.\n  short\n",
		40: "Usage: iq\n\n  --minutes N\n      take N minutes, the cards most at\n      risk first\n" +
			"A long sentence of the description that\nis not a table.\n  short\n",
	} {
		var out bytes.Buffer
		w := &helpWriter{out: &out, width: width}
		for _, part := range strings.SplitAfter(page, " ") { // as the library does
			if n, err := io.WriteString(w, part); n != len(part) || err != nil {
				t.Errorf("%d, %v", n, err)
			}
		}
		if got := out.String(); got != want {
			t.Errorf("width %d:\n%s\nwant\n%s", width, got, want)
		}
	}
}
