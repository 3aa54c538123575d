//go:build unix

package iqtest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"iq/internal/cli"
)

// Command prepares iq as a process of its own, at home in the folder of its database.
func Command(t testing.TB, db string, args ...string) *exec.Cmd {
	t.Helper()
	return CommandOf(t, "iq", db, args...)
}

// CommandOf prepares the program of another main package in the same way.
func CommandOf(t testing.TB, pkg, db string, args ...string) *exec.Cmd {
	t.Helper()
	program, err := Build(pkg)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = Environ(db)
	return cmd
}

// Environ is the environment of a process at home in the folder of its database. Of the machine's own
// it has no more than where programs and temporary files are.
func Environ(db string) []string {
	return []string{
		"HOME=" + filepath.Dir(db), "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(),
		"IQ_DB=" + db, "TERM=xterm", "TZ=UTC",
	}
}

// Env is the world of a command that runs in the test's own process: nothing to read, nobody to see what
// it prints, and the machine's clock.
func Env(db string, args ...string) cli.Env {
	return cli.Env{
		Args: args, Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{},
		Getenv: Getenv(db, nil), Now: time.Now, Columns: func() int { return 0 },
	}
}

// Getenv looks variables up in a map instead of the environment.
func Getenv(db string, others map[string]string) func(name string) string {
	return func(name string) string {
		if name == "IQ_DB" {
			return db
		}
		return others[name]
	}
}

// Output runs iq in the test's own process to its end, which has to be a success, and returns all that
// it prints. It is for what a test prepares and looks at, not for what it tests.
func Output(t testing.TB, db string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	env := Env(db, args...)
	env.Stdout, env.Stderr = &out, &out
	if status := cli.Run(t.Context(), env); status != 0 {
		t.Fatalf("iq %v: exit status %d\n%s", args, status, &out)
	}
	return out.String()
}
