package e2e

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// databasePlace has the database in folders with hostile names, sound and in every way that it
// cannot be used.
func databasePlace(l *lab) {
	questions := l.write("one.md", "## What is one?\n\nThis.\n")
	edit := l.env["EDITOR"]
	for _, name := range bundles(l.texts, 200) {
		name = "in " + strings.ReplaceAll(name, "/", "|")
		l.db = filepath.Join(l.dir, name, "iq.db")
		l.good("", "import", questions)
		sound := l.run("", "check").stdout
		copied := l.good("", "backup", filepath.Join(l.dir, name, "copy.db")).stdout
		l.good("", "backup")
		listed := l.good("", "backup", "--list", "--json").stdout
		restored := l.good("", "restore", "--yes", filepath.Join(l.dir, name, "copy.db")).stdout
		l.env["EDITOR"] = "sed -i s/Answer/Antwort/"
		kept := l.run("", "edit", "1").stderr // in a file beside the database
		within := l.run("e\nq\n", "review").stdout
		l.env["EDITOR"] = edit
		l.change("update card set key = key + 1, tags = '[1'")
		l.run("", "list")
		unsound := l.run("", "check").stderr
		damaged := l.run("", "check", "--db", l.damaged(name+"/damaged.db")).stdout
		l.change("pragma user_version = 9999")
		newer := l.run("", "check").stderr
		for _, from := range []string{"foreign", "nowhere", "damaged.db"} {
			l.run("", "restore", "--yes", filepath.Join(l.dir, name, from))
		}
		folder := l.run("", "list", "--db", filepath.Join(l.dir, name)).stderr
		foreign := l.run("", "list", "--db", l.write(name+"/foreign", padding)).stderr
		below := l.run("", "stats", "--db", filepath.Join(l.db, "below")).stderr
		for what, text := range map[string]string{
			"sound": sound, "copied": copied, "listed": listed, "restored": restored, "kept": kept, "unsound": unsound,
			"newer": newer, "damaged": damaged, "a folder": folder, "foreign": foreign, "below a file": below,
			"kept within a session": within,
		} {
			if !anyMark.MatchString(text) {
				l.t.Errorf("%s: %q does not name the database", what, text)
			}
		}
	}
}

// damaged makes a copy of the database of which only the header is left.
func (l *lab) damaged(name string) string {
	l.t.Helper()
	const header = 100 // bytes, of SQLite's
	data, err := os.ReadFile(l.db)
	if err != nil {
		l.t.Fatal(err)
	}
	return l.write(name, string(data[:header])+strings.Repeat("\xff", len(data)-header))
}

// change changes the database by a statement that its checks may forbid.
func (l *lab) change(statement string) {
	l.t.Helper()
	l.edit(func(tx *sql.Tx) error {
		_, err := tx.Exec("pragma ignore_check_constraints = 1; " + statement)
		return err
	})
}

// argumentText gives every command hostile arguments: alone, as a deck, as an id, as a flag.
func argumentText(l *lab) {
	l.good("", "import", l.write("one.md", "## What is one?\n\nThis.\n"))
	for _, name := range l.commands() {
		for _, text := range append(bundles(l.texts, 4000), l.texts[0].text) {
			for _, args := range [][]string{{text}, {text, text}, {"1", text}, {"--" + text}, {"-" + text},
				{"--" + text + "=" + text}, {"--json=" + text}, {"rename", text, text}, {"--", "-" + text}} {
				p := l.run("", append([]string{name}, args...)...)
				if p.status == 0 && !slices.Contains([]string{"add", "search", "backup"}, name) {
					l.t.Errorf("iq %s %.100q was taken", name, args)
				}
			}
		}
	}
}

// flagLine is a line of a command's help that tells of a flag with a value.
var flagLine = regexp.MustCompile(`(?m)^  --([a-z-]+)(?:, -[a-z])?(?:, --[a-z]+)? [A-Z]+`)

// everyFlag gives every flag of every command that takes a value a hostile one, also before the
// command's help.
func everyFlag(l *lab) {
	l.good("", "import", l.write("one.md", "## What is one?\n\nThis.\n"))
	flags := 0
	for _, name := range append(l.commands(), "") {
		help := []string{"help", name}
		if name == "" {
			help = help[:1]
		}
		for _, flag := range flagLine.FindAllStringSubmatch(l.run("", help...).stdout, -1) {
			flags++
			for _, text := range bundles(l.texts, 4000) {
				for _, more := range [][]string{nil, {"1"}, {"--help"}, {"--json"}} {
					l.run("", append(append(strings.Fields(name), more...), "--"+flag[1], text)...)
				}
			}
		}
	}
	if flags < 30 {
		l.t.Errorf("only %d flags were found", flags)
	}
}

// plainMistakes makes each mistake of the command line with each sequence alone.
func plainMistakes(l *lab) {
	said := map[int]*strings.Builder{}
	for _, h := range l.texts {
		for i, args := range [][]string{
			{h.text}, {"--" + h.text}, {"list", "--" + h.text}, {"--color", h.text}, {"--color=" + h.text, "list"},
			{"show", h.text}, {"edit", h.text}, {"config", h.text}, {"config", h.text, "1"},
			{"config", "new-per-day", h.text}, {"config", "grading", h.text}, {"review", "--new", h.text},
			{"review", "--order", h.text}, {"import", "--format", h.text, "x"},
			{"help", h.text}, {"search", "--limit", h.text, "x"},
		} {
			if said[i] == nil {
				said[i] = &strings.Builder{}
			}
			p := l.run("", args...)
			if p.status != 2 || strings.Count(p.stderr, "\n") != 1 || p.stdout != "" {
				l.t.Errorf("iq %q: %+v", args, p)
			}
			said[i].WriteString(p.stderr)
		}
	}
	for i, text := range said {
		l.shows(fmt.Sprintf("mistake %d", i), text.String())
	}
	l.env["IQ_NOW"] = bundles(l.texts, 1<<20)[0]
	l.shows("IQ_NOW", l.run("", "list").stderr)
}

// misspeltText comes near to names that are hostile, so that these are suggested.
func misspeltText(l *lab) {
	var list, said strings.Builder
	names := bundles(l.texts, maxDeck)
	for i, name := range names {
		fmt.Fprintf(&list, "{\"question\":\"What is %d?\",\"answer\":\"This.\",\"deck\":\"x\",\"tags\":[%s]}\n", i,
			jsonEscaped(name))
	}
	l.good("", "import", l.write("misspelt.jsonl", list.String()))
	l.edit(func(tx *sql.Tx) error {
		for i, name := range names {
			if _, err := tx.Exec("update card set deck = ?1, tags = ?2 where id = ?3", name, "["+jsonString(name)+"]",
				i+1); err != nil {
				return err
			}
		}
		return nil
	})
	for _, name := range names {
		l.good("", "add", "--question", "What is the same?", "--deck", name)
		for _, args := range [][]string{
			{"due", "j" + name[1:]}, {"list", "--tag", "j" + name[1:]}, {"deck", "rename", "j" + name[1:], "x"},
			{"add", "--question", "What is the same?", "--deck", name},
		} {
			p := l.run("", args...)
			if said.WriteString(p.stderr); p.status != 1 || !anyMark.MatchString(p.stderr) {
				l.t.Errorf("iq %q: %+v", args, p)
			}
		}
	}
	l.shows("what is misspelt", said.String())
}

// settingText finds hostile values among the stored settings.
func settingText(l *lab) {
	l.good("", "import", l.write("one.md", "## What is one?\n\nThis.\n"))
	for _, name := range []string{"new-per-day", "grading", "starter", "day-starts-at"} {
		value := bundles(l.texts, 1<<20)[0]
		l.edit(func(tx *sql.Tx) error {
			_, err := tx.Exec("insert or replace into setting (name, value) values (?1, ?2), (?2, ?2)", name, value)
			return err
		})
		l.shows("a stored setting", l.run("", "config", name).stderr)
		for _, command := range []string{"config", "review", "stats", "list", "check"} {
			l.painted("", command)
		}
		l.edit(func(tx *sql.Tx) error {
			_, err := tx.Exec("delete from setting where name = ?", name)
			return err
		})
	}
}

// editorText edits cards with an editor that has a hostile name, that leaves hostile text, and that
// fails, alone and within a session.
func editorText(l *lab) {
	l.good("", "import", l.write("one.md", "## What is one?\n\nThis.\n"))
	valid, _ := l.byEncoding() // a card has to be text
	text := bundles(valid, 1<<20)[0]
	edited := l.write("edited.md",
		"deck: "+bundles(valid,
			maxDeck)[0]+"\ntags: "+text+"\n\n# Question\n\nWhat is "+text+"?\n\n# Answer\n\n- "+text+"\n")
	bad := l.write("bad.md", bundles(l.texts, 1<<20)[0])
	all := bundles(l.texts, 1<<16)[0]
	for _, editor := range []string{"false #" + all + "\n", "exit 3; " + all, "cp " + bad, "cp " + edited} {
		l.env["VISUAL"] = editor
		said := l.painted("e\ni\n\nq\n", "review")
		alone := l.run("", "edit", "1")
		added := l.run("", "add")
		for what, text := range map[string]string{"review": said.stdout, "edit": alone.stderr + alone.stdout,
			"add": added.stderr + added.stdout} {
			if editor != "cp "+bad && !anyMark.MatchString(text) && what != "edit" {
				l.t.Errorf("%s with %.40q shows %s", what, editor, text)
			}
		}
	}
	l.painted("i\n\n3\n", "review")
	for id := range 3 {
		l.painted("", "show", fmt.Sprint(id+1))
	}
}

// pastedText pastes hostile text where a line of text is read on a terminal, which shows it.
func pastedText(l *lab) {
	l.good("", "import", l.write("one.md", "## What is one?\n\nThis.\n"))
	l.raw = func() (func() error, error) { return func() error { return nil }, nil }
	var input strings.Builder
	sent := 0
	for _, h := range l.texts {
		// an escape takes what follows with it; the others are keys
		if h.family != lineEnds && !strings.ContainsAny(h.sequence, "\x1b\x03\x1a") {
			input.WriteString("\x1b[200~" + h.text + "\x1b[201~\r")
			sent++
		}
	}
	said := l.good(input.String()+"\r\nq\n", "review", "--type", "--color", "never").stdout
	if n := len(anyMark.FindAllString(said, -1)); n < sent || sent < len(l.texts)/3 {
		l.t.Errorf("%d texts were shown of %d", n, sent)
	}
	// Somebody may hand on a database that refuses what is written to it, in hostile words.
	l.change("create trigger hostile before insert on review begin select raise(abort, '" +
		strings.ReplaceAll(bundles(l.texts, 4000)[0], "'", "''") + "'); end")
	refused := l.run("\n3\nq\n", "review", "--color", "never")
	if !strings.Contains(refused.stdout, "not saved: ") || !anyMark.MatchString(refused.stdout) {
		l.t.Errorf("a grade was not refused: %+v", refused)
	}
}
