package cli

import (
	"github.com/urfave/cli/v2"
)

// appHelp is the page of `iq help`.
const appHelp = `iq - {{.Usage}}

Usage: {{.UsageText}}

iq alone says what is due today. Commands:
{{range .VisibleCommands}}  {{printf "%-9s" .Name}} {{.Usage}}
{{end}}
Options, before or after the command:
{{range .VisibleFlags}}  {{.}}
{{end}}
'iq help COMMAND' tells more of one.
`

// commandHelp is the page of `iq help COMMAND`.
const commandHelp = `iq {{.Name}} - {{.Usage}}

Usage: iq {{.Name}}{{if .VisibleFlags}} [OPTIONS]{{end}}{{if .ArgsUsage}} {{.ArgsUsage}}{{end}}
{{if .Description}}
{{.Description}}
{{end}}{{if .VisibleFlags}}
Options:
{{range .VisibleFlags}}  {{.}}
{{end}}{{end}}`

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Usage:     "list the commands, or tell more of one",
		ArgsUsage: "[COMMAND]",
		Action: func(c *cli.Context) error {
			switch c.NArg() {
			case 0:
				return cli.ShowAppHelp(c)
			case 1:
				name := c.Args().First()
				if c.App.Command(name) == nil {
					return unknownCommand(c.App, name)
				}
				return cli.ShowCommandHelp(c, name)
			}
			return usage("help wants one command at most")
		},
	}
}
