// Package process is the body of main: what a process gets from the operating system, from its
// arguments to its signals, becomes the Env of package cli. It must not know what iq does with it.
package process

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/adrg/xdg"
	"golang.org/x/term"

	"iq/internal/cli"
)

// Main runs iq as this process and returns its exit status.
func Main() int { return Run(time.Now) }

// Run is Main with a clock of the caller's.
func Run(now func() time.Time) int {
	// The signals stay caught to the end of the process: that of a closed terminal may come when iq
	// has seen already that nothing can be read there.
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	signal.Ignore(syscall.SIGPIPE) // a reader that went away is an error to report, not a reason to die
	env := cli.Env{
		Args:           os.Args[1:],
		Stdin:          os.Stdin,
		Stdout:         os.Stdout,
		Stderr:         os.Stderr,
		Getenv:         os.Getenv,
		Now:            now,
		DataHome:       dataHome(),
		Columns:        columns,
		FolderDanger:   folderDanger,
		StdinTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		StdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Suspend:        suspend(),
		Resumed:        resumed(),
	}
	if env.StdinTerminal {
		env.Raw = raw
	}
	return cli.Run(ctx, env)
}

// dataHome is the folder for the user's data; "" where nothing says whose it is: the library would
// take the root of the file system for home.
func dataHome() string {
	if _, err := os.UserHomeDir(); err != nil && !filepath.IsAbs(os.Getenv("XDG_DATA_HOME")) {
		return ""
	}
	return xdg.DataHome
}

// raw switches the terminal to key by key, without echo.
func raw() (restore func() error, err error) {
	stdin := int(os.Stdin.Fd())
	before, err := term.MakeRaw(stdin)
	if err != nil {
		return nil, err
	}
	return func() error { return term.Restore(stdin, before) }, nil
}

func columns() int {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return 0
	}
	return width
}
