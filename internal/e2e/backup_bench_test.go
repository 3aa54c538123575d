package e2e

import (
	"fmt"
	"testing"
	"time"

	"iq/internal/iqtest"
)

// BenchmarkFirstGrade is, within a session, from the first grade to the next question: of a day that has
// no backup yet, which is made before the grade is saved, and of one that has.
func BenchmarkFirstGrade(b *testing.B) {
	for _, cards := range []int{10_000, 100_000} {
		for _, had := range []bool{false, true} {
			b.Run(fmt.Sprintf("cards=%d/had=%v", cards, had), func(b *testing.B) {
				db := manyCards(b, cards)
				day := time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
				grade := func() {
					b.Helper()
					cmd := iqtest.Command(b, db, "review", "--new", "60000", "--limit", "60000")
					cmd.Env = append(cmd.Env, "IQ_NOW="+day.Format(time.RFC3339))
					s := beginSession(b, cmd)
					s.until("answer> ")
					s.send("\n")
					s.until("grade> ")
					b.StartTimer()
					s.send("3\n")
					s.until("answer> ")
					b.StopTimer()
					s.keys.Close()
					s.until("saved")
				}
				if had {
					grade()
					b.StartTimer()
				}
				for b.Loop() {
					b.StopTimer()
					if !had {
						day = day.AddDate(0, 0, 1)
					}
					grade()
					b.StartTimer()
				}
			})
		}
	}
}

// BenchmarkBackup is the whole process that makes a backup, and reads it again.
func BenchmarkBackup(b *testing.B) {
	for _, cards := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("cards=%d", cards), func(b *testing.B) {
			db := manyCards(b, cards)
			for i := 0; b.Loop(); i++ {
				if out, err := iqtest.Command(b, db, "backup", fmt.Sprintf("%s-%d", db,
					i)).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}
