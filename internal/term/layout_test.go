package term

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"

	"iq/importer"
	"iq/internal/markup"
)

// TestEveryWidth holds each text of testdata to every width that a terminal may have, with colour
// and without.
func TestEveryWidth(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.md")
	if len(files) == 0 {
		t.Fatal("no texts")
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		step := 1
		if testing.Short() {
			step = 7
		}
		for width := 40; width <= 200; width += step {
			laidOut(t, file, string(source), width, nil)
			laidOut(t, file, string(source), width, NewPalette(true))
		}
	}
}

// TestCorpusIsLaidOut does the same with real questions, which are not part of this project.
func TestCorpusIsLaidOut(t *testing.T) {
	root := "../../../shared/corpus"
	if _, err := os.Stat(root); err != nil {
		t.Skip("the corpus of real question files is not here")
	}
	_ = filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(file) == ".apkg" || filepath.Ext(file) == ".jsonl" {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		d, _ := importer.Parse(file, data) // what is no question file has no cards
		for _, c := range d.Cards {
			for _, width := range []int{40, 80} {
				laidOut(t, file, c.Question, width, nil)
				laidOut(t, file, c.Answer, width, nil)
			}
			laidOut(t, file, c.Answer, 60, NewPalette(true))
		}
		return nil
	})
}

var colours = regexp.MustCompile("\x1b\\[[0-9;]*m")

// laidOut holds that code is kept to the letter, that no line ends in blanks, and that none is
// wider than the terminal but for code and single words.
func laidOut(t *testing.T, name, source string, width int, pal *Palette) {
	t.Helper()
	out := Markdown(source, MarkdownOptions{Width: width, Palette: pal, NumberPoints: width%2 == 0})
	lines := strings.Split(strings.TrimSuffix(colours.ReplaceAllString(out, ""), "\n"), "\n")
	var code []string
	for _, block := range codeBlocks(source) {
		if !holdsBlock(lines, block) {
			t.Errorf("%s: at %d columns this code is not kept:\n%s\n\n%s", name, width, strings.Join(block, "\n"), out)
		}
		code = append(code, block...)
	}
	for i, line := range lines {
		if strings.TrimRight(line, " \t") != line {
			t.Errorf("%s: a line ends in blanks at %d columns: %q", name, width, line)
		}
		if i > 0 && line == "" && lines[i-1] == "" && !slices.Contains(code, "") {
			t.Errorf("%s: two empty lines at %d columns before %q", name, width, lines[min(i+1, len(lines)-1)])
		}
		isCode := func(code string) bool { return strings.HasSuffix(line, " "+code) }
		if DisplayWidth(line) > width && !slices.ContainsFunc(code, isCode) && !oneWord(line) &&
			!strings.Contains(source, "<pre") {
			t.Errorf("%s: %d columns at width %d: %q", name, DisplayWidth(line), width, line)
		}
	}
}

// codeBlocks gives the code of a text, block by block, as it has to be shown.
func codeBlocks(source string) [][]string {
	source = Clean(source)
	if markup.TooIntricate(source) {
		return nil
	}
	src := []byte(source)
	var blocks [][]string
	_ = ast.Walk(markup.Parse(src), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if kind := n.Kind(); !entering || kind != ast.KindCodeBlock && kind != ast.KindFencedCodeBlock {
			return ast.WalkContinue, nil
		}
		block := strings.Split(strings.TrimRight(string(markup.Source(n, src)), "\n"), "\n")
		for i, line := range block {
			block[i] = strings.TrimRight(expandTabs(line), " ")
		}
		blocks = append(blocks, block)
		return ast.WalkContinue, nil
	})
	return blocks
}

// notMargin is what stands before a block's first line alone, such as the mark of a list's item.
var notMargin = regexp.MustCompile(`[^ │]`)

// holdsBlock reports whether the block's lines follow each other in what is shown, all in the same
// columns.
func holdsBlock(shown, block []string) bool {
	for start := range len(shown) - len(block) + 1 {
		margin, found := strings.CutSuffix(shown[start], block[0])
		margin = notMargin.ReplaceAllString(margin, " ")
		if found && slices.EqualFunc(shown[start+1:start+len(block)], block[1:], func(line, want string) bool {
			return line == strings.TrimRight(margin+want, " ")
		}) {
			return true
		}
	}
	return false
}

// TestMarksOnNarrowTerminals keeps a list's mark where there is no room beside it.
func TestMarksOnNarrowTerminals(t *testing.T) {
	for _, width := range []int{8, 12, 20} {
		if out := Markdown("1000000. one\n", MarkdownOptions{Width: width}); !strings.Contains(out, "1000000.") {
			t.Errorf("at %d columns the number is lost: %q", width, out)
		}
	}
}
