// Package cli is iq's command line: one file a command, each of which declares its flags and calls
// a plain function. It joins the other packages and converts between their vocabularies.
//
// The world enters through Env alone: nothing below main reads the process's arguments, files
// descriptors, environment or clock by itself. Results go to Stdout, everything said to the learner
// about them to Stderr.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"iq/internal/term"
)

// Env is the world as a command sees it.
type Env struct {
	Args     []string // without the program's own name
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	DataHome string     // folder for the user's data (XDG)
	Columns  func() int // of the terminal that Stdout is; 0 where it is not one

	FolderDanger func(folder string) string // why a folder is a bad place for a database; "" when it is a good one

	StdinTerminal, StdoutTerminal, StderrTerminal bool

	// Of the terminal that Stdin is; nil where it is not one, or where the system has no such thing.
	Raw     func() (restore func() error, err error) // key by key, without echo
	Suspend func()                                   // stops the program as Ctrl-Z does; returns when it goes on
	Resumed <-chan struct{}                          // receives when the program goes on after it was stopped
}

// Exit statuses.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// Version is the program's version; a release sets it when linking.
var Version = "0.1.0"

// Run runs one command and returns the process's exit status. A cancelled context interrupts it.
func Run(ctx context.Context, env Env) int {
	out := term.NewOutput(env.Stdout)
	env.Stdout = out
	p := &program{Env: env, deferBackupAbove: deferBackupAbove, maxUnindexed: maxUnindexed}
	err := p.setClock()
	if err == nil {
		err = p.run(ctx)
	}
	if err == nil {
		err = out.Err()
	}
	return p.exit(ctx, err)
}

// program is one run of iq.
type program struct {
	Env
	dbPath string // from --db
	color  string // from --color

	deferBackupAbove int64 // see the constant
	maxUnindexed     int   // see the constant
	warnedOfFolder   bool
	writes           bool // the command may change a database
}

// setClock stops the clock at IQ_NOW, for tests and demonstrations.
func (p *program) setClock() error {
	now := p.Getenv("IQ_NOW")
	if now == "" {
		return nil
	}
	t, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return usage("IQ_NOW is %q but must be an instant such as 2026-11-23T08:30:00+01:00", now)
	}
	p.Now = func() time.Time { return t }
	return nil
}

func (p *program) run(ctx context.Context) error {
	app := p.app()
	args, err := arrange(app, p.Args)
	if err != nil {
		return err
	}
	return app.RunContext(ctx, append([]string{"iq"}, args...))
}

// app declares the command line. The library's own habits are cured here and in arrange: it would
// exit the process by itself, print usage errors with a page of help on stdout, answer an unknown
// command with the help of none, and ignore a flag behind an argument.
func (p *program) app() *cli.App {
	app := &cli.App{
		Name:        "iq",
		Usage:       "spaced repetition for engineers who prepare for interviews",
		UsageText:   "iq [--db FILE] [--color WHEN] [COMMAND] [ARGUMENTS]",
		Version:     Version,
		Writer:      &helpWriter{out: p.Stdout, width: p.width()},
		ErrWriter:   p.Stderr,
		Flags:       p.globalFlags(),
		Action:      p.home,
		HideVersion: true,
		// A tag or a deck may hold a comma.
		DisableSliceFlagSeparator: true,
		HideHelp:                  true,
		HideHelpCommand:           true,
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              flagError,
		CustomAppHelpTemplate:     appHelp,
		Commands: []*cli.Command{
			p.reviewCommand(), p.dueCommand(), p.statsCommand(), p.undoCommand(), p.importCommand(),
			p.listCommand(), p.searchCommand(), p.showCommand(), p.addCommand(), p.editCommand(), p.tagCommand(),
			p.flagCommand(), p.suspendCommand(), p.unsuspendCommand(), p.resetCommand(), p.deleteCommand(),
			p.deckCommand(), p.configCommand(), p.exportCommand(), p.checkCommand(), p.backupCommand(),
			p.restoreCommand(), p.helpCommand(),
		},
	}
	for _, c := range app.Commands {
		c.OnUsageError = app.OnUsageError
		c.HideHelp, c.HideHelpCommand = true, true
		// Its own, in place of the library's: of that there is one for the whole process, which writes to it
		// whenever it reads arguments.
		c.Flags = append(c.Flags, boolFlag(nil, "help", "show help", "h"))
		c.Description = strings.Join(strings.Fields(c.Description), " ") // wrapped when it is printed
		c.CustomHelpTemplate = commandHelp
	}
	return app
}

func (p *program) globalFlags() []cli.Flag {
	return []cli.Flag{
		textFlag(&p.dbPath, "db", "the database `FILE` (default: $IQ_DB, else iq.db in the user's data folder)"),
		&cli.StringFlag{
			Name: "color", Value: "auto", Destination: &p.color,
			Usage: "colour output: `WHEN` is auto, always or never",
			Action: func(_ *cli.Context, when string) error {
				if when != "auto" && when != "always" && when != "never" {
					return usage("--color is %q but must be auto, always or never", when)
				}
				return nil
			},
		},
		boolFlag(nil, "version", "print the version"),
	}
}

// exit says what went wrong, in one line, and returns the exit status.
func (p *program) exit(ctx context.Context, err error) int {
	var u *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case errors.Is(err, errReported):
		return exitFailed
	case errors.Is(err, syscall.EPIPE) && !p.writes:
		return exitDone // whoever reads has seen enough, as head has
	case ctx.Err() != nil:
		p.warn("interrupted; what was in progress was taken back, the database is as it was")
		return exitInterrupted
	case errors.As(err, &u):
		p.warn("%v", err)
		return exitUsage
	}
	p.warn("%s", explain(err))
	return exitFailed
}

// warn prints one line on stderr. Whatever it names may come from a file, so it is cleaned.
func (p *program) warn(format string, args ...any) {
	fmt.Fprintln(p.Stderr, "iq: "+term.CleanLine(p.withFile(fmt.Sprintf(format, args...))))
}

// withFile puts --db, where it was given, into the commands that a message quotes: without it they
// would be for another database.
func (p *program) withFile(text string) string {
	if p.dbPath == "" || strings.ContainsFunc(p.dbPath, needsQuotes) {
		return text
	}
	text = strings.ReplaceAll(text, "'iq ", "'iq --db "+p.dbPath+" ")
	return strings.ReplaceAll(text, "'iq --db "+p.dbPath+" help", "'iq help")
}

// note prints one line about the work on stderr, when it is no problem.
func (p *program) note(format string, args ...any) {
	fmt.Fprintln(p.Stderr, term.CleanLine(fmt.Sprintf(format, args...)))
}

// say prints one line of the result.
func (p *program) say(format string, args ...any) {
	fmt.Fprintln(p.Stdout, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

// sentence prints prose, wrapped.
func (p *program) sentence(format string, args ...any) {
	for _, line := range term.Wrap(fmt.Sprintf(format, args...), p.width()) {
		fmt.Fprintln(p.Stdout, line)
	}
}

func (p *program) palette() *term.Palette {
	return term.NewPalette(term.UseColor(p.color, p.StdoutTerminal, p.Getenv("NO_COLOR"), p.Getenv("TERM")))
}

// width is the columns that text may take.
func (p *program) width() int { return term.Width(p.Columns()) }
