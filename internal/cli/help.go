package cli

import (
	"embed"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"iq/internal/term"
)

// appHelp is the page of `iq help`.
const appHelp = `iq - {{.Usage}}

Usage: {{.UsageText}}

iq alone says what is due today. Commands:
{{range .VisibleCommands}}  {{printf "%-11s" .Name}} {{.Usage}}
{{end}}
Topics:
TOPICS

Options, before or after the command:
{{range .VisibleFlags}}  {{.}}
{{end}}
For more, run 'iq help COMMAND' or 'iq help TOPIC'.
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
		Usage:     "list the commands and topics, or explain one",
		ArgsUsage: "[COMMAND | TOPIC]",
		Action: func(c *cli.Context) error {
			switch c.NArg() {
			case 0:
				c.App.CustomAppHelpTemplate = strings.Replace(appHelp, "TOPICS\n", topicList(), 1)
				return cli.ShowAppHelp(c)
			case 1:
				return p.helpOn(c, c.Args().First())
			}
			return usage("help takes at most one command or topic, such as 'iq help %s'", c.Args().First())
		},
	}
}

func (p *program) helpOn(c *cli.Context, name string) error {
	if c.App.Command(name) != nil {
		return cli.ShowCommandHelp(c, name)
	}
	if page, ok := topicPage(name); ok {
		return p.showTopic(page)
	}
	known := append(commandNames(c.App), topics...)
	return usage("there is no command or topic %q; %s", name, meant(name, known, "'iq help %s'", "'iq help'"))
}

// helpWriter wraps the pages of the help: the library knows nothing of the terminal's width.
type helpWriter struct {
	out     io.Writer
	width   int    // columns
	pending string // of a line whose end is still to come
}

func (w *helpWriter) Write(p []byte) (int, error) {
	for line := range strings.Lines(w.pending + string(p)) {
		if !strings.HasSuffix(line, "\n") {
			w.pending = line
			return len(p), nil
		}
		text := strings.TrimRight(line, " \n")
		if term.DisplayWidth(text) > w.width {
			text = hang(text, w.width)
		}
		if _, err := io.WriteString(w.out, text+"\n"); err != nil {
			return 0, err
		}
	}
	w.pending = ""
	return len(p), nil
}

// narrowColumn is how many columns the second column of a page must have to be kept beside the first.
const narrowColumn = 30

// hang wraps a line so that what follows stands below its last column, or, where that would be too
// narrow, on lines of its own.
func hang(line string, width int) string {
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	head := line[:indent]
	if name, about, found := strings.Cut(text, "  "); found && indent > 0 {
		text = strings.TrimLeft(about, " ")
		column := term.DisplayWidth(line) - term.DisplayWidth(text)
		head = line[:len(line)-len(text)]
		if width-column < narrowColumn {
			column = indent + 4
			head = strings.Repeat(" ", indent) + name + "\n" + strings.Repeat(" ", column)
		}
		indent = column
	}
	return head + strings.Join(term.Wrap(text, width-indent), "\n"+strings.Repeat(" ", indent))
}

// helpPages are the topics of `iq help`, a Markdown file each. Their first lines are headings that
// begin with "Title: " and go on with what the page is about.
//
//go:embed help/*.md
var helpPages embed.FS

// topics are the names of the pages, those that a newcomer needs first.
var topics = []string{"layouts", "scheduling", "backups", "environment", "json"}

func topicPage(name string) (page string, ok bool) {
	if name == "lists" { // how to write one is on the page of the layouts
		name = "layouts"
	}
	text, err := helpPages.ReadFile("help/" + name + ".md")
	return string(text), err == nil
}

// topicList is the part of `iq help` that names the topics, a line each.
func topicList() string {
	var b strings.Builder
	for _, name := range topics {
		page, _ := topicPage(name)
		heading, _, _ := strings.Cut(page, "\n")
		_, about, _ := strings.Cut(heading, ": ")
		fmt.Fprintf(&b, "  %-11s %s\n", name, about)
	}
	return b.String()
}

func (p *program) showTopic(page string) error {
	text := term.Markdown(page, term.MarkdownOptions{Width: p.width(), Palette: p.palette()})
	_, err := io.WriteString(p.Stdout, text)
	return err
}
