package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// house is who may import whom among iq's packages. An arrow that is not here is a mistake, or a
// change of the picture to be made here first. A test may import more: only what ships counts.
var house = map[string][]string{
	"iq":                   {"iq/internal/process"},
	"iq/internal/process":  {"iq/internal/cli"},
	"iq/srs":               {},                     // pure: standard library only
	"iq/internal/card":     {"iq/srs"},             // pure: what a card is to everyone
	"iq/content":           {},                     // text alone
	"iq/internal/markup":   {},                     // what Markdown and HTML are, not where they come from or go
	"iq/internal/term":     {"iq/internal/markup"}, // how things look, not what they are
	"iq/internal/near":     {},                     // pure: how far apart two words are
	"iq/internal/keyterm":  {"iq/internal/near"},   // pure: a text held against texts
	"iq/db":                {"iq/db/backup", "iq/db/internal/file", "iq/internal/card", "iq/srs"},
	"iq/db/backup":         {"iq/db/internal/file"}, // works on paths: knows no cards and no schedule
	"iq/db/internal/file":  {},                      // what SQLite does not tell of a file
	"iq/internal/lineedit": {},                      // keys, not what the lines mean
	"iq/internal/e2e":      {},                      // tests alone
	"iq/internal/torture":  {},                      // tests alone
	"iq/internal/anki":     {"iq/importer", "iq/internal/card", "iq/internal/markup"},
	"iq/internal/ingest":   {"iq/importer", "iq/internal/anki", "iq/internal/card"}, // prints nothing
	"iq/internal/intake":   {"iq/db", "iq/importer", "iq/internal/card", "iq/internal/near"},
	"iq/internal/session": {"iq/internal/card", "iq/internal/keyterm", "iq/internal/markup", "iq/internal/term",
		"iq/srs"},
	"iq/internal/cli": {
		"iq/content", "iq/db", "iq/db/backup", "iq/importer", "iq/internal/anki", "iq/internal/card",
		"iq/internal/ingest", "iq/internal/intake", "iq/internal/lineedit", "iq/internal/markup",
		"iq/internal/near", "iq/internal/session", "iq/internal/term", "iq/srs",
	},

	// The importer's rooms: each stands on those above it.
	// a set of words, whatever they mean
	"iq/importer/internal/words": {},
	// what stands within a line, not what the line is for
	"iq/importer/internal/inline": {"iq/importer/internal/words"},
	// what asks, in words; never where in a file it stands
	"iq/importer/internal/ask": {"iq/importer/internal/inline", "iq/importer/internal/words"},
	// what every reader makes; knows none of them
	"iq/importer/internal/doc": {"iq/importer/internal/ask", "iq/internal/card"},
	// tests alone: what must hold of every document
	"iq/importer/internal/doctest": {"iq/importer/internal/doc"},
	// a text and what is hidden in it, whatever the file
	"iq/importer/internal/cloze": {"iq/importer/internal/doc"},
	// lines of Markdown; no other format
	"iq/importer/internal/markdown": {
		"iq/importer/internal/ask", "iq/importer/internal/cloze", "iq/importer/internal/doc",
		"iq/importer/internal/inline", "iq/importer/internal/words", "iq/internal/card",
		"iq/internal/markup",
	},
	// rows and objects by the roles of their columns and keys; no prose
	"iq/importer/internal/record": {
		"iq/importer/internal/ask", "iq/importer/internal/cloze", "iq/importer/internal/doc",
		"iq/importer/internal/words", "iq/internal/card", "iq/internal/markup",
	},
	// an outline; what is no card in it is read as Markdown
	"iq/importer/internal/org": {
		"iq/importer/internal/cloze", "iq/importer/internal/doc", "iq/importer/internal/inline",
		"iq/importer/internal/markdown", "iq/importer/internal/words", "iq/internal/card",
		"iq/internal/markup",
	},
	// pure: bytes in, cards out; knows nothing of where they go
	"iq/importer": {
		"iq/importer/internal/cloze", "iq/importer/internal/doc", "iq/importer/internal/markdown",
		"iq/importer/internal/org", "iq/importer/internal/record",
	},
}

// sqlite are the packages that may use the driver.
var sqlite = []string{"iq/db", "iq/db/backup", "iq/db/internal/file", "iq/internal/anki", "iq/internal/e2e/bare"}

// confined names libraries that one package alone may know, and why.
var confined = map[string][]string{
	"github.com/urfave/cli/v2": {"iq/internal/cli"},     // its habits are cured in one place
	"modernc.org/sqlite":       sqlite,                  // all SQL on iq's own file is in db
	"database/sql":             sqlite,                  //
	"github.com/fatih/color":   {"iq/internal/term"},    // colour is decided for each writer
	"github.com/adrg/xdg":      {"iq/internal/process"}, // the environment enters there
	"os/signal":                {"iq/internal/process", "iq/internal/e2e/rigged"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Standard", "iq/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// workshop is the part of the house of which nothing ships.
var workshop = map[string][]string{
	"iq/internal/e2e/bare":   {},
	"iq/internal/e2e/rigged": {"iq/internal/process"},
	"iq/internal/iqtest":     {"iq/internal/cli", "iq/internal/process"},
	"iq/internal/mutate":     {},
}

func TestTheHouseStands(t *testing.T) {
	for _, p := range packages(t) {
		allowed, known := house[p.ImportPath]
		if !known {
			allowed, known = workshop[p.ImportPath]
		}
		if !known {
			t.Errorf("%s is not in the table of the house", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if (imported == "iq" || strings.HasPrefix(imported, "iq/")) && !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s, which the house does not allow", p.ImportPath, imported)
			}
			if users, ok := confined[imported]; ok && !slices.Contains(users, p.ImportPath) {
				t.Errorf("%s imports %s, which only %v may", p.ImportPath, imported, users)
			}
			if p.ImportPath == "iq/srs" && strings.Contains(imported, ".") {
				t.Errorf("srs imports %s: it stands on the standard library alone", imported)
			}
		}
	}
}

// TestLibcIsTheDriversOwn guards modernc.org/libc, which must be at exactly the version that the
// SQLite driver was made with.
func TestLibcIsTheDriversOwn(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs := requiredVersion(t, strings.TrimSpace(string(out)), "modernc.org/libc")
	if ours := requiredVersion(t, "../../go.mod", "modernc.org/libc"); ours != theirs || ours == "" {
		t.Errorf("modernc.org/libc is at %q, the driver wants %q", ours, theirs)
	}
}

func requiredVersion(t *testing.T, file, module string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require ")); len(fields) > 1 &&
			fields[0] == module {
			return fields[1]
		}
	}
	return ""
}
