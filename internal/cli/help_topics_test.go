package cli

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"iq/importer"
)

// helpPage returns the Markdown of a topic.
func helpPage(t *testing.T, topic string) string {
	t.Helper()
	page, ok := topicPage(topic)
	if !ok {
		t.Fatalf("there is no page %q", topic)
	}
	return page
}

func TestEveryPageIsATopic(t *testing.T) {
	pages, err := fs.Glob(helpPages, "help/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, page := range pages {
		names = append(names, strings.TrimSuffix(filepath.Base(page), ".md"))
	}
	if want := slices.Sorted(slices.Values(topics)); !slices.Equal(names, want) {
		t.Errorf("the pages are %v, the topics %v", names, want)
	}
	for line := range strings.Lines(topicList()) {
		if about := strings.TrimSpace(line[13:]); about == "" {
			t.Errorf("%q does not say what it is about", line)
		}
	}
}

// example is an example of `iq help layouts`: a list, and below it what iq asks of it.
type example struct {
	under     string // the heading it stands under
	language  string // of the fence
	text      string
	questions []string
}

var fence = regexp.MustCompile("(?ms)^```([a-z-]+)\n(.*?)^```\n\n→ (.*?)\n\n")

func layoutExamples(t *testing.T) (examples []example) {
	page := helpPage(t, "layouts")
	if opened, found := strings.Count(page, "\n```"), len(fence.FindAllString(page, -1)); opened != 2*found {
		t.Errorf("%d of %d examples say what they become", found, opened/2)
	}
	headings := regexp.MustCompile(`(?m)^##+ (.*)$`)
	for _, m := range fence.FindAllStringSubmatchIndex(page, -1) {
		outside := fence.ReplaceAllString(page[:m[0]], "") // an example may have headings too
		above := headings.FindAllStringSubmatch(outside, -1)
		examples = append(examples, example{
			under:     above[len(above)-1][1],
			language:  page[m[2]:m[3]],
			text:      page[m[4]:m[5]],
			questions: strings.Split(strings.Join(strings.Fields(page[m[6]:m[7]]), " "), " · "),
		})
	}
	return examples
}

// TestLayoutExamples imports every example of `iq help layouts` and compares the questions with those
// that the page states. Each layout and each format of the importer has to have one.
func TestLayoutExamples(t *testing.T) {
	competed, shown := map[string]bool{}, map[string]bool{}
	for _, e := range layoutExamples(t) {
		t.Run(e.under, func(t *testing.T) {
			endings := map[string]string{"markdown": "md", "anki-text": "txt", "quizlet": "txt"}
			ending := cmp.Or(endings[e.language], e.language)
			doc, err := importer.Parse("example."+ending, []byte(e.text))
			if err != nil {
				t.Fatal(err)
			}
			var questions []string
			for _, c := range doc.Cards {
				question, _, _ := strings.Cut(c.Question, "\n")
				questions = append(questions, question)
				if c.Answer == "" {
					t.Errorf("%s has no answer", question)
				}
			}
			if !slices.Equal(questions, e.questions) || len(doc.Unanswered)+len(doc.Skipped) > 0 {
				t.Errorf("it becomes %q, not %q; left out: %v %v", questions, e.questions, doc.Unanswered, doc.Skipped)
			}
			if doc.Format != e.language {
				t.Errorf("it is read as %s", doc.Format)
			}
			if e.under == doc.Layout || e.under == doc.Format {
				shown[e.under] = true
			}
			for _, c := range doc.Candidates {
				competed[c.Layout] = true
			}
		})
	}
	for _, format := range importer.Formats() {
		competed[format] = format != "markdown" // that has the layouts
	}
	for name, needed := range competed {
		if needed && !shown[name] {
			t.Errorf("%s has no example of its own", name)
		}
	}
}

// documentedKeys reads a page's tables of JSON keys: for each heading of the second level the paths of
// its keys. A heading of the third level names objects whose keys follow: "decks[] and total".
func documentedKeys(t *testing.T, page string) map[string]map[string]bool {
	t.Helper()
	sections := map[string]map[string]bool{}
	var keys map[string]bool
	prefixes := []string{""}
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "## "); ok {
			keys, prefixes = map[string]bool{}, []string{""}
			sections[name] = keys
		}
		if name, ok := strings.CutPrefix(line, "### "); ok {
			prefixes = nil
			for _, object := range strings.Split(name, " and ") {
				prefixes = append(prefixes, object+".")
			}
		}
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			key := strings.TrimSpace(cells[1])
			if key == "key" || strings.Trim(key, "- ") == "" {
				continue
			}
			for _, prefix := range prefixes {
				keys[prefix+key] = true
			}
		}
	}
	return sections
}

// addPaths notes the paths of all keys in a JSON value: "today.cards", "next[].day".
func addPaths(paths map[string]bool, path string, value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, member := range value {
			addPaths(paths, strings.TrimPrefix(path+"."+key, "."), member)
		}
	case []any:
		for _, element := range value {
			addPaths(paths, path+"[]", element)
		}
		if len(value) == 0 {
			paths[path] = true
		}
	default:
		paths[path] = true
	}
}

// isDocumented reports whether a printed path has a row. Null or an empty list stands for whatever has
// a row below it.
func isDocumented(documented map[string]bool, path string) bool {
	for row := range documented {
		if row == path || strings.HasPrefix(row, path+".") || strings.HasPrefix(row, path+"[]") {
			return true
		}
	}
	return false
}

// TestJSONKeys compares `iq help json` with what the commands print: no key is missing there, and none
// is there that no command prints.
func TestJSONKeys(t *testing.T) {
	sections := documentedKeys(t, helpPage(t, "json"))
	printed := printedJSON(t)
	documented, tried := slices.Sorted(maps.Keys(sections)), slices.Sorted(maps.Keys(printed))
	if !slices.Equal(documented, tried) {
		t.Errorf("documented are %q, tried %q", documented, tried)
	}
	for section, lines := range printed {
		paths := map[string]bool{}
		for line := range strings.Lines(lines) {
			var value map[string]any
			if err := json.Unmarshal([]byte(line), &value); err != nil {
				t.Fatalf("%s: %v: %s", section, err, line)
			}
			prefix := ""
			if kind, typed := value["type"]; typed {
				prefix = "type " + kind.(string)
			}
			addPaths(paths, prefix, value)
		}
		for path := range paths {
			if !isDocumented(sections[section], path) {
				t.Errorf("%s prints %s, which the page does not have", section, path)
			}
		}
		for path := range sections[section] {
			if !paths[path] {
				t.Errorf("%s does not print %s, which the page has", section, path)
			}
		}
	}
}

// printedJSON is what the commands of the page print, by its headings, in a database where no list is
// empty and nothing is null.
func printedJSON(t *testing.T) map[string]string {
	w := newWorld(t)
	list := w.file("list.md", "# List\n\n## Part\n\n### What is a lease?\n\n- A lock.\n- It expires.\n\n"+
		"### What is a quorum?\n\n- A majority.\n\n### What is a fence?\n\n### What is a log?\n\n"+
		"A file that only grows.\n\n## See also\n\n- [a page](https://example.org)\n")
	importing := w.iq("", "import", "--json", "--explain", list)
	w.iq(strings.Repeat("s\n1\n1\n", 3), "review", "--sure", "--points", "--limit", "1") // the repeats count too
	w.iq("", "tag", "1", "--add", "mine")
	w.iq("", "deck", "rename", "list", "renamed", "--yes")
	w.iq("", "config", "new-per-day", "5")
	w.iq("", "backup")
	w.now = w.now.AddDate(0, 0, 1)
	export := w.iq("", "export")
	other := newWorld(t)
	broken := other.file("all.jsonl", export+"not a line of an export\n")
	return map[string]string{
		"iq due --json":                 w.iq("", "due", "--json"),
		"iq list --json":                w.iq("", "list", "--json") + w.iq("", "search", "--json", "lease"),
		"iq stats --json":               w.iq("", "stats", "--json"),
		"iq import --json":              importing,
		"iq import --json of an export": other.iqStatus(1, "", "import", "--json", broken),
		"iq backup --list --json":       w.iq("", "backup", "--list", "--json"),
		"iq export":                     export,
		"iq export --reviews --json":    w.iq("", "export", "--reviews", "--json"),
	}
}

// readElsewhere are variables that iq reads by way of others, and the call that does it.
var readElsewhere = map[string]string{
	"HOME":   "os.UserHomeDir(",
	"TMPDIR": `os.CreateTemp("",`,
	"TZ":     "time.Now",
}

// TestEnvironmentPage compares `iq help environment` with the variables that the code reads.
func TestEnvironmentPage(t *testing.T) {
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\| ([A-Z_]+) \|`).FindAllStringSubmatch(helpPage(t, "environment"), -1) {
		documented[m[1]] = true
	}
	read := map[string]bool{}
	getenv := regexp.MustCompile(`(?:Getenv|LookupEnv)\("([^"]+)"`)
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"iqtest", "e2e", "torture"}, d.Name()):
			return fs.SkipDir // they start iq, and are not in it
		case filepath.Ext(path) != ".go", strings.HasSuffix(path, "_test.go"):
			return nil
		}
		code, err := os.ReadFile(path)
		for _, m := range getenv.FindAllSubmatch(code, -1) {
			read[string(m[1])] = true
		}
		for variable, call := range readElsewhere {
			read[variable] = read[variable] || strings.Contains(string(code), call)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for variable := range read {
		if read[variable] != documented[variable] {
			t.Errorf("%s is read: %v, documented: %v", variable, read[variable], documented[variable])
		}
		delete(documented, variable)
	}
	for variable := range documented {
		t.Errorf("%s is documented, and nothing reads it", variable)
	}
}
