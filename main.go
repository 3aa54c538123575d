// Iq is a spaced-repetition program for engineers who prepare for interviews.
package main

import (
	"os"

	"iq/internal/process"
)

func main() { os.Exit(process.Main()) }
