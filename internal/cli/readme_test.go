package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	fencedBlock = regexp.MustCompile("(?ms)^```[a-z]*\n(.*?)^```$")
	typedLine   = regexp.MustCompile(`(?m)^(⏎ answer>|points>|grade(?: \[\w+\])?>) ?(.*)$`)
	paint       = regexp.MustCompile("\x1b\\[[0-9;]*m")
)

// TestReadmeSession types what is typed in the session at the head of the README, and compares all that
// iq prints, on 80 columns.
func TestReadmeSession(t *testing.T) {
	block := fencedBlock.FindStringSubmatch(readme(t))[1]
	command, want, _ := strings.Cut(block, "\n")
	args, ok := strings.CutPrefix(command, "$ go run . ")
	if !ok {
		t.Fatalf("the README begins with %q", command)
	}
	var typed strings.Builder
	for _, m := range typedLine.FindAllStringSubmatch(want, -1) {
		typed.WriteString(m[2] + "\n")
	}
	w := newWorld(t)
	var out bytes.Buffer
	coloured := append(strings.Fields(args), "--color", "always")
	if status := Run(t.Context(), w.env(typed.String(), &out, &out, coloured...)); status != 0 {
		t.Errorf("exit status %d", status)
	}
	got := withoutChance(paint.ReplaceAllString(out.String(), ""))
	want = withoutChance(typedLine.ReplaceAllString(want, "$1"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the README against the program (-README +iq):\n%s", diff)
	}
}

// withoutChance drops from a session the blanks at the ends of lines and the time that it took: a
// test's clock stands still.
func withoutChance(session string) string {
	session = regexp.MustCompile(`(?m) +$`).ReplaceAllString(session, "")
	return regexp.MustCompile(`in \d+ s ·`).ReplaceAllString(session, "in N s ·")
}

// TestReadmeBlocks runs each line of the README's blocks that begins with iq.
func TestReadmeBlocks(t *testing.T) {
	blocks := fencedBlock.FindAllStringSubmatch(readme(t), -1)
	w := newWorld(t)
	t.Chdir(t.TempDir())
	list := "## What is a lease?\n\nA lock that expires.\n"
	if err := os.Mkdir("notes", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"questions.md", filepath.Join("notes", "more.md")} {
		if err := os.WriteFile(name, []byte(strings.ReplaceAll(list, "lease", name)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ran := 0
	for _, block := range blocks {
		for line := range strings.Lines(block[1]) {
			command, _, _ := strings.Cut(line, " #")
			if args, ok := strings.CutPrefix(command, "iq "); ok {
				w.iq("", strings.Fields(args)...)
				ran++
			}
		}
	}
	if ran == 0 {
		t.Error("no command was found")
	}
}

// TestWrittenCommands looks at every `iq ...` in the README, the help pages and CONTRIBUTING: each
// command, flag and topic has to exist.
func TestWrittenCommands(t *testing.T) {
	texts := map[string]string{"README": readme(t)}
	for _, topic := range topics {
		texts[topic] = helpPage(t, topic)
	}
	contributing, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	texts["CONTRIBUTING"] = string(contributing)
	app := (&program{Env: newWorld(t).env("", nil, nil)}).app()
	written := regexp.MustCompile("`iq ([a-z-][^`]*)`")
	for name, text := range texts {
		for _, m := range written.FindAllStringSubmatch(strings.ReplaceAll(text, "\n", " "), -1) {
			if err := knowsCommand(app, strings.Fields(m[1])); err != nil {
				t.Errorf("%s: iq %s: %v", name, m[1], err)
			}
		}
	}
}

// knowsCommand returns an error for the first word of a command line that iq does not know.
func knowsCommand(app *cli.App, words []string) error {
	command := app.Command(words[0])
	if command == nil {
		return unknownCommand(app, words[0])
	}
	for _, word := range words[1:] {
		if isFlag(word) && findFlag(command.Flags, word) == nil && findFlag(app.Flags, word) == nil {
			return usage("there is no option %s", word)
		}
	}
	if topic := strings.ToLower(words[len(words)-1]); words[0] == "help" && topic == words[len(words)-1] {
		if _, isTopic := topicPage(topic); !isTopic && app.Command(topic) == nil {
			return usage("there is no topic %s", topic)
		}
	}
	return nil
}
