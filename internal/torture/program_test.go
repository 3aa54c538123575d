package torture

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"iq/internal/cli"
	"iq/internal/iqtest"
)

// program is iq with its world: a database, and a clock that goes on by itself.
type program struct {
	db       string
	clock    *clock
	terminal bool // somebody sits there, so that a session goes on after a failure
	editor   string
}

// clock goes on by a second whenever it is looked at.
type clock struct{ now time.Time }

func newClock() *clock { return &clock{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)} }

func (c *clock) read() time.Time {
	c.now = c.now.Add(time.Second)
	return c.now
}

// run runs one command in this process.
func (p *program) run(in io.Reader, out io.Writer, args ...string) (status int, stderr string) {
	var problems bytes.Buffer
	env := iqtest.Env(p.db, args...)
	env.Stdin, env.Stdout, env.Stderr = in, out, &problems
	env.StdinTerminal, env.Now = p.terminal, p.clock.read
	env.Getenv = iqtest.Getenv(p.db, map[string]string{"EDITOR": p.editor})
	status = cli.Run(context.Background(), env)
	return status, problems.String()
}

// command runs a command that is asked nothing.
func (p *program) command(args ...string) (status int, stdout, stderr string) {
	var out bytes.Buffer
	status, stderr = p.run(strings.NewReader(""), &out, args...)
	return status, out.String(), stderr
}

// must runs a command that has to succeed.
func (p *program) must(args ...string) error {
	if status, _, stderr := p.command(args...); status != 0 {
		return fmt.Errorf("iq %v: exit status %d: %s", args, status, stderr)
	}
	return nil
}

// questions is a file of n questions, each of which names its number.
func questions(from, n int) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, "## What is %s?\n\nThe answer to it, which is one of many and says little: %d.\n\n", item(i), i)
	}
	return b.String()
}

// item names a question, in what iq prints as well as in the database.
func item(i int) string { return fmt.Sprintf("item-%05d", i) }

// itemIn finds the last question named in a text; "" is none.
func itemIn(text string) string {
	at := strings.LastIndex(text, "item-")
	if at < 0 || len(text) < at+len("item-00000") {
		return ""
	}
	return text[at : at+len("item-00000")]
}
