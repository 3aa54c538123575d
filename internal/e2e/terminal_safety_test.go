package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"iq/internal/cli"
	"iq/internal/iqtest"
	"iq/internal/term"
)

// TestTerminalSafety sends every sequence of hostileTexts through every way by which text reaches
// the terminal: out of a database, out of files, names and arguments, out of what a learner types,
// to standard output and standard error, with and without colour, and as JSON. None may get
// through, and each has to be seen to have been on its way: by the word before it.
//
// Each command has to have shown such a text, so that one that is added later fails here until
// somebody tries it too.
func TestTerminalSafety(t *testing.T) {
	t.Chdir(t.TempDir()) // for what is written under a hostile name
	seen := &shownBy{on: map[string]bool{}}
	ways, tried := 0, atomic.Int32{}
	t.Run("ways", func(t *testing.T) {
		for name, way := range map[string]func(*lab){
			"stored": storedText, "session": sessionText, "written answers": writtenText, "imported": importedText,
			"unreadable":     unreadableText,
			"names of files": fileNames, "place of the database": databasePlace, "arguments": argumentText,
			"misspelt": misspeltText,
			"settings": settingText, "editor": editorText, "flags": everyFlag, "one by one": plainMistakes,
			"pasted": pastedText, "exchanged": exchangedText,
		} {
			ways++
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				tried.Add(1)
				way(newLab(t, seen))
			})
		}
	})
	if !t.Failed() && int(tried.Load()) == ways { // and not some of them, by -run
		seen.complete(newLab(t, seen))
	}
}

// shownBy remembers which commands have shown hostile text.
type shownBy struct {
	mu sync.Mutex
	on map[string]bool // the command's name, with " --json" behind it where the text stood in JSON
}

// exempt are the commands that never show a text which is not iq's own, and why.
var exempt = map[string]string{
	"due --json": "numbers alone",
}

// complete compares what was seen with the commands that there are.
func (s *shownBy) complete(l *lab) {
	for _, name := range l.commands() {
		ways := []string{name}
		if strings.Contains(l.run("", "help", name).stdout, "--json") {
			ways = append(ways, name+" --json")
		}
		for _, way := range ways {
			if !s.on[way] && exempt[way] == "" {
				l.t.Errorf("no hostile text was seen on its way through 'iq %s': give it a way in TestTerminalSafety",
					way)
			}
		}
	}
}

// commands are the names of all commands, as the help lists them.
func (l *lab) commands() []string {
	_, list, _ := strings.Cut(l.run("", "help").stdout, "Commands:\n")
	list, _, _ = strings.Cut(list, "\n\n")
	var names []string
	for _, line := range regexp.MustCompile(`(?m)^  ([a-z]\S*)`).FindAllStringSubmatch(list, -1) {
		names = append(names, line[1]) // what goes on in the next line is set in further
	}
	if len(names) < 20 {
		l.t.Fatalf("only %d commands in the help", len(names))
	}
	return names
}

// lab runs iq in this process against one database.
type lab struct {
	t     *testing.T
	seen  *shownBy
	dir   string
	db    string
	now   time.Time
	env   map[string]string
	texts []hostileText
	raw   func() (func() error, error) // nil: there is no terminal
}

// editorsOwn is what the editor of lines writes to move the cursor over a line, and how a line ends
// that it has read.
var editorsOwn = regexp.MustCompile(`\x1b\[(K|J|\d*[ABCD]|\?2004[hl])|\r+\n|\r`)

func newLab(t *testing.T, seen *shownBy) *lab {
	dir := t.TempDir()
	return &lab{
		t: t, seen: seen, dir: dir, db: filepath.Join(dir, "iq.db"), texts: hostileTexts(howMany()),
		now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), env: map[string]string{"EDITOR": "true"},
	}
}

// printed is what one command printed.
type printed struct {
	args           []string
	status         int
	stdout, stderr string
}

// run runs one command without a terminal, and looks at what it printed. The colour of its results
// is as --color in the arguments says.
func (l *lab) run(stdin string, args ...string) printed {
	l.t.Helper()
	var stdout, stderr bytes.Buffer
	env := iqtest.Env(l.db, args...)
	env.Stdin, env.Stdout, env.Stderr = strings.NewReader(stdin), &stdout, &stderr
	env.StdinTerminal, env.StdoutTerminal, env.Raw = l.raw != nil, l.raw != nil, l.raw
	env.Now = func() time.Time { return l.now }
	env.Getenv = iqtest.Getenv(l.db, l.env)
	status := cli.Run(l.t.Context(), env)
	p := printed{args, status, stdout.String(), stderr.String()}
	if l.raw != nil {
		p.stdout = editorsOwn.ReplaceAllString(p.stdout, "")
	}
	l.look(p)
	return p
}

// good is run for a command that has to succeed.
func (l *lab) good(stdin string, args ...string) printed {
	l.t.Helper()
	p := l.run(stdin, args...)
	if p.status != 0 {
		l.t.Fatalf("iq %.200q: exit status %d: %.500s", args, p.status, p.stderr)
	}
	return p
}

// painted runs a command without colour and with it.
func (l *lab) painted(stdin string, args ...string) printed {
	l.t.Helper()
	l.run(stdin, append(args, "--color", "always")...)
	return l.run(stdin, append(args, "--color", "never")...)
}

// anyMark is the word before a sequence.
var anyMark = regexp.MustCompile(`\bk\d+a\b`)

// look fails where something reached the terminal that could steer it, and notes what was shown.
func (l *lab) look(p printed) {
	l.t.Helper()
	asJSON := slices.Contains(p.args, "--json")
	for what, text := range map[string]string{"stdout": p.stdout, "stderr": p.stderr} {
		if slices.Contains(p.args, "always") {
			text = withoutPalette(text)
		}
		if r, at, bad := steering(text); bad {
			l.t.Errorf("iq %.100q: %U reached the terminal on %s: %.80q", p.args, r, what, text[max(0, at-40):])
		}
	}
	if asJSON {
		l.parse(p)
	}
	l.note(p, asJSON)
}

// parse reads what is said to be JSON.
func (l *lab) parse(p printed) {
	l.t.Helper()
	for line := range strings.Lines(p.stdout) {
		if !json.Valid([]byte(line)) {
			l.t.Errorf("iq %.100q: no JSON: %.200q", p.args, line)
		}
		if strings.ContainsRune(line, '\t') {
			l.t.Errorf("iq %.100q: a tab in JSON: %.200q", p.args, line)
		}
	}
}

// note remembers the command when hostile text was on its way through it.
func (l *lab) note(p printed, asJSON bool) {
	name := ""
	for _, arg := range p.args {
		if arg != "" && arg[0] != '-' {
			name = arg
			break
		}
	}
	l.seen.mu.Lock()
	defer l.seen.mu.Unlock()
	if anyMark.MatchString(p.stdout + p.stderr) {
		l.seen.on[name] = true
	}
	if asJSON && anyMark.MatchString(p.stdout) {
		l.seen.on[name+" --json"] = true
	}
}

// shows fails unless the mark of each text is in a text.
func (l *lab) shows(what, text string) {
	l.t.Helper()
	found := map[string]bool{}
	for _, mark := range anyMark.FindAllString(text, -1) {
		found[mark] = true
	}
	var missing []string
	for _, h := range l.texts {
		if !found[h.mark] {
			missing = append(missing, fmt.Sprintf("%s %q", h.family, h.sequence))
		}
	}
	if len(missing) > 0 {
		l.t.Errorf("%s does not show %d of %d texts: %.300s ... in %.300s", what, len(missing), len(l.texts), missing,
			strings.ReplaceAll(text, "\n", "⏎"))
	}
}

// write makes a file.
func (l *lab) write(name, data string) string {
	l.t.Helper()
	path := filepath.Join(l.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		l.t.Fatal(err)
	}
	return path
}

// steering finds the first character that a terminal could obey or that deceives a reader, by
// Unicode's own tables and not by iq's: control characters but newline and tab, formats, separators
// of lines; and bytes that are no character.
func steering(text string) (r rune, at int, found bool) {
	for at, r := range text {
		size := utf8.RuneLen(r)
		switch {
		case r == utf8.RuneError && text[at:min(len(text), at+size)] != string(utf8.RuneError):
			return r, at, true
		case r == '\n', r == '\t', unicode.Is(harmlessFormats, r):
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp), r >= 0xe0000 && r <= 0xe00ff, r == 0x2065:
			return r, at, true
		}
	}
	return 0, 0, false
}

// harmlessFormats are the formats that writing needs: joiners, and signs that enclose numbers.
var harmlessFormats = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x0600, Hi: 0x0605, Stride: 1}, {Lo: 0x06dd, Hi: 0x06dd, Stride: 1},
		{Lo: 0x070f, Hi: 0x070f, Stride: 1},
		{Lo: 0x0890, Hi: 0x0891, Stride: 1}, {Lo: 0x08e2, Hi: 0x08e2, Stride: 1}, {Lo: 0x200c, Hi: 0x200d, Stride: 1}},
	R32: []unicode.Range32{{Lo: 0x110bd, Hi: 0x110bd, Stride: 1}, {Lo: 0x110cd, Hi: 0x110cd, Stride: 1},
		{Lo: 0x13430, Hi: 0x1343f, Stride: 1}},
}

// withoutPalette takes out the sequences that iq paints with, and no others.
func withoutPalette(text string) string { return ownSequences().Replace(text) }

var ownSequences = sync.OnceValue(func() *strings.Replacer {
	p, own := term.NewPalette(true), map[string]bool{}
	for _, paint := range []func(string) string{p.Heading, p.Bold, p.Italic, p.Dim, p.Good, p.Bad, p.Warn, p.Accent,
		p.Code} {
		for _, s := range regexp.MustCompile(`\x1b\[[0-9;]*m`).FindAllString(paint("x"), -1) {
			own[s] = true
		}
	}
	var pairs []string
	for _, s := range slices.Sorted(maps.Keys(own)) {
		pairs = append(pairs, s, "")
	}
	return strings.NewReplacer(pairs...)
})
