package e2e

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// fileOf writes hostile texts in one format, so that they come to be questions, answers, tags, decks
// and pieces that are skipped.
type fileOf struct {
	format string // as --format knows it
	name   string
	write  func(texts []hostileText) string
}

// padding is plain text, for want of which a file would be taken for a binary one.
var padding = strings.Repeat("plain text ", 800)

func filesOf() []fileOf {
	return []fileOf{
		{"markdown", "headings.md", func(texts []hostileText) string {
			return padding + "\n\n" + eachText(texts,
				"# Part TEXT\n\n## What is TEXT?\n\n- This TEXT\n\n## And what of TEXT?\n\n")
		}},
		{"markdown", "front.md", func(texts []hostileText) string {
			return "---\ndeck: " + jsonEscaped(texts[0].text) + "\ntags: [" + jsonEscaped(texts[0].text) +
				"]\n---\n\n" + padding + "\n\n" + eachText(texts, "## What is TEXT?\n\nThis TEXT\n\n")
		}},
		{"markdown", "table.md", func(texts []hostileText) string {
			return padding + "\n\n| Question | Answer |\n|---|---|\n" + eachText(texts,
				"| What is TEXT? | This TEXT |\n")
		}},
		{"csv", "cards.csv", func(texts []hostileText) string {
			return "question,answer,tags,deck\n" + padding + ",x,y,z\n" + eachText(texts,
				"\"What is TEXT?\",\"This TEXT\",\"tag TEXT\",\"deck TEXT\"\nTEXT\n")
		}},
		{"tsv", "cards.tsv", func(texts []hostileText) string {
			return "question\tanswer\ttags\n" + padding + "\tx\ty\n" + eachText(texts,
				"What is TEXT?\tThis TEXT\ttag TEXT\nTEXT\n")
		}},
		{"anki-text", "notes.txt", func(texts []hostileText) string {
			return "#separator:tab\n#html:true\n#deck column:3\n#tags column:4\n" + padding + "\tx\ty\tz\n" +
				eachText(texts, "What is TEXT?\tThis <b>TEXT</b>\tdeck TEXT\tTEXT\n")
		}},
		{"json", "cards.json", func(texts []hostileText) string {
			return "[" +
				strings.TrimSuffix(eachJSON(texts,
					`{"question":"What is TEXT?","answer":"This TEXT","deck":"deck TEXT","tags":["TEXT"]},`+
						`{"question":"And what of TEXT?"},"TEXT",`), ",") + "]"
		}},
		{"json", "cards.jsonl", func(texts []hostileText) string {
			return eachJSON(texts,
				`{"question":"What is TEXT?","answer":"This TEXT","tags":["TEXT"]}`+"\n"+`{"TEXT":1}`+"\n")
		}},
		{"org", "cards.org", func(texts []hostileText) string {
			return "#+TITLE: " + padding + "\n" + eachText(texts,
				"* Part TEXT\n** What is TEXT? :drill:\n*** Answer\nThis TEXT\n** Empty TEXT :drill:\n")
		}},
		{"quizlet", "terms.txt", func(texts []hostileText) string {
			return "What is the first?\t" + padding + "\n" + eachText(texts, "What is TEXT?\tThis TEXT\n")
		}},
	}
}

func eachText(texts []hostileText, format string) string {
	var b strings.Builder
	for _, h := range texts {
		b.WriteString(strings.ReplaceAll(format, "TEXT", h.text))
	}
	return b.String()
}

// eachJSON writes all but ASCII as escapes, as it is usual.
func eachJSON(texts []hostileText, format string) string {
	var b strings.Builder
	for _, h := range texts {
		escaped := jsonEscaped(h.text)
		b.WriteString(strings.ReplaceAll(format, "TEXT", escaped[1:len(escaped)-1]))
	}
	return b.String()
}

func jsonEscaped(s string) string {
	var b strings.Builder
	for _, r := range jsonString(s) {
		switch {
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
		case r >= 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// alike parts the texts by family, and those that are UTF-8 from those that are not: a file with one
// of these is read as if all of it were of another encoding.
func (l *lab) alike() [][]hostileText {
	byKind := map[string][]hostileText{}
	for _, h := range l.texts {
		kind := fmt.Sprint(h.family, utf8.ValidString(h.text))
		byKind[kind] = append(byKind[kind], h)
	}
	var parts [][]hostileText
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		parts = append(parts, byKind[kind])
	}
	return parts
}

// byEncoding returns the texts that are UTF-8, and those that are not.
func (l *lab) byEncoding() (valid, invalid []hostileText) {
	for _, h := range l.texts {
		if utf8.ValidString(h.text) {
			valid = append(valid, h)
		} else {
			invalid = append(invalid, h)
		}
	}
	return valid, invalid
}

// importedText imports hostile texts in every format, and shows what came of them.
func importedText(l *lab) {
	l.texts = hostileTexts(max(ordinary, howMany())) // of fewer there are too few alike to make a table
	formats := map[string]bool{}
	for _, f := range filesOf() {
		formats[f.format] = true
		folder := filepath.Join(l.dir, f.name)
		for i, texts := range l.alike() {
			l.write(filepath.Join(f.name, fmt.Sprint(i)+filepath.Ext(f.name)), f.write(texts))
		}
		part := *l
		part.db = folder + ".db"
		part.texts = slices.DeleteFunc(slices.Clone(l.texts), func(h hostileText) bool { return h.family == lineEnds })
		if filepath.Ext(folder) == ".txt" { // a folder is not searched for these
			folder = strings.Join(foldersIn(l, f.name), "\n")
		}
		files := strings.Split(folder, "\n")
		part.shows("the report of "+f.name, part.run("", append([]string{"import", "--format", f.format, "--dry-run",
			"--verbose", "--explain"}, files...)...).stdout)
		part.shows("the JSON of "+f.name, part.run("", append([]string{"import", "--format", f.format, "--dry-run",
			"--explain", "--json"}, files...)...).stdout)
		part.good("", append([]string{"import", "--format", f.format, "--unanswered"}, files...)...)
		part.shows("the list of "+f.name, part.run("", "list", "--json").stdout)
		part.run("", "stats")
	}
	_, known, _ := strings.Cut(l.run("", "help", "import").stdout, "Formats:")
	known, _, _ = strings.Cut(known, ".")
	for _, name := range strings.Split(strings.Join(strings.Fields(known), " "), ", ") {
		if !formats[name] {
			l.t.Errorf("no file of format %q is tried", name)
		}
	}
	l.packageText()
}

// packageText imports a package of Anki's whose every field, tag and deck is hostile.
func (l *lab) packageText() {
	l.t.Helper()
	path := filepath.Join(l.dir, "collection")
	handle, err := sql.Open("sqlite", path)
	if err != nil {
		l.t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		if _, e := handle.Exec(query, args...); e != nil && err == nil {
			err = e
		}
	}
	exec(`create table col (id integer primary key, ver integer, models text, decks text);
		create table notes (
			id integer primary key, guid text, mid integer, mod integer, usn integer, tags text, flds text,
			sfld text, csum integer, flags integer, data text
		);
		create table cards (
			id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer,
			type integer, queue integer, due integer, ivl integer, factor integer, reps integer,
			lapses integer, left integer, odue integer, odid integer default 0, flags integer, data text
		);
		begin`)
	var decks strings.Builder
	for i, h := range l.texts {
		fmt.Fprintf(&decks, `,"%d":{"name":%s}`, i+1, jsonEscaped("deck "+h.text))
		exec("insert into notes (id, mid, tags, flds) values (?, 1, ?, ?)", i+1, h.text,
			"What is "+h.text+"?\x1fThis <b title='"+h.text+"'>"+h.text+"</b> <img src='"+h.text+"'>")
		exec("insert into cards (nid, did, ord) values (?, ?, 0)", i+1, i+1)
	}
	name := jsonEscaped(bundles(l.texts, 2000)[0])
	exec("insert into col values (1, 11, ?, ?)", `{"1":{"name":`+name+`,"type":0,"flds":[
		{"name":"Front","ord":0},{"name":"Back","ord":1}],
		"tmpls":[{"name":`+name+`,"ord":0,"qfmt":"{{Front}}","afmt":"{{Back}}"}]}}`, "{"+decks.String()[1:]+"}")
	exec("commit")
	if err = errorsOf(err, handle.Close()); err != nil {
		l.t.Fatal(err)
	}
	collection, err := os.ReadFile(path)
	if err != nil {
		l.t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("collection.anki2")
	if err == nil {
		_, err = w.Write(collection)
	}
	if err = errorsOf(err, z.Close()); err != nil {
		l.t.Fatal(err)
	}
	file := l.write("deck.apkg", b.String())
	l.shows("report of a package", l.painted("", "import", "--dry-run", "--verbose", "--explain", file).stdout)
	l.shows("JSON of a package", l.run("", "import", "--dry-run", "--json", file).stdout)
}

func errorsOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// unreadableText imports files that are refused, and whose refusal might show what is in them.
func unreadableText(l *lab) {
	valid, invalid := l.byEncoding()
	for i, texts := range [][]hostileText{valid, invalid, l.texts[:1]} {
		for name, data := range map[string]string{
			"cut.json": `[{"question":` + bundles(texts, 4000)[0], "key.json": "{" + bundles(texts, 4000)[0] + ":1}",
			"cut.jsonl": bundles(texts, 4000)[0] + "\n{" + bundles(texts, 4000)[0],
			"notes.md":  eachText(texts, "Some notes on TEXT.\n\n") + padding, "front.md": "---\n" + bundles(texts,
				4000)[0] + ": [\n---\n\n" + padding,
			"broken.csv": "\"" + bundles(texts, 4000)[0], "header.txt": "#separator:" + bundles(texts, 4000)[0] +
				"\n#deck:" + texts[0].text + "\n#" + texts[0].text + "\n" + padding + "\tx\n",
			"broken.org": "* " + bundles(texts, 4000)[0] + " :drill:\n:PROPERTIES:\n", "damaged.apkg": "PK\x03\x04" +
				bundles(texts, 4000)[0],
		} {
			file := l.write(fmt.Sprintf("%d/%s", i, name), data)
			l.painted("", "import", "--verbose", "--explain", file)
			l.run("", "import", "--json", "--explain", file)
			l.run(data, "import", "--verbose", "--deck", texts[0].text, "-")
			l.run(data, "add", "-")
		}
	}
}

// fileNames imports files whose names are hostile, and files that are not there.
func fileNames(l *lab) {
	var missing []string
	folder := filepath.Join(l.dir, "named")
	for i, h := range l.texts {
		h.text = strings.NewReplacer("/", "|", `\`, "|").Replace(h.text) // what would part the name
		l.write("named/"+h.text+".md", fmt.Sprintf("## What is %d?\n\nThis %[1]d.\n", i))
		l.write("empty/"+h.text+".md", "")
		l.write("foreign/"+h.text+"/x", "")
		missing = append(missing, filepath.Join(folder, "no", h.text))
	}
	l.shows("missing files", l.run("", append([]string{"import"}, missing...)...).stderr)
	l.shows("folders without questions", l.run("", append([]string{"import"}, foldersIn(l, "foreign")...)...).stderr)
	l.shows("empty files", l.run("", "import", filepath.Join(l.dir, "empty")).stderr)
	l.shows("report by name", l.painted("", "import", "--dry-run", "--verbose", "--explain", folder).stdout)
	l.shows("JSON by name", l.run("", "import", "--dry-run", "--json", folder).stdout)
	l.good("", "import", folder)
	l.shows("decks by name", l.painted("", "deck").stdout)
	l.shows("sources by name", l.run("", "list", "--json").stdout)
}

func foldersIn(l *lab, name string) []string {
	l.t.Helper()
	entries, err := os.ReadDir(filepath.Join(l.dir, name))
	if err != nil {
		l.t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, filepath.Join(l.dir, name, e.Name()))
	}
	return all
}
