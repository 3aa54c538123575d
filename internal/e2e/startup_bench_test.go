package e2e

import (
	"os/exec"
	"slices"
	"testing"
	"time"

	"iq/internal/iqtest"
)

// BenchmarkStartup runs iq and the bare program in turn, on the same file, so that both meet the same
// noise; what counts are the ratios. That of wall time holds what this process needs to start another,
// that of processor time does not.
func BenchmarkStartup(b *testing.B) {
	db := manyCards(b, 100)
	var bare, due, version, warm starts
	warm.add(b, iqtest.CommandOf(b, "iq/internal/e2e/bare", db)) // builds it, too
	for b.Loop() {
		bare.add(b, iqtest.CommandOf(b, "iq/internal/e2e/bare", db))
		due.add(b, iqtest.Command(b, db, "due"))
		version.add(b, iqtest.Command(b, db, "--version"))
	}
	b.ReportMetric(float64(median(bare.wall))/1e6, "bare-ms")
	b.ReportMetric(ratio(median(due.wall), median(bare.wall)), "due/bare")
	b.ReportMetric(ratio(mean(due.cpu), mean(bare.cpu)), "due/bare-cpu")
	b.ReportMetric(ratio(median(version.wall), median(bare.wall)), "version/bare")
	b.ReportMetric(ratio(mean(version.cpu), mean(bare.cpu)), "version/bare-cpu")
}

// starts are what the runs of one program took.
type starts struct{ wall, cpu []time.Duration }

func (s *starts) add(b *testing.B, cmd *exec.Cmd) {
	b.Helper()
	from := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%s: %v", cmd, err)
	}
	s.wall = append(s.wall, time.Since(from))
	s.cpu = append(s.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// mean is for times that the system tells in ticks.
func mean(all []time.Duration) time.Duration {
	var sum time.Duration
	for _, d := range all {
		sum += d
	}
	return sum / time.Duration(len(all))
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }
