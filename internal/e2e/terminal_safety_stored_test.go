package e2e

import (
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	_ "modernc.org/sqlite"
)

// storedAnswer is an answer with a text in all that Markdown has.
const storedAnswer = `One: TEXT

- point TEXT
- **second** ` + "`TEXT`" + `

| head TEXT | b |
|---|---|
| TEXT | x |

` + "```TEXT\nTEXT\n```" + `

> TEXT

    TEXT

[TEXT](http://example.org/TEXT) ![TEXT](TEXT) <b title="TEXT">TEXT</b> <http://example.org/TEXT>

<details><summary>TEXT</summary>TEXT</details>

TEXT
====

## TEXT

` + "`$TEXT$`" + ` $TEXT$ ~~TEXT~~ *TEXT*
`

// plant makes a database in which every text is hostile, byte for byte, as somebody may hand it on:
// one card for each sequence, in a deck and from a source of its own.
func (l *lab) plant() {
	l.t.Helper()
	var list strings.Builder
	for i := range l.texts {
		fmt.Fprintf(&list,
			"{\"question\":\"What is %d?\",\"answer\":\"- This %[1]d.\",\"deck\":\"deck %[1]d\",\"tags\":[\"t\"]}\n", i)
	}
	l.good("", "import", l.write("planted.jsonl", list.String()))
	l.edit(func(tx *sql.Tx) error {
		for i, h := range l.texts {
			tags := "[" + jsonString(h.text) + `,"leech"]`
			if _, err := tx.Exec("insert into source (id, name) values (?, ?)", i+1000, h.text); err != nil {
				return err
			}
			if _, err := tx.Exec(`update card set deck = ?1, question = 'What is ' || ?1 || '?', answer = ?2, tags = ?3,
			source = ?4, flagged = 1, flag_note = ?1
				where id = ?5`, h.text, strings.ReplaceAll(storedAnswer, "TEXT", h.text),
				tags, i+1000, i+1); err != nil {
				return fmt.Errorf("%q: %w", h.sequence, err)
			}
		}
		return nil
	})
}

// jsonString writes a text as JSON with each byte as it is, but for those that JSON cannot hold.
func jsonString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ':
			fmt.Fprintf(&b, `\u%04x`, c)
		case c == '"', c == '\\':
			b.WriteString(`\` + string(c))
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}

// edit changes the database behind iq's back.
func (l *lab) edit(f func(*sql.Tx) error) {
	l.t.Helper()
	handle, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: l.db}).String())
	if err != nil {
		l.t.Fatal(err)
	}
	defer handle.Close()
	tx, err := handle.Begin()
	if err != nil {
		l.t.Fatal(err)
	}
	if err := f(tx); err != nil {
		l.t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		l.t.Fatal(err)
	}
}

// storedText shows a hostile database by every command that shows cards, decks, tags or sources.
func storedText(l *lab) {
	l.plant()
	for _, args := range [][]string{
		{"list"}, {"list", "--flagged"}, {"search", "What", "--limit", "9999"}, {"search", "second", "--limit", "9999"},
		{"stats"}, {"deck"}, {"tag"},
		{"suspend", "--flagged", "--dry-run"}, {"flag", "--flagged", "--dry-run"}, {"delete", "--flagged", "--dry-run"},
		{"tag", "--flagged", "--add", "x", "--dry-run"},
	} {
		l.shows(strings.Join(args, " "), l.painted("", args...).stdout)
	}
	for _, args := range [][]string{{"list", "--json"}, {"search", "--json", "What", "--limit", "9999"},
		{"stats", "--json"}} {
		l.shows(strings.Join(args, " "), l.painted("", args...).stdout)
	}
	var shown, renamed strings.Builder
	for i, h := range l.texts {
		id := fmt.Sprint(i + 1)
		p := l.run("", "show", id, "--color", []string{"always", "never"}[i%2])
		if n := strings.Count(p.stdout, h.mark); n < 12 {
			l.t.Errorf("show %s tells %q %d times: %s", id, h.mark, n, p.stdout)
		}
		shown.WriteString(p.stdout)
	}
	l.shows("show", shown.String())
	l.good("", "suspend", "--flagged", "--yes")
	l.shows("unsuspend", l.painted("", "unsuspend", "--flagged", "--dry-run").stdout)
	l.good("", "unsuspend", "--flagged", "--yes")
	l.good("", "delete", "--flagged", "--yes")
	l.shows("list --deleted", l.painted("", "list", "--deleted").stdout)
	l.good("", "delete", "--undelete", "--flagged", "--yes")
	for _, h := range l.texts {
		renamed.WriteString(l.run("", "deck", "rename", h.text, "again "+h.text, "--dry-run").stdout)
	}
	l.shows("deck rename --dry-run", renamed.String())
	renamed.Reset()
	for i, name := range bundles(l.texts, maxDeck) {
		renamed.WriteString(l.good("", "deck", "rename", l.texts[i].text, name).stdout)
	}
	l.shows("deck rename", renamed.String())
	l.painted("", "check")
	l.painted("", "check", "--full")
	l.painted("", "check", "--rebuild")
	l.run("", "list")
}

// sessionText asks all cards, and does with each what a learner may do.
func sessionText(l *lab) {
	l.plant()
	var input strings.Builder
	for _, h := range l.texts {
		typed := h.text
		for _, line := range []string{
			typed, "i", "f " + typed, "f", typed, "?", // a hint, what is known of it, flags
			"", typed, "none", typed, "3", // the answer, hints at the points and at the grade
		} {
			input.WriteString(line + "\n")
		}
	}
	session := l.good(input.String(), "review", "--new", "9999", "--points").stdout
	l.shows("review", session)
	for _, part := range []string{"Enter shows the answer", "the points are 1 to", "grade with 1 to 4", "flagged: ",
		"from k", "tags: "} {
		if n := strings.Count(session, part); n < len(l.texts) {
			l.t.Errorf("%q was said %d times of %d", part, n, len(l.texts))
		}
	}
	l.secondDay()
}

// secondDay forgets some cards once more, so that they are leeches, takes that back and forgets them
// again.
func (l *lab) secondDay() {
	l.now = l.now.AddDate(0, 0, 1)
	l.good("", "config", "leech-threshold", "1")
	var input strings.Builder
	forgotten := min(100, len(l.texts))
	for _, h := range l.texts[:forgotten] {
		input.WriteString("\nnone\n1\n" + h.text + "\nu\n\nnone\n1\n\n")
	}
	said := l.good(input.String(), "review", "--limit", fmt.Sprint(forgotten), "--points", "--order", "file", "--color",
		"always").stdout
	said = strings.Join(strings.Fields(withoutPalette(said)), " ") // lines are wrapped where they may be
	for _, part := range []string{"taken back: again for card", "missed last time", "a leech: forgotten",
		"e rewrites the card, x suspends it"} {
		if n := strings.Count(said, part); n < forgotten {
			l.t.Errorf("%q was said %d times of %d", part, n, forgotten)
		}
	}
	if missed := l.painted("", "stats").stdout; !strings.Contains(missed, "Points missed each time") ||
		!anyMark.MatchString(missed) {
		l.t.Errorf("no point was missed: %.500s", missed)
	}
	l.run("", "stats", "--json")
	l.shows("reset", l.painted("", "reset", "--flagged", "--dry-run").stdout)
	if facts := l.painted("", "show", "3").stdout; !strings.Contains(facts, "point 1 missed") {
		l.t.Errorf("show tells of no point: %s", facts)
	}
	for range 3 {
		if p := l.painted("", "undo"); !anyMark.MatchString(p.stdout) {
			l.t.Errorf("undo: %s", p.stdout)
		}
	}
}

// writtenText takes answers in writing, and keeps them.
func writtenText(l *lab) {
	l.plant()
	l.good("", "config", "keep-answers", "on")
	var input strings.Builder
	for _, h := range l.texts {
		input.WriteString(h.text + "\n\n\n3\n")
	}
	said := l.good(input.String(), "review", "--new", "9999", "--type", "--color", "always").stdout
	l.shows("review --type", said)
	if n := strings.Count(said, "held: "); n < len(l.texts)/2 {
		l.t.Errorf("held: %d times", n)
	}
	l.shows("export --reviews --json", l.good("", "export", "--reviews", "--json").stdout)
	for _, h := range l.texts[:5] { // a question without an answer, whose own is asked for
		l.good("", "add", "--question", "Own "+h.text, "--deck", "own")
	}
	l.good(strings.Repeat(bundles(l.texts, 4000)[0]+"\n\n3\n", 5), "review", "own")
}

// exchangedText exports a hostile database and takes it into another, whole and with a hostile text
// in the place of each field.
func exchangedText(l *lab) {
	l.plant()
	l.good("\n3\n\n3\n", "review", "--new", "2")
	whole := l.good("", "export").stdout
	l.shows("export", whole)
	l.good("", "export", "--json")
	l.db = filepath.Join(l.dir, "other.db")
	file := l.write("export.jsonl", whole)
	l.painted("", "import", "--dry-run", "--verbose", "--explain", file)
	l.run("", "import", "--dry-run", "--json", file)
	l.good("", "import", "--verbose", file)
	l.shows("what was exported", l.run("", "list", "--json").stdout)
	l.shows("what was exported, for a reader", l.painted("", "list").stdout)

	hostile := jsonEscaped(bundles(l.texts, 2000)[0])
	seen := map[string]bool{}
	for line := range strings.Lines(whole) {
		for _, field := range regexp.MustCompile(`"([a-z_]+)":("[^"]*"|[0-9]+|true|false|null)`).FindAllString(line,
			-1) {
			name, _, _ := strings.Cut(field, ":")
			if seen[line[:12]+name] {
				continue
			}
			seen[line[:12]+name] = true
			bad := l.write("bad.jsonl", strings.Replace(whole, field, name+":"+hostile, 1))
			l.run("", "import", "--verbose", bad)
			l.run("", "import", "--json", bad)
		}
	}
	if len(seen) < 10 {
		l.t.Errorf("only %d fields: %.300s", len(seen), whole)
	}
	l.run("", "import", "--verbose", l.write("cut.jsonl", whole[:len(whole)/2]+hostile))
	l.run("", "list")
}
