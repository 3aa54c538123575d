package cli

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange puts flags where the library looks for them: global ones first, then the command, its
// flags, and the arguments. It names a command that does not exist, with the nearest that does.
func arrange(app *cli.App, args []string) ([]string, error) {
	var command *cli.Command
	var global, own, rest []string
	name, help := "", false
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			rest = append(rest, args[i+1:]...)
			i = len(args)
		case !isFlag(arg):
			if command == nil && name == "" {
				if name = arg; app.Command(name) == nil {
					return nil, unknownCommand(app, name)
				}
				command = app.Command(name)
				continue
			}
			rest = append(rest, arg)
		case flagName(arg) == "help" || flagName(arg) == "h":
			help = true
		default:
			words := args[i : i+1]
			flags, isGlobal := flagsOf(app, command, arg)
			if takesValue(flags, arg) && i+1 < len(args) {
				words = args[i : i+2]
				i++
			}
			if isGlobal {
				global = append(global, words...)
			} else {
				own = append(own, words...)
			}
		}
	}
	switch {
	case help && name == "":
		name = "help" // the library knows no --help where there is a command of that name
	case help:
		own = append(own, "--help")
	}
	out := global
	if name != "" {
		out = append(out, name)
	}
	out = append(out, own...)
	if len(rest) > 0 {
		out = append(append(out, "--"), rest...)
	}
	return out, nil
}

// isFlag tells a flag from an argument: "-" is standard input, and "-5" a number.
func isFlag(arg string) bool {
	return len(arg) > 1 && arg[0] == '-' && (arg[1] < '0' || arg[1] > '9')
}

func flagName(arg string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	return name
}

// flagsOf gives the flags among which arg is one: the command's own, else the global ones.
func flagsOf(app *cli.App, command *cli.Command, arg string) (flags []cli.Flag, global bool) {
	if command != nil && findFlag(command.Flags, arg) == nil && findFlag(app.Flags, arg) == nil {
		return command.Flags, false
	}
	if command != nil && findFlag(command.Flags, arg) != nil {
		return command.Flags, false
	}
	return app.Flags, findFlag(app.Flags, arg) != nil
}

func findFlag(flags []cli.Flag, arg string) cli.Flag {
	for _, f := range flags {
		for _, name := range f.Names() {
			if name == flagName(arg) {
				return f
			}
		}
	}
	return nil
}

func takesValue(flags []cli.Flag, arg string) bool {
	f := findFlag(flags, arg)
	if f == nil || strings.Contains(arg, "=") {
		return false
	}
	_, isBool := f.(*cli.BoolFlag)
	return !isBool
}

func commandNames(app *cli.App) []string {
	var names []string
	for _, c := range app.VisibleCommands() {
		names = append(names, c.Name)
	}
	return names
}

func unknownCommand(app *cli.App, name string) error {
	if near := nearest(name, commandNames(app)); near != "" {
		return usage("there is no command %q; did you mean 'iq %s'?", name, near)
	}
	return usage("there is no command %q; 'iq help' lists them", name)
}

// nearest gives the name that a misspelt one most likely means, or "".
func nearest(name string, names []string) string {
	best, most := "", 1+len([]rune(name))/3
	for _, n := range names {
		if strings.HasPrefix(n, name) {
			return n
		}
		if d := editDistance(strings.ToLower(name), strings.ToLower(n)); d <= most {
			best, most = n, d-1
		}
	}
	return best
}

// editDistance counts the insertions, deletions, replacements and swaps of neighbours between two
// words (optimal string alignment).
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
