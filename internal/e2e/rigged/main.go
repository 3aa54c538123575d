// Rigged is iq with a clock that a test can move while it runs (IQ_NOW only stops it), and with a
// database that becomes impossible to write on a signal.
package main

import (
	"os"
	"time"

	"iq/internal/process"
)

// clockFile is the environment variable that names a file with an instant.
const clockFile = "IQ_TEST_CLOCK"

func main() {
	now := time.Now
	if file := os.Getenv(clockFile); file != "" {
		now = func() time.Time { return readClock(file) }
	}
	go obstruct()
	os.Exit(process.Run(now))
}

func readClock(file string) time.Time {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	now, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		panic(err)
	}
	return now
}
