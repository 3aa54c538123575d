package torture

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// errand is a command that is asked nothing, and changes a database whole or not at all.
type errand struct {
	args   []string
	files  map[string][]byte // before it
	began  time.Time
	before string // digests of the database
	after  string
}

// newErrand finds out what the command does when nothing goes wrong. No files are no database.
func newErrand(t *testing.T, files map[string][]byte, args ...string) errand {
	t.Helper()
	e := errand{args: args, files: files, began: newClock().now.Add(time.Hour)}
	folder := scratch(t)
	for _, digest := range []*string{&e.before, &e.after} {
		if err := fillFolder(folder, files); err != nil {
			t.Fatal(err)
		}
		p := e.program(folder)
		if digest == &e.after {
			if err := p.must(args...); err != nil {
				t.Fatal(err)
			}
		}
		c, err := examine(p.db)
		if err != nil {
			t.Fatal(err)
		}
		*digest = c.digest()
	}
	return e
}

func (e errand) program(folder string) *program {
	return &program{db: filepath.Join(folder, "iq.db"), clock: &clock{e.began}}
}

// run does the errand on a disk with a fault, and then looks at what is left on a sound one.
func (e errand) run(d *disk, f *fault) error {
	if err := fillFolder(d.folder, e.files); err != nil {
		return err
	}
	p := e.program(d.folder)
	d.set(f)
	status, _, stderr := p.command(e.args...)
	d.mend()
	if status != 0 && !strings.Contains(stderr, p.db) {
		return fmt.Errorf("exit status %d, and the file is not named: %q", status, stderr)
	}
	found, err := examine(p.db)
	if err != nil {
		return err
	}
	switch digest := found.digest(); {
	case status == 0 && digest != e.after:
		return fmt.Errorf("iq %v is done, and not in the database", e.args)
	case digest != e.before && digest != e.after:
		return fmt.Errorf("iq %v is done by half", e.args)
	}
	return nil
}
