package e2e

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite"

	"iq/internal/cli"
	"iq/internal/iqtest"
)

func setupScript(env *testscript.Env) error {
	program, err := iqtest.Build("iq")
	if err != nil {
		return err
	}
	db := filepath.Join(env.WorkDir, "iq.db")
	for name, value := range map[string]string{
		"PATH":          filepath.Dir(program) + string(filepath.ListSeparator) + env.Getenv("PATH"),
		"IQ_DB":         db,
		"IQ_NOW":        "2026-11-23T12:00:00+01:00",
		"HOME":          env.WorkDir,
		"XDG_DATA_HOME": filepath.Join(env.WorkDir, "data"),
		"TERM":          "xterm",
	} {
		env.Setenv(name, value)
	}
	env.Defer(func() { checkLeft(env, db) })
	return nil
}

// checkLeft fails a script that leaves a database which is not sound.
func checkLeft(env *testscript.Env, db string) {
	if _, err := os.Stat(db); err != nil {
		return
	}
	var out strings.Builder
	check := iqtest.Env(db, "check")
	check.Stdout, check.Stderr = &out, &out
	check.Now = func() time.Time { return time.Date(2100, 1, 1, 12, 0, 0, 0, time.UTC) } // after all that was reviewed
	if status := cli.Run(context.Background(), check); status != 0 {
		env.T().Fatal("the script leaves a database that is not sound: ", out.String())
	}
}

// scriptCommands are what the scripts have beside testscript's own.
//
//	status N CMD ARGS...   runs a command that has to end with exactly that exit status
//	lines COUNT FILE        the file (or stdout, stderr) has so many lines
//	sql STATEMENTS         runs SQL on the database, as something that is not iq might
//	json FILE KEY VALUE    every JSON line has, at the key, the value as it stands in the JSON
var scriptCommands = map[string]func(*testscript.TestScript, bool, []string){
	"status": scriptStatus,
	"lines":  scriptLines,
	"sql":    scriptSQL,
	"json":   scriptJSON,
}

func scriptStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND [ARGS...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	got := 0
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

func scriptSQL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sql STATEMENTS")
	}
	db, err := sql.Open("sqlite", ts.Getenv("IQ_DB"))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[0])
	ts.Check(err)
}

func scriptLines(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: lines N FILE")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	text := ts.ReadFile(args[1])
	if got := strings.Count(text, "\n"); (got == want) == neg {
		ts.Fatalf("%s has %d lines, want %d:\n%s", args[1], got, want, text)
	}
}

func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json FILE KEY VALUE")
	}
	text := ts.ReadFile(args[0])
	if text == "" {
		ts.Fatalf("%s is empty", args[0])
	}
	for line := range strings.Lines(text) {
		got, err := jsonValue(line, args[1])
		ts.Check(err)
		if (got == args[2]) == neg {
			ts.Fatalf("%s is %s, want %s in %s", args[1], got, args[2], line)
		}
	}
}

// jsonValue returns the value at a dotted key as it stands in the JSON; len is the length of a list.
func jsonValue(line, key string) (string, error) {
	raw := json.RawMessage(line)
	for _, step := range strings.Split(key, ".") {
		var object map[string]json.RawMessage
		var list []json.RawMessage
		n, number := strconv.Atoi(step)
		switch {
		case json.Unmarshal(raw, &object) == nil && object[step] != nil:
			raw = object[step]
		case json.Unmarshal(raw, &list) == nil && step == "len":
			return strconv.Itoa(len(list)), nil
		case json.Unmarshal(raw, &list) == nil && number == nil && n < len(list):
			raw = list[n]
		default:
			return "", fmt.Errorf("no %s in %s", key, line)
		}
	}
	return string(raw), nil
}
