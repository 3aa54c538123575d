package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf16"

	"iq/importer"
	"iq/internal/iqtest"
)

// hostile is a file that nobody should have written, and what iq has to make of it: so many cards
// and questions without an answer, or a refusal that says why.
type hostile struct {
	name   string
	data   string
	cards  int    // -1: as many as it likes, or a refusal
	refuse string // part of the line on stderr
}

func times(n int, s string) string { return strings.Repeat(s, n) }

// numbered repeats a text with its number in it.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func inUTF16(s string, bigEndian, mark bool) string {
	var b []byte
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if bigEndian {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

const (
	goodCard = "## What is the last card?\n\nThe one after all that.\n"
	anyCards = -1
)

// hostiles makes all of them, so many times smaller than what takes minutes where something is quadratic.
// Limits stay limits.
func hostiles(less int) []hostile {
	return slices.Concat(hostileBytes(less), hostileMarkdown(less), hostileData(less))
}

// hostileBytes are hostile below what makes a text.
func hostileBytes(less int) []hostile {
	every := ""
	for b := 0x80; b < 0x100; b++ {
		every += string([]byte{byte(b)})
	}
	return []hostile{
		{"nothing.md", "", 0, "the file is empty"},
		{"blanks.md", times(1000/less, " \n\t\n"), 0, "empty"},
		{"mark-only.md", "\xef\xbb\xbf", 0, "empty"},
		{"mark.md", "\xef\xbb\xbf" + goodCard, 1, ""},
		{"utf16le.md", inUTF16(goodCard, false, true), 1, ""},
		{"utf16be.md", inUTF16(goodCard, true, true), 1, ""},
		{"utf16-unmarked.md", inUTF16(goodCard, false, false), 1, ""},
		{"utf16-odd.md", inUTF16(goodCard, false, true) + "\x00", anyCards, ""},
		{"invalid.md", "## What is " + every + "?\n\n" + every + "\n\n" + goodCard, 2, ""},
		{"overlong.md", "## What is \xc0\xaf\xe0\x80\xaf?\n\n\xf0\x80\x80\xaf text\n", 1, ""},
		{"surrogates.md", "## What is \xed\xa0\x80\xed\xbf\xbf?\n\nA pair.\n", 1, ""},
		{"nul.md", "## What is a\x00b?\n\nA \x00 byte.\n", anyCards, ""},
		{"nuls.md", times(100_000/less, "\x00"), 0, "not text"},
		{"elf.md", "\x7fELF\x02\x01\x01" + times(9, "\x00") + "\x02\x00>\x00\x01\x00\x00\x00", 0, "not text"},
		{"zip.md", "PK\x03\x04\x14\x00\x00\x00\x08\x00" + times(200, "\x00\xff"), 0, "not text"},
		{"cr.md", strings.ReplaceAll(goodCard, "\n", "\r"), 1, ""},
		{"crlf.md", strings.ReplaceAll(goodCard, "\n", "\r\n"), 1, ""},
		{"controls.md", "## What is \x01\x02\x07\x08\x0b\x0c\x1b?\n\nText \x7f.\n", 0, "not text"},
		{"escapes.md", "## What is \x1b[31mred\x1b[0m \x1b]0;title\x07?\n\n\u009b2J\n", anyCards, ""},
		{"bidi.md", "## What is \u202egnihton\u202c?\n\nRead \u2066it\u2069.\n", 1, ""},
		{"line.md", "## What is long?\n\n" + times(5<<20, "x") + "\n", 0, "a line is longer than"},
		{"long.md", "## What is long?\n\n" + times(3<<20, "x") + "\n\n" + goodCard, 2, ""},
		{"question.md", "## What is " + times(1<<19, "very ") + "long?\n\nThis.\n\n" + goodCard, anyCards, ""},
	}
}

// hostileMarkdown are hostile as Markdown, or as what stands before it.
func hostileMarkdown(less int) []hostile {
	return []hostile{
		// Markdown.
		{"fence.md", "## What is open?\n\n```\ncode\n\n" + goodCard, 2, ""},
		{"fences.md", numbered(20_000/less, "## What is fence %d?\n\n```\n"), anyCards, ""},
		{"quotes.md", times(100_000/less, ">") + " deep\n\n" + goodCard, 1, ""},
		{"brackets.md", times(100_000/less, "[") + "\n\n" + goodCard, 1, ""},
		{"bracket-pairs.md", times(50_000/less, "[]()") + "\n\n" + goodCard, 1, ""},
		{"links.md", times(20_000/less, "[a](") + "\n\n" + goodCard, 1, ""},
		{"bullets.md", times(50_000/less, "- ") + "deep\n\n" + goodCard, 1, ""},
		{"stars.md", times(100_000/less, "*") + "a\n\n" + goodCard, 1, ""},
		{"emphasis.md", times(50_000/less, "*a **b ") + "\n\n" + goodCard, 1, ""},
		{"backticks.md", times(1000/less, "`a ``b ```c ") + "\n\n" + goodCard, 1, ""},
		{"hashes.md", times(100_000/less, "#") + " What is this?\n\n" + goodCard, 1, ""},
		{"headings.md", numbered(100_000/less, "## What is heading %d?\n\n"), 0, ""},
		{"setext.md", "What is under it?\n" + times(1<<20/less, "=") + "\n\nThat.\n\n" + goodCard, anyCards, ""},
		{"indents.md", deepList(2000/less) + "\n" + goodCard, anyCards, ""},
		{"columns.md", times(20_000/less, "|a") + "|\n" + times(20_000/less, "|-") + "|\n" + times(20_000/less, "|b") +
			"|\n\n" + goodCard, anyCards, ""},
		{"rows.md", "| Question | Answer |\n|---|---|\n" + numbered(20_000/less,
			"| What is row %[1]d? | It is %[1]d. |\n"), 20_000 / less, ""},
		{"details.md", times(20_000/less, "<details><summary>What?</summary>\n") + goodCard, anyCards, ""},
		{"divs.md", times(50_000/less, "<div>") + "\n\n" + goodCard, 1, ""},
		{"comment.md", "<!-- never closed\n\n" + goodCard, anyCards, ""},
		{"references.md", numbered(50_000/less, "[ref%[1]d]: http://example.org/%[1]d\n") + "\n" + goodCard, anyCards,
			""},
		{"entities.md", "## What is &" + times(10_000/less, "amp;&") + "?\n\n" + times(100_000/less, "&lt;") + "\n", 1,
			""},
		{"rules.md", times(50_000/less, "---\n\n") + goodCard, anyCards, ""},
		{"same.md", times(20_000/less, "## What is the same?\n\nThis.\n\n"), 20_000 / less, ""},
		{"labels.md", numbered(50_000/less, "Q: What is %d?\n"), 0, ""},
		{"cloze.md", "C: " + times(3000/less, "[word] and ") + "\n", anyCards, ""},
		{"numbers.md", "999999999999999999999. What is it?\n\nA number.\n\n" + goodCard, anyCards, ""},

		// Front matter.
		{"front-open.md", "---\ndeck: x\n\n" + goodCard, anyCards, ""},
		{"front-laughs.md", "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + laughs() + "deck: laughs\n---\n" + goodCard, 1, ""},
		{"front-deep.md", "---\ndeck: " + times(50_000/less, "[") + "\n---\n" + goodCard, 1, ""},
		{"front-large.md", "---\n" + numbered(50_000, "key%d: value\n") + "---\n" + goodCard, anyCards, ""},
		{"front-deck.md", "---\ndeck: \"../../\\u001b[31m\\u202edeck\"\n---\n" + goodCard, 1, ""},
		{"front-long-deck.md", "---\ndeck: \"" + times(50, "deck") + "\\u202e\"\n---\n" + goodCard,
			0, "longer than 200 characters"},
		{"front-types.md", "---\ndeck: {a: [1, 2]}\ntags: 7\n---\n" + goodCard, 1, ""},
	}
}

// hostileData are hostile in other formats.
func hostileData(less int) []hostile {
	return []hostile{
		// JSON.
		{"arrays.json", times(1_000_000/less, "["), 0, "json"},
		{"objects.json", times(200_000/less, `{"a":`), 0, "json"},
		{"number.json", `[{"question":"What is large?","answer":1e999999999}]`, anyCards, ""},
		{"digits.json", `[{"question":"What is large?","answer":` + times(100_000/less, "9") + `}]`, anyCards, ""},
		{"keys.json", `[{"question":"What is twice?","question":"What is again?","answer":"This.","answer":"That."}]`,
			anyCards, ""},
		{"escapes.json", `[{"question":"What is \u0000\u001b[31m\ud800?","answer":"This \u202e."}]`, anyCards, ""},
		{"cut.json", `[{"question":"What is cut?","answer":"Th`, 0, ""},
		{"nulls.json", "[" + times(200_000/less, "null,") + "null]", 0, "no questions"},
		{"scalar.json", `"What is this?"`, 0, ""},
		{"lines.jsonl", `{"question":"What is good?","answer":"This."}` + "\n{broken\n" +
			`{"question":"What is next?","answer":"That."}` + "\n", 2, ""},

		// Tables of values.
		{"quotes.csv", "front,back\n\"" + times(1<<20/less, "\"a,"), anyCards, ""},
		{"columns.csv", "front,back" + times(100_000/less, ",x") + "\nWhat is it?,This" + times(100_000/less, ",y") +
			"\n", anyCards, ""},
		{"commas.csv", times(1<<20/less, ","), 0, ""},
		{"tabs.tsv", times(1000/less, times(200, "\t")+"\n"), 0, ""},
		{"nul.csv", "front,back\nWhat\x00?,This\n", anyCards, ""},
		{"header.txt",
			"#separator:\x1b[31m\n#html:maybe\n#deck column:99999999999\n#tags column:-1\nWhat is it?\tThis\n",
			anyCards, ""},

		// Org.
		{"stars.org", times(50_000/less, "*") + " What is this? :drill:\n", anyCards, ""},
		{"drawer.org", "* What is open? :drill:\n:PROPERTIES:\n:ID: 1\n" + times(10_000/less, "text\n"), anyCards, ""},
		{"drawers.org", times(20_000/less, "* Item :drill:\n:PROPERTIES:\n:END:\n"), anyCards, ""},
		{"cloze.org", "* Item :drill:\n" + times(20_000/less, "[a||b ") + "\n", anyCards, ""},
	}
}

// deepList nests a list as deep as it is long.
func deepList(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", 2*i) + "- deep\n")
	}
	return b.String()
}

// laughs is the billion laughs in YAML.
func laughs() string {
	s := ""
	for c := 'b'; c <= 'j'; c++ {
		s += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1,
			c-1, c-1)
	}
	return s
}

const (
	// hostileMemory is what the process may take at its peak, in bytes; the race detector needs several times
	// as much as iq
	hostileMemory = 1 << 30
	hostileTime   = 3 * patience
)

// TestHostileFiles imports each with a good file beside it: the program ends by itself, within its
// memory, says at most one line about the bad one and imports the good one.
func TestHostileFiles(t *testing.T) {
	all := hostiles(10)
	if len(all) < 60 {
		t.Fatalf("only %d files", len(all))
	}
	for i, h := range all {
		if testing.Short() && i%4 != 0 {
			continue
		}
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			bad, good := filepath.Join(dir, h.name), filepath.Join(dir, "good.md")
			for path, data := range map[string]string{bad: h.data, good: "## What is good?\n\nThis one.\n"} {
				if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			survives(t, filepath.Join(dir, "iq.db"), h, bad, good)
		})
	}
}

// TestHostileFilesGrow reads each at two sizes: what is four times as large may take four times the memory,
// and not sixteen times. Nothing is timed.
func TestHostileFilesGrow(t *testing.T) {
	small, large := hostiles(80), hostiles(20)
	for i, h := range large {
		t.Run(h.name, func(t *testing.T) {
			less, more := allocated(small[i]), allocated(h)
			if few := uint64(1 << 20); more > 6*less+few {
				t.Errorf("%d bytes took %d of memory, %d took %d", len(small[i].data), less, len(h.data), more)
			}
		})
	}
}

// allocated returns how much memory was asked for to read a file, given back or not.
func allocated(h hostile) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _ = importer.Parse(h.name, []byte(h.data)) // what it makes of the file is asked elsewhere
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func survives(t *testing.T, db string, h hostile, bad, good string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), hostileTime)
	defer cancel()
	cmd := iqtest.Command(t, db, "import", bad, good)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := context.AfterFunc(ctx, func() { cmd.Process.Kill() })
	cmd.Wait()
	if !stop() {
		t.Fatalf("not done after %v", hostileTime)
	}
	status := cmd.ProcessState.ExitCode()
	if !h.mayEnd(status, stderr.String()) {
		t.Errorf("exit status %d, stderr %.500s", status, stderr.String())
	}
	if strings.Count(stderr.String(), "\n") > 1 || strings.Contains(stderr.String()+stdout.String(), "goroutine ") {
		t.Errorf("stderr %.2000s", stderr.String())
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && usage.Maxrss<<10 > hostileMemory {
		t.Errorf("%d MB of memory", usage.Maxrss>>10)
	}
	for _, out := range []string{stdout.String(), stderr.String()} {
		if strings.ContainsAny(out, "\x00\x07\x1b\x7f\u009b\u202e\u2066") {
			t.Errorf("an escape reached the terminal: %.500q", out)
		}
	}
	if !strings.Contains(stdout.String(), "deck good: 1 card added") {
		t.Errorf("the good file was not imported: %.500s", stdout.String())
	}
	if h.cards > 0 && !strings.Contains(stdout.String(), cardsFound(h)) {
		t.Errorf("want %s in %.300s", cardsFound(h), stdout.String())
	}
	if out := iqtest.Output(t, db, "check"); !strings.Contains(out, "sound") {
		t.Error(out)
	}
}

// mayEnd reports whether the import may end so: with cards it succeeds, and a refusal says why.
func (h hostile) mayEnd(status int, stderr string) bool {
	switch {
	case h.cards > 0:
		return status == 0
	case h.refuse != "":
		return status == 1 && strings.Contains(stderr, h.refuse)
	}
	return status == 0 || status == 1
}

// cardsFound is how the report tells the number of cards: of equal ones all but one are duplicates.
func cardsFound(h hostile) string {
	if h.name == "same.md" {
		return fmt.Sprintf("1 card added, %d duplicates", h.cards-1)
	}
	if h.cards == 1 {
		return "1 card added"
	}
	return fmt.Sprintf("%d cards added", h.cards)
}
