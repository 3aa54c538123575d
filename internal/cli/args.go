package cli

import (
	"slices"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"iq/internal/near"
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
			if command != nil && findFlag(flags, arg) == nil {
				return nil, unknownOption(app, command, arg)
			}
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

// boolFlag declares an option that takes no value.
func boolFlag(on *bool, name, usage string, aliases ...string) cli.Flag {
	return &cli.BoolFlag{Name: name, Aliases: aliases, Usage: usage, Destination: on, DisableDefaultText: true}
}

// isFlag reports whether an argument is an option: "-" is standard input, and "-5" a number.
func isFlag(arg string) bool {
	name, dashed := strings.CutPrefix(arg, "-")
	return dashed && name != "" && !unicode.IsDigit(rune(name[0]))
}

func flagName(arg string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	return name
}

// flagsOf returns the flags that arg belongs to: the command's own, else the global ones.
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
	if meant := nearest(name, commandNames(app)); meant != "" {
		return usage("there is no command %q; did you mean 'iq %s'?", name, meant)
	}
	return usage("there is no command %q; 'iq help' lists them", name)
}

func unknownOption(app *cli.App, command *cli.Command, arg string) error {
	var names []string
	for _, f := range slices.Concat(command.Flags, app.Flags) {
		names = append(names, f.Names()[0])
	}
	if meant := nearest(flagName(arg), names); meant != "" {
		return usage("%s has no option %s; did you mean --%s?", command.Name, arg, meant)
	}
	return usage("%s has no option %s; 'iq help %s' lists them", command.Name, arg, command.Name)
}

// nearest returns the name that a misspelt one most likely means, or "".
func nearest(name string, names []string) string {
	lowered := []rune(strings.ToLower(name))
	best, most := "", 1+len(lowered)/3
	for _, n := range names {
		if strings.HasPrefix(n, name) {
			return n
		}
		if d := near.Distance(lowered, []rune(strings.ToLower(n)), most); d <= most {
			best, most = n, d-1
		}
	}
	return best
}
