package torture

import (
	"flag"
	"fmt"
	"iter"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var (
	everything = flag.Bool("torture", false, "try everything, not a cut of it")
	seedFlag   = flag.Uint64("seed", 0, "of what is tried at random (0: another one each time)")
)

// seed is where all chance of this run comes from.
var seed uint64

// results are printed at the end, one line each.
var results struct {
	sync.Mutex
	lines []string
}

func TestMain(m *testing.M) {
	flag.Parse()
	if seed = *seedFlag; seed == 0 {
		seed = uint64(time.Now().UnixNano()) % 1e9
	}
	if err := install(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	fmt.Printf("seed %d\n", seed)
	for _, line := range results.lines {
		fmt.Println(line)
	}
	os.Exit(status)
}

func result(format string, args ...any) {
	results.Lock()
	defer results.Unlock()
	results.lines = append(results.lines, fmt.Sprintf(format, args...))
}

// scratch returns a folder in memory where the machine has one, so that what is tried thousands of
// times wears no disk.
func scratch(t testing.TB) string {
	t.Helper()
	if info, err := os.Stat("/dev/shm"); err != nil || !info.IsDir() {
		return t.TempDir()
	}
	folder, err := os.MkdirTemp("/dev/shm", "iq-torture-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

// maxFailures bounds what one test says of what it found.
const maxFailures = 10

// spread tries cases on all processors; each gets a folder that no other has meanwhile. It returns how
// many of them failed, and says how.
func spread[C any](t *testing.T, cases iter.Seq[C], try func(c C, folder string) error) (failed int) {
	t.Helper()
	var bad atomic.Int64
	var workers sync.WaitGroup
	queue := make(chan C)
	for range runtime.GOMAXPROCS(0) {
		folder := scratch(t)
		workers.Go(func() {
			for c := range queue {
				if err := try(c, folder); err != nil && bad.Add(1) <= maxFailures {
					t.Error(err)
				}
			}
		})
	}
	for c := range cases {
		queue <- c
	}
	close(queue)
	workers.Wait()
	return int(bad.Load())
}

// sample returns about n of the numbers below total, spread evenly from a random one, and with -torture
// all of them.
func sample(n, total int) []int {
	if testing.Short() {
		n /= 5
	}
	step := max(1, total/max(1, n/slower))
	if *everything {
		step = 1
	}
	var chosen []int
	for i := int(seed % uint64(step)); i < total; i += step {
		chosen = append(chosen, i)
	}
	return chosen
}
