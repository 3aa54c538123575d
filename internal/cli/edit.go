package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/card"
	"iq/internal/term"
)

func (p *program) editCommand() *cli.Command {
	return &cli.Command{
		Name:      "edit",
		Usage:     "edit a card in $VISUAL or $EDITOR",
		ArgsUsage: "ID",
		Description: `
			The card is one Markdown file: deck and tags, then '# Question' and '# Answer'. Its history and schedule
			stay, and importing the card's file again does not undo the change.`,
		Action: func(c *cli.Context) error { return p.withCard(c, db.Write, p.edit) },
	}
}

func (p *program) edit(ctx context.Context, l *library, c db.Card) error {
	changed, err := p.editCard(ctx, l, c.ID, c.Text)
	if err != nil {
		return err
	}
	if !changed {
		p.say("Nothing was changed.")
		return nil
	}
	if c, err = l.Card(ctx, c.ID); err != nil {
		return err
	}
	p.say("Changed card %d, %s", c.ID, term.Truncate(firstLine(c.Question), p.width()))
	return nil
}

// errUnchanged means that the editor left the file as it was.
var errUnchanged = errors.New("nothing was changed")

// keptError is a problem with what somebody wrote, which is still in the file.
type keptError struct {
	err  error
	file string
}

func (e *keptError) Error() string {
	return fmt.Sprintf("%v; what you wrote is kept in %s", e.err, e.file)
}
func (e *keptError) Unwrap() error { return e.err }

// draft lets the learner edit a card in their editor and hands it to save. The file is removed
// once the card is saved or was not changed; whatever goes wrong, it stays.
func (p *program) draft(ctx context.Context, name string, before card.Text, save func(card.Text) error) error {
	file := cardFile(before)
	path, err := p.path()
	if err != nil {
		return err
	}
	// Beside the database, where it is the learner's alone and outlives a restart of the machine.
	f, err := os.CreateTemp(filepath.Dir(path), name+"-*.md")
	if err != nil {
		return fmt.Errorf("create the file to edit: %w", err)
	}
	_, err = f.WriteString(file)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("create the file to edit: %w", err), os.Remove(f.Name()))
	}
	running := p.runEditor(ctx, f.Name())
	left, err := os.ReadFile(f.Name())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the editor left no file; nothing was changed")
	case err != nil:
		return fmt.Errorf("read what was edited: %w", err)
	case string(left) == file:
		return errors.Join(cmp.Or(running, errUnchanged), os.Remove(f.Name()))
	case running != nil:
		return &keptError{running, f.Name()}
	case strings.TrimSpace(string(left)) == "":
		return errors.Join(errors.New("the file was left empty; nothing was changed"), os.Remove(f.Name()))
	}
	after, err := parseCardFile(string(left), before)
	if err == nil {
		err = save(after)
	}
	if err != nil && !errors.Is(err, errUnchanged) {
		return &keptError{err, f.Name()}
	}
	return errors.Join(err, os.Remove(f.Name()))
}

// runEditor runs $VISUAL, else $EDITOR, else vi on a file and waits for it. A signal to iq does not
// end it: it is the editor's to decide what becomes of the text.
func (p *program) runEditor(ctx context.Context, file string) error {
	editor := cmp.Or(p.Getenv("VISUAL"), p.Getenv("EDITOR"), "vi")
	// As git does it: the variable may hold options, and quotes.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), "sh", "-c", editor+` "$1"`, "sh", file)
	if _, err := exec.LookPath("sh"); err != nil {
		words := append(strings.Fields(editor), file)
		cmd = exec.CommandContext(context.WithoutCancel(ctx), words[0], words[1:]...)
	}
	if p.StdinTerminal {
		cmd.Stdin = p.Stdin
	}
	cmd.Stdout, cmd.Stderr = p.terminalWriter(), p.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the editor %q failed (%w); set VISUAL or EDITOR to another", editor, err)
	}
	return nil
}

// editCard lets the learner edit a stored card, and reports whether that changed it.
func (p *program) editCard(ctx context.Context, l *library, id int64, before card.Text) (changed bool, err error) {
	err = p.draft(ctx, fmt.Sprintf("iq-card-%d", id), before, func(text card.Text) error {
		if text.Equal(before) {
			return errUnchanged
		}
		return l.Edit(context.WithoutCancel(ctx), id, before, text, p.Now().UnixMilli())
	})
	if errors.Is(err, errUnchanged) {
		return false, nil
	}
	return err == nil, err
}
