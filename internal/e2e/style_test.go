package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// What can be measured of how iq's code reads, tests included.
const (
	maxColumns       = 120 // of a line
	columnsOfTab     = 4
	maxFunctionLines = 80
	maxMixedOperands = 3 // of a condition that mixes && and ||
)

// goFile is a file of this tree.
type goFile struct {
	path   string // from the top of the tree
	text   string
	syntax *ast.File
	fset   *token.FileSet
}

// line is where a node begins.
func (f goFile) line(at token.Pos) int { return f.fset.Position(at).Line }

// goFiles reads all files of this tree.
func goFiles(t *testing.T) (files []goFile) {
	t.Helper()
	top := os.DirFS("../..")
	err := fs.WalkDir(top, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git"):
			return fs.SkipDir
		case filepath.Ext(path) != ".go":
			return nil
		}
		text, err := fs.ReadFile(top, path)
		if err != nil {
			return err
		}
		f := goFile{path: path, text: string(text), fset: token.NewFileSet()}
		f.syntax, err = parser.ParseFile(f.fset, path, text, parser.ParseComments|parser.SkipObjectResolution)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestTheHouseOfShortLines keeps lines to what fits beside another file.
func TestTheHouseOfShortLines(t *testing.T) {
	for _, f := range goFiles(t) {
		n := 0
		for line := range strings.Lines(f.text) {
			n++
			columns := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) + (columnsOfTab-1)*strings.Count(line,
				"\t")
			if columns > maxColumns {
				t.Errorf("%s:%d: %d characters; break the line, %d are the most", f.path, n, columns,
					maxColumns)
			}
		}
	}
}

// TestTheHouseOfShortFunctions keeps functions to what can be read at once.
func TestTheHouseOfShortFunctions(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				if lines := f.line(fn.End()) - f.line(fn.Pos()) + 1; lines > maxFunctionLines {
					t.Errorf("%s:%d: %s has %d lines; look for the missing noun, %d are the most",
						f.path, f.line(fn.Pos()), fn.Name.Name, lines, maxFunctionLines)
				}
			}
		}
	}
}

// TestTheHouseOfDocComments has each doc comment begin with the name that it documents, so that one which was
// left behind by a change of name is seen.
func TestTheHouseOfDocComments(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, d := range f.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				checkDoc(t, f, d.Doc, d.Name)
			case *ast.GenDecl:
				checkDocs(t, f, d)
			}
		}
	}
}

// checkDocs looks at the comments of constants, variables and types. That of a group speaks of all of it.
func checkDocs(t *testing.T, f goFile, d *ast.GenDecl) {
	t.Helper()
	for _, spec := range d.Specs {
		var doc *ast.CommentGroup
		var names []*ast.Ident
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			doc, names = spec.Doc, spec.Names
		case *ast.TypeSpec:
			doc, names = spec.Doc, []*ast.Ident{spec.Name}
		}
		if !d.Lparen.IsValid() {
			doc = d.Doc
		}
		checkDoc(t, f, doc, names...)
	}
}

func checkDoc(t *testing.T, f goFile, doc *ast.CommentGroup, names ...*ast.Ident) {
	t.Helper()
	words := strings.Fields(doc.Text())
	if len(words) == 0 || len(names) == 0 || names[0].Name == "_" {
		return
	}
	first := strings.TrimRight(words[0], ",.:;")
	first = strings.TrimSuffix(first, "'s")
	if !slices.ContainsFunc(names, func(name *ast.Ident) bool { return name.Name == first }) {
		t.Errorf("%s:%d: the doc comment of %s begins with %q, not with its name",
			f.path, f.line(doc.Pos()), names[0].Name, words[0])
	}
}

// knownMixed are the functions that may have such conditions, each with how many.
var knownMixed = map[string]int{
	// A character is known by what it lies between.
	"internal/cli TestHostileNames": 1,
}

// importersMixed counts those of the importer, whose conditions are to come down: the list may only shrink.
var importersMixed = map[string]int{
	"importer/internal/ask AnswerLabel":               1,
	"importer/internal/ask IsNavigation":              1,
	"importer/internal/ask IsPlaceholder":             1,
	"importer/internal/ask IsUnwritten":               1,
	"importer/internal/ask LinksInside":               1,
	"importer/internal/ask OnlyResources":             1,
	"importer/internal/ask cutSign":                   1,
	"importer/internal/ask trimBackLink":              1,
	"importer/internal/markdown answerLine":           1,
	"importer/internal/markdown answerOnLine":         1,
	"importer/internal/markdown askedItems":           1,
	"importer/internal/markdown htmlHeading":          1,
	"importer/internal/markdown labelledExtent":       1,
	"importer/internal/markdown markedClozes":         1,
	"importer/internal/markdown plausibleRest":        1,
	"importer/internal/markdown readParagraphs":       1,
	"importer/internal/markdown readSeparated":        1,
	"importer/internal/markdown separatorOutsideCode": 1,
	"importer/internal/record children":               1,
	"importer/internal/record isRowName":              1,
	"importer/internal/record mendJSON":               1,
	"importer/internal/record names":                  1,
	"importer/internal/record object":                 2,
	"importer/internal/record pairsScore":             1,
	"importer/internal/record planByName":             1,
	"importer/internal/record separates":              1,
}

// TestTheHouseOfPlainConditions has no condition that mixes && and || over many operands: it wants a predicate
// with a name, an enumeration or a table.
func TestTheHouseOfPlainConditions(t *testing.T) {
	may := maps.Clone(knownMixed)
	maps.Copy(may, importersMixed)
	for _, f := range goFiles(t) {
		for _, d := range f.syntax.Decls {
			in := filepath.Dir(f.path)
			if fn, ok := d.(*ast.FuncDecl); ok {
				in += " " + fn.Name.Name
			}
			for _, cond := range mixedConditions(d) {
				if may[in]--; may[in] < 0 {
					t.Errorf("%s:%d: a condition mixes && and || over %d operands; name a part of it",
						f.path, f.line(cond.Pos()), operands(cond))
				}
			}
		}
	}
	for in, left := range may {
		if left > 0 {
			t.Errorf("%s has %d such conditions less than it may have: take it off the list", in, left)
		}
	}
}

// mixedConditions returns the conditions below a node that are too much at once.
func mixedConditions(n ast.Node) (found []ast.Expr) {
	ast.Inspect(n, func(n ast.Node) bool {
		cond, ok := n.(*ast.BinaryExpr)
		if !ok || !joins(cond) {
			return true
		}
		ops := map[token.Token]bool{}
		operators(cond, ops)
		if len(ops) > 1 && operands(cond) > maxMixedOperands {
			found = append(found, cond)
		}
		return false // what lies in it was counted with it
	})
	return found
}

func joins(x *ast.BinaryExpr) bool { return x.Op == token.LAND || x.Op == token.LOR }

// operands counts what && and || hold together.
func operands(x ast.Expr) int {
	if cond := condition(x); cond != nil {
		return operands(cond.X) + operands(cond.Y)
	}
	return 1
}

// operators notes which of && and || are in a condition.
func operators(x ast.Expr, ops map[token.Token]bool) {
	if cond := condition(x); cond != nil {
		ops[cond.Op] = true
		operators(cond.X, ops)
		operators(cond.Y, ops)
	}
}

// condition looks for && and || in parentheses and behind a negation, too; nil is neither.
func condition(x ast.Expr) *ast.BinaryExpr {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return condition(x.X)
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return condition(x.X)
		}
	case *ast.BinaryExpr:
		if joins(x) {
			return x
		}
	}
	return nil
}
