package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"iq/importer"
	"iq/internal/card"
)

// write makes files below a folder, by path.
func write(t *testing.T, files map[string]string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const question = "## What is asked?\n\nThis.\n"

var errPart = errors.New("is a part of an export")

// isExport takes a file that begins with EXPORT for one, and one that begins with PART for a part of one.
func isExport(head []byte) (bool, error) {
	if bytes.HasPrefix(head, []byte("PART")) {
		return true, errPart
	}
	return bytes.HasPrefix(head, []byte("EXPORT")), nil
}

func reader(opt Options) *Reader {
	opt.IsExport = isExport
	return New(opt)
}

func TestFind(t *testing.T) {
	t.Chdir(write(t, map[string]string{
		"lists/b.md": "", "lists/a.MD": "", "lists/deep/c.csv": "", "lists/d.apkg": "", "lists/photo.jpg": "",
		"lists/.hidden.md": "", "lists/.git/e.md": "", ".dots/f.md": "", "empty/photo.jpg": "", "photo.jpg": "",
	}))
	all := []string{"lists/a.MD", "lists/b.md", "lists/d.apkg", "lists/deep/c.csv"}
	for name, tt := range map[string]struct {
		paths, found []string
		failed       string
	}{
		"a folder":           {[]string{"lists"}, all, ""},
		"as it is written":   {[]string{"./lists/deep/"}, []string{"lists/deep/c.csv"}, ""},
		"the current folder": {[]string{"."}, all, ""},
		"a hidden one":       {[]string{".dots"}, []string{".dots/f.md"}, ""},
		"whatever is named":  {[]string{"photo.jpg", "-"}, []string{"photo.jpg (named)", "- (named)"}, ""},
		"without questions":  {[]string{"empty"}, nil, "import empty: the folder holds no question files"},
		"not there":          {[]string{"x", "-"}, []string{"- (named)"}, "import x: no such file or directory"},
	} {
		t.Run(name, func(t *testing.T) {
			var found []string
			failed := ""
			for _, f := range Find(tt.paths, Report{
				Failed:  func(err error) { failed += err.Error() },
				Skipped: func(path, why string) { t.Errorf("%s was skipped: %s", path, why) },
			}) {
				shown := filepath.ToSlash(f.Path)
				if f.Named {
					shown += " (named)"
				}
				found = append(found, shown)
			}
			if diff := cmp.Diff(tt.found, found) + cmp.Diff(tt.failed, failed); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{
		fs.ModeNamedPipe: "a pipe", fs.ModeSocket: "a socket", fs.ModeDevice: "a device",
		fs.ModeDevice | fs.ModeCharDevice: "a device", fs.ModeIrregular: "not a regular file",
	} {
		if got := kind(mode | 0o600); got != want {
			t.Errorf("%v is %s, want %s", mode, got, want)
		}
	}
}

// TestReadInOrder reads many files, some ahead of others, and gets them in their order.
func TestReadInOrder(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("%02d.md", i)] = strings.Repeat(question, 1+i*7%40)
	}
	found := Find([]string{write(t, files)}, Report{})
	r := reader(Options{})
	r.Start(t.Context(), found, nil)
	for i := range 40 {
		f := r.Next()
		if f == nil || f.Err != nil || f.Path != found[i].Path || f.Source != found[i].Path {
			t.Fatalf("file %d: %+v", i, f)
		}
		if want := fmt.Sprintf("%02d", i); f.Doc.Deck != want {
			t.Errorf("file %d is of deck %s, want %s", i, f.Doc.Deck, want)
		}
		if want := len(f.Doc.Cards) * len("What is asked?This."); f.Size() != want {
			t.Errorf("file %d has %d bytes of text, want %d", i, f.Size(), want)
		}
	}
	if f := r.Next(); f != nil {
		t.Errorf("one more file: %+v", f)
	}
}

// TestInterruptedReading ends when its context does, wherever it is.
func TestInterruptedReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := reader(Options{})
	found := Find([]string{write(t, map[string]string{"a.md": question})}, Report{})
	r.Start(ctx, slices.Repeat(found, 1000), nil)
	r.Next()
	cancel()
	for n := 0; r.Next() != nil; n++ {
		if n > 100 {
			t.Fatal("it goes on reading")
		}
	}
}

// TestDigest tells apart whatever makes other cards of the same file.
func TestDigest(t *testing.T) {
	folder := write(t, map[string]string{"a.md": question, "b.md": question + "\n"})
	seen := map[string]string{}
	for name, tt := range map[string]struct {
		opt  Options
		file string
	}{
		"as it is":        {Options{}, "a.md"},
		"other bytes":     {Options{}, "b.md"},
		"another version": {Options{Version: "2"}, "a.md"},
		"a deck":          {Options{Deck: "d"}, "a.md"},
		"a format":        {Options{Format: "markdown"}, "a.md"},
		"drafts":          {Options{Drafts: true}, "a.md"},
	} {
		found := Found{Path: filepath.Join(folder, tt.file)}
		f := reader(tt.opt).Read(t.Context(), found, nil)
		if f.Err != nil || len(f.Digest) == 0 || f.Unchanged {
			t.Fatalf("%s: %+v", name, f)
		}
		if other, is := seen[string(f.Digest)]; is {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[string(f.Digest)] = name

		known := func(source string, digest []byte) bool {
			return source == found.Path && bytes.Equal(digest, f.Digest)
		}
		if again := reader(tt.opt).Read(t.Context(), found, known); !again.Unchanged || again.Doc.Cards != nil {
			t.Errorf("%s: not unchanged: %+v", name, again)
		}
		tt.opt.Always = true
		if again := reader(tt.opt).Read(t.Context(), found, known); again.Unchanged || len(again.Doc.Cards) != 1 {
			t.Errorf("%s: not read: %+v", name, again)
		}
	}
}

// TestRefused names what cannot be read, and why.
func TestRefused(t *testing.T) {
	long := strings.Repeat("x", card.MaxDeck+1)
	t.Chdir(write(t, map[string]string{
		"deck.md": "---\ndeck: " + long + "\n---\n\n" + question, "part.jsonl": "PART\n", "all.jsonl": "EXPORT\n",
		"bad.apkg": "PK", "good.md": question, "folder/x.md": question,
	}))
	for name, tt := range map[string]struct {
		file string
		opt  Options
		want error
		text string
	}{
		"a deck":               {file: "deck.md", want: card.ErrDeckTooLong, text: "import deck.md: line 5: "},
		"another takes it":     {file: "deck.md", opt: Options{Deck: "d"}},
		"a part of an export":  {file: "part.jsonl", want: errPart, text: "import part.jsonl: it is a part"},
		"an export":            {file: "all.jsonl"},
		"its decks":            {file: "all.jsonl", opt: Options{Deck: "d"}, want: errExportOptions, text: "leave"},
		"its format":           {file: "all.jsonl", opt: Options{Format: "csv"}, want: errExportOptions, text: "leave"},
		"a package":            {file: "bad.apkg", text: "bad.apkg"},
		"a package as another": {file: "bad.apkg", opt: Options{Format: "csv"}, text: "cannot be read as csv"},
		"not there":            {file: "x.md", want: os.ErrNotExist, text: "import x.md: "},
		"a package not there":  {file: "x.apkg", want: os.ErrNotExist, text: "import x.apkg: "},
		"not a file":           {file: "folder", want: ErrNotRegular, text: "import folder: "},
		"a file":               {file: "good.md"},
	} {
		t.Run(name, func(t *testing.T) {
			f := reader(tt.opt).Read(t.Context(), Found{Path: tt.file, Named: true}, nil)
			if (f.Err != nil) != (tt.text != "") || !errors.Is(f.Err, tt.want) && tt.want != nil {
				t.Fatalf("%v, want %v", f.Err, tt.want)
			}
			if f.Err != nil && (!strings.Contains(f.Err.Error(), tt.text) || len(f.Doc.Cards) > 0) {
				t.Errorf("%v, with %d cards; want %s", f.Err, len(f.Doc.Cards), tt.text)
			}
			if f.Export != strings.HasSuffix(tt.file, ".jsonl") {
				t.Errorf("export: %v", f.Export)
			}
		})
	}
}

// TestStdin reads questions into memory and an export into a file, which is gone in the end.
func TestStdin(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	long := "EXPORT\n" + strings.Repeat("a line of it\n", 2*headBytes)
	broken := iotest.ErrReader(iotest.ErrTimeout)
	for name, tt := range map[string]struct {
		in     io.Reader
		export string
		cards  int
		err    error
	}{
		"questions":        {in: strings.NewReader(question), cards: 1},
		"byte by byte":     {in: iotest.OneByteReader(strings.NewReader(question)), cards: 1},
		"many questions":   {in: strings.NewReader(strings.Repeat(question, headBytes/10)), cards: headBytes / 10},
		"an export":        {in: strings.NewReader(long), export: long},
		"a short export":   {in: strings.NewReader("EXPORT\n"), export: "EXPORT\n"},
		"a part of one":    {in: strings.NewReader("PART\n"), err: errPart},
		"nothing":          {in: strings.NewReader(""), err: importer.ErrEmpty},
		"what breaks off":  {in: io.MultiReader(strings.NewReader(question), broken), err: iotest.ErrTimeout},
		"an export broken": {in: io.MultiReader(strings.NewReader(long), broken), err: iotest.ErrTimeout},
		"more than may be": {in: io.LimitReader(zeros{}, importer.MaxFileBytes+1), err: importer.ErrFileTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			r := reader(Options{Deck: ""})
			if err := r.ReadStdin(t.Context(), tt.in); err != nil {
				t.Fatal(err)
			}
			f := r.Read(t.Context(), Found{StdinPath, true}, nil)
			if !errors.Is(f.Err, tt.err) || len(f.Doc.Cards) != tt.cards || f.Name != stdinName || !f.Partial {
				t.Fatalf("%v, %d cards: %+v", f.Err, len(f.Doc.Cards), f)
			}
			if tt.export != "" {
				mustHold(t, f, tt.export)
			}
			r.Close()
			if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func mustHold(t *testing.T, f *File, want string) {
	t.Helper()
	file, err := f.Open()
	if err != nil || !f.Export {
		t.Fatalf("export %v: %v", f.Export, err)
	}
	defer file.Close()
	if got, err := io.ReadAll(file); err != nil || string(got) != want {
		t.Errorf("it holds %d bytes, want %d: %v", len(got), len(want), err)
	}
}

// TestStdinIsInterrupted ends with the context's error.
func TestStdinIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := reader(Options{}).ReadStdin(ctx, strings.NewReader(question)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
