package cli

import (
	"fmt"
	"regexp"
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
			flag, isGlobal := flagOf(app, command, arg)
			if command != nil && flag == nil {
				return nil, unknownOption(app, command, arg)
			}
			words := args[i : i+1]
			if takesValue(flag, arg) && i+1 < len(args) {
				words = args[i : i+2]
				i++
			}
			if isGlobal {
				if findArg(global, arg) {
					return nil, usage("--%s was given twice", flagName(arg))
				}
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
	if name != "" {
		global = append(global, name)
	}
	if len(rest) > 0 {
		rest = slices.Insert(rest, 0, "--")
	}
	return slices.Concat(global, own, rest), nil
}

// boolFlag declares an option that takes no value.
func boolFlag(on *bool, name, usage string, aliases ...string) cli.Flag {
	return &cli.BoolFlag{Name: name, Aliases: aliases, Usage: usage, Destination: on, DisableDefaultText: true}
}

// textFlag declares an option with a text; what stands in it already is the default.
func textFlag(text *string, name, usage string, aliases ...string) cli.Flag {
	return &cli.StringFlag{Name: name, Aliases: aliases, Usage: usage, Value: *text, Destination: text}
}

// listFlag declares an option that may be repeated.
func listFlag(list *cli.StringSlice, name, usage string) cli.Flag {
	return &cli.StringSliceFlag{Name: name, Usage: usage, Destination: list}
}

// numberFlag declares an option with a number; what stands in it already is the default, and shown, where
// it is not "", is what the help says of that.
func numberFlag(n *int, name, shown, usage string) cli.Flag {
	return &cli.IntFlag{Name: name, Usage: usage, Value: *n, DefaultText: shown, Destination: n}
}

// isFlag reports whether an argument is an option: "-" is standard input, and "-5" a number.
func isFlag(arg string) bool {
	name, dashed := strings.CutPrefix(arg, "-")
	return dashed && name != "" && !unicode.IsDigit(rune(name[0]))
}

// findArg reports whether the option of arg is among others.
func findArg(others []string, arg string) bool {
	return slices.ContainsFunc(others, func(o string) bool { return isFlag(o) && flagName(o) == flagName(arg) })
}

func flagName(arg string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	return name
}

// flagOf returns the flag that arg names: the command's own, else a global one.
func flagOf(app *cli.App, command *cli.Command, arg string) (flag cli.Flag, global bool) {
	if command != nil {
		flag = findFlag(command.Flags, arg)
	}
	if flag == nil {
		flag = findFlag(app.Flags, arg)
		global = flag != nil
	}
	return flag, global
}

func findFlag(flags []cli.Flag, arg string) cli.Flag {
	for _, f := range flags {
		if slices.Contains(f.Names(), flagName(arg)) {
			return f
		}
	}
	return nil
}

func takesValue(f cli.Flag, arg string) bool {
	_, isBool := f.(*cli.BoolFlag)
	return f != nil && !isBool && !strings.Contains(arg, "=")
}

func commandNames(app *cli.App) []string {
	var names []string
	for _, c := range app.VisibleCommands() {
		names = append(names, c.Name)
	}
	return names
}

func unknownCommand(app *cli.App, name string) error {
	return usage("there is no command %q; %s", name, meant(name, commandNames(app), "'iq %s'", "'iq help'"))
}

// unknownOption names an option that there is not, with the nearest that there is. The app's own
// command is the one without a name.
func unknownOption(app *cli.App, command *cli.Command, arg string) error {
	var names []string
	flags, owner, page := app.Flags, "there is", "'iq help'"
	if command != nil && app.Command(command.Name) != nil {
		flags, owner, page = slices.Concat(command.Flags, flags), command.Name+" has", "'iq help "+command.Name+"'"
	}
	for _, f := range flags {
		names = append(names, f.Names()[0])
	}
	return usage("%s no option %s; %s", owner, arg, meant(flagName(arg), names, "--%s", page))
}

// meant helps whoever named something that does not exist: with the nearest name, as it would be typed,
// or else with the command that lists the names.
func meant(name string, names []string, typed, lister string) string {
	if near := nearest(name, names); near != "" {
		return "did you mean " + fmt.Sprintf(typed, near) + "?"
	}
	return lister + " lists them"
}

// flagError says in iq's words what the library found wrong with an option.
func flagError(c *cli.Context, err error, _ bool) error {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: "); ok {
		if len(name) > len("-x") {
			name = "-" + name
		}
		return unknownOption(c.App, c.Command, name)
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return usage("--%s needs a %s", name, valueOf(slices.Concat(c.Command.Flags, c.App.Flags), name))
	}
	// Compiled here, as few runs of iq need it.
	m := regexp.MustCompile(`^invalid (boolean )?value (".*") for (?:flag )?-(\S+): (.*)$`).FindStringSubmatch(text)
	switch {
	case m == nil:
		return usage("%v", err)
	case m[1] != "":
		return usage("--%s takes no value", m[3])
	case strings.HasSuffix(m[4], "out of range"):
		return usage("--%s is %s but must be a smaller number", m[3], m[2])
	}
	return usage("--%s is %s but must be a whole number", m[3], m[2])
}

// valueOf returns the word by which the help calls a flag's value.
func valueOf(flags []cli.Flag, name string) string {
	if f, ok := findFlag(flags, name).(cli.DocGenerationFlag); ok {
		if word := strings.Split(f.GetUsage(), "`"); len(word) == 3 {
			return word[1]
		}
	}
	return "value"
}

// nearest returns the name that a misspelt one most likely means, or "".
func nearest(name string, names []string) string {
	lowered := []rune(strings.ToLower(name))
	best, most := "", max(1, len(lowered)/3)
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
