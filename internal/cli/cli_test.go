package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"iq/db"
	"iq/importer"
	"iq/internal/card"
)

// world runs iq in this process against one database.
type world struct {
	t    testing.TB
	db   string
	now  time.Time
	tick time.Duration // each look at the clock moves it on by so much
}

func newWorld(t testing.TB) *world {
	return &world{t: t, db: filepath.Join(t.TempDir(), "iq.db"), now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
}

// env is the world of one command; what it prints goes to stdout and stderr.
func (w *world) env(stdin string, stdout, stderr io.Writer, args ...string) Env {
	return Env{
		Args: args, Stdin: strings.NewReader(stdin), Stdout: stdout, Stderr: stderr,
		Getenv: func(name string) string {
			if name == "IQ_DB" {
				return w.db
			}
			return ""
		},
		Now:     func() time.Time { w.now = w.now.Add(w.tick); return w.now },
		Columns: func() int { return 0 },
	}
}

// iq runs a command that has to succeed, and returns its standard output.
func (w *world) iq(stdin string, args ...string) string {
	w.t.Helper()
	return w.iqStatus(exitDone, stdin, args...)
}

// iqStatus is iq for a command that has to end with another exit status.
func (w *world) iqStatus(want int, stdin string, args ...string) string {
	w.t.Helper()
	var stdout, stderr bytes.Buffer
	if status := Run(w.t.Context(), w.env(stdin, &stdout, &stderr, args...)); status != want {
		w.t.Fatalf("iq %v: exit status %d: %s", args, status, stderr.String())
	}
	return stdout.String()
}

// file writes a question file and gives its path.
func (w *world) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// TestDayByDay drives iq through the published steps of SM-2 that four grades can make, each on
// the day on which the card is due, and compares what `iq list --json` shows.
func TestDayByDay(t *testing.T) {
	histories := sm2Histories(t)
	if len(histories) < 20 {
		t.Fatalf("only %d histories can be made with four grades", len(histories))
	}
	for i, name := range slices.Sorted(maps.Keys(histories)) {
		if testing.Short() && i%5 != 0 {
			continue
		}
		steps := histories[name]
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.iq("", "import", w.file("one.md", "## What is asked?\n\nThis.\n"))
			for i, step := range steps {
				grade := step.quality - 1
				out := w.iq(fmt.Sprintf("\n%d\n\n3\n", grade), "review")
				if again := strings.Contains(out, "once more today, then"); again != step.repeat {
					t.Errorf("step %d: repeated today: %v", i+1, again)
				}
				var card struct {
					Interval int
					Ease     float64
					Due      string
				}
				if err := json.Unmarshal([]byte(w.iq("", "list", "--json")), &card); err != nil {
					t.Fatal(err)
				}
				want := min(step.interval, 36500)
				if card.Interval != want || card.Ease != step.ease {
					t.Fatalf("step %d: interval %d ease %v, want %d %v", i+1, card.Interval, card.Ease, want, step.ease)
				}
				w.now = w.now.AddDate(0, 0, card.Interval)
				if due := w.now.Format(time.DateOnly); card.Due != due {
					t.Fatalf("step %d: due %s, want %s", i+1, card.Due, due)
				}
				if want < step.interval {
					break // the published table knows no longest interval
				}
			}
			w.iq("", "check")
		})
	}
}

type sm2Step struct {
	quality, interval int
	ease              float64
	repeat            bool
}

// sm2Histories reads the reference steps, without those that begin with a quality that no grade
// has.
func sm2Histories(t *testing.T) map[string][]sm2Step {
	t.Helper()
	data, err := os.ReadFile("../../srs/testdata/sm2.tsv")
	if err != nil {
		t.Fatal(err)
	}
	histories := map[string][]sm2Step{}
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.ContainsAny(f[0], "01") || f[0] == "grades" {
			continue
		}
		var s sm2Step
		s.quality, _ = strconv.Atoi(f[2])
		s.ease, _ = strconv.ParseFloat(f[3], 64)
		s.interval, _ = strconv.Atoi(f[5])
		s.repeat = f[6] == "1"
		histories[f[0]] = append(histories[f[0]], s)
	}
	return histories
}

// TestUndoGivesBackTheStateBefore undoes the last grade of a session, and then all of it.
func TestUndoGivesBackTheStateBefore(t *testing.T) {
	w := newWorld(t)
	w.iq("", "import", w.file("two.md", "## What is first?\n\nA.\n\n## What is second?\n\nB.\n"))
	fresh := w.iq("", "list", "--json")
	w.iq("\n3\n", "review")
	one := w.iq("", "list", "--json")
	w.iq("\n1\n\n4\n", "review")
	w.iq("", "undo") // the repeat
	w.iq("", "undo") // the grade
	if got := w.iq("", "list", "--json"); got != one {
		t.Errorf("after undo:\n%s\nwant\n%s", got, one)
	}
	w.iq("", "undo")
	if got := w.iq("", "list", "--json"); got != fresh {
		t.Errorf("after undoing all:\n%s\nwant\n%s", got, fresh)
	}
	w.iq("", "check")
}

// brokenPipe is a reader that went away.
type brokenPipe struct{ room int }

func (b *brokenPipe) Write(p []byte) (int, error) {
	if b.room -= len(p); b.room < 0 {
		return 0, syscall.EPIPE
	}
	return len(p), nil
}

func TestClosedStandardOutput(t *testing.T) {
	w := newWorld(t)
	w.iq("", "import", w.file("two.md", "## What is first?\n\nA.\n\n## What is second?\n\nB.\n"))
	for _, args := range [][]string{{"list"}, {"list", "--json"}, {"stats"}, {"config"}, {"help"}, {"show", "1"}} {
		var stderr bytes.Buffer
		status := Run(t.Context(), w.env("", &brokenPipe{room: 10}, &stderr, args...))
		if status != exitDone || stderr.Len() > 0 {
			t.Errorf("iq %v: exit status %d, stderr %q", args, status, stderr.String())
		}
	}
	var stderr bytes.Buffer
	status := Run(t.Context(), w.env("\n3\n", &brokenPipe{room: 10}, &stderr, "review"))
	if out := stderr.String(); status != exitFailed || !strings.Contains(out, "broken pipe") {
		t.Errorf("iq review: exit status %d, stderr %q", status, out)
	}
	w.iq("", "check")
}

func TestNoPlaceForTheDatabase(t *testing.T) {
	var stdout, stderr bytes.Buffer
	w := &world{t: t, now: time.Now()}
	status := Run(t.Context(), w.env("", &stdout, &stderr, "list"))
	if status != exitFailed || !strings.Contains(stderr.String(), "set HOME, or name a file with --db or IQ_DB") {
		t.Errorf("exit status %d, stderr %q", status, stderr.String())
	}
}

func TestNearest(t *testing.T) {
	names := []string{"review", "import", "stats", "list"}
	for typo, want := range map[string]string{
		"reveiw": "review", "reviews": "review", "rev": "review", "stat": "stats", "imprt": "import", "lsit": "list",
		"frobnicate": "", "x": "",
	} {
		if got := nearest(typo, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", typo, got, want)
		}
	}
}

func TestJSONCannotSteerATerminal(t *testing.T) {
	w := newWorld(t)
	var out bytes.Buffer
	p := &program{Env: w.env("", &out, io.Discard)}
	text := "a\x1b[31m\u009b2J\u202eb\x7f\u2028\U000E0041é"
	if err := p.printJSON(map[string]string{"t": text}); err != nil {
		t.Fatal(err)
	}
	for _, r := range strings.TrimSuffix(out.String(), "\n") {
		if r < ' ' || r > '~' && r != 'é' {
			t.Errorf("%U went through in %q", r, out.String())
		}
	}
	var back map[string]string
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back["t"] != text {
		t.Errorf("read back %q, %v", back["t"], err)
	}
}

func TestExitStatusOfAnInterruption(t *testing.T) {
	p := &program{Env: Env{Stderr: io.Discard}}
	if got := p.exit(t.Context(), errInterrupted); got != exitInterrupted {
		t.Errorf("status %d", got)
	}
	if got := p.exit(t.Context(), fmt.Errorf("x: %w", errors.New("y"))); got != exitFailed {
		t.Errorf("status %d", got)
	}
}

// TestBadFiles gives each file that is no question file one line that names it, the exit status of
// a failure, and no database.
func TestBadFiles(t *testing.T) {
	long := "## What is long?\n\n" + strings.Repeat("x", 5<<20) + "\n"
	for name, tt := range map[string]struct{ data, want string }{
		"empty.md":    {"", "the file is empty"},
		"blank.md":    {" \n\n\t\n", "empty"},
		"binary.md":   {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00>\x00", "not text"},
		"longline.md": {long, "a line is longer than"},
		"notes.md":    {"Some notes on nothing in particular.\n\nAnd some more.\n", "no questions found"},
		"image.png":   {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text"},
	} {
		w := newWorld(t)
		var stdout, stderr bytes.Buffer
		status := Run(t.Context(), w.env("", &stdout, &stderr, "import", w.file(name, tt.data)))
		if out := stderr.String(); status != exitFailed || strings.Count(out, "\n") != 1 || !strings.Contains(out,
			name) || !strings.Contains(out, tt.want) {
			t.Errorf("%s: exit status %d, stderr %q, want %q", name, status, out, tt.want)
		}
		if _, err := os.Stat(w.db); err == nil {
			t.Errorf("%s: a database was made", name)
		}
	}
}

// TestInvalidUTF8 is mended and told, not refused.
func TestInvalidUTF8(t *testing.T) {
	w := newWorld(t)
	out := w.iq("", "import", w.file("latin.md", "## What is a caf\xe9?\n\nA place.\n"))
	if !strings.Contains(out, "1 card added") ||
		!strings.Contains(out, "invalid") && !strings.Contains(out, "repaired") {
		t.Errorf("%s", out)
	}
}

// TestHostileNames shows files, decks and questions that carry escape sequences; none gets through.
func TestHostileNames(t *testing.T) {
	w := newWorld(t)
	evil := "\x1b]0;owned\x07\u009b31m\u202e"
	file := w.file("q"+strings.ReplaceAll(evil, "/", "")+".md", "## What is "+evil+"?\n\nAn "+
		evil+" answer.\n\n## And "+evil+" then?\n")
	var out bytes.Buffer
	run := func(stdin string, args ...string) {
		Run(t.Context(), w.env(stdin, &out, &out, args...))
	}
	run("", "import", "--verbose", "--explain", "--deck", "d"+evil, file)
	run("", "import", "--json", "--explain", file)
	run("", "import", file+evil)
	run("", "list")
	run("", "list", "--json")
	run("", "list", "no"+evil)
	run("", "show", "1")
	run("", "show", evil)
	run("", "stats")
	run("", "stats", "--json")
	run("", "due", evil)
	run("", "config", evil, evil)
	run("", evil)
	run("", "--"+evil)
	run("", "--color", evil)
	run("\n3\n"+evil+"\n", "review")
	run("", "undo")
	run("", "check")
	run("", "help", evil)
	if !strings.Contains(out.String(), "owned") {
		t.Fatal("the names were not shown at all")
	}
	for _, r := range out.String() {
		if r != '\n' && (r < ' ' || r >= 0x7f && r <= 0x9f || r == '\u202e') {
			t.Errorf("%U reached the terminal", r)
		}
	}
}

// TestListedCardsComeBack writes cards as `iq list --json` does and reads them as `iq import` does.
func TestListedCardsComeBack(t *testing.T) {
	line := rapid.StringMatching("[A-Za-zäßж中<>&\"'`*_#|:;,{}\\[\\]0-9.?!\\\\$-]{1,20}" +
		"( [A-Za-z0-9é=+/()-]{1,12}){0,4}")
	text := rapid.Custom(func(t *rapid.T) string {
		// A mark alone, such as "-", stands for no answer.
		between := rapid.SampledFrom([]string{"\n", "\n\n", "\n- ", "\n    "})
		return "x" + strings.Join(rapid.SliceOfN(line, 1, 5).Draw(t, "lines"), between.Draw(t, "break"))
	})
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		p := &program{Env: Env{Stdout: &out}}
		n := rapid.IntRange(1, 6).Draw(t, "cards")
		var want []importer.Card
		for i := range n {
			c := db.Card{ID: int64(i + 1), Marks: card.Marks{Status: card.Active}, Stage: "new", Text: card.Text{
				Deck:     rapid.SampledFrom([]string{"go", "a::b", "über alles"}).Draw(t, "deck"),
				Question: fmt.Sprintf("%d %s", i, text.Draw(t, "question")), Answer: text.Draw(t, "answer"),
				Tags: rapid.SliceOfNDistinct(rapid.StringMatching("[a-zé-]{1,8}"), 0, 3, rapid.ID[string]).
					Draw(t, "tags"),
			}}
			l := &library{}
			if err := p.printJSON(l.cardJSON(c)); err != nil {
				t.Fatal(err)
			}
			want = append(want, importer.Card{Text: c.Text})
		}
		doc, err := importer.Parse("cards.jsonl", out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for i := range doc.Cards {
			doc.Cards[i].Line = 0
		}
		if diff := cmp.Diff(want, doc.Cards, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}
