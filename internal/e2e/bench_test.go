package e2e

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"iq/internal/iqtest"
)

// BenchmarkFirstQuestion is the whole process from its start to the first question; its input is
// empty, so that it ends there. One card in a hundred is due, half of them are new.
func BenchmarkFirstQuestion(b *testing.B) {
	for _, cards := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprintf("cards=%d", cards), func(b *testing.B) {
			db := manyCards(b, cards)
			for b.Loop() {
				out, err := iqtest.Command(b, db, "review").Output()
				if err != nil || !strings.Contains(string(out), "1/") {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}

// BenchmarkChosenQuestion is the whole process to the first question of cards that are chosen in
// other ways than by what is due. Every card holds the word "meaning", one holds 77778.
func BenchmarkChosenQuestion(b *testing.B) {
	db := manyCards(b, 100_000)
	for _, flags := range []string{
		"--order risk", "--order random", "--order file", "--minutes 10", "--weak", "--extra", "--extra --order random",
		"--extra --order due",
		"--extra --order file", "--extra --search meaning", "--search meaning", "--search 77778", "terms-0050",
		"--extra terms-0050",
	} {
		b.Run(flags, func(b *testing.B) {
			for b.Loop() {
				out, err := iqtest.Command(b, db, append([]string{"review"},
					strings.Fields(flags)...)...).CombinedOutput()
				if err != nil || !strings.Contains(string(out), "1/") {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}

// BenchmarkNextQuestion is, within one session, from the grade that was entered to the next question:
// the grade is on disk by then.
func BenchmarkNextQuestion(b *testing.B) {
	for _, cards := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("cards=%d", cards), func(b *testing.B) {
			s := beginSession(b, iqtest.Command(b, manyCards(b, cards), "review", "--new", "60000", "--limit", "60000"))
			s.until("answer> ")
			var waits []time.Duration
			for b.Loop() {
				b.StopTimer()
				s.send("\n")
				s.until("grade> ")
				b.StartTimer()
				from := time.Now()
				s.send("3\n")
				s.until("answer> ")
				waits = append(waits, time.Since(from))
			}
			slices.Sort(waits)
			for name, at := range map[string]int{"p50-ms": len(waits) / 2, "p99-ms": len(waits) * 99 / 100,
				"worst-ms": len(waits) - 1} {
				b.ReportMetric(float64(waits[at].Microseconds())/1000, name)
			}
		})
	}
}

// pipedSession is a session that is answered through pipes.
type pipedSession struct {
	b    *testing.B
	keys io.WriteCloser
	out  *bufio.Reader
}

func beginSession(b *testing.B, cmd *exec.Cmd) *pipedSession {
	b.Helper()
	keys, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		keys.Close()
		io.Copy(io.Discard, out)
		cmd.Wait()
	})
	return &pipedSession{b, keys, bufio.NewReader(out)}
}

func (s *pipedSession) send(keys string) {
	if _, err := io.WriteString(s.keys, keys); err != nil {
		s.b.Fatal(err)
	}
}

// until reads up to the end of a prompt.
func (s *pipedSession) until(prompt string) {
	last := prompt[len(prompt)-1]
	for {
		text, err := s.out.ReadString(last)
		if err != nil {
			s.b.Fatalf("%v before %q", err, prompt)
		}
		if strings.HasSuffix(text, prompt) {
			return
		}
	}
}

// BenchmarkStats is the whole process of `iq stats`.
func BenchmarkStats(b *testing.B) {
	for _, cards := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprintf("cards=%d", cards), func(b *testing.B) {
			db := manyCards(b, cards)
			for b.Loop() {
				if out, err := iqtest.Command(b, db, "stats").Output(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}

// manyCards imports so many cards in files of a thousand.
func manyCards(b *testing.B, cards int) string {
	b.Helper()
	dir := b.TempDir()
	for first := 0; first < cards; first += 1000 {
		var list strings.Builder
		for i := first; i < min(first+1000, cards); i++ {
			fmt.Fprintf(&list, "## What is the meaning of term %d?\n\nIts meaning.\n\n- a point\n- another of %d\n\n",
				i, i)
		}
		name := filepath.Join(dir, fmt.Sprintf("terms-%04d.md", first/1000))
		if err := os.WriteFile(name, []byte(list.String()), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	db := filepath.Join(dir, "iq.db")
	if out, err := iqtest.Command(b, db, "import", dir).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	giveHistories(b, db)
	return db
}

// giveHistories answers every second card once, so that one in a hundred of them all is due on any
// day of the next months, as with somebody who has long been at it.
func giveHistories(b *testing.B, path string) {
	b.Helper()
	handle, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	defer handle.Close()
	today := time.Now().Unix() / 86400
	_, err = handle.Exec(`
		insert into review (id, uid, card, at_ms, offset_min, day, grade, took_ms, kind, device)
			select id, randomblob(16), id, (?1 - 60) * 86400000, 0, ?1 - 60, iif(id % 20 = 0, 1, 3), 20000,
				'scheduled', zeroblob(16)
			from card where id % 2 = 0;
		insert into schedule (card, due, interval, ease, reps, lapses, stability, difficulty, last_day, last_review)
			select id, ?1 + id / 2 % 50, 60, 250, 3, 0, 50, 5, ?1 - 60, id from card where id % 2 = 0`, today)
	if err != nil {
		b.Fatal(err)
	}
}
